import { z } from 'zod'
import type { Select } from '../ingest/ingest.ts'
import type { Item } from '../page.ts'
import { CommandError, type Flag, type Invocation } from './command.ts'

/** Flags that say which of the pages are wanted. */
export const selectionFlags: Record<string, Flag> = {
  include: {
    value: 'PATTERN',
    repeatable: true,
    what: 'Only pages whose address matches: a URL pattern, https://*.example.org/news/*, or a path, /news/*.',
  },
  exclude: { value: 'PATTERN', repeatable: true, what: 'No pages whose address matches.' },
  source: { value: 'NAME', repeatable: true, what: 'Only articles of this source.' },
  language: { value: 'TAG', repeatable: true, what: 'Only articles in this language: zh, zh-Hant.' },
  since: { value: 'DATE', what: 'Only articles published on this day or later.' },
}

/** What the flags select. */
export type Selection = {
  select: Select
  /** Passes over pages whose address, as their container says it, is not wanted: they need not be parsed. */
  withoutUnwanted(items: AsyncIterable<Item>): AsyncGenerator<Item, void, void>
}

/** @throws CommandError for a value that is no pattern or no date */
export function selectionOf(flags: Invocation['flags']): Selection {
  const included = flags.include?.map((value) => patternOf('include', value))
  const excluded = (flags.exclude ?? []).map((value) => patternOf('exclude', value))
  const { source: sources, language: languages } = flags
  const since = flags.since?.[0]
  if (since !== undefined && !z.iso.date().safeParse(since).success)
    throw new CommandError(`--since must be a date, 2020-02-01, not ${JSON.stringify(since)}`)

  function ofAddress(url: string | null): string | undefined {
    if (included !== undefined && !included.some((pattern) => url !== null && pattern.test(url)))
      return url === null ? 'no address' : 'address not included'
    return url !== null && excluded.some((pattern) => pattern.test(url)) ? 'address excluded' : undefined
  }
  const select: Select = ({ url, source, language, publishedAt }) => {
    const reason = ofAddress(url)
    if (reason !== undefined) return reason
    if (sources !== undefined && !sources.includes(source ?? '')) return 'other source'
    if (languages !== undefined && !languages.some((tag) => isOf(language, tag))) return 'other language'
    if (since === undefined) return undefined
    if (publishedAt === null) return 'no date'
    return publishedAt.slice(0, 10) < since ? `before ${since}` : undefined
  }
  return {
    select,
    async *withoutUnwanted(items) {
      for await (const item of items) {
        const url = 'page' in item ? item.page.hints.url : undefined
        const reason = url === undefined ? undefined : ofAddress(url)
        yield reason === undefined ? item : { label: item.label, passedOver: reason }
      }
    },
  }
}

function patternOf(flag: string, value: string): URLPattern {
  try {
    return value.startsWith('/') ? new URLPattern({ pathname: value }) : new URLPattern(value)
  } catch {
    throw new CommandError(`--${flag}: ${JSON.stringify(value)} is no URL pattern`)
  }
}

/** Whether a language is a tag's, or a variety of it (RFC 4647, basic filtering). */
const isOf = (language: string | null, tag: string): boolean =>
  `${language ?? ''}-`.toLowerCase().startsWith(`${tag.toLowerCase()}-`)
