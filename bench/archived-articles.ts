import { closeSync, openSync, readSync, statSync } from 'node:fs'
import type { ParsedArticle } from '../src/article.ts'
import { fileItems, filesOf } from '../src/ingest/containers/folder.ts'
import { parsePage } from '../src/parse/parse.ts'
import { openStore } from '../src/store/open.ts'
import { unpacked } from './corpus.ts'
import { progress } from './report.ts'

const maxPageSize = 8 * 1024 * 1024
const sqliteHeader = 'SQLite format 3\0'

/** An article of an archive, or why a page holds none. */
export type Found = { article: ParsedArticle } | { problem: string }

/**
 * The articles of an archive: those that a database holds, or what the parser reads in a folder of pages or a tar.
 *
 * @param path a database, a folder or a tar; left out: the corpus beside the project
 */
export async function* articlesOf(path?: string): AsyncGenerator<Found, void, void> {
  if (path !== undefined && isDatabase(path)) yield* storedArticles(path)
  else yield* parsedArticles(unpacked(path))
}

function isDatabase(path: string): boolean {
  if (statSync(path).isDirectory()) return false
  const start = Buffer.alloc(sqliteHeader.length)
  const file = openSync(path, 'r')
  readSync(file, start)
  closeSync(file)
  return start.toString('latin1') === sqliteHeader
}

async function* storedArticles(path: string): AsyncGenerator<Found, void, void> {
  const store = await openStore(path, { access: 'read' })
  try {
    const { articles } = await store.export({})
    for await (const json of articles) yield { article: JSON.parse(json.toString()) as ParsedArticle }
  } finally {
    await store.close()
  }
}

async function* parsedArticles(folder: string): AsyncGenerator<Found, void, void> {
  const files = [...filesOf([folder])]
  for (const [index, file] of files.entries()) {
    for await (const item of fileItems(file, { maxPageSize })) {
      const outcome = 'page' in item ? parsePage(item.page) : item
      if ('article' in outcome) yield { article: outcome.article }
      else if ('archived' in outcome && 'article' in outcome.archived)
        yield { article: outcome.archived.article }
      else if ('problem' in outcome) yield { problem: outcome.problem.message }
    }
    progress('pages', index + 1, files.length)
  }
}
