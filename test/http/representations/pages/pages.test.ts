import * as cheerio from 'cheerio'
import type { Element } from 'domhandler'
import { HtmlValidate } from 'html-validate'
import t from 'tap'
import { ParsedArticle } from '../../../../src/article.ts'
import { pagePolicy } from '../../../../src/http/representations/style.ts'
import { mirrorPage, sentenceOf, webPage } from '../../pages.ts'
import { type Service, startService } from '../../service.ts'
import { hostileArticle } from '../sample.ts'

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'no-inline-style': 'error', 'script-type': 'error' },
})

async function fill(service: Service): Promise<void> {
  for (let n = 0; n < 25; n++) {
    const tags = n % 2 === 0 ? ['图书馆', '望江'] : ['望江']
    const date = `20${10 + n}-03-09`
    await service.post(mirrorPage({ id: `a1000${10 + n}`, tags, date, channel: 'city' }), 'text/markdown')
  }
}

async function keepHostile({ store }: Service): Promise<string[]> {
  const article = ParsedArticle.strip().parse(hostileArticle())
  await store.save([
    { page: { bytes: Buffer.from('hostile'), contentType: 'text/html', hints: {} }, article },
  ])
  return article.tags
}

async function findings(text: string): Promise<string[]> {
  const { results } = await validator.validateString(text)
  return results.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.ruleId} ${m.message}`))
}

t.test('a browser gets pages that are valid, small, protected, and no program gets one', async (t) => {
  const service = await startService(t)
  await fill(service)
  const paths = [
    '/',
    '/articles',
    '/articles?source=ntdtv',
    `/articles?q=${encodeURIComponent('图书馆')}&compare=${encodeURIComponent('仓库')}&compare=absent`,
    '/articles?share=true',
    `/articles?q=${encodeURIComponent('图书馆')}`,
    `/articles?q=${encodeURIComponent('图书馆')}&sort=newest&tag=${encodeURIComponent('望江')}&from=2012-01-01`,
    '/articles?q=absent&source=ntdtv',
    '/tags',
    '/tags?q=absent',
    `/tags/${encodeURIComponent('望江')}`,
    '/sources',
    '/stats',
    '/articles/a100012',
    `/articles/a100012?list=${encodeURIComponent('tag=望江&sort=oldest')}`,
    '/days',
    '/days/2012',
    '/days/2012-03',
  ]
  const isForPages = (path: string) => /[?&](?:compare|share)=/.test(path)
  for (const path of paths) {
    const { status, headers, text, bytes } = await service.get(path, browser)
    t.equal(status, 200, path)
    t.equal(headers['content-type'], 'text/html; charset=utf-8', path)
    t.equal(headers['content-security-policy'], pagePolicy, path)
    t.match(headers.vary, /Accept, /, path)
    t.ok(bytes.length < 60_000, `${path}: ${bytes.length} bytes`)
    t.equal(text.match(/<h1[ >]/g)?.length, 1, `${path}: one h1`)
    t.strictSame(await findings(text), [], path)
    const again = await service.get(path, { ...browser, 'if-none-match': String(headers.etag) })
    t.equal(again.status, 304, path)
    if (isForPages(path)) {
      t.equal((await service.get(path, { accept: '*/*' })).status, 400, path)
      continue
    }
    for (const accept of ['*/*', 'application/json', 'application/json, text/plain, */*'])
      t.match((await service.get(path, { accept })).headers['content-type'], /^application\/json/, accept)
    const asked = `${path}${path.includes('?') ? '&' : '?'}format=`
    t.match((await service.get(`${asked}html`)).headers['content-type'], /^text\/html/, path)
    t.match((await service.get(`${asked}json`, browser)).headers['content-type'], /^application\/json/, path)
  }
})

t.test('what a page of the list says', async (t) => {
  const service = await startService(t)
  t.match(
    (await service.get('/articles', browser)).text,
    /The archive is empty\. Fill it.*broadsheet import PATH/s,
  )
  await fill(service)
  const all = (await service.get('/articles', browser)).text
  t.match(all, />25 articles</)
  t.match(all, /<a rel="next" href="\/articles\?cursor=/)
  const next = /rel="next" href="([^"]+)"/.exec(all)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = (await service.get(next, browser)).text
  t.equal(second.match(/<li>\n<h2/g)?.length, 5, 'the rest')
  t.match(second, /<a rel="first" href="\/articles">/)
  t.match(all, /<a href="\/articles\?year=2034">2034<\/a> <span class="count">1</, 'counts by year')
  for (const path of ['/articles', `/tags/${encodeURIComponent('望江')}`]) {
    const { text } = await service.get(`${path}?limit=100`, browser)
    t.equal(text.match(/<li>\n<h2/g)?.length, 20, `${path}: no more than fit in a page`)
    t.match(text, /<a rel="next"/)
  }
  const found = (await service.get(`/articles?q=${encodeURIComponent('仓库')}`, browser)).text
  t.match(found, /<mark>仓库<\/mark>/)
  t.match(found, /href="\/feed\.atom\?q=/)
  const none = (await service.get('/articles?q=absent&source=ntdtv', browser)).text
  t.match(none, /Without one of them:/)
  t.match(
    none,
    /<a href="\/articles\?source=ntdtv">Words to find: <span lang="und">absent<\/span><\/a> – 25 articles/,
  )
  t.notMatch(
    none,
    /Source: <span lang="und">[^<]*<\/span><\/a> –/,
    'nothing is found without the source either',
  )
})

t.test('the versions of an article, and what changed between them', async (t) => {
  const service = await startService(t)
  const texts = [
    ['第一段没有变。', '仓库将改成图书馆，预计三年完成。', '这一段后来删去了。'],
    ['第一段没有变。', '仓库将改成图书馆，预计五年完成。', '这一段是后来加上的。'],
  ]
  for (const [index, paragraphs] of texts.entries())
    await service.post(
      mirrorPage({ id: 'a1', title: `河边的第${'一二'[index]}个旧仓库`, paragraphs }),
      'text/markdown',
    )
  const list = await service.get('/articles/a1/revisions', browser)
  t.equal(list.headers['content-type'], 'text/html; charset=utf-8')
  t.strictSame(await findings(list.text), [])
  t.match(list.text, /<h2>Version 2<\/h2>[\s\S]*\?diff=1\.\.2"[\s\S]*<h2>Version 1<\/h2>/)
  const { text } = await service.get('/articles/a1/revisions?diff=1..2', browser)
  t.strictSame(await findings(text), [])
  const $ = cheerio.load(text)
  const rows = $('tr')
    .toArray()
    .map((row) => [
      $(row).hasClass('same'),
      ...$(row)
        .children()
        .toArray()
        .map((cell) => $(cell).html()),
    ])
  t.match(rows[1], [false, 'title', '河边的<del>第一个</del>旧仓库', '河边的<ins>第二个</ins>旧仓库'])
  t.match(rows.at(-1), [false, '', '<ins>这一段是后来加上的。</ins>'], 'a paragraph that was added')
  t.match(
    rows.find((row) => String(row[1]).includes('三年')),
    [false, '仓库将改成图书馆，预计<del>三年</del>完成。', '仓库将改成图书馆，预计<ins>五年</ins>完成。'],
  )
  t.match(
    rows.find((row) => row[0] === true),
    [true, /第一段没有变/, /第一段没有变/],
  )
  t.match((await service.get('/articles/a1/revisions?diff=2..2', browser)).text, /Nothing that is read/)
  t.match(
    (await service.get('/articles/a1/revisions?diff=1..2')).json(),
    { from: 1, to: 2 },
    'JSON as before',
  )

  const source = await service.get('/articles/a1/revisions/1/raw?format=text', browser)
  t.match(source.headers, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': /^sandbox/,
    'content-disposition': undefined,
  })
  t.match(source.text, /<div class="post_content"[\s\S]*预计三年完成/)
  t.match((await service.get('/articles/a1/raw', browser)).headers['content-disposition'], /^attachment/)
  const legacy = Buffer.from([0xb2, 0xd6, 0xbf, 0xe2])
  const page = Buffer.concat([
    Buffer.from('<html><body><p>'),
    legacy,
    Buffer.from(`</p>${webPage({ id: 'w' }).replace(/[^\0-\x7f]/g, 'x')}`),
  ])
  await service.call('PUT', '/articles/w1', {
    headers: { 'content-type': 'text/html; charset=gb18030' },
    body: page,
  })
  t.match((await service.get('/articles/w1/raw?format=text')).text, /<p>仓库<\/p>/, 'in UTF-8')
})

t.test('an article leads on in the list that its reader came from', async (t) => {
  const service = await startService(t)
  await fill(service)
  const list = `/articles?q=${encodeURIComponent('仓库')}&sort=oldest&limit=3`
  // As browsers encode it.
  const linkIn = (text: string, pattern: RegExp) =>
    pattern
      .exec(text)?.[1]
      ?.replaceAll('&amp;', '&')
      .replace(/[^\0-\x7f]+/g, encodeURIComponent)
  let address = linkIn((await service.get(list, browser)).text, /<h2[^>]*><a href="([^"]+)"/)
  const walked: string[] = []
  while (address !== undefined && walked.length < 30) {
    const { status, text } = await service.get(address, browser)
    t.equal(status, 200, address)
    walked.push(address.replace(/\?.*/, ''))
    address = linkIn(text, /<a rel="next" href="([^"]+)"/)
    if (walked.length === 4) t.match(text, /<nav class="place-in-list"/)
    if (walked.length === 3) t.match(text, /rel="prev" href="\/articles\/a100011\?list=/)
  }
  const all = Array.from({ length: 25 }, (_, n) => `/articles/a1000${10 + n}`)
  t.strictSame(walked, all, 'through all pages of the list')

  const tag = `/tags/${encodeURIComponent('图书馆')}?limit=2`
  const second = linkIn((await service.get(tag, browser)).text, /rel="next" href="([^"]+)"/)
  const third = linkIn((await service.get(second ?? '', browser)).text, /<h2[^>]*><a href="([^"]+)"/)
  const after = (await service.get(third ?? '', browser)).text
  t.match(after, /rel="next" href="\/articles\/a100028\?list=/, 'also from the second page of a tag')

  t.match((await service.get('/articles/a100012?list=tag%3Delse', browser)).text, /Back to the list/)
  t.notMatch((await service.get('/articles/a100012', browser)).text, /Back to the list/)
  for (const wrong of ['tga%3Dx', 'cursor%3Dx', 'from%3Dnever']) {
    t.equal((await service.get(`/articles/a100012?list=${wrong}`, browser)).status, 400, wrong)
    const refused = await service.get(`/articles/a100012?list=${wrong}&format=html`)
    t.equal(refused.status, 400, wrong)
    t.match(refused.json(), { errors: [{ parameter: 'list' }] }, wrong)
  }
})

t.test('a form is sent with its empty fields, which the address of its list lacks', async (t) => {
  const service = await startService(t)
  const sent = await service.get('/articles?q=a&source=&tag=&from=&to=&sort=newest', browser)
  t.equal(sent.status, 303)
  t.equal(sent.headers.location, '/articles?q=a&sort=newest')
  t.equal((await service.get('/tags?q=&sort=name', browser)).headers.location, '/tags?sort=name')
  t.equal((await service.get('/articles?q=a&source=', { accept: '*/*' })).status, 400, 'a program is told')
  t.equal((await service.get('/articles?fields=id&format=html')).status, 400)
})

/** What a page could run, or where it could lead or ask, besides this service and web pages that the reader opens. */
function dangersIn(text: string): string[] {
  const $ = cheerio.load(text)
  return $<Element, string>('*')
    .toArray()
    .flatMap(({ name, attribs }) => [
      ...(/^(?:iframe|object|embed|base|math)$/.test(name) ? [name] : []),
      ...(name === 'script' && attribs.type !== 'application/ld+json' ? [name] : []),
      ...(name === 'img' && attribs.loading !== 'lazy' ? [name] : []),
      ...Object.entries(attribs).flatMap(([key, value]) => {
        if (key.startsWith('on') || key === 'style' || key === 'srcdoc') return [`${key}=${value}`]
        const isAddress = key === 'href' || key === 'src' || key === 'action'
        return isAddress && !/^(?:https?:\/\/[^"<>\s]+|\/(?!\/)[^"<>\s]*|#[a-z]+)$/.test(value) ? [value] : []
      }),
    ])
}

t.test('hostile articles and addresses', async (t) => {
  const service = await startService(t)
  const tags = await keepHostile(service)
  const attack = encodeURIComponent('"><script>alert(1)</script>')
  const rows = [
    '/',
    '/articles',
    '/tags',
    '/sources',
    '/stats',
    '/days',
    '/articles/example-1001',
    '/articles/example-1001/revisions',
    `/articles/example-1001?list=q%3D${encodeURIComponent(attack)}`,
    `/articles?q=${attack}&tag=${attack}&credit=${attack}&language=${attack}&channel=${attack}`,
    `/articles?compare=${attack}&compare=x`,
    `/tags?q=${attack}`,
    ...tags
      .filter((tag) => tag.trim() !== '' && !/^\.+$/.test(tag))
      .map((tag) => `/tags/${encodeURIComponent(tag.toWellFormed())}`),
  ]
  let pages = 0
  for (const path of rows) {
    const { status, text } = await service.get(path, browser)
    if (status !== 200) continue
    pages++
    t.strictSame(dangersIn(text), [], path)
    t.strictSame(await findings(text), [], path)
  }
  t.ok(pages >= 5, `${pages} pages`)
})

t.test('what is read of a page that is tried, hostile and long', async (t) => {
  const service = await startService(t)
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  const shown = attack.replaceAll('<', '&lt;')
  const paragraphs = Array.from({ length: 2000 }, (_, n) => sentenceOf(`a${n}`, shown))
  const pages = [
    webPage({ id: 'w1', title: shown, tags: [shown.replaceAll('"', '&quot;')], paragraphs }),
    `${attack}<title>${attack}</title>`,
  ]
  t.strictSame(await findings((await service.get('/try')).text), [])
  for (const body of pages) {
    const headers = { ...browser, 'content-type': 'text/html' }
    const { status, text, bytes, ...reply } = await service.call('POST', '/try', { headers, body })
    t.match([status, reply.headers['content-security-policy']], [200, pagePolicy])
    t.strictSame(dangersIn(text), [])
    t.strictSame(await findings(text), [])
    t.ok(bytes.length < 60_000, `${bytes.length} bytes`)
  }
})

t.test('reading writes nothing', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a1', paragraphs: [sentenceOf('a1')] }), 'text/markdown')
  const before = (await service.get('/export?raw=true')).text
  for (const path of ['/articles', '/tags', '/sources', '/articles?q=a']) await service.get(path, browser)
  t.equal((await service.get('/export?raw=true')).text, before)
})

t.test('the interface speaks English, Simplified and Traditional Chinese', async (t) => {
  const service = await startService(t)
  await fill(service)
  const rows: { wanted: Record<string, string>; language: string; says: RegExp }[] = [
    { wanted: {}, language: 'en', says: /Newest first/ },
    { wanted: { 'accept-language': 'de, fr;q=0.5' }, language: 'en', says: /Newest first/ },
    { wanted: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }, language: 'zh-Hans', says: /标签/ },
    { wanted: { 'accept-language': 'zh-TW,zh;q=0.9' }, language: 'zh-Hant', says: /標籤/ },
    { wanted: { 'accept-language': 'zh-HK' }, language: 'zh-Hant', says: /篩選/ },
    { wanted: { 'accept-language': 'en;q=0.2, zh-Hans-TW' }, language: 'zh-Hans', says: /筛选/ },
    { wanted: { 'accept-language': 'zh-TW', cookie: 'a=b; lang=en' }, language: 'en', says: /Newest first/ },
    { wanted: { cookie: 'lang=xx' }, language: 'en', says: /Newest first/ },
  ]
  for (const { wanted, language, says } of rows) {
    const { headers, text } = await service.get('/articles', { ...browser, ...wanted })
    const name = JSON.stringify(wanted)
    t.match(text, `<html lang="${language}"`, name)
    t.match(text, says, name)
    t.equal(headers['content-language'], language, name)
    t.match(headers.vary, /Accept-Language, Cookie/, name)
    t.notOk(headers['set-cookie'], name)
  }
  for (let n = 0; n < 2; n++) {
    const chosen = await service.get('/tags?lang=zh-Hant&sort=name', browser)
    t.match(chosen.text, '<html lang="zh-Hant"')
    t.match(chosen.headers['set-cookie']?.[0], /^lang=zh-Hant; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/)
    t.match(chosen.text, 'href="/tags?sort=name&amp;lang=en"', 'the switch keeps the rest of the address')
  }
  t.equal((await service.get('/tags?lang=xx', browser)).status, 400)
  const traditional = await service.get('/sources', { ...browser, cookie: 'lang=zh-Hant' })
  t.strictSame(await findings(traditional.text), [])
  t.match(traditional.text, '搜尋')
})

t.test('a page that there is not says so to a reader, and how to go on', async (t) => {
  const service = await startService(t)
  for (const [path, status, says] of [
    ['/nothing', 404, /Nothing is here/],
    ['/articles/a1', 404, /Nothing is here/],
    ['/tags/%E6%9C%9B', 404, /Nothing is here/],
    ['/articles?from=yesterday', 400, /must be a date/],
    ['/articles?frm=2020-01-01', 400, /from/],
  ] as const) {
    const { status: answered, headers, text } = await service.get(path, browser)
    t.equal(answered, status, path)
    t.match(headers['content-type'], /^text\/html/, path)
    t.equal(headers['content-security-policy'], pagePolicy, path)
    t.match(text, says, path)
    t.match(text, /<a href="\/">/, path)
    t.strictSame(await findings(text), [], path)
    const program = await service.get(path, { accept: 'application/json' })
    t.equal(program.headers['content-type'], 'application/problem+json', path)
  }
  const chinese = await service.get('/nothing', { ...browser, 'accept-language': 'zh' })
  t.match(chinese.text, /这里没有内容/)
})

t.test('the front page shows what is new and what the archive holds', async (t) => {
  const service = await startService(t)
  const empty = (await service.get('/', browser)).text
  t.match(empty, /The archive is empty\. Fill it.*broadsheet import PATH/s)
  t.notMatch(empty, /<svg|class="hits"/, 'nothing is shown without articles')
  t.strictSame(await findings(empty), [])
  await fill(service)
  const { text } = await service.get('/', browser)
  t.match(text, /<p class="lead"><a href="\/articles">25 articles<\/a> · 2010 – 2034</)
  t.match(text, /<a href="\/days\/2034-03" tabindex="-1"><title>March 2034: 1</)
  t.match(text, /<h3 lang="zh-Hans" dir="ltr"><a href="\/articles\/a100034">/, 'the newest article')
  t.match(text, /<a href="\/articles\?source=ntdtv" lang="und">新唐人电视台<\/a>/)
  t.match(text, /25 articles · Published <time datetime="2010-03-09[^>]*>Mar 9, 2010/, 'its span')
  const json = await service.get('/')
  t.match(json.json(), { name: 'Broadsheet', links: { articles: '/articles' } }, 'programs get links')
})

t.test('curves: by month, as a share, of several searches', async (t) => {
  const service = await startService(t)
  await fill(service)
  const list = (await service.get('/articles?from=2010-01-01&to=2013-12-31', browser)).text
  const table = (text: string) =>
    [
      ...text.matchAll(/<th scope="row">.*?>(\d{4})<\/a>(?: <span[^>]*>([^<]*)<\/span>)?<\/th>(.*?)<\/tr>/g),
    ].map(([, year, name, cells = '']) => [year, name, cells.replaceAll(/<[^>]+>/g, '')])
  t.strictSame(table(list), [
    ['2010', undefined, '1'],
    ['2011', undefined, '1'],
    ['2012', undefined, '1'],
    ['2013', undefined, '1'],
  ])
  const tag = (await service.get(`/tags/${encodeURIComponent('图书馆')}`, browser)).text
  t.equal(table(tag).filter(([, , count]) => count === '1').length, 13, 'every other year')
  t.match(tag, /<h2>Names in the bylines<\/h2>.*<a href="\/articles\?credit=[^"]*" lang="und">陈立<\/a>/s)
  const compared = `/articles?tag=${encodeURIComponent('图书馆')}&q=a100010&compare=a100012&share=true`
  // A year in which none of them is has no row.
  t.strictSame(table((await service.get(compared, browser)).text), [
    ['2010', 'a100010', '100%'],
    ['2010', 'a100012', ''],
    ['2012', 'a100010', ''],
    ['2012', 'a100012', '100%'],
  ])
  t.equal((await service.get('/articles?compare=a&compare=b&compare=c&compare=d', browser)).status, 400)
})

t.test("the keeper's desk", async (t) => {
  const service = await startService(t)
  t.match((await service.get('/stats', browser)).text, /The archive is empty.*No page was refused\./s)
  await fill(service)
  for (let n = 0; n < 2; n++) t.equal((await service.post('<p></p>')).status, 422)
  const { text } = await service.get('/stats', browser)
  t.match(text, /<th scope="row">Versions of pages<\/th><td>25<\/td>/)
  t.match(text, /<\/time><\/th><td>25<\/td><td>25<\/td><td>[\d.,]+ [kM]B<\/td>/, 'the day of import')
  t.match(text, /href="\/problems\/no-article">[^<]+<\/a><\/th><td>2<\/td>/, 'pages refused by reason')
  const { imports, refusals } = (await service.get('/stats')).json<Record<string, object[]>>()
  t.match(imports, [{ pages: 25, articles: 25 }])
  t.match(refusals, [{ problem: 'no-article', pages: 2 }])
})

t.test('days: years, months and days as calendars', async (t) => {
  const service = await startService(t)
  t.match((await service.get('/days', browser)).text, /The archive is empty/)
  t.strictSame((await service.get('/days')).json(), { items: [] })
  await fill(service)
  const years = (await service.get('/days', browser)).text
  t.match(years, /<a href="\/days\/2012-03" aria-label="March 2012: 1 article">1<\/a>/)
  const year = (await service.get('/days/2012', browser)).text
  t.equal(year.match(/<table class="calendar"/g)?.length, 12)
  t.match(year, /<a href="\/articles\?from=2012-03-09&amp;to=2012-03-09">9 <small>1<\/small><\/a>/)
  t.match(year, /rel="prev" href="\/days\/2011".*rel="next" href="\/days\/2013"/s)
  const month = (await service.get('/days/2012-03', browser)).text
  t.match(month, /<tr><td><\/td><td><\/td><td><\/td><td>1<\/td><td>2<\/td>/, 'March 2012 began on a Thursday')
  t.match(month, /<a href="\/articles\/a100012\?list=/)
  for (const [path, items] of [
    ['/days/2012', [{ date: '2012-03', articles: 1, href: '/days/2012-03' }]],
    ['/days/2012-03', [{ date: '2012-03-09', articles: 1, href: '/articles?from=2012-03-09&to=2012-03-09' }]],
    ['/days/1999', []],
  ] as const)
    t.strictSame((await service.get(path)).json(), { items }, path)
  const day = await service.get('/days/2012-03-09')
  t.match([day.status, day.headers.location], [308, '/articles?from=2012-03-09&to=2012-03-09'])
  for (const path of ['/days/12', '/days/2012-13', '/days/2012-3', '/days/2012-03-32'])
    t.equal((await service.get(path)).status, 400, path)
})
