import type { Layout, Region, TextBlock } from './layout.ts'

/** A forum's thread that is set as a table: a row a post, who writes in its left cell, the text in its right one. */
export type Thread = {
  /** The cells of each post, in page order. */
  posts: readonly { left: Region; right: Region }[]
  /** Who wrote the first post; '' where the page does not say. */
  poster: string
}

/** What forums say beside each post of who writes, and when. Posts: 211, Registriert seit: 12.03.2004, Posté le: 3 Mar 2005 */
export const ofMember =
  /^(?:posts?|beiträge|messages?|mensajes|messaggi|berichten|posty|сообщени[яй]|joined|join date|registered|registriert(?: seit)?|anmeldungsdatum|(?:mitglied|dabei) seit|inscrit(?: le)?|inscription|registrado|iscritto|lid sinds|регистрация|зарегистрирован|posted|verfasst(?: am)?|geschrieben(?: am)?|posté le|inviato|publicado|geplaatst|wysłany|добавлено)\s?[:：]\s?[^\n]{1,100}$/imu

/** The same on Chinese boards, where things and places have some of these as well: of one member stand several. */
const ofHanMember =
  /^(?:等[级級]|[级級][别別]|文章|精[华華]|[积積]分|威望|[注註][册冊](?:[时時][间間]|日期)?|[发發][帖贴][数數]?|帖子|[头頭][衔銜]|金[钱錢幣币]|[经經][验驗]值?|魅力|[财財][产產富]|[门門]派|[来來]自|UID)\s?[:：]\s?[^\n]{1,100}$/gmu
/** The same in a line without what it is. */
const ofHanMemberAlone =
  /^(?:UID|帖子|主[题題]|精[华華]|[积積]分|威望|金[钱錢]|[阅閱][读讀][权權]限|[在线線]{2}[时時][间間]|[注註][册冊][时時][间間]|最[后後]登[录錄])$/u
const fewestFacts = 2

const isOfMember = (text: string) => ofMember.test(text) || (text.match(ofHanMember)?.length ?? 0) > 0

/** What heads the two columns of a thread. */
const ofAuthors = /^(?:authors?|autore?|auteur|автор|yazan|yazar|forfatter|författare|szerző|συγγραφέας)$/iu
const ofMessages =
  /^(?:messages?|posts?|nachricht|beitrag|mensaje|mensagem|messaggio|bericht|wiadomość|zpráva|сообщение|mesaj|melding|meddelande|hozzászólás|μήνυμα)$|^(?:topic|thread|discussione?|thema|betreff|sujet|tema|temat|asunto|тема|onderwerp|konu)\s?:/iu

/** Beside a post stand no more lines, none of them longer (weighted characters). */
const mostLines = 16
const longestLine = 120

/** Finds the thread that a page is. Looks at each cell once. */
export function threadIn({ blocks, regions }: Layout): Thread | null {
  const rows = new Map<Region, Region[]>()
  for (const region of regions) {
    const { parent, element } = region
    if (!/^t[dh]$/.test(element.name) || parent?.element.name !== 'tr') continue
    const cells = rows.get(parent)
    if (cells === undefined) rows.set(parent, [region])
    else cells.push(region)
  }
  const linesIn = ({ first, end }: Region) =>
    blocks.slice(first, Math.min(end, first + mostLines + 1)).filter(({ kind }) => kind !== 'image')
  const headed = new Set<Region | null>()
  const posts: Thread['posts'][number][] = []
  let poster = ''
  let above: { table: Region | null; name: string } = { table: null, name: '' }
  for (const [row, [left, right, ...others]] of rows) {
    if (left === undefined) continue
    const lines = linesIn(left)
    const name = nameIn(lines)
    let isHead = false
    if (right !== undefined && others.length === 0) {
      const told = linesIn(right)
      if (ofAuthors.test(name) && ofMessages.test(told[0]?.text ?? '')) {
        headed.add(row.parent)
        isHead = true
      } else if (isPoster(lines, headed.has(row.parent)) && told.some(isText)) {
        if (posts.length === 0) poster = above.table === row.parent && above.name !== '' ? above.name : name
        posts.push({ left, right })
      }
    }
    // A row with the name and the day can stand above that of the post.
    const isName = right !== undefined && !isHead && lines.length === 1 && !/\d{4}|:\d\d/.test(name)
    above = { table: row.parent, name: isName ? name : '' }
  }
  return posts.length === 0 ? null : { posts, poster }
}

function isPoster(lines: readonly TextBlock[], isHeaded: boolean): boolean {
  if (lines.length === 0 || lines.length > mostLines || lines.some(({ length }) => length > longestLine * 2))
    return false
  if (isHeaded || lines.some(({ text }) => ofMember.test(text))) return true
  const facts = lines.map(
    ({ text }) => (text.match(ofHanMember)?.length ?? 0) + (ofHanMemberAlone.test(text) ? 1 : 0),
  )
  return facts.reduce((sum, count) => sum + count, 0) >= fewestFacts
}

const isText = ({ length, linked }: TextBlock) => length > 20 && linked * 2 < length

/** The first line in a cell, where it is no fact of a member. */
function nameIn(lines: readonly TextBlock[]): string {
  const line = lines[0]?.text.split('\n', 1)[0]?.trim() ?? ''
  return line.length > 40 || isOfMember(line) ? '' : line
}

/** Below a post its writer's own line is set apart by a rule of signs. */
const rule = /^[_—–=-]{5,}/u

/** Who writes, what they sign with, and what others answer, is no text of the first post. */
export function leaveReplies({ blocks }: Layout, thread: Thread, reasons: (string | null)[]): void {
  const [post] = thread.posts
  const last = thread.posts.at(-1)
  if (post === undefined || last === undefined) return
  for (const { left } of thread.posts)
    for (let i = left.first; i < left.end; i++) reasons[i] ??= 'byline or date'
  let isSignature = false
  for (let i = post.right.first; i < post.right.end; i++) {
    isSignature ||= rule.test(blocks[i]!.text)
    if (isSignature) reasons[i] ??= 'signature'
  }
  for (let i = post.right.end; i < last.right.end; i++) reasons[i] ??= 'comments'
}
