import type { Element } from 'domhandler'
import { scriptText } from '../metadata/metadata.ts'
import type { Candidate } from './date-candidates.ts'

/** Names under which scripts keep when the article was published: var createTime = '…', "publishDate":"…" */
const names =
  /(?<![A-Za-z\d])(?:ct|(?:ori|first|news|article)?_?(?:create|creation|publish|published|publication|pub|release|deploy|post|issue|regist|reg|display)_?(?:time|date|dt|at|on|ymdt)|date_?published)(?![A-Za-z\d_])/gi
/** What stands behind a name: `="1583388000"`, `: new Date('2020-03-05 14:00')`, `\":\"2020-03-05T14:00:00Z` */
const assigned = /\\{0,2}["']? ?[:=] ?(?:new Date\()?\\{0,2}["']?(?<value>\d[\dT:.+ Z/-]{7,32})/y

/** What stands beside `var ct` on WeChat's pages: elsewhere the name means anything. */
const weChat = /\b(?:msg_(?:title|link|desc|cdn_url)|ori_create_time|user_name|nickname|biz)\b/

/** A page's state can be megabytes. */
const longestScript = 3_000_000

/**
 * Dates of publishing that stand only in a script, as WeChat's do. Where one name stands for several dates, those of
 * other stories are among them, and the one nearest to the headline counts.
 */
export function* scriptCandidates(scripts: readonly Element[], title: string | null): Generator<Candidate> {
  for (const script of scripts) {
    const text = scriptText(script).slice(0, longestScript)
    const found = [...assignmentsIn(text)]
    const values = new Set(found.map(({ value }) => value))
    const isAlone = values.size <= 2
    const at = isAlone || title === null || title.length < 5 ? -1 : text.indexOf(title)
    if (!isAlone && at < 0) continue
    if (!isAlone) found.sort((a, b) => Math.abs(a.index - at) - Math.abs(b.index - at))
    for (const { name, value } of found.slice(0, 4))
      yield { rule: `script ${name}`, text: value, where: `${name} = ${value}`, label: null, place: 'head' }
  }
}

type Assignment = { name: string; value: string; index: number }

function* assignmentsIn(text: string): Generator<Assignment> {
  const isWeChat = weChat.test(text)
  for (const { 0: name, index } of text.matchAll(names)) {
    if (/^ct$/i.test(name) && !isWeChat) continue
    assigned.lastIndex = index + name.length
    const value = assigned.exec(text)?.groups?.value?.trim()
    if (value !== undefined && isDate(name, value)) yield { name, value, index }
  }
}

/** Seconds since 1970 are told from other numbers by their name only. */
function isDate(name: string, value: string): boolean {
  if (/[-/:]/.test(value) || /^20\d{6}$/.test(value)) return true
  return /^ct$|time|at$/i.test(name) && /^1\d{9}(?:\d{3})?$/.test(value)
}
