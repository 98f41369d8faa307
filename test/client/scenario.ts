/** What a program does with the service through a generated client, whichever generator made it. */
export type Client = {
  /** Stores one page. */
  ingest(page: { id: string; content: string }): Promise<{ id: string; title: string | null }>
  /** Stores a page a line (NDJSON). @returns the lines of the answer */
  batch(lines: string): Promise<string>
  article(id: string): Promise<{ title: string | null; paragraphs: readonly string[] }>
  tag(name: string): Promise<{ count: number; titles: (string | null)[] }>
  /** A page of the articles that have all of these tags. */
  search(
    tags: string[],
    limit: number,
    cursor: string | undefined,
  ): Promise<{ ids: string[]; cursor: string | null; total: number | undefined }>
  /** Asks for an article that there is not. */
  problem(id: string): Promise<{ type: string; status: number; detail: string }>
}

const page = (number: number) =>
  `<!doctype html><title>第${number}座图书馆</title><meta name="keywords" content="图书馆,城市,第${number}座">
<article><h1>第${number}座图书馆</h1><p>河边的旧仓库将改成第${number}座图书馆，工程从春天开始。</p></article>`

/** @returns what a client found, for a test to judge */
export async function scenario(client: Client) {
  const created = await client.ingest({ id: 'library-1', content: page(1) })
  const pages = [2, 3, 4, 5].map((number) => ({ id: `library-${number}`, content: page(number) }))
  const lines = [...pages, { content: '' }].map((line) => `${JSON.stringify(line)}\n`).join('')
  const batch = (await client.batch(lines))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const article = await client.article('library-3')
  const tag = await client.tag('图书馆')
  const found: string[] = []
  let total: number | undefined
  let cursor: string | undefined
  let pagesRead = 0
  do {
    const list = await client.search(['图书馆', '城市'], 2, cursor)
    found.push(...list.ids)
    total = list.total
    cursor = list.cursor ?? undefined
    pagesRead++
  } while (cursor !== undefined && pagesRead < 10)
  const none = await client.search(['图书馆', '第2座', '第3座'], 2, undefined)
  const problem = await client.problem('library-6')
  return { created, batch, article, tag, found, total, pagesRead, none: none.ids, problem }
}

/** What every client finds. */
export const expected = {
  created: { id: 'library-1', title: '第1座图书馆' },
  batch: [
    ...[2, 3, 4, 5].map((number) => ({ line: number - 1, result: 'created', id: `library-${number}` })),
    { line: 5, result: 'failed', problem: { type: '/problems/no-article', status: 422 } },
    { summary: { items: 5, created: 4, updated: 0, unchanged: 0, failed: 1 } },
  ],
  article: { title: '第3座图书馆', paragraphs: ['河边的旧仓库将改成第3座图书馆，工程从春天开始。'] },
  tag: { count: 5 },
  total: 5,
  pagesRead: 3,
  none: [],
  problem: { type: '/problems/not-found', status: 404 },
}
