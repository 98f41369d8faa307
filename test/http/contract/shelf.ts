import { mirrorPage, sentenceOf, webPage } from '../pages.ts'
import type { Service } from '../service.ts'
import { contract, type Promised } from './promise.ts'

export type Item = { id: string; tags: string[]; publishedAt: string | null; snippet?: string }
export type List = {
  items: Item[]
  next: string | null
  total?: number
  facets?: Record<string, { value: string; count: number; href: string }[]>
}

export const idsOf = (list: List) => list.items.map(({ id }) => id)

/** What the archive holds: enough that every filter parts it. */
export const pages: readonly (readonly [content: string, type: string, parameters?: string])[] = [
  [
    mirrorPage({
      id: 'a200000001',
      title: '河边图书馆开工',
      date: '2024-01-10',
      tags: ['图书馆', '河岸'],
      channel: 'city',
    }),
    'text/markdown',
  ],
  [
    mirrorPage({
      id: 'a200000002',
      title: '图书馆工地出土古桥',
      date: '2024-02-20',
      tags: ['图书馆', '考古', '習俗'],
      reporter: '林小雨',
      channel: 'culture',
    }),
    'text/markdown',
  ],
  [
    mirrorPage({
      id: 'a200000003',
      title: '古桥将移到河岸',
      date: '2024-03-30',
      tags: ['考古', '河岸'],
      reporter: '林小雨',
      channel: 'city',
    }),
    'text/markdown',
  ],
  [
    mirrorPage({
      id: 'a200000004',
      title: '雨季提前到来',
      date: '2023-05-01',
      tags: ['天气'],
      channel: 'weather',
      paragraphs: ['气象台说，今年的雨季提前到来，ＧＰＳ与 Wi-Fi 都照常，<b>古橋</b>无恙 & "安好"。'],
    }),
    'text/markdown',
  ],
  [
    webPage({ id: '205', date: '2022-07-07', tags: ['图书馆', 'A/B?c#d'], title: '外地图书馆见闻一则' }),
    'text/html',
    '?id=web-205&source=example',
  ],
  [
    `<title>没有日期的图书馆报导</title><article><h1>没有日期的图书馆报导</h1><p>${sentenceOf('206')}</p></article>`,
    'text/html',
    '?id=web-206',
  ],
]
/** Their ids, newest first, the undated one last. */
export const newest = ['a200000003', 'a200000002', 'a200000001', 'a200000004', 'web-205', 'web-206']

/** Articles of one tag, older than all others: more than a page of them. */
export const many = Array.from({ length: 25 }, (_, index) => `many-${index}`)

async function fill({ post }: Service): Promise<void> {
  const all: typeof pages = [
    ...pages,
    ...many.map((id): (typeof pages)[number] => [
      webPage({
        id,
        tags: ['很多'],
        date: '2020-01-01',
        title: `${id}的标题`,
        paragraphs: [`${id}：钟楼上的大钟今天早上敲了很多下，附近的人都听得清清楚楚。`],
      }),
      'text/html',
      `?id=${id}`,
    ]),
  ]
  for (const [body, type, parameters = ''] of all) {
    const { status, text } = await post(body, type, parameters)
    if (status !== 201) throw new Error(text)
  }
}

/** Checks promises about reading, on an archive that holds these pages. */
export function reading(section: string, rows: readonly Promised[]): void {
  contract(section, rows, fill)
}
