import type { Connection } from './connection.ts'

const grams = ['grams', 'title_grams', 'often_grams', 'sketch'].map((column) => `search_by_${column}`)

/**
 * For the end of a great deal of writing: moves what was added to the indexes of arrays into their trees, and counts anew
 * what the planner goes by. The server does both by itself, later; a role that does not own the tables leaves it to that.
 */
export async function compact(connection: Connection): Promise<void> {
  const owned = `SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'search'::regclass`
  if (!(await connection.value<boolean>(owned))) return
  for (const index of [...grams, 'facts_by_terms']) {
    await connection.run('SELECT gin_clean_pending_list($1::regclass)', index)
  }
  await connection.run('ANALYZE facts, search, postings, terms, articles, answers')
}
