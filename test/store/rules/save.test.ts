import t from 'tap'
import { type Article, articleOf } from '../../../src/article.ts'
import type { Capture } from '../../../src/page.ts'
import { Problem } from '../../../src/problem.ts'
import { changedFields } from '../../../src/store/rules/changed.ts'
import {
  type Held,
  identified,
  type KnownId,
  reparsedStep,
  savedOf,
  stepOf,
  updateTime,
} from '../../../src/store/rules/save.ts'
import { parsed } from '../entries.ts'

const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const known = (id: string, more: Partial<KnownId> = {}): KnownId => ({
  id,
  revision: 1,
  deletedAt: null,
  ...more,
})
const stored = (id: string, more: Partial<Article> = {}): Article => ({
  ...articleOf(parsed({ id }), { revision: 1, ingestedAt: time(0), updatedAt: time(0) }),
  ...more,
})

t.test('a page belongs to the article of its id, else to that of its address', async (t) => {
  const rows: [KnownId | undefined, KnownId | undefined, boolean, string | undefined | 'conflict'][] = [
    [undefined, undefined, false, undefined],
    [undefined, undefined, true, undefined],
    [known('a1'), undefined, false, 'a1'],
    [known('a1'), undefined, true, 'a1'],
    [known('a1'), known('a1'), true, 'a1'],
    [undefined, known('b1'), false, 'b1'],
    [undefined, known('b1'), true, 'conflict'],
    [known('a1'), known('b1'), false, 'conflict'],
    [known('a1', { deletedAt: 5 }), known('b1'), false, 'conflict'],
  ]
  for (const [byId, byUrl, insists, expected] of rows) {
    const found = identified('a1', { byId, byUrl }, insists)
    t.equal(found instanceof Problem ? found.problem : found?.id, expected)
  }
})

t.test('the time of a change is later than that of the last one', async (t) => {
  t.equal(updateTime(null, Date.parse(time(5))), time(5))
  t.equal(updateTime(stored('a1'), Date.parse(time(5))), time(5))
  for (const clock of [0, -60]) t.equal(updateTime(stored('a1'), Date.parse(time(0)) + clock), time(1))
})

t.test('what saving a page does', async (t) => {
  const now = Date.parse(time(9))
  const digest = 'b'
  type Given = Omit<Held, 'article'> & { before: Article; known: KnownId; capture?: Capture }
  const step = (given: Partial<Given>, draft = {}) => {
    const { before, known, capture, newest = null, revision = null, captures = [] } = given
    const held = before === undefined ? null : { article: before, newest, revision, captures }
    return stepOf(parsed({ id: 'a1', ...draft }), { digest, capture }, { known, held }, now)
  }

  const created = step({})
  t.match(created, { isNewPage: true, after: { revision: 1, ingestedAt: time(9), updatedAt: time(9) } })
  t.equal(savedOf(created).result, 'created')

  const back = step({ known: known('a1', { revision: 4, deletedAt: 1 }) })
  t.match(back, { isNewPage: true, after: { revision: 5 } }, 'revisions are counted on')

  const before = stored('a1')
  const newest = { at: time(0), digest: 'a' }
  const same = step({ known: known('a1'), before, newest, revision: 1 })
  t.match(same, { after: before, capture: null })
  t.strictSame(savedOf(same), { result: 'unchanged', id: 'a1', fields: [] })

  const channel = step({ known: known('a1'), before, newest, revision: 1 }, { channels: ['prog9'] })
  t.match(channel, { isNewPage: false, after: { channels: ['prog1', 'prog9'], updatedAt: time(9) } })
  t.strictSame(savedOf(channel), { result: 'updated', id: 'a1', fields: ['channels'] })

  const other = step({ known: known('a1'), before, newest }, { id: 'b1', title: '改过的标题' })
  t.match(other, { isNewPage: true, after: { id: 'a1', revision: 2, ingestedAt: time(0) } })
  t.strictSame(savedOf(other).fields.sort(), ['body', 'nativeId', 'paragraphs', 'revision', 'title', 'url'])
  t.strictSame(other.capture, { at: time(9), from: 'arrival' })
  const late = { at: time(20), digest: 'a' }
  t.equal(step({ known: known('a1'), before, newest: late }).capture?.at, '2026-01-01T00:00:20.001Z')
})

t.test('the newest capture is the article, whatever the order of arrival', async (t) => {
  const before = stored('a1', { revision: 2, capturedAt: time(5) })
  const newest = { at: time(5), digest: 'm' }
  const rows: {
    what: string
    second: number
    digest?: string
    held?: number
    expected: { result: string; revision: number; current: number }
    capturedAt?: string
  }[] = [
    { what: 'a newer one', second: 6, expected: { result: 'updated', revision: 4, current: 4 } },
    { what: 'an older one', second: 4, expected: { result: 'earlier', revision: 4, current: 2 } },
    {
      what: 'of the same time, by its bytes',
      second: 5,
      digest: 'z',
      expected: { result: 'updated', revision: 4, current: 4 },
    },
    {
      what: 'of the same time, by its bytes',
      second: 5,
      digest: 'b',
      expected: { result: 'earlier', revision: 4, current: 2 },
    },
    {
      what: 'the current page again, later',
      second: 9,
      held: 2,
      expected: { result: 'unchanged', revision: 2, current: 2 },
    },
    {
      what: 'the current page, captured before',
      second: 3,
      held: 2,
      expected: { result: 'unchanged', revision: 2, current: 2 },
      capturedAt: time(3),
    },
    {
      what: 'an earlier page again, later',
      second: 9,
      held: 1,
      expected: { result: 'updated', revision: 1, current: 1 },
    },
    {
      what: 'an earlier page, captured still earlier',
      second: 1,
      held: 1,
      expected: { result: 'unchanged', revision: 1, current: 2 },
    },
  ]
  for (const { what, second, digest = 'b', held: revision = null, expected, capturedAt } of rows) {
    const capture: Capture = { at: time(second), from: 'hint' }
    const captures: Capture[] = revision === 2 ? [{ at: time(5), from: 'hint' }] : []
    const step = stepOf(
      parsed({ id: 'a1', title: '另一题' }),
      { digest, capture },
      { known: known('a1', { revision: 3 }), held: { article: before, newest, revision, captures } },
      Date.parse(time(9)),
    )
    const { result, current } = { result: savedOf(step).result, current: step.after.revision }
    t.strictSame({ result, revision: step.revision, current }, expected, what)
    t.strictSame(step.capture, capture)
    if (capturedAt !== undefined) t.strictSame(step.after, { ...before, capturedAt, updatedAt: time(9) })
    else if (result !== 'updated') t.equal(step.after, before, 'nothing that is current changes')
  }
  const channel = stepOf(
    parsed({ id: 'a1', channels: ['prog9'] }),
    { digest: 'b', capture: { at: time(1), from: 'page' } },
    { known: known('a1', { revision: 3 }), held: { article: before, newest, revision: null, captures: [] } },
    Date.parse(time(9)),
  )
  t.strictSame(savedOf(channel), { result: 'updated', id: 'a1', fields: ['channels'] })
  t.match(
    channel.after,
    { title: before.title, revision: 2 },
    'a channel of an earlier page is one of the article',
  )
})

t.test('what parsing a page again does', async (t) => {
  const now = Date.parse(time(9))
  const before = stored('a1')
  const held = { before, captures: [{ at: time(0), from: 'arrival' as const }] }
  t.match(reparsedStep(parsed({ id: 'a1' }), held, known('a1'), now), { fields: [] })
  t.match(reparsedStep(parsed({ id: 'a1', title: '新' }), held, undefined, now), {
    fields: ['title'],
    after: { revision: 1, ingestedAt: time(0), updatedAt: time(9) },
  })
  t.match(reparsedStep(parsed({ id: 'a1' }), held, known('b1'), now), { problem: 'conflict' })
  const captures: Capture[] = [
    { at: time(3), from: 'hint' },
    { at: time(7), from: 'page' },
  ]
  t.match(reparsedStep(parsed({ id: 'a1' }), { before, captures }, undefined, now), {
    fields: ['capturedAt'],
    after: { capturedAt: time(3) },
  })
})

t.test('changed fields', async (t) => {
  const article = stored('a1')
  t.strictSame(changedFields(article, article), [])
  t.strictSame(changedFields(article, parsed({ id: 'a1', tags: ['石桥'] })), ['tags'], 'of what parsing gave')
  const later: Article = { ...article, updatedAt: time(5) }
  t.strictSame(changedFields(article, later), [], 'times are no fields')
  const first = changedFields(null, article)
  t.ok(first.includes('title') && first.includes('revision'))
  t.notOk(first.includes('byline') || first.includes('tags'), 'what is empty did not change')
})
