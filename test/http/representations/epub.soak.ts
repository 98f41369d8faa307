import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { fromBuffer } from 'yauzl'
import { ParsedArticle } from '../../../src/article.ts'
import { mirrorPage, webPage } from '../pages.ts'
import { startService } from '../service.ts'
import { hostileArticle, sampleArticle } from './sample.ts'

const run = promisify(execFile)

/** A jar, which Debian's epubcheck is. */
const checker = process.env.EPUBCHECK ?? '/usr/share/java/epubcheck.jar'
const noChecker = existsSync(checker) ? false : 'no epubcheck: install it, or name its jar in EPUBCHECK'

/** For a run of seconds: without the compiler and the collector that serve long ones. */
const briefly = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

/** The files of a zip by name, in their order. */
function filesOf(bytes: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error)
      zip.on('end', () => resolve(files))
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (_error, stream) => {
          const text = await stream?.toArray()
          files.set(entry.fileName, Buffer.concat(text ?? []).toString())
          zip.readEntry()
        }),
      )
      zip.readEntry()
    })
  })
}

t.test('an article and a list as books', async (t) => {
  const service = await startService(t)
  const { store } = service
  const save = (article: object) =>
    store.save([
      {
        page: { bytes: Buffer.from(JSON.stringify(article)), contentType: 'text/html', hints: {} },
        article: ParsedArticle.strip().parse(article),
      },
    ])
  await save(sampleArticle())
  await save({ ...hostileArticle(), id: 'hostile', nativeId: 'h', url: 'https://news.example.com/h' })
  const arabic = ['افتتحت المدينة مكتبة جديدة على ضفة النهر بعد ثلاث سنوات من العمل المتواصل فيها.']
  const page = webPage({ id: 'ar1', title: 'مكتبة جديدة', paragraphs: arabic }).replace('zh-CN', 'ar')
  t.equal((await service.post(page)).status, 201)
  for (let n = 0; n < 3; n++)
    await service.post(mirrorPage({ id: `a${n}`, tags: ['图书馆'] }), 'text/markdown')

  const rows: [name: string, path: string, chapters: number, says: RegExp][] = [
    ['an article', '/articles/example-1001?format=epub', 1, /<dc:creator>陈立<\/dc:creator>/],
    ['a hostile article', '/articles/hostile?format=epub', 1, /<dc:identifier/],
    ['an article from right to left', '/articles?language=ar&format=epub', 1, /direction="rtl"/],
    ['a list', '/articles?format=epub&sort=oldest', 6, /<dc:title>Broadsheet<\/dc:title>/],
    [
      'a search',
      '/articles?format=epub&q=%E5%9B%BE%E4%B9%A6%E9%A6%86&tag=%E5%9B%BE%E4%B9%A6%E9%A6%86',
      4,
      /图书馆/,
    ],
  ]
  for (const [name, path, chapters, says] of rows) {
    const { status, headers, bytes } = await service.get(path)
    t.match(
      [status, headers['content-type']],
      [200, 'application/epub+zip'],
      `${name}: ${status === 200 ? '' : bytes}`,
    )
    t.match(headers['content-disposition'], /^attachment; filename="[\w-]+\.epub"$/, name)
    t.equal(bytes.toString('latin1', 30, 58), 'mimetypeapplication/epub+zip', `${name}: OCF 3.3, 4.2`)
    const files = await filesOf(bytes)
    t.equal([...files.keys()].filter((file) => /^EPUB\/\d+\.xhtml$/.test(file)).length, chapters, name)
    t.match(files.get('EPUB/package.opf'), says, name)
    t.ok((await service.get(path)).bytes.equals(bytes), `${name}: the same bytes again`)
    // Each run takes seconds: one book holds all that the others do but what is said of one article alone.
    if (noChecker !== false || (name !== 'a list' && name !== 'an article')) continue
    const file = join(dirname(service.database), 'book.epub')
    writeFileSync(file, bytes)
    const { stdout, stderr } = await run('java', [...briefly, '-jar', checker, '--failonwarnings', file])
    t.match(stdout + stderr, /No errors or warnings detected/, name)
  }
  const chapter = (await filesOf((await service.get('/articles/example-1001?format=epub')).bytes)).get(
    'EPUB/1.xhtml',
  )
  t.match(chapter, /<h1>望江市图书馆重新开放 &lt;旧书&gt; &amp; 新楼<\/h1>[\s\S]*<li>二楼：儿童阅览室<\/li>/)
  t.match(chapter, /<p>新的楼梯。（陈立／摄）<\/p>/, 'a caption without its picture')
  t.notMatch(chapter, /<img/)
  t.equal((await service.get('/articles?q=absent&format=epub')).status, 404)
  t.equal((await service.get('/articles?fields=id&format=epub')).status, 400)
  const list = await service.get('/articles', { accept: 'text/html' })
  t.match(list.text, /<a href="\/articles\?format=epub">EPUB<\/a>/)
})
