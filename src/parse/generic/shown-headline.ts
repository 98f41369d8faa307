import type { Element } from 'domhandler'
import { hasOtherFields, readCreditLine } from '../fields/credit-line.ts'
import { holdsDate } from '../fields/date/labels.ts'
import { elementsBelow, textOf } from '../tree/outline.ts'
import { personsOfByline } from './byline-lines.ts'
import type { Layout, Region, TextBlock } from './layout.ts'
import { anyOf, marksOf } from './marks.ts'
import { partsOf } from './title-parts.ts'

/** What templates call every page of theirs: 详情页, Article detail, Untitled document. One line a language. */
const names = [
  '(?:新闻|文章|资讯|信息|公告|动态|通知|新聞|資訊)?(?:详情|详细|正文|内容|浏览|查看|展示|詳情|內容)(?:页面?|信息|内容|頁)?|无标题(?:文档|页)?|未命名|標題|标题',
  '(?:news|article|blog|post|story|content|press release)s?[ _-]?(?:details?|view|page|single|show)|details?(?: page)?|untitled(?: document| page)?|document|article|blog ?post|single post|new page(?: \\d)?|index',
  "unbenanntes dokument|(?:artikel|news|beitrag)?[ -]?detail(?:ansicht|seite)?s?|sans titre|détails?(?: de l[’'](?:article|actualité))?",
  'detalles?(?: de (?:la )?noticia)?|sin título|detalhes?(?: da notícia)?|sem título|dettagli[o]?(?: (?:della )?notizia)?|senza titolo',
  'szczegóły|bez tytułu|детальная страница|подробнее|новость|статья|без названия|haber detay[ıi]?|detay',
  '(?:記事|ニュース|お知らせ)?詳細(?:ページ)?|無題(?:ドキュメント)?|(?:기사|뉴스)? ?상세(?: ?보기|페이지)?|제목 ?없음',
  'chi tiết(?: tin(?: tức)?| bài viết)?|detail (?:berita|artikel)|تفاصيل(?: الخبر)?|جزئیات(?: خبر)?',
].join('|')
const generic = new RegExp(`^(?:${names})$`, 'iu')
/** NEWS4.HTM: what editors of pages put where nobody gave a title */
const fileName = /^[\w.-]{1,40}\.(?:html?|php|aspx?|cfm|jsp|docx?|pdf|txt)$/i

/** 青石晚报电子版 */
const ePaper = /^\p{Script=Han}{2,8}(?:电子[版报]|電子[版報]|数字[版报]|數位[版報])$/u

/** Whether a text is what a template calls every page of its: alone, or in front of the site's name. */
export function isGenericTitle(text: string): boolean {
  const parts = partsOf(text)
  if (fileName.test(text)) return true
  if (parts.length === 1 && ePaper.test(text)) return true
  return parts.length < 3 && generic.test(parts[0]?.trim() ?? '')
}

/** What sites call the part of theirs that holds their news; one line a language or family. */
const sections = [
  'news|latest news|company news|news ?room|news archive|news & events|press|press releases?|media releases?|media cent(?:er|re)|(?:our |the )?blog|articles|stories|insights|announcements',
  'aktuelles|aktuell|nachrichten|neuigkeiten|meldungen|presse|pressemitteilung(?:en)?|pressemeldung(?:en)?|medienmitteilung(?:en)?|archiv',
  'actualités?|communiqués?(?: de presse)?|(?:espace )?presse|noticias?|actualidad|novedades|comunicados?(?: de prensa)?|prensa|sala de prensa|notícias?|imprensa|notizi[ae]|novità|comunicati(?: stampa)?',
  'nieuws|nieuwsberichten|persberichten|nyheter|nyhet|nyheder|nyhed|pressmeddelanden|pressemeldinger|uutiset|tiedotteet|fréttir',
  'aktualności|wiadomości|aktuality|zprávy|novinky|správy|novice|vijesti|vesti|hírek|știri|haberler|duyurular|berita|tin tức',
  'новости|пресс-релизы|новини|вести|новина|νέα|ανακοινώσεις|(?:ال)?أخبار|اخبار|חדשות|ข่าว|समाचार|ニュース|お知らせ|뉴스|공지사항',
].join('|')
const section = new RegExp(`^(?:${sections})$`, 'iu')

/** Whether a text is the name of a site's news pages, behind the site's or alone: it stands above every headline. */
export function isSectionName(text: string): boolean {
  const parts = text.split(ofSite)
  return parts.length < 3 && section.test(parts.at(-1) ?? '')
}
const ofSite = /: | [-–|] /u

/** Whether a text is such a name alone. */
export function isWholeSection(text: string): boolean {
  return section.test(text)
}

const titleMarks = anyOf(
  'title titles headline hed biaoti bt tit subject titulo titol titolo titre titel tytul temat rubrik otsikko overskrift nadpis naslov zaglavie baslik titlu judul cim ueberschrift',
)
const otherMarks = anyOf('subtitle sub-title site-title logo nav menu breadcrumb crumb related sidebar')
const linesAbove = 12
const leastText = 60
const longest = 160
/** What only a heading, or bold type above a line with the date, is worth. */
const sure = 4

/**
 * The headline as the page shows it, for pages that give it nowhere else: above the first paragraph, a heading, a line
 * that its class calls a title, or one in bold type, mostly with date and source below.
 *
 * @param except a heading that is known not to be it
 * @returns null where no line stands out; `isSure` where two signs tell
 */
export function shownHeadline(
  { blocks }: Layout,
  except: string | null,
): { text: string; isSure: boolean } | null {
  const first = blocks.findIndex(
    ({ kind, length, isSentence, linked, region }) =>
      kind === 'paragraph' && length >= leastText && isSentence && linked * 2 < length && !region.hidden,
  )
  let best: { text: string; isSure: boolean } | null = null
  let most = 1
  for (let i = first - 1; i >= Math.max(0, first - linesAbove); i--) {
    const block = blocks[i]!
    const line = largeLine(block)
    if (line !== null) return { text: line, isSure: true }
    const marks = marksAround(block.region)
    const isMarked = titleMarks.test(marks) && !otherMarks.test(marks)
    if (!canBeHeadline(block, isMarked) || block.text === except) continue
    const [above, below] = [blocks[i - 1], blocks[i + 1]]
    const worth =
      (block.kind === 'heading' ? 3 : 0) +
      sizeOf(block) +
      (isMarked ? 3 : 0) +
      (block.emphasised ? 2 : 0) +
      (below !== undefined && i + 1 < first && isInfo(below.text)
        ? 2
        : above !== undefined && isDate(above.text) && !isHeaded(blocks[i - 2], except)
          ? 1
          : 0)
    if (worth > most) {
      most = worth
      best = { text: block.text.split('\n')[0]!, isSure: worth >= sure }
    }
  }
  return best
}

/** A date between two headings is that of the first. */
function isHeaded(block: TextBlock | undefined, except: string | null): boolean {
  return block !== undefined && block.kind === 'heading' && block.text !== except
}

/** @param isMarked whether its class calls it a title: blogs link that to the entry */
function canBeHeadline({ kind, text, length, linked, region }: TextBlock, isMarked: boolean): boolean {
  return (
    (kind === 'heading' || kind === 'paragraph') &&
    length > (isMarked || kind === 'heading' ? 5 : 10) &&
    text.length < longest &&
    (isMarked || linked * 2 < length) &&
    !region.hidden &&
    !isInfo(text) &&
    !/[。：:]$/u.test(text) &&
    !isGenericTitle(text) &&
    personsOfByline(text).length === 0
  )
}

/** What the size of its type is worth, where all of a line stands in it. */
function sizeOf({ text, region, element }: TextBlock): number {
  let seen = 0
  for (const one of elementsBelow(region.element)) {
    if (++seen > mostElements) return 0
    if (isLargeFont(one) && textOf(one, longest) === text) return worthOfSize(one)
  }
  const around = element.parent
  return around?.type === 'tag' && isLargeFont(around) ? worthOfSize(around) : 0
}

const worthOfSize = ({ attribs: { size = '' } }: Element): number => (/^\+[2-9]|^[5-7]/.test(size) ? 3 : 2)

/** Old pages set the headline in large or bold type, parted from date and byline by br. */
function largeLine({ kind, text, region }: TextBlock): string | null {
  if (kind !== 'paragraph' || !text.includes('\n') || text.length > 2 * longest || region.hidden) return null
  const lines = text.split('\n').map((line) => line.trim())
  if (!lines.some(isInfo)) return null
  let seen = 0
  for (const element of elementsBelow(region.element)) {
    if (++seen > mostElements) return null
    if (!isLarge(element)) continue
    const own = textOf(element, longest)
    if (own.length > 10 && lines.includes(own) && !isInfo(own) && !isGenericTitle(own)) return own
  }
  return null
}
const mostElements = 60

function isLarge(element: Element): boolean {
  const { name, attribs } = element
  return (
    name === 'b' ||
    name === 'strong' ||
    name === 'big' ||
    isLargeFont(element) ||
    (titleMarks.test(marksOf(element)) && !otherMarks.test(marksOf(element))) ||
    /(?:^|[\s_-])(?:title|head)/i.test(attribs.class ?? '')
  )
}

/** <font size="+2">; the size of a text is 3 */
function isLargeFont({ name, attribs: { size = '' } }: Element): boolean {
  return name === 'big' || (name === 'font' && /^\+[1-9]|^[4-7]/.test(size))
}

/** A line with a date in words, 14. März 2023, is no longer where it is no sentence. */
const longestDate = 40

/** Whether a line is that of date and source. */
function isInfo(text: string): boolean {
  return (
    isDate(text) ||
    (/\p{Nd}{4}/u.test(text) && holdsDate(text) && /\p{Nd}{1,4}\D{1,3}\p{Nd}{1,2}/u.test(text)) ||
    readCreditLine(text).length > 0 ||
    hasOtherFields(text)
  )
}

/** 14. März 2023, 24.03.10 09:12 */
function isDate(text: string): boolean {
  return (
    text.length < longestDate &&
    (/\p{Nd}{1,2}\P{Nd}{1,14}\p{Nd}{4}|^\p{Nd}{4}\P{Nd}{1,14}\p{Nd}{1,2}(?!\p{Nd})/u.test(text) ||
      /^\P{L}{0,6}\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)/u.test(text))
  )
}

/** The marks of a block's element and of the two around it. */
function marksAround(region: Region): string {
  return `${region.marks}${region.parent?.marks ?? ''}`
}
