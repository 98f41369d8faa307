import { comparableUrl } from '../../../address.ts'
import type { Article } from '../../../article.ts'
import type { Capture } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import { absence, reparsedStep } from '../../rules/save.ts'
import { termNamesOf } from '../../rules/terms.ts'
import type { ParsedAnew, Saved } from '../../store.ts'
import { storedArticle } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { factsOfKeys, storedOfKeys, writeArticle, writeTerms } from './articles.ts'
import { capturesOfKeys } from './captures.ts'
import type { Facts } from './gathered.ts'
import { type ArticleRow, rowsOfMany, writeRow } from './places.ts'

/** What is stored of articles, read for many together: a few questions to the server in place of a few for each. */
type Held = {
  rows: ReadonlyMap<string, ArticleRow>
  /** The rows of the living articles of the addresses, as `comparableUrl` gives them. */
  owners: Map<string, ArticleRow>
  articles: ReadonlyMap<number, Article>
  facts: ReadonlyMap<number, Facts>
  captures: (key: number, revision: number) => Capture[]
}

async function heldOf(connection: Connection, articles: readonly ParsedAnew['article'][]): Promise<Held> {
  const { rows, owners } = await rowsOfMany(connection, articles)
  const keys = articles.flatMap(({ id }) => rows.get(id)?.key ?? [])
  const stored = await storedOfKeys(connection, keys)
  return {
    rows,
    owners,
    articles: new Map([...stored].map(([key, answer]) => [key, storedArticle(answer)])),
    facts: await factsOfKeys(connection, keys),
    captures: await capturesOfKeys(connection, keys),
  }
}

/** Puts what parsing gives now in the place of what it gave before, unless another page came meanwhile. */
export async function replaceArticles(
  transaction: Transaction,
  items: readonly ParsedAnew[],
): Promise<(Saved | Problem)[]> {
  await transaction.terms.named(items.flatMap(({ article }) => termNamesOf(article)))
  const results: (Saved | Problem)[] = []
  let held: Held | null = null
  let done = new Set<string>()
  for (const [index, item] of items.entries()) {
    const { id } = item.article
    if (held === null || done.has(id)) {
      await transaction.flush()
      const rest = items.slice(index).map(({ article }) => article)
      held = await heldOf(transaction.connection, rest)
      await transaction.terms.numbered([...held.facts.values()].flatMap(({ terms }) => terms))
      done = new Set()
    }
    done.add(id)
    results.push(await replaceArticle(transaction, item, held))
  }
  return results
}

async function replaceArticle(
  transaction: Transaction,
  { article: parsed, revision: read }: ParsedAnew,
  held: Held,
): Promise<Saved | Problem> {
  const { id } = parsed
  const row = held.rows.get(id)
  if (row === undefined || row.deletedAt !== null) return absence(id, row)
  const { key } = row
  if (row.revision !== read) return { result: 'unchanged', id, fields: [] }
  const before = held.articles.get(key)
  if (before === undefined) throw new Error(`there is no answer for article ${key}`)
  const address = addressOf(parsed)
  const owner = address === null ? undefined : held.owners.get(address)
  const step = reparsedStep(parsed, { before, captures: held.captures(key, read) }, owner, transaction.now)
  if (step instanceof Problem) return step
  const { after, fields } = step
  const facts = held.facts.get(key) ?? null
  if (fields.length === 0) {
    // A newer version may list the same article under other terms.
    await writeTerms(transaction, key, before, facts)
    return { result: 'unchanged', id, fields }
  }
  const former = addressOf(before)
  if (former !== address || before.nativeId !== after.nativeId) await writeRow(transaction, key, after)
  if (former !== null && former !== address) held.owners.delete(former)
  if (address !== null) held.owners.set(address, row)
  await writeArticle(transaction, key, before, after, { facts })
  transaction.changed('updated', key, fields)
  return { result: 'updated', id, fields }
}

const addressOf = ({ url }: { url: string | null }): string | null =>
  url === null ? null : comparableUrl(url)
