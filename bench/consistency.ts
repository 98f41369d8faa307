// Is what the parser reads consistent over a whole archive?
//   node bench/consistency.ts [FOLDER | ARCHIVE.tar.xz | DATABASE]
//
// For each source: how many articles have each field, texts that stand in many articles (promotion, not news), markup
// that was left in a text, brackets that look like bylines or datelines, dates far from the address's, names that are
// no names; articles with warnings by rule, texts shorter than the page promises, and names in the credits of more than a
// fifth of a site's articles (an outlet, no person). Exits with 1 where a floor is broken.
import { hostOf } from '../src/address.ts'
import { articlesOf } from './archived-articles.ts'
import { report } from './report.ts'
import { emptyTally, fields, kinds, type Tally, take } from './tally.ts'

const mostFrequent = 0.005
/** Fewer articles than this make every repeated text frequent: a daily column is not promotion. */
const leastArticles = 10
const examples = 5
/** A person writes no more than this part of a site's articles. */
const manyCredits = 0.2

/** Texts that stand in many articles of a source and are article text all the same. */
const justified: readonly { text: RegExp; why: string }[] = [
  {
    text: /^(?:[一二三四五六七八九十\d]{1,3}[、.．]?|[（(][一二三四五六七八九十\d]{1,3}[）)])$/u,
    why: 'numbers of sections',
  },
  {
    text: /^(?:目\s?录|结语：?|前言|后记|序|引言|注释?：|参考(?:资料|文献)：|参考文献|资料来源：.{2,20}|作者简介：|附录?[：:]?.{0,20}|迫害案例：?|部份案例：?)$/u,
    why: 'headings that articles of a kind share',
  },
  {
    text: /大家好|感谢您?(?:关注|收看)|再会|下次(?:节目)?再见|欢迎(?:大家)?(?:订阅|收看)|点赞/u,
    why: 'what hosts say: the opening and close of transcribed programmes',
  },
  {
    text: /^(?:编者注|编注|编者按|注)[：:]|^（[^）]{2,80}的[评評]论）$|^(?:（)?以上是自由亚洲电台特约评论员/u,
    why: "editors' notes and sign-offs inside the text",
  },
  { text: /^座谈人：/u, why: 'who takes part in a discussion' },
  { text: /严正声明|大法|师父/u, why: 'formulas of the declarations that minghui collects' },
  {
    text: /^大纪元每天为读者梳理|^新唐人每日为读者推荐|^【特稿】|^褒奖译文如下|^网友的评论：$|^（?接上[文期]）?$|^[（(]图[：:]?/u,
    why: 'lines that introduce what follows',
  },
  { text: /《独钓寒江雪|^帝尧者/u, why: 'chapters of one book: its quotation and imprint' },
]

const tallies = new Map<string, Tally>()
const failures = new Map<string, number>()
let pages = 0
for await (const found of articlesOf(process.argv[2])) {
  pages++
  if ('problem' in found) failures.set(found.problem, (failures.get(found.problem) ?? 0) + 1)
  else {
    const site = found.article.source ?? hostOf(found.article.url ?? '') ?? 'unknown'
    const tally = tallies.get(site) ?? emptyTally()
    tallies.set(site, tally)
    take(tally, found.article)
  }
}

const percent = (count: number, of: number) => (of === 0 ? '-' : `${((100 * count) / of).toFixed(1)}`)
const sources = [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))
report({
  title: 'Consistency: articles with each field, per cent',
  note: `${pages} pages; ${[...failures].map(([why, count]) => `${count} held no article: ${why}`).join('; ') || 'each held an article'}.`,
  columns: ['source', 'articles', ...fields, 'dated of those that show a date'],
  rows: sources.map(([source, { articles, present, dated, dateless }]) => [
    source,
    String(articles),
    ...fields.map((field) => percent(present[field] ?? 0, articles)),
    percent(dated - dateless, dated),
  ]),
})

const broken: string[] = []
const frequent = sources.flatMap(([source, { articles, texts }]) =>
  [...texts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([text, count]) => {
      const why = justified.find((one) => one.text.test(text))?.why
      const isOver = count > mostFrequent * articles && count >= leastArticles && articles >= 200
      if (isOver && why === undefined)
        broken.push(`${source}: ${count} articles hold ${JSON.stringify(text.slice(0, 60))}`)
      return [
        source,
        String(count),
        percent(count, articles),
        isOver ? (why ?? 'NOT JUSTIFIED') : 'rare',
        text.slice(0, 60).replaceAll('\n', ' / ').replaceAll('|', '¦'),
      ]
    }),
)
report({
  title: 'Consistency: the most frequent paragraphs',
  note: "Frequent: in more than 0.5 % of a source's articles.",
  columns: ['source', 'articles', 'per cent', 'why it stays', 'text'],
  rows: frequent,
})
report({
  title: 'Consistency: findings',
  note: 'Counts with examples.',
  columns: ['source', 'finding', 'count', 'examples'],
  rows: sources.flatMap(([source, { findings }]) =>
    kinds.flatMap((kind) => {
      const found = findings[kind] ?? []
      return found.length === 0
        ? []
        : [
            [
              source,
              kind,
              String(found.length),
              found.slice(0, examples).join('; ').replaceAll('|', '¦').replaceAll('\n', ' / '),
            ],
          ]
    }),
  ),
})

report({
  title: 'Consistency: articles with warnings',
  note: 'By the field and the rule that doubts it.',
  columns: ['source', 'warning', 'articles', 'per cent', 'examples'],
  rows: sources.flatMap(([source, { articles, warnings }]) =>
    [...warnings]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([name, ids]) => [
        source,
        name,
        String(ids.length),
        percent(ids.length, articles),
        ids.slice(0, examples).join(', '),
      ]),
  ),
})
report({
  title: 'Consistency: names in the credits of more than a fifth of the articles',
  note: 'An outlet or a desk, no person.',
  columns: ['source', 'name', 'articles', 'per cent'],
  rows: sources.flatMap(([source, { articles, names }]) =>
    [...names]
      .filter(([, count]) => articles >= leastArticles && count > articles * manyCredits)
      .map(([name, count]) => [source, name, String(count), percent(count, articles)]),
  ),
})

for (const [source, { articles, present, dated, dateless, findings }] of sources) {
  if ((present.title ?? 0) < articles && (articles - (present.title ?? 0)) / articles > 0.001)
    broken.push(`${source}: ${articles - (present.title ?? 0)} articles have no title`)
  if (dated > 0 && dateless / dated > 0.001)
    broken.push(`${source}: ${dateless} of ${dated} pages that show a date are undated`)
  const left = findings['leftover markup'] ?? []
  if (left.length > 0) broken.push(`${source}: markup is left in ${left.length} texts`)
}
for (const line of broken) process.stderr.write(`broken: ${line}\n`)
process.exitCode = broken.length > 0 ? 1 : 0
