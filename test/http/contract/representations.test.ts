import type { Promised } from './promise.ts'
import { reading } from './shelf.ts'

const forms: readonly (readonly [type: string, format: string, content: RegExp])[] = [
  ['application/json', 'json', /^\{"id":"a200000001"/],
  ['text/html', 'html', /<h1[^>]*>河边图书馆开工<\/h1>/],
  ['text/markdown', 'markdown', /^# 河边图书馆开工/],
  ['text/plain', 'text', /^河边图书馆开工/],
  ['application/ld+json', 'ld%2Bjson', /"@type":"NewsArticle"/],
]

const representations: Promised[] = [
  ...forms.flatMap(([type, format, body]): Promised[] => [
    {
      promise: `Accept: ${type}`,
      request: ['GET', '/articles/a200000001', { headers: { accept: type } }],
      status: 200,
      headers: {
        'content-type': new RegExp(`^${type.replace('+', '\\+')}`),
        vary: /accept/i,
        etag: /^"/,
        'last-modified': /GMT$/,
      },
      body,
    },
    {
      promise: `format=${format}`,
      request: ['GET', `/articles/a200000001?format=${format}`, { headers: { accept: 'image/png' } }],
      status: 200,
      headers: { 'content-type': new RegExp(`^${type.replace('+', '\\+')}`) },
      body,
    },
  ]),
  ...(
    [
      ['*/*', 'application/json'],
      ['text/*', 'text/html'],
      ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
      ['application/json;q=0.5, text/markdown', 'text/markdown'],
      ['text/html;q=0, */*', 'application/json'],
    ] as const
  ).map(
    ([accept, type]): Promised => ({
      promise: `Accept: ${accept} gets ${type}`,
      request: ['GET', '/articles/a200000001', { headers: { accept } }],
      status: 200,
      headers: { 'content-type': new RegExp(`^${type}`) },
    }),
  ),
  {
    promise: '406 for another type',
    request: ['GET', '/articles/a200000001', { headers: { accept: 'image/png' } }],
    status: 406,
  },
  { promise: '406 for another format', request: ['GET', '/articles/a200000001?format=pdf'], status: 406 },
  {
    promise: 'the reading page runs nothing',
    request: ['GET', '/articles/a200000001?format=html'],
    headers: {
      'content-security-policy': /default-src 'none'.*style-src 'sha256-/,
      'x-content-type-options': 'nosniff',
    },
    lacks: /<script(?! type="application\/ld\+json">)|javascript:/i,
  },
]

reading('representations', representations)
