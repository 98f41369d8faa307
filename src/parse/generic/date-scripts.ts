import type { Element } from 'domhandler'
import type { Candidate } from './date-candidates.ts'
import { scriptText } from './metadata.ts'

/** Names under which scripts keep when the article was published: var createTime = '2020-03-05 14:00', "publishDate":"…" */
const assigned =
  /(?:\bvar |\blet |\bconst |[{,;.\s"'\\])(?<name>ct|(?:ori|first|news|article)?_?(?:create|publish|published|pub|release|deploy|post|issue|regist|reg|display)_?(?:time|date|dt|at|on|ymdt)|date_?published)\\?["']? ?[:=] ?(?:new Date\()?\\?["']?(?<value>\d[\dT:.+ Z/-]{7,32})/gi

/** A page's state can be megabytes. */
const longestScript = 3_000_000

/**
 * Dates of publishing that stand only in a script, as WeChat's do. Where one name stands for several dates, those of
 * other stories are among them, and the one nearest to the headline counts.
 */
export function* scriptCandidates(scripts: readonly Element[], title: string | null): Generator<Candidate> {
  for (const script of scripts) {
    const text = scriptText(script).slice(0, longestScript)
    const found = [...text.matchAll(assigned)].filter(({ groups }) =>
      isDate(groups?.name ?? '', groups?.value ?? ''),
    )
    if (found.length === 0) continue
    const values = new Set(found.map(({ groups }) => groups?.value))
    const at = title === null || title.length < 5 ? -1 : text.indexOf(title)
    if (values.size > 2 && at < 0) continue
    const byNearness =
      values.size > 2 ? found.toSorted((a, b) => Math.abs(a.index - at) - Math.abs(b.index - at)) : found
    for (const { 0: where, groups } of byNearness.slice(0, 4))
      yield {
        rule: `script ${groups?.name}`,
        text: groups?.value?.trim() ?? '',
        where: where.trim(),
        label: null,
        place: 'head',
      }
  }
}

/** Seconds since 1970 are told from other numbers by their name only. */
function isDate(name: string, value: string): boolean {
  return (
    /[-/:]/.test(value) ||
    (/^(?:ct|.*time.*|.*at)$/i.test(name) && /^1\d{9}(?:\d{3})?$/.test(value.trim())) ||
    /^20\d{6}$/.test(value.trim())
  )
}
