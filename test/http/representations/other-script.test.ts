import t from 'tap'
import { inScript } from '../../../src/http/representations/other-script.ts'
import { mirrorPage } from '../pages.ts'
import { startService } from '../service.ts'

const rows: [name: string, page: string, script: 'hans' | 'hant', shown: string][] = [
  [
    'by phrases',
    '<p lang="zh-Hans">头发与发展，皇后在后面</p>',
    'hant',
    '<p lang="zh-Hant">頭髮與發展，皇后在後面</p>',
  ],
  ['to Simplified', '<p lang="zh-Hant">頭髮與發展</p>', 'hans', '<p lang="zh-Hans">头发与发展</p>'],
  ['in the script already', '<p lang="zh-Hant">皇后在后面</p>', 'hant', '<p lang="zh-Hant">皇后在后面</p>'],
  ['by region', '<p lang="zh-TW">發展</p>', 'hans', '<p lang="zh-Hans">发展</p>'],
  ['of unknown language', '<p lang="und">发展</p>', 'hant', '<p lang="und">發展</p>'],
  [
    'Japanese',
    '<p lang="ja">国会</p><p lang="und">国会の</p>',
    'hant',
    '<p lang="ja">国会</p><p lang="und">国会の</p>',
  ],
  ['another language', '<p lang="en">发展</p>', 'hant', '<p lang="en">发展</p>'],
  [
    'nested',
    '<div lang="en"><br>发<p lang="zh">发展<img alt="发"></p>发</div>',
    'hant',
    '<div lang="en"><br>发<p lang="zh-Hant">發展<img alt="发"></p>发</div>',
  ],
  [
    'attributes and references',
    '<a lang="zh-Hans" href="/tags/发?a&amp;b" title="发">发&amp;展 &lt;发&gt;</a>',
    'hant',
    '<a lang="zh-Hant" href="/tags/发?a&amp;b" title="发">發&amp;展 &lt;發&gt;</a>',
  ],
  [
    'data',
    '<script type="application/ld+json">{"a":"发"}</script><style>发</style>',
    'hant',
    '<script type="application/ld+json">{"a":"发"}</script><style>发</style>',
  ],
  [
    'names of scripts',
    '<a translate="no" lang="zh-Hans">简体</a>',
    'hant',
    '<a translate="no" lang="zh-Hans">简体</a>',
  ],
  ['a title', '<html lang="en"><title>发展</title>', 'hant', '<html lang="en"><title>發展</title>'],
]
for (const [name, page, script, shown] of rows)
  t.test(`shown in the other script: ${name}`, async (t) => {
    t.equal(inScript(page, script), shown)
  })

t.test('each page is shown so, and a cookie remembers it', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a1', title: '发展中的图书馆', tags: ['图书馆'] }), 'text/markdown')
  const html = { accept: 'text/html' }
  const tag = encodeURIComponent('图书馆')
  const list = encodeURIComponent('tag=图书馆')
  const paths = [
    '/',
    '/articles',
    `/articles?tag=${tag}`,
    '/tags',
    `/tags/${tag}`,
    '/articles/a1',
    `/articles/a1?list=${list}`,
  ]
  for (const path of paths) {
    const own = await service.get(path, html)
    t.match(own.text, /图书馆/, path)
    t.equal(own.headers['set-cookie'], undefined, path)
    const chosen = `${path}${path.includes('?') ? '&' : '?'}script=hant`
    const other = await service.get(chosen, html)
    t.match(other.text.replaceAll(/<[^>]*>/g, ''), /圖書館/, chosen)
    t.strictSame(other.headers['set-cookie'], [
      'script=hant; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly',
    ])
    const hrefs = [...other.text.matchAll(/ href="(\/[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    )
    const wrong = hrefs.filter((href) => decodeURIComponent(href).includes('圖'))
    t.strictSame(wrong, [], 'addresses are those of what is stored')
    for (const href of hrefs.filter((href) => /^\/articles/.test(href))) {
      const encoded = href.replace(/[^\0-\x7f]+/g, encodeURIComponent)
      const { status } = await service.get(encoded, html)
      t.equal(status, 200, `${chosen} -> ${href}`)
    }
    const remembered = await service.get(path, { ...html, cookie: 'a=b; script=hant' })
    t.match(remembered.text.replaceAll(/<[^>]*>/g, ''), /圖書館/, 'by the cookie')
    t.match(remembered.headers.vary, /Cookie/)
    t.match((await service.get(path, html)).text, /图书馆/, 'and nobody else gets it')
    const again = await service.get(chosen, {
      ...html,
      cookie: 'script=hans',
      'if-none-match': String(other.headers.etag),
    })
    t.match([again.status, again.headers['set-cookie']], [304, [/^script=hant/]], 'also with 304')
  }
  t.match(
    (await service.get('/articles/a1?script=hant')).json(),
    { title: '发展中的图书馆' },
    'JSON is what is stored',
  )
  t.equal((await service.get('/articles?script=other')).status, 400)
})
