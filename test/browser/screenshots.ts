// Takes the pictures of README.md on an archive of invented articles.   npm run screenshots
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mirrorPage } from '../http/pages.ts'
import { startService } from '../http/service.ts'
import { launch } from './browser.ts'

const pictures = join(import.meta.dirname, '../../.github/screenshots')
const places = ['望江', '柳溪', '青石镇', '东湾', '白塔']
const subjects: readonly (readonly [title: string, tag: string, text: string])[] = [
  [
    '旧仓库改成图书馆 读者排起长队',
    '图书馆',
    '河边的旧仓库空了二十年，如今书架一直排到屋顶，周六开放当天来了三千名读者。',
  ],
  [
    '石桥修复完工 夜里亮起灯',
    '石桥',
    '这座石桥有两百年历史，工匠按照旧照片一块一块补回石料，桥面比从前宽了半米。',
  ],
  ['早市搬进新大棚 摊主说雨天不愁', '早市', '新大棚有四十个摊位，豆腐和鲜鱼仍然在最里面，租金三年之内不涨。'],
  ['中学合唱团赴外地演出', '合唱团', '合唱团的六十名学生练习了一个冬天，曲目里有两首本地的民歌。'],
  [
    '电车延长线通车 十分钟到河边',
    '电车',
    '延长线有五个车站，头一个月免费，原来要换两次公共汽车的居民不再早起。',
  ],
]

/** So many articles a month and subject, in waves, by a rule that gives the same archive each time. */
const articlesIn = (month: number, subject: number): number =>
  Math.round(2 + 2 * Math.sin(month / (4 + 2 * subject) + subject))

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-screenshots-'))
const endings: (() => unknown)[] = []
const service = await startService({ testdir: () => folder, teardown: (end) => endings.push(end) })
let number = 1000
for (let month = 0; month < 60; month++) {
  let nth = 0
  for (const [index, [title, tag, text]] of subjects.entries()) {
    for (let left = articlesIn(month, index); left > 0; left--) {
      const place = places[(month * 2 + nth) % places.length]!
      const day = String(1 + ((nth++ * 5) % 28)).padStart(2, '0')
      const date = `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${day}`
      const told = { id: `a${number++}`, title: `${place}${title}`, date, tags: [place, tag] }
      const paragraphs = [
        // The links of the tags follow: 望江图书馆.
        `${place}消息，${text}专题：`,
        `居民说，这是${place}多年来最受欢迎的一件事。`,
        '市政厅表示，明年还会有新的计划。',
      ]
      await service.post(mirrorPage({ ...told, paragraphs }), 'text/markdown')
    }
  }
}

const shots = {
  front: { path: '/', colorScheme: 'light' },
  search: { path: '/articles?q=图书馆&compare=石桥&compare=电车', colorScheme: 'dark' },
  article: { path: `/articles/a${number - 1}`, colorScheme: 'light' },
} as const
mkdirSync(pictures, { recursive: true })
const browser = await launch()
for (const [name, { path, colorScheme }] of Object.entries(shots)) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 720 }, locale: 'en' })
  await page.goto(service.origin + path)
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}
await browser.close()
for (const end of endings) await end()
rmSync(folder, { recursive: true })
