import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { invalidParameter } from '../../problem.ts'
import type { ArticleList } from '../../store/store.ts'
import type { Alternative, AnswerDescription, KnownSource } from '../operation.ts'
import { formWanted } from '../representations/forms.ts'
import { inScript, scripts } from '../representations/other-script.ts'
import type { Hit } from '../representations/pages/hits.ts'
import { withoutEmptyFields } from '../representations/pages/state.ts'
import { type Publishers, type View, viewIn } from '../representations/pages/view.ts'
import { pagePolicy } from '../representations/style.ts'
import { languageNames } from '../representations/words/words.ts'
import {
  languageCookie,
  languageInAddress,
  languageWanted,
  scriptCookie,
  scriptInAddress,
  scriptWanted,
} from '../request/preferences.ts'
import { inWords } from '../schemas.ts'
import { answer } from './answer.ts'

/** What browsers get at an address that answers programs with JSON. */
export const pageForBrowsers: Alternative = { when: 'For browsers and `format=html`', mediaType: 'text/html' }

/** The parameters of an address that is a page as well. */
export const pageParameters = {
  format: inWords('`json` or `html`, whatever Accept says.', z.enum(['json', 'html']).optional()),
  lang: z.enum(languageNames).optional().meta({
    description:
      'The language of the page around the articles; a cookie remembers it. By default as Accept-Language has it.',
    example: 'en',
  }),
  script: z.enum(scripts).optional().meta({
    description:
      'Shows the Chinese of the page in Simplified (`hans`) or Traditional (`hant`) characters, by phrases; a cookie remembers it. What is stored stays as it is.',
    example: 'hant',
  }),
}

/** The answer to a browser that sends the empty fields of a form along. */
export const emptyFields: AnswerDescription = {
  description: 'For browsers: the list is at Location, its address without the empty fields of a form.',
  headers: ['Location'],
}

/** Leads a browser to the address without a form's empty fields. @returns false where it has none */
export function answeredTidied(request: FastifyRequest, reply: FastifyReply): boolean {
  if (formWanted(request.headers.accept)?.name !== 'html') return false
  const location = withoutEmptyFields(request.url)
  if (location === undefined) return false
  reply.code(303).headers({ location, vary: 'Accept' }).send()
  return true
}

/**
 * Says in the answer that it depends on Accept.
 * @returns whether the client is a reader's browser, which is to get a page, and no program
 * @throws Problem invalid-parameter where a page is to have only some `fields`
 */
export function wantsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { format, fields }: { format?: 'json' | 'html' | 'epub' | undefined; fields?: string | undefined },
): boolean {
  reply.header('vary', 'Accept, Accept-Encoding')
  if (format !== undefined && format !== 'json' && fields !== undefined) {
    throw invalidParameter('fields', 'This is for JSON only.')
  }
  if (format !== undefined) return format === 'html'
  return fields === undefined && formWanted(request.headers.accept)?.name === 'html'
}

/** Articles of a list that a page shows at most, so that it stays small. */
const mostHits = 20

/** @returns how many articles of a list are read for an answer */
export const limitFor = (isPage: boolean, limit: number): number =>
  isPage ? Math.min(limit, mostHits) : limit

/** @throws Problem invalid-parameter where a program gives a parameter that is for pages alone */
export function refuseForPrograms(query: Record<string, unknown>, ...names: string[]): void {
  const given = names.find((name) => query[name] !== undefined)
  if (given !== undefined) throw invalidParameter(given, 'This is for pages only.')
}

/**
 * Answers with a page in the language and the script that the reader wants, and remembers those that the address names.
 * @param make the page, as it is shown
 * @param updatedAt RFC 3339; for a page about one thing, when that changed
 */
export function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  sources: readonly KnownSource[],
  make: (view: View) => string,
  updatedAt?: string,
): void | Promise<void> {
  const language = languageWanted(request)
  const script = scriptWanted(request)
  const [chosen, chosenScript] = [languageInAddress(request.url), scriptInAddress(request.url)]
  const cookies = [
    ...(chosen === undefined ? [] : [languageCookie(chosen)]),
    ...(chosenScript === undefined ? [] : [scriptCookie(chosenScript)]),
  ]
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  reply.headers({
    vary: `${reply.getHeader('vary') ?? 'Accept, Accept-Encoding'}, Accept-Language, Cookie`,
    'content-language': language,
    'content-security-policy': pagePolicy,
  })
  const made = make(viewIn(language, request.url, publishersOf(sources), script))
  const page = script === 'original' ? made : inScript(made, script)
  return answer(request, reply, { body: Buffer.from(page), type: 'text/html; charset=utf-8', updatedAt })
}

const publishersOf = (sources: readonly KnownSource[]): Publishers =>
  new Map(sources.map(({ name, title }) => [name, title]))

export const hitsOf = (items: ArticleList['items']): Hit[] =>
  items.map(({ json, snippet }) => ({ ...(JSON.parse(json.toString()) as Hit), snippet }))
