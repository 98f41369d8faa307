import { weightOf } from '../../tree/characters.ts'
import type { Metadata } from '../metadata/metadata.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { folded } from '../words.ts'

/** What tells a headline from the site's name beside it. */
export type TitleEvidence = {
  site: SiteNames
  metadata: Metadata
  /** The lines that the page shows, folded. */
  lines: ReadonlySet<string>
  /** Those of them that are headings. */
  headings: ReadonlySet<string>
  /** Every headline that the page gives, as it gives it. */
  headlines: readonly string[]
}

/** A sign that parts a headline from a name where it stands between spaces: no mark of a sentence, no quote, no sum. */
const sign = '(?![+=$€£¥&%@!?;,.\'"’…+×])[\\p{S}\\p{Pd}\\p{Po}»«›‹]'
/** Between a headline and the site's name: ` - `, ` | `, ` < `, ` ★ `, `｜`, `：`, ` :: `, `»`, `ㅣ`, `--`, `_`. */
const between = `(?: (?:${sign}){1,2} | ?(?:[|｜ㅣ丨_：»]|--|(?<!-)-(?=[\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hiragana}\\p{Script=Katakana}])|——(?=\\p{Script=Han}{2,16}(?:网|网站|報|报|日报|新闻)$)) ?)`
const behind = new RegExp(`^(.+)(${between})([^|｜ㅣ丨_：]{1,60})$`, 'su')
const upToFirst = new RegExp(`^(.+?)${between}`, 'su')
const inFront = new RegExp(`^([^|｜ㅣ丨_：»]{1,60}?)(?:${between}|: )(.{4,})$`, 'su')
const separator = new RegExp(between, 'u')

/** 河边新闻网, 某某日报, 市政府门户网站: how outlets and offices end their names. */
const outlet =
  /^.{1,16}(?:网|網|网站|網站|报|報|新闻|新聞|频道|頻道|在线|在線|门户|門戶|电视台|電視台|广播|广播电视|通讯社|通訊社|杂志|官网|官網|公众号|ニュース|新聞デジタル|オンライン|뉴스|일보|신문)$/u

const outletInFront = /^[^-_|｜—–：:]{2,16} ?[-_|｜—–]{1,2} ?[^-_|｜—–：:]{4,}$/u

/** @returns the parts of a title between its separators */
export function partsOf(title: string): string[] {
  return title.split(separator).filter((part) => part.trim() !== '')
}

/**
 * @param isHeadline whether the text is called a headline: of these only what is known to be the site's name is cut
 * @returns the title without the site's name, and its section, behind or in front of it
 */
export function withoutSite(title: string, evidence: TitleEvidence, isHeadline = false): string {
  const { lines } = evidence
  const headed = headedPart(title, evidence)
  if (headed !== null) return headed
  const edge = isHeadline ? null : shownPart(title, evidence)
  if (edge !== null) return edge
  const shown = isHeadline ? undefined : upToFirst.exec(title)?.[1]
  const isFirstShown = shown !== undefined && folded(shown).length > 3 && lines.has(folded(shown))
  if (isFirstShown && !evidence.site.isNamed(shown)) return shown
  let bare = title
  for (let i = 0; i < 3; i++) {
    const [, stem, mark, tail] = behind.exec(bare) ?? []
    if (stem === undefined || tail === undefined || evidence.site.isNamed(stem)) break
    // Between spaces even the first short name is the site's: 大桥今日通车 - 某某头条
    const isApart = hanSection.test(tail) && / [-–|] /.test(mark ?? '') && !isHeadline
    const isSection =
      (i > 0 || isApart) &&
      mark !== '：' &&
      (hanSection.test(tail) ? weightOf(stem) > 18 : tail.length < 20 && stem.length > 15)
    const isShown = !isHeadline && lines.has(folded(stem)) && folded(stem).length > 3
    // About - Valley News
    const isNamed = evidence.site.isNamed(tail) && folded(stem).length > shortStem
    const isCut =
      isSection ||
      isShown ||
      isNamed ||
      isSite(tail, evidence) ||
      isConfirmed(title, stem, tail, evidence, isHeadline)
    if (
      !isCut &&
      !(bare.includes(`_${tail}`) && folded(stem).length > 3) &&
      !(outlet.test(tail) && mark !== '：' && !isHeadline)
    )
      break
    bare = stem.trim()
  }
  if (bare !== title) return bare
  const [, front, rest] = inFront.exec(title) ?? []
  if (front === undefined || rest === undefined || isHeadline) return title
  // 강변일보 - 회전교 폐쇄; in front of a colon a paper is quoted.
  if (!evidence.site.isNamed(front) && !(outlet.test(front) && outletInFront.test(title))) return title
  // Site - Section - Headline
  const [, , headline] = inFront.exec(rest) ?? []
  return headline !== undefined && evidence.headings.has(folded(headline)) ? headline.trim() : rest.trim()
}

/** What stands in front of a bar, a bracket or By and a name, or behind the site's name and a colon, where the page's heading says just that. */
function headedPart(title: string, { headings, site, metadata }: TitleEvidence): string | null {
  if (headings.has(folded(title))) return null
  const isSiteInFront = (front: string) => site.isNamed(front) || sharesHost(front, metadata)
  const parts = [
    ...title.matchAll(/ ?[|｜（] ?| \(|: | (?:by|von|par|por|di|av|door) (?=\p{Lu})| (?=Recipe(?: |$))/gu),
  ]
    .slice(0, 8)
    .map(({ index, 0: mark }) => {
      const [front, rest] = [title.slice(0, index), title.slice(index + mark.length)]
      return mark.includes(':') ? (isSiteInFront(front) ? rest : '') : front
    })
  return (
    parts.find((part) => folded(part).length > 8 && headings.has(folded(part)) && !site.includes(part)) ??
    null
  )
}

function isSite(part: string, { site }: TitleEvidence): boolean {
  return site.includes(part) || site.names.some((name) => folded(name) === folded(part))
}

/** Whether another of the page's headlines is what stands in front, so that what stands behind is not. */
function isConfirmed(
  title: string,
  stem: string,
  tail: string,
  { headlines, metadata }: TitleEvidence,
  isHeadline: boolean,
): boolean {
  if (!isHeadline && sharesHost(tail, metadata)) return true
  const own = folded(stem)
  if (!headlines.some((other) => other !== title && folded(other) === own)) return false
  return hasNameOf(tail, metadata) || (!isHeadline && tail.split(/\s+/).length <= 5)
}

/** Whether what stands behind the headline shares a word with the host: `- Die Neue Südtiroler Tageszeitung`. */
function hasNameOf(tail: string, metadata: Metadata): boolean {
  return metadata.url === null || sharesHost(tail, metadata)
}

function sharesHost(tail: string, { url }: Metadata): boolean {
  if (url === null) return false
  const host = folded(url.hostname.replace(/^www\./, ''))
  return tail.split(/\s+/).some((word) => word.length > 3 && host.includes(folded(word)))
}

/** 要闻, 新闻中心 */
const hanSection = /^\p{Script=Han}{2,6}$/u

/** What is no longer names a page of a site rather than an article. */
const shortStem = 8

/** The least part of a title that its headline is, where the page shows that part as a line. */
const leastShare = 0.4

/** The longest part at either end of a title, parted by a separator or a space, that the page shows as a line. */
function shownPart(title: string, evidence: TitleEvidence): string | null {
  const { lines, site } = evidence
  if (lines.has(folded(title))) return title
  const whole = folded(title).length
  const isShown = (part: string) => {
    const own = folded(part)
    return (
      (own.length > 5 || weightOf(own) >= 10) &&
      own.length >= whole * leastShare &&
      lines.has(own) &&
      !site.isNamed(part)
    )
  }
  const places = [
    ...title.matchAll(/\s+(?:[-–—|:•·»«›~/<>@]{1,2}\s+)?|\s?(?:[|｜ㅣ_：»]|::)\s?|: |--?/g),
  ].slice(-40)
  const starts = places
    .map(({ index }) => title.slice(0, index).trimEnd())
    .filter((part) => isClear(title, part) && isShown(part))
  const ends = places
    .map(({ index, 0: mark }) => ({ mark, part: title.slice(index + mark.length).trimStart() }))

    .filter(({ mark, part }) => isBehind(title, mark, part) && isShown(part))
    .map(({ part }) => part)
  const edge = [...starts, ...ends].sort((a, b) => b.length - a.length)[0]
  return edge ?? headedMiddle(title, evidence) ?? shownMiddle(title, isShown)
}

const mostParts = 12

/** 木头人的专栏: a blog's name is a heading of each of its pages. */
const ofBlog = /的(?:博客|专栏|專欄|日志|日誌|空间|空間|部落格|网志|網誌|blog)$/iu

/** Markt: Am Ufer wird gehandelt - Bote - Nachrichten: what stands between kicker and site, where a heading says just that. */
function headedMiddle(title: string, { headings, site }: TitleEvidence): string | null {
  const marks = [
    ...title.matchAll(
      / [-–—|·•»«›] |: | ?[|｜] ?|(?<=\p{L})[:：](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/gu,
    ),
  ].slice(0, mostParts)
  for (const [i, start] of marks.entries())
    for (const end of marks.slice(i + 1).reverse()) {
      const part = title.slice(start.index + start[0].length, end.index).trim()
      if (
        weightOf(part) > shortStem * 1.5 &&
        headings.has(folded(part)) &&
        !site.isNamed(part) &&
        !ofBlog.test(part)
      )
        return part
    }
  return null
}

/** 港闻：隧道收费调整 车流减一成 - 海湾日报: the same in old pages, whose headlines are no headings. */
function shownMiddle(title: string, isShown: (part: string) => boolean): string | null {
  const front = /^\p{Script=Han}{2,6}\s?[：:|｜]\s?/u.exec(title)?.[0]
  if (front === undefined) return null
  const rest = title.slice(front.length)
  const ends = [...rest.matchAll(/ ?[-_|｜–—]+ ?/g)]
    .slice(0, mostParts)
    .map(({ index }) => rest.slice(0, index))
  return ends.reverse().find(isShown) ?? null
}

/** A separator in front of a headline: a space alone is none, nor a hyphen inside a word. */
const partsEnd = /^(?:\s*[^\s\p{L}\p{N}-]|\s[-–—]|--?\p{Script=Han}|--?\p{Script=Hangul})/u

/** 河边新闻网 大桥今日通车: a space alone stands behind an outlet */
function isBehind(title: string, mark: string, part: string): boolean {
  const front = title.slice(0, -part.length).trim()
  return partsEnd.test(mark + part) || !/\p{L}/u.test(front) || (outlet.test(front) && han.test(part))
}
const han = /^\p{Script=Han}/u

/** A space alone parts a headline from a name only where it stands between Han characters. */
function isClear(title: string, part: string): boolean {
  const rest = title.slice(part.length)
  return /^\s*[-–—|:•·»«›~/<>｜ㅣ_：]|^ @ /.test(rest) || /^\s+\p{Script=Han}/u.test(rest)
}
