import { hasOtherFields } from '../../fields/credit-line.ts'
import { holdsDate } from '../../fields/date/labels.ts'
import { noticeIn } from '../../fields/notices.ts'
import { sentenceEnd } from '../../tree/characters.ts'
import { personsOfByline } from '../authors/byline-lines.ts'
import { creditsIn } from '../authors/line-credits.ts'
import type { Choice } from '../body/body.ts'
import { kept, labelLength } from '../body/kept.ts'
import { appeal, byline, credit, isDisclosure, legal, lists, placeholder, related } from '../body/phrases.ts'
import { piecesOf } from '../date/pieces.ts'
import type { Layout, Region, TextBlock } from '../layout/layout.ts'
import { ofMember } from '../layout/threads.ts'
import { posterIn } from '../names/posters.ts'
import { asksReader, pitches } from './asks.ts'

/** No appeal, notice or credit is longer than this (weighted characters); a paragraph that begins like one is. */
const noticeLength = 420

/**
 * Lines that say by themselves what they are.
 *
 * @param official places that are text whatever they say
 */
export function removeLines(layout: Layout, choice: Choice, official: ReadonlySet<number>): void {
  let mass = 0
  const dated: number[] = []
  const places = kept(layout, choice)
  const ofMembers = places.filter((i) => {
    const { length, isSentence, text } = layout.blocks[i]!
    return length < longestOfMember && !isSentence && ofMember.test(text)
  })
  for (const [at, i] of places.entries()) {
    const block = layout.blocks[i]!
    const own = choice.alike(block)
    const isText = official.has(i) || headsText(layout, choice, block, places[at + 1])
    const reason = isText ? null : (foreignLine(block, own) ?? (asks(block, own, choice) ? 'appeal' : null))
    choice.reasons[i] =
      reason ??
      (isAddressOf(layout, choice, i)
        ? 'byline or date'
        : isTeaserOf(layout, choice, i)
          ? 'related article'
          : null)
    if (reason === 'byline or date' && mass > 0 && (own || block.kind === 'list-item')) dated.push(i)
    mass += choice.masses[i]!
  }
  for (const i of places)
    if (choice.reasons[i] === 'appeal' || choice.reasons[i] === 'placeholder')
      for (let k = i + 1; isInBox(layout.blocks[k], layout.blocks[i]!, choice); k++)
        choice.reasons[k] ??= 'appeal'
  if (ofMembers.length > 1) for (const i of ofMembers) choice.reasons[i] ??= 'byline or date'
  // Below text several are its own: chapters with their times, firms with their years.
  for (const i of dated)
    if (dated.length >= fewestDated || layout.blocks[i]!.kind === 'list-item') choice.reasons[i] = null
}

const fewestDated = 3

/** Whether a line asks its reader for something, or heads a box that does. */
function asks(block: TextBlock, own: boolean, { container }: Choice): boolean {
  const isBox = isBoxed(block, container)
  const isLine = block.kind === 'paragraph' || (block.kind === 'list-item' && block.emphasised)
  if (isLine && asksReader(block, !own || isBox)) return true
  if (!isBox || (block.kind !== 'heading' && !block.emphasised) || block.length > labelLength) return false
  return asksReader(block, true) || placeholder.test(block.text) || pitches(block.text)
}

/** Whether a line is the address of whom the line above names. */
function isAddressOf({ blocks }: Layout, { reasons }: Choice, i: number): boolean {
  return (
    reasons[i - 1] === 'byline or date' && /^[\w.+-]{2,40}@[\w-]{2,40}\.[\w.-]{2,20}$/u.test(blocks[i]!.text)
  )
}

/** Whether a heading is the link that the line above it, "Read more", is as well. */
function isTeaserOf({ blocks }: Layout, { reasons }: Choice, i: number): boolean {
  const { kind, linked, length, read } = blocks[i]!
  const above = blocks[i - 1]
  if (kind !== 'heading' || linked < length * 0.85 || above === undefined || reasons[i - 1] === null)
    return false
  return hrefIn(above.read) !== undefined && hrefIn(above.read) === hrefIn(read)
}

function hrefIn(read: TextBlock['read']): string | undefined {
  return read.type === 'image' ? undefined : read.links[0]?.href
}

/** What names its source in a sentence of its own, set as the text is, tells more than whom to thank (weighted characters). */
const longestCredit = 40

const longestOfMember = 160

function foreignLine(block: TextBlock, ownSetting: boolean): string | null {
  const { text, length, linked, kind } = block
  const share = length === 0 ? 0 : linked / length
  if (!/[\p{L}\p{N}]/u.test(text)) return 'no words'
  // What stands in a table stands there for a reason.
  if (kind === 'row' || block.element.name === 'pre') return null
  // Promotion is set as a headline: without a full stop, or in capitals.
  const isSentence = () =>
    ownSetting && /[.。]$/.test(text) && !related.test(text) && text !== text.toUpperCase()
  if (kind !== 'heading' && share > 0.85 && (length < 160 || share > 0.97) && !isSentence()) return 'link'
  const isRow = (share > 0.5 && block.links > 2) || (share > 0.4 && block.links > 3)
  if (kind === 'paragraph' && isRow && /[|•·]/.test(text)) return 'links'
  if (length < labelLength && breadcrumb.test(text)) return 'breadcrumb'
  if (kind === 'heading' && share > 0.85 && related.test(text)) return 'link'
  if (kind === 'paragraph' && block.links === 1 && share > 0.45 && length < 250 && !sentenceEnd.test(text))
    return 'link'
  if (tweetSignature.test(text)) return 'signature of a post'
  const notice = kind === 'heading' ? null : noticeIn(text)
  if (notice !== null) return notice
  if (length > noticeLength) return null
  const short = length < labelLength && !sentenceEnd.test(text)
  if (placeholder.test(text) && kind !== 'heading') return 'placeholder'
  if (legal.test(text) && kind !== 'heading') return 'legal notice'
  if (footOfPage.some((one) => one.test(text)) && !/[。！？]/u.test(text)) return 'legal notice'
  if (kind === 'paragraph' && isDisclosure(text)) return 'legal notice'
  if (credit.test(text) && length < 200 && !(length > longestCredit && isSentence())) return 'credit'
  if (related.test(text) && (share > 0.3 || (short && kind !== 'heading' && /[:：»›→>]$/.test(text))))
    return 'related article'
  const isStep = () => kind === 'list-item' || (block.links === 0 && isSentence() && !ofPublisher.test(text))
  if (appeal.test(text) && (share > 0.1 || (length < 200 && !isStep()))) return 'appeal'
  if (lists.test(text) && short) return 'tags or comments'
  if (isBylineOrDate(block) || isBylineAndDate(block)) return 'byline or date'
  return null
}

/**
 * The foot of a page without markup: 网站简介 - 广告服务⏎Copyright (C) 2000-2006, 关于本站 | 联系我们 | 友情链接, 清ICP备05000001号
 */
const footOfPage = [
  // This page was last updated on 03/12/01.
  /^(?:this (?:page|site|document|file) (?:was |has been )?)?last (?:updated|modified|revised|changed)\b.{0,60}$|^(?:letzte (?:änderung|aktualisierung)|zuletzt (?:geändert|aktualisiert)|dernière (?:mise à jour|modification)|última (?:actualización|modificación|atualização|modificação)|ultim[oa] (?:aggiornamento|modifica)|laatst (?:gewijzigd|bijgewerkt)|senast (?:ändrad|uppdaterad)|ostatnia (?:aktualizacja|modyfikacja)|последнее обновление|最終更新日?)\P{L}.{0,60}$/iu,
  /^[^\n]{4,120}\n\s{0,9}(?:copyright\s|©|版[权權]所有)/iu,
  /^(?:[关關][于於]|[联聯][系繫絡络]|[网網]站|友情[链鏈]|版[权權]|[广廣]告|[设設][为為]首[页頁])\p{Script=Han}{0,4}(?:\s?[|｜·-]\s?\p{Script=Han}{2,6}){2}/u,
  /\p{Script=Han}ICP[备備证證]\s?(?:第\s?)?\d{5}/iu,
]

/** Home > News > Local */
const breadcrumb =
  /^(?:(?:you are here|sie sind hier|vous êtes ici|estás en|ti trovi in|您的位置|当前位置)\P{L}{1,3})?(?:home|start(?:seite)?|accueil|inicio|início|hjem|hem|strona główna|главная|首页|首頁|ホーム|トップ)\s?[>›»→/|]/iu

const openers = [related, appeal, lists, credit]

/** Whether a heading that begins as a label does stands over text of the article: "Support our ferries", "Read the manual". */
export function headsText(
  { blocks }: Layout,
  choice: Choice,
  heading: TextBlock,
  below: number | undefined,
): boolean {
  const block = below === undefined ? undefined : blocks[below]!
  if (heading.kind !== 'heading' || heading.linked > 0 || block === undefined) return false
  if (twoFields.test(heading.text)) return false
  const isText = block.kind === 'list-item' ? block.linked === 0 : choice.alike(block) && block.isSentence
  if (!isText || appeal.test(block.text) || holderOf(block) !== heading.region.parent) return false
  return !openers.some((phrase) => (phrase.exec(heading.text)?.[0].length ?? 0) > heading.text.length - 3)
}

/** The element beside whose other parts a paragraph or a list stands. */
function holderOf({ kind, region }: TextBlock): Region | null {
  return kind === 'list-item' ? (region.parent?.parent ?? null) : region.parent
}

/** Who appeals, or to what; a guide's steps name neither: "Register for a berth before noon." */
const ofPublisher =
  /。$|(?<!\p{L})(?:us|our|we|me|my|uns|unser\p{L}*|nous|nos|notre|nuestr\p{L}+|nosso?s?|noi|ci|nostr\p{L}|ons|onze|oss|vår\p{L}*|nas|nám|nasz\p{L}*|bizi|нас|нам|наш\p{L}*|newsletter|e-?mail|app|podcast|comments?|facebook|instagram|telegram|whatsapp|viber|zalo|youtube|google news|μας|אותנו|שלנו|chúng tôi|kami|nyhedsbrev\p{L}*)(?!\p{L})/iu

/** No line of credits is longer than this (weighted characters). */
const creditLength = 150
/** What a Chinese line that names somebody holds: a label's end, a calling, the mark in front of a writer. */
const mayCredit = /\p{Script=Han}\s?[：:|｜丨／/◎☉]|[记記]者|通[讯訊][员員]|[报報][导導道]$|^[□■○●◎▲△◇◆]/u

const twoFields = /\p{Script=Han}\s?[：:].{0,60}\p{Script=Han}\s?[：:]/u

/** Whether a line says who wrote an article, or when. */
export function isBylineOrDate({ text, length, kind }: TextBlock): boolean {
  if (kind === 'heading') return text.length < creditLength && twoFields.test(text) && hasOtherFields(text)
  if (kind === 'row') return false
  if (isDateLine(text) || posterIn(text) !== '') return true
  if (length > creditLength || sentenceEnd.test(text) || announces.test(text)) return false
  if (ofEntry.test(text)) return true
  if (length < labelLength && (byline.test(text) || personsOfByline(text).length > 0)) return true
  return mayCredit.test(text) && creditsIn(text).length > 0
}

const linesOfByline = 4

/** Par Claire Moreau and Publié le 19 mars 2024 à 11h34 in elements that only their style parts */
function isBylineAndDate({ text, length, kind, region }: TextBlock): boolean {
  if (kind !== 'paragraph' || length > creditLength || !holdsDate(text)) return false
  // In an element of many lines each would be looked for among all.
  if (region.end - region.first > linesOfByline) return false
  const pieces = piecesOf(region.element, text)
  const date = pieces.findIndex((piece) => holdsDate(piece))
  const front = pieces.slice(0, Math.max(0, date)).join(' ')
  const isByline = byline.test(front) || personsOfByline(front).length > 0
  return isByline && pieces.slice(date).every((piece) => holdsDate(piece) || isDateLine(piece))
}

/** 发布人：刘老师 发布时间：2013-10-08 浏览数：120 */
const ofEntry =
  /^(?=.{0,60}(?:[发發][布佈表]|更新|[录錄]入|上[传傳])(?:人|者|[时時][间間]|日期)\s?[：:]).{0,120}(?:[浏瀏][览覽]|[点點][击擊]|[阅閱][读讀]|[访訪][问問])(?:次[数數]|量|[数數])?\s?[：:]/u

/** By the end of the day you will know: */
const announces = /^(?:\S+ ){5,}\S+[:：]$/u

/** — Plymouth Citybus (@plymouthbus) August 5, 2024 */
const tweetSignature = /^[—–-]\s?.{1,80}\(@\w+\)/u

/** Han characters that belong to no date. */
const hanWords = /(?![年月日时時分秒星期周週上下午])\p{Script=Han}/gu

/** An event's own time. When: Sunday, May 3 2024, 11:00 */
const ofEvent =
  /^(?:when|wann|quand|cu[aá]ndo|quando|wanneer|n[äå]r|hvornår|milloin|kiedy|kdy|когда|коли|ne zaman|日時|时间|時間|일시)\s?[:：]/iu

/** （2014）清民初字第102号, 清政发〔2012〕15号: a document's number */
const ofDocument =
  /^\p{Script=Han}{0,12}[（(〔［[【]\d{4}[）)〕］\]】]\p{Script=Han}{0,12}\s?\d{1,6}\s?[号號]$/u

/** 15.04.2026 - 15:48 Uhr, May 3, 2024 at 10:00am, 2 min read */
export function isDateLine(text: string): boolean {
  if (text.length > 60 || !/\d/.test(text) || ofEvent.test(text) || ofDocument.test(text)) return false
  const words = text.match(/\p{L}{4,}/gu) ?? []
  if (/^\d+ (?:minutes?|hours?|days?|weeks?|months?) ago$/i.test(text)) return true
  if (/^\D{0,20}\d{1,2} ?(?:min|minut\p{L}{0,3}|мин\p{L}{0,3}|dakika)(?!\p{L}).{0,20}$/iu.test(text))
    return true
  // A Han sentence is one word.
  if ((text.match(hanWords)?.length ?? 0) > 8) return false
  return (
    words.length <= 2 &&
    /(?:\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d\b)/.test(text) &&
    !sentenceEnd.test(text.replace(/\d ?[ap]\.m\.$/iu, ''))
  )
}

/** A box that asks for something holds no more lines. */
const linesOfBox = 6

/** Whether a line stands with the heading of an appeal in an element of its own. */
function isInBox(block: TextBlock | undefined, opener: TextBlock, { alike, container }: Choice): boolean {
  if (block === undefined || (opener.kind !== 'heading' && !opener.emphasised) || alike(block)) return false
  return opener.region.parent === block.region.parent && isBoxed(opener, container)
}

/** Whether a line stands in an element of a few lines. */
function isBoxed({ region: { parent } }: TextBlock, container: Region): boolean {
  return parent !== null && parent.depth > container.depth && parent.end - parent.first <= linesOfBox
}
