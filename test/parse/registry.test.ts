import t from 'tap'
import {
  hostTable,
  type NamedSource,
  sourceBySigns,
  sourceNamed,
  sourceOfAddress,
  sources,
} from '../../src/parse/registry.ts'

t.test('sources are found by their files, in order', async (t) => {
  const names = sources.map(({ name }) => name)
  t.strictSame(names, [...names].sort())
  t.ok(names.includes('ntdtv'))
  for (const name of names) t.match(name, /^[a-z0-9][a-z0-9-]{0,63}$/)
  t.equal(sourceNamed('ntdtv')?.title, '新唐人电视台')
  t.equal(sourceNamed('unknown'), null)
})

t.test('addresses', async (t) => {
  const rows: [address: string, source: string | null][] = [
    ['https://www.ntdtv.com/gb/2022/08/15/a1.html', 'ntdtv'],
    ['http://ntdtv.com/', 'ntdtv'],
    ['https://cn.ntdtv.com:8443/x', 'ntdtv'],
    ['https://WWW.NTDTV.COM./x', 'ntdtv'],
    ['https://notntdtv.com/x', null],
    ['https://ntdtv.com.example.org/x', null],
    ['https://example.org/ntdtv.com', null],
    ['https://com/x', null],
    ['no address', null],
  ]
  for (const [address, source] of rows) t.equal(sourceOfAddress(address)?.name ?? null, source, address)
})

t.test('signs', async (t) => {
  t.equal(sourceBySigns('<div class="article_right"><p>一</p></div>')?.name, 'secretchina')
  t.equal(sourceBySigns('<p>一</p>'), null)
  t.equal(sourceBySigns('<div class="article_right"><div class="post_content">'), null, 'of two sources')
})

t.test('two claims on one host', async (t) => {
  const [source] = sources as [NamedSource, ...NamedSource[]]
  t.throws(() => hostTable([source, { ...source, name: 'other' }]), /both claim/)
})
