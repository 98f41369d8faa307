import * as cheerio from 'cheerio'
import t from 'tap'
import { excerptLength, excerptOf } from '../../../../src/article.ts'
import { hitsMarkup } from '../../../../src/http/representations/pages/hits.ts'
import { viewIn } from '../../../../src/http/representations/pages/view.ts'

const long = '河边的旧仓库将改成图书馆'.repeat(20)
const english = 'The old warehouse by the river becomes a library, which opens in spring'
const rows: [name: string, text: string, shown: RegExp | string][] = [
  ['a short text', '旧仓库改成图书馆', '旧仓库改成图书馆'],
  ['a text of one sentence', long, /图书馆?.*…$/],
  ['a sentence that ends late', `${long.slice(0, 90)}。${long}`, `${long.slice(0, 90)}。`],
  ['with a quotation mark', `${long.slice(0, 90)}！”${long}`, `${long.slice(0, 90)}！”`],
  ['a sentence that ends early', `旧仓库。${long}`, /^旧仓库。河边.*…$/],
  ['English', `${english}. ${english}. ${english}.`, `${english}.`],
  ['a number with a point', `${english} at a cost of 3.5 million in all of the years to come`, /…$/],
  ['Arabic', `${'افتتحت المدينة مكتبة جديدة '.repeat(4)}؟ ${'كتب '.repeat(30)}`, /؟$/],
]

t.test('an excerpt ends with a sentence, or says that it goes on', async (t) => {
  for (const [name, text, shown] of rows) {
    const excerpt = excerptOf([text])
    const hit = { id: 'a1', title: 't', publishedAt: null, source: null, tags: [], language: null, excerpt }
    const $ = cheerio.load(hitsMarkup(viewIn('en', '/', new Map()), [hit]))
    const paragraph = $('.facts + p').text()
    if (typeof shown === 'string') t.equal(paragraph, shown, name)
    else t.match(paragraph, shown, name)
    t.ok(Array.from(paragraph).length <= excerptLength + 1, name)
  }
})
