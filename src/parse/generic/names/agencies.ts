/** News agencies as bylines write them; one line a part of the world. */
const names = [
  'reuters|ap|the associated press|associated press|afp|agence france[- ]presse|bloomberg|upi|united press international',
  'dpa|dpa[/-]\\w{2,5}|sid|epd|kna|apa|sda|keystone-sda|anp|belga|pa media|press association|efe|europa press|ansa|adnkronos|lusa|tt|ntb|ritzau|stt|pap|čtk|čtk\\.|tasr|mti|agerpres|hina|tanjug|bta',
  'tass|тасс|риа новости|интерфакс|interfax|укринформ|укрінформ|unian|уніан|anadolu(?: ajansı| agency)?|dha|iha|i̇ha|mena|wafa|irna|isna|petra',
  'pti|ians|ani|xinhua|kyodo|yonhap|jiji|aap|antara|bernama|ttxvn|vna|cna|canadian press|the canadian press|agência brasil|folhapress|estadão conteúdo|télam|notimex',
  '共同通信|共同|時事通信|時事|新华社|新華社|中新社|中央社|连合新闻|연합뉴스|뉴시스|وكالات|أ ?ف ?ب|رويترز|الأناضول',
].join('|')

const known = new RegExp(`^(?:${names})$`, 'iu')
/** APA/Reuters, and short names in capitals that are in no list */
const capitals = /^(?:\p{Lu}{2,5}|dpa|sid|epd|kna|ots|Reuters)(?:[/-](?:\p{Lu}{2,5}|dpa|Reuters))*$/u

/** Whether a name is an agency's: dpa, AFP, APA/Reuters. */
export function isAgency(name: string): boolean {
  return capitals.test(name) || known.test(name)
}

const inFront = new RegExp(`^(?<agency>${names})(?= ?[,|/·•–—-]|$)`, 'iu')

/** @returns the agency that a byline begins with: EFE | Bogotá; null where it begins otherwise */
export function agencyInFront(byline: string): string | null {
  return inFront.exec(byline)?.groups?.agency ?? null
}

const behind = new RegExp(
  `(?:[,|/·•(–-] ?|(?<!\\p{L})(?:with|avec|mit|con|com|med|met|and|und|et|y|e) )(?<agency>${names})\\)?$`,
  'iu',
)

/** @returns the agency that a byline names behind its writers: Jane Doe, Reuters; null where it names none */
export function agencyBehind(byline: string): string | null {
  return behind.exec(byline.slice(-200).trim())?.groups?.agency ?? null
}

/** Joined to the last name: Louis Marchand avec AFP, Anna Nowak with Agencies */
export const withAgency =
  /\s(?:with|avec|mit|con|com|med|met|z)\s(?:(?:the )?[Aa]gen\p{L}{2,8}|\p{Lu}{2,5}|dpa|Reuters)$/u

/** Whether a name has a word of newspapers': Valley Post, Denník Kraje. */
export function isPaper(name: string): boolean {
  return paper.test(name)
}
const paper =
  /(?:^|\s)(?:news|times|post|herald|tribune|ledger|gazette|journal|courier|press|radio|tv|daily|weekly|magazine|zeitung|bote|anzeiger|nachrichten|rundschau|tageblatt|diario|noticias|periódico|correo|monde|courrier|presse|folha|jornal|gazeta|correio|corriere|gazzetta|giornale|notizie|denn?ík|noviny|listy|zprávy|kurier|dziennik|tygodnik|вести|новости|вестник|газета|вісник|gazetesi|postası|courant|dagblad|krant|nieuws|harian|báo|tidningen|bladet|avisen)(?:\s|$)/iu

/** A whole newsroom, a company */
const newsroom =
  /^(?:(?:la|the|die|a|tim|da|dalla|della|de la) )?(?:redaktion|redazione|redacción|redação|rédaction|redakcja|redakce|redactie|redaksi|redaktionen|редакция|редакція|news ?room|news ?desk|web ?desk|haber merkezi|ban biên tập|هيئة التحرير|تحریریه|מערכת)(?: .*)?$|^(?:ООО|ОАО|ТОВ|PT) |\s(?:ltd|inc|gmbh|s\.?a\.?|s\.?r\.?l|media group|haber ajansı)\.?$/iu

/** What a portal or paper puts for an author: its own name, 한강일보, or one that a content system gives its users. */
export function isAccount(name: string): boolean {
  return (
    newsroom.test(name) ||
    /(?:뉴스|신문|일보|방송|미디어|타임스|저널|닷컴|新聞社?|新聞網|新闻网|通信社|編集部|編輯部|编辑部)$|^\p{L}+[._]\p{L}+$|\badmin\b|^super user$|\.(?:com|net|org|io)$/iu.test(
      name,
    )
  )
}
