import t from 'tap'
import { parsePage } from '../../../../src/parse/parse.ts'

const text = [
  'The mill by the bridge grinds again since Monday, after two years in which the wheel lay in the meadow behind it.',
  'Its stones are the old ones; only the shaft is new, and the miller shows the children how the corn runs down.',
  'Whoever wants flour brings corn on Friday, because the rest of the week belongs to the school in the village.',
]

const blog = (lang: string, note: string, className = 'postmetadata alt') =>
  `<html lang="${lang}"><head><meta charset="utf-8"><title>Valley Notes &raquo; The mill turns</title></head><body>
  <div id="header"><h1><a href="/">Valley Notes</a></h1></div><div class="post"><h2>The mill turns</h2><div class="entry">
  ${text.map((one) => `<p>${one}</p>`).join('\n')}<p class="${className}">${note}</p></div></div></body></html>`

const category = '<a href="/category/mills/" rel="category tag">Mills</a>'
const permalink = '<a href="/2009/03/mill/" rel="bookmark">…</a>'
const feed = '<a href="/2009/03/mill/feed/">RSS</a>'

const rows: [note: string, lang: string, day: string | null, authors: string[]][] = [
  [
    `<small>This entry was posted on Saturday, March 14th, 2009 at 10:31 am and is filed under ${category}. You can follow any responses to this entry through the ${feed} feed.</small>`,
    'en',
    '2009-03-14',
    [],
  ],
  [
    `This entry was posted in ${category} and tagged <a href="/tag/a" rel="tag">corn</a> by Ada Lindqvist. Bookmark the ${permalink}.`,
    'en',
    null,
    ['Ada Lindqvist'],
  ],
  [
    `Dieser Beitrag wurde am Samstag, 14. März 2009 um 10:31 von Jan Kessler veröffentlicht und in ${category} abgelegt. Du kannst alle Antworten über den ${feed}-Feed verfolgen.`,
    'de',
    '2009-03-14',
    ['Jan Kessler'],
  ],
  [`Geschrieben von Jan Kessler am 14. März 2009 in ${category}`, 'de', '2009-03-14', ['Jan Kessler']],
  [
    `Cet article a été publié le samedi 14 mars 2009 à 10:31 et est classé dans ${category}.`,
    'fr',
    '2009-03-14',
    [],
  ],
  [
    `Esta entrada fue publicada en ${category} por Inés Robledo. Guarda el ${permalink}.`,
    'es',
    null,
    ['Inés Robledo'],
  ],
  [
    `Questo articolo è stato pubblicato in ${category} da Piero Salvi. Contrassegna il ${permalink}.`,
    'it',
    null,
    ['Piero Salvi'],
  ],
  [`Dit bericht is geplaatst in ${category}. Bookmark de ${permalink}.`, 'nl', null, []],
  [`Ten wpis został opublikowany w kategorii ${category}. Dodaj zakładkę do ${permalink}.`, 'pl', null, []],
  [`Запись опубликована в рубрике ${category}. Добавьте в закладки ${permalink}.`, 'ru', null, []],
  [`本条目发布于2009年3月14日。属于${category}分类。作者是何小满。`, 'zh-CN', '2009-03-14', ['何小满']],
  [
    'This entry was posted by Ada Poe on Tuesday, March 14th, 2009 at 10:20 am and is filed under Mills.',
    'en',
    '2009-03-14',
    ['Ada Poe'],
  ],
  [
    'Dieser Beitrag wurde am 14. März 2009 von Jan Kessler veröffentlicht.',
    'de',
    '2009-03-14',
    ['Jan Kessler'],
  ],
  [`Mills | ${category} | 3 Comments`, 'en', null, []],
]

for (const [note, lang, day, authors] of rows) {
  for (const className of ['postmetadata alt', 'x7'])
    t.test(`${lang}, ${className}: ${note.replaceAll(/<[^>]*>/g, '').slice(0, 60)}`, async (t) => {
      const outcome = parsePage({
        bytes: Buffer.from(blog(lang, note, className)),
        contentType: 'text/html',
        hints: {},
      })
      if ('problem' in outcome) throw outcome.problem
      const { article } = outcome
      t.same(article.paragraphs, text, 'the note is no text')
      t.equal(article.publishedAt?.slice(0, 10) ?? null, day)
      t.same(
        article.credits.map(({ name }) => name),
        authors,
      )
    })
}

const sentences = [
  'This entry was posted in the log of the ship on 3 May 1912, and <a href="https://museum.example/log">nobody has read it</a> since the captain wrote it the night before the storm.',
  'This post is held by <a href="https://valley.example/people" rel="nofollow">the people of the valley</a>, who remember the mill from before the war.',
  'Questo articolo è stato tradotto in <a href="/lingue">dodici lingue</a>, e in ognuna il mugnaio porta un altro nome, come racconta chi lo ha conosciuto da giovane.',
]
for (const sentence of sentences)
  t.test(`text that begins as a note does: ${sentence.slice(0, 40)}`, async (t) => {
    const outcome = parsePage({
      bytes: Buffer.from(blog('en', sentence, 'x7')),
      contentType: 'text/html',
      hints: {},
    })
    if ('problem' in outcome) throw outcome.problem
    t.same(outcome.article.paragraphs, [...text, sentence.replaceAll(/<[^>]*>/g, '')])
  })
