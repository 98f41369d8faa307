import type { ParentNode } from 'domhandler'
import { alternatives } from '../../alternatives.ts'
import { collapsed, elementsBelow, textOf } from '../../tree/outline.ts'
import type { Layout, TextBlock } from '../layout/layout.ts'

/** Why such a note is no text. */
export const noteReason = 'note on the entry'

/** How content systems begin what they say of an entry: This entry was posted on …; one line a language. */
const opening = new RegExp(
  `^\\P{L}{0,4}(?:${alternatives(
    'this (?:entry|post|article|item|page|story) (?:was|is|has been)|(?:posted|filed|published|written) (?:in|on|by|under|at)',
    'dieser (?:beitrag|eintrag|artikel) (?:wurde|ist)|(?:geschrieben|veröffentlicht|abgelegt|eingestellt) (?:von|am|in|unter)',
    '(?:cet article|ce billet|cette entrée|ce message|cette note|cet écrit) (?:a été|est)|(?:publié|posté|classé) (?:par|dans|le|sous)',
    'est[ae] (?:entrada|artículo|post|anotación) (?:fue|ha sido|se|está)|(?:publicad[oa]|escrito|archivado) (?:por|en|el|bajo)',
    'est[ae] (?:entrada|artigo|post|texto) (?:foi|está)|(?:publicado|arquivado|escrito) (?:por|em|sob)',
    "quest[oa] (?:articolo|post|voce) (?:è|e['’]|viene)|(?:pubblicato|scritto|postato) (?:da|in|il)",
    'dit (?:bericht|artikel|item) (?:is|werd)|(?:geplaatst|geschreven) (?:door|in|op)',
    '(?:detta|det här) inlägg(?:et)? (?:publicerades|postades|skrevs|är|har)|(?:dette|denne) (?:innlegg(?:et)?|indlæg|artikkel|artikel) (?:ble|blev|er)|tämä (?:kirjoitus|artikkeli|merkintä) (?:on|julkaistiin)',
    'ten (?:wpis|artykuł) (?:został|jest)|(?:tento )?příspěvek byl|(?:tento )?(?:článok|príspevok) bol|ez a bejegyzés|acest articol a fost',
    '(?:эта )?запись (?:опубликована|была|создана|размещена)|(?:цей )?запис (?:оприлюднен|опублікован|був)|bu yazı|αυτή η καταχώρηση',
    '[本此](?:条目|條目|文章|篇文章|日志|文)?(?:发布|發布|發佈|发表|發表|收录|收錄)[于於在]|この(?:投稿|記事|エントリー?)は|이 (?:글|항목|포스트)은',
  )})`,
  'iu',
)

/** In whole sentences such a note is one without links as well, where it gives the day. */
const posted =
  /(?:posted|published|filed|written|veröffentlicht|geschrieben|abgelegt|eingestellt|publiée?|postée?|publicad[oa]|pubblicat[oa]|geplaatst|publicerades|postades)(?!\p{L})/iu
const wholeSentence = /^\P{L}{0,4}(?:this|dieser|cet|cette|ce|est[ae]|quest[oa]|dit|detta) \p{L}/iu
const day = /\d[^\d\n]{1,16}\d{4}|\d{4}[-/.]\d/
/** And the time of day, or where the entry is filed, unless it says little else. */
const filing =
  /\d[:.h]\d\d|filed under|categor|kategorie|rubrik|abgelegt|classé|archivad|categoría|rubri|trackback|feed/iu
const longestPosted = 110

/** What only links to an entry's own categories, its feed and the like call themselves. */
const ofEntry = /(?:^|\s)(?:category|trackback|pingback)(?:\s|$)/i
/** Keywords and permanent links have these, of which a text can hold some as well. */
const alsoElsewhere = /(?:^|\s)(?:tag|bookmark)(?:\s|$)/i
const ofFeed = /\/feed\b|\/trackback\b|#(?:respond|comments?)$/i

/** A note is no longer (weighted characters), and one that does not begin as such no longer than a line. */
const longestNote = 700
const longestLine = 160

/**
 * Tells what a content system says of an entry beside its text: when and by whom it was posted, where it is filed, how to
 * answer it. Links to the entry's own categories make it one (HTML, rel=category).
 *
 * @returns whether a block of the page is such a note
 */
export function noteTest({ regions }: Layout): (block: TextBlock) => boolean {
  const certain = new Set<string>()
  const possible = new Set<string>()
  // A page without body has a region that is not in its tree.
  let root: ParentNode | null = regions.find(({ element }) => element.parent !== null)?.element ?? null
  while (root?.parent != null) root = root.parent
  if (root !== null)
    for (const element of elementsBelow(root)) {
      if (element.name !== 'a' || element.attribs.rel === undefined) continue
      const { rel, href = '' } = element.attribs
      const links = ofEntry.test(rel) ? certain : alsoElsewhere.test(rel) ? possible : null
      links?.add(keyOf(href, textOf(element, longestLine)))
    }
  return ({ kind, text, length, links, read }) => {
    if (kind === 'heading' || length > longestNote || read.type === 'image') return false
    if (wholeSentence.test(text) && isPosted(text)) return true
    if (links === 0) return false
    const holds = (set: Set<string>) =>
      set.size > 0 && read.links.some(({ href, raw }) => set.has(keyOf(href, collapsed(raw))))
    if (length <= longestLine && holds(certain)) return true
    if (!holds(certain) && !holds(possible) && !read.links.some(({ href }) => ofFeed.test(href))) return false
    return opening.test(text)
  }
}

function isPosted(text: string): boolean {
  if (text.length > longestPosted && !filing.test(text)) return false
  return posted.test(text) && day.test(text) && opening.test(text)
}

const keyOf = (href: string, text: string) => `${href} ${text}`

/**
 * @param reasons why each block is no text
 * @param from the number of the text's first block
 * @returns the first note on an entry from there on; '' where there is none
 */
export function entryNote(
  blocks: readonly TextBlock[],
  reasons: readonly (string | null)[],
  from: number,
): string {
  const at = reasons.indexOf(noteReason, from)
  return at < 0 ? '' : blocks[at]!.text
}

/** by Peter Hansen, von Peter Hansen veröffentlicht, 作者是李明华 */
const writer =
  /(?:\s(?:by|von|par|por|da|door|av|af|przez|автор(?:ом)?)|作者(?:是|为|為|：))\s?(?<name>\p{Lu}(?:\.|[\p{L}'’-]{0,24})(?: \p{Lu}(?:\.|[\p{L}'’-]{0,24})){0,3}|\p{Script=Han}{2,4})(?=[\s,.。，]|$)/u

/** @returns whom a note names as the entry's writer; '' where it names nobody */
export const writerOfNote = (note: string): string => writer.exec(note)?.groups?.name ?? ''
