import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Config } from '../config.ts'
import type { Ingest, Parser } from '../ingest/ingest.ts'
import type { ProblemName } from '../problem.ts'
import type { Store } from '../store/store.ts'
import type { ListSums } from './answer/list-sums.ts'
import type { Metrics } from './metrics.ts'
import type { HeaderName } from './openapi/components.ts'
import type { Patience } from './request/content-coding.ts'
import type { Load } from './request/load.ts'
import type { Room } from './request/room.ts'
import type { Stopping } from './stopping.ts'

/** A publisher that the parser has rules for. */
export type KnownSource = { name: string; title: string }

/** What the application is given. It reads no environment and opens nothing. */
export type AppOptions = {
  store: Store
  ingest: Ingest
  /** For parsing anew; where it is not given, the ingest's own parsing serves. */
  parser?: Parser
  sources?: readonly KnownSource[]
  config: Config
  /** With clients that send slowly; the usual one where it is not given. */
  patience?: Patience
}

/** What every operation works with. */
export type Context = Required<Omit<AppOptions, 'parser'>> &
  Stopping & {
    parser: Pick<Parser, 'parse'>
    metrics: Metrics
    /** Of lists that pages show. */
    sums: ListSums
    /** `parses`: reads that parse stored pages. They take longer than other reads, which must not wait for them. */
    load: { reads: Load; parses: Load; writes: Load }
    /** For the bodies of requests under way. */
    room: Room
    /** For the exports under way; each takes 1 of it. */
    exports: Room
    /** The description of the API for clients that reach it under a path; made when it is first asked for. */
    describe: (prefix: string) => { document: Record<string, unknown>; json(): Buffer; yaml(): Buffer }
  }

/** Who may: everybody, or holders of a key of at least this scope. Reads are open. */
export type Access = 'open' | 'write' | 'admin'

/**
 * What a body may be: for each media type its schema, null where it is no JSON, and examples of it. `lines`: of a text
 * whose lines are JSON, the schema of a line.
 */
export type Content = Record<
  string,
  { schema: z.ZodType | null; lines?: z.ZodType; example?: unknown; examples?: Record<string, unknown> }
>

/**
 * An answer of another type, which the description gives in words: generated clients take one type of answer for each
 * operation. `when`: what a request asks for it by.
 */
export type Alternative = { when: string; mediaType: string; schema?: z.ZodType; lines?: z.ZodType }

/** An answer as the description gives it. */
export type AnswerDescription = {
  description: string
  content?: Content
  headers?: readonly HeaderName[]
  alternatives?: readonly Alternative[]
}

export type Input<Path, Query> = { path: Path; query: Query; request: FastifyRequest; reply: FastifyReply }

/** One thing that the API can do: what the description says of it, and what does it. */
export type Operation<Path = unknown, Query = unknown> = {
  id: string
  method: 'get' | 'put' | 'post' | 'delete'
  /** As OpenAPI writes it: `/articles/{id}`. */
  path: string
  group: string
  summary: string
  description?: string
  access: Access
  /** Counted against the limit on searches where it holds a query. */
  isSearch?: boolean
  /** Its answers hold until the archive changes, and are kept until then (answer/cache.ts). */
  isKept?: boolean
  /** It is a page with a form for browsers, which send the form's empty fields along. */
  hasForm?: boolean
  /** It parses stored pages. */
  parses?: boolean
  pathParameters?: z.ZodObject
  query?: z.ZodObject
  body?: { description: string; content: Content }
  answers: Record<number, AnswerDescription>
  /** What it refuses beyond what any operation of its kind does (openapi.ts). */
  problems: readonly ProblemName[]
  /** Sends the answer, and settles as soon as it is on its way. */
  handle(context: Context, input: Input<Path, Query>): void | Promise<void>
}

/** Keeps the types of an operation's parameters together with their schemas. */
export function operation<P extends z.ZodObject, Q extends z.ZodObject>(
  of: Omit<Operation<z.output<P>, z.output<Q>>, 'pathParameters' | 'query'> & {
    pathParameters?: P
    query?: Q
  },
): Operation {
  return of as Operation
}
