/** What a mirror wraps around a page. */
export type Mirror = {
  title: string
  /** HTML of the lead image; empty where the page has none. */
  lead: string
  /** HTML of the body, without navigation and promotion. */
  body: string
  /** The original article's address, as the page prints it. */
  address: string | null
  /** The folder that the page was in, and its file name without `.md`, as the share block names them. */
  channel: string | null
  fileName: string | null
}

/** ### 标题 */
const titleLine = /^\s{0,100}### ?([^\n]*)/
/** ------------------------, below the title and at the end */
const ruler = /^\s*-{20,}\s*$/
/** #### [首页](…) and other promotion, indented or not, and --- between it */
const promotion = /^\s*(?:#{3,6}\s+\S|-{3,}\s*$)/
/** 原文地址（需翻墙访问）：https://… and <br/>原文链接：https://… */
const addressLine = /^\s*(?:<br ?\/?>\s*)?原文(?:地址|链接)(?:（[^）]*）)?：\s*(\S*)/
/** 手机上长按并复制下列链接或二维码分享本文章：<br/> */
const shareLine = /^\s*手机上长按并复制下列链接或二维码分享本文章/
/** https://github.com/…/blob/master/pages/<channel>/<id>.md <br/> */
const pageAddress = /\/pages\/([^/\s'"]+)\/([^/\s'"]+?)\.md(?=[\s'"<]|$)/
/** Between the lead image and the body: a rule that stands at a line's start or behind </div>; in the body it is indented. */
const leadEnd = /(?:^|<\/div>)<hr\/>/

/**
 * Takes a mirror's Markdown off the page that it wraps.
 *
 * @returns null where the text is no mirror page
 */
export function unwrapMirror(text: string): Mirror | null {
  const title = titleLine.exec(text)
  if (title === null) return null
  const lines = text.slice(title[0].length).split('\n')
  const start = lines.findIndex((line) => ruler.test(line))
  if (start < 0) return null
  const heading = [title[1], ...lines.slice(0, start)].join(' ')
  const rest = lines.slice(start + 1)
  const end = tailOf(rest)
  const tail = rest.slice(end)
  const share = pageAddress.exec(tail.join('\n'))
  const { lead, body } = withoutPromotion(rest.slice(0, end))
  return {
    title: heading.replace(/\s+/g, ' ').trim(),
    lead,
    body,
    address: addressOf(tail),
    channel: share?.[1] ?? null,
    fileName: share?.[2] ?? null,
  }
}

/** @returns the line where the share block begins, or the original address where there is none, or the last ruler */
function tailOf(lines: readonly string[]): number {
  let share = lines.findLastIndex((line) => shareLine.test(line))
  if (share >= 0) {
    while (share > 0 && /^\s*(?:<hr\/>\s*)?$/.test(lines[share - 1]!)) share--
    return share
  }
  const address = lines.findLastIndex((line) => addressLine.test(line))
  if (address >= 0) return address
  const end = lines.findLastIndex((line) => ruler.test(line))
  return end < 0 ? lines.length : end
}

function addressOf(tail: readonly string[]): string | null {
  for (const line of tail) {
    const address = addressLine.exec(line)?.[1]
    if (address !== undefined && /^https?:\/\//i.test(address)) return address
  }
  return null
}

function withoutPromotion(lines: readonly string[]): { lead: string; body: string } {
  const kept: string[] = []
  let lead: string | null = null
  for (const line of lines) {
    if (promotion.test(line)) continue
    const end: RegExpExecArray | null = lead === null ? leadEnd.exec(line) : null
    if (end === null) kept.push(line)
    else {
      const at: number = end.index + end[0].length
      lead = [...kept.splice(0), line.slice(0, at)].join('\n')
      kept.push(line.slice(at))
    }
  }
  return { lead: lead ?? '', body: kept.join('\n') }
}
