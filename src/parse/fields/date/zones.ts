/** A list of codes, each with its zone behind it, by code. */
function tableOf(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/)
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!] as const] : [])))
}

/** The time zone of most of a country's press, by the country's code; of several zones that of its largest papers. */
const zoneOfCountry = tableOf(`
  ad Europe/Andorra ae Asia/Dubai af Asia/Kabul al Europe/Tirane am Asia/Yerevan ao Africa/Luanda ar
  America/Argentina/Buenos_Aires at Europe/Vienna au Australia/Sydney az Asia/Baku ba Europe/Sarajevo bd Asia/Dhaka be
  Europe/Brussels bg Europe/Sofia bh Asia/Bahrain bo America/La_Paz br America/Sao_Paulo bw Africa/Gaborone by Europe/Minsk ca America/Toronto ch
  Europe/Zurich ci Africa/Abidjan cl America/Santiago cm Africa/Douala cn Asia/Shanghai co America/Bogota
  cr America/Costa_Rica cu America/Havana cy Asia/Nicosia cz Europe/Prague de Europe/Berlin dk
  Europe/Copenhagen do America/Santo_Domingo dz Africa/Algiers ec America/Guayaquil ee Europe/Tallinn eg
  Africa/Cairo es Europe/Madrid et Africa/Addis_Ababa fi Europe/Helsinki fj Pacific/Fiji fo Atlantic/Faroe
  fr Europe/Paris ge Asia/Tbilisi gh Africa/Accra gl America/Nuuk gr Europe/Athens gt America/Guatemala hk
  Asia/Hong_Kong hn America/Tegucigalpa hr Europe/Zagreb hu Europe/Budapest id Asia/Jakarta ie Europe/Dublin il
  Asia/Jerusalem in Asia/Kolkata iq Asia/Baghdad ir Asia/Tehran is Atlantic/Reykjavik it Europe/Rome jm
  America/Jamaica jo Asia/Amman jp Asia/Tokyo ke Africa/Nairobi kg Asia/Bishkek kh Asia/Phnom_Penh kr
  Asia/Seoul kw Asia/Kuwait kz Asia/Almaty la Asia/Vientiane lb Asia/Beirut li Europe/Vaduz lk
  Asia/Colombo ls Africa/Maseru lt Europe/Vilnius lu Europe/Luxembourg lv Europe/Riga ma Africa/Casablanca
  mc Europe/Monaco md Europe/Chisinau mk Europe/Skopje mm Asia/Yangon mo Asia/Macau mt Europe/Malta mu
  Indian/Mauritius mw Africa/Blantyre mx America/Mexico_City my Asia/Kuala_Lumpur mz Africa/Maputo na Africa/Windhoek ng
  Africa/Lagos ni America/Managua nl Europe/Amsterdam no Europe/Oslo np Asia/Kathmandu nz Pacific/Auckland
  om Asia/Muscat pa America/Panama pe America/Lima ph Asia/Manila pk Asia/Karachi pl Europe/Warsaw ps
  Asia/Hebron pt Europe/Lisbon py America/Asuncion qa Asia/Qatar ro Europe/Bucharest rs Europe/Belgrade ru
  Europe/Moscow rw Africa/Kigali sa Asia/Riyadh se Europe/Stockholm sg Asia/Singapore si Europe/Ljubljana
  sk Europe/Bratislava sm Europe/San_Marino sn Africa/Dakar sv America/El_Salvador sy Asia/Damascus th
  Asia/Bangkok tn Africa/Tunis tr Europe/Istanbul tw Asia/Taipei tz Africa/Dar_es_Salaam ua Europe/Kyiv ug
  Africa/Kampala uk Europe/London gb Europe/London uy America/Montevideo uz Asia/Tashkent va
  Europe/Vatican ve America/Caracas vn Asia/Ho_Chi_Minh za Africa/Johannesburg zm Africa/Lusaka zw
  Africa/Harare`)

/** Languages whose press is nearly all of one zone. */
const zoneOfLanguage = tableOf(`
  az Asia/Baku be Europe/Minsk bg Europe/Sofia bn Asia/Dhaka ca Europe/Madrid cs Europe/Prague da Europe/Copenhagen de Europe/Berlin el Europe/Athens et
  Europe/Tallinn fa Asia/Tehran fi Europe/Helsinki fr Europe/Paris he Asia/Jerusalem hi Asia/Kolkata hr Europe/Zagreb hu
  Europe/Budapest hy Asia/Yerevan id Asia/Jakarta is Atlantic/Reykjavik it Europe/Rome ja Asia/Tokyo ka Asia/Tbilisi kk Asia/Almaty km Asia/Phnom_Penh ko Asia/Seoul lt Europe/Vilnius lv
  Europe/Riga mk Europe/Skopje mn Asia/Ulaanbaatar ms Asia/Kuala_Lumpur nb Europe/Oslo ne Asia/Kathmandu nl Europe/Amsterdam no Europe/Oslo pl Europe/Warsaw ro Europe/Bucharest ru Europe/Moscow
  si Asia/Colombo sk Europe/Bratislava sl Europe/Ljubljana sq Europe/Tirane sr Europe/Belgrade sv Europe/Stockholm th Asia/Bangkok tr Europe/Istanbul uk
  Europe/Kyiv ur Asia/Karachi vi Asia/Ho_Chi_Minh`)

/** Domains of countries that the whole world uses. */
const openDomains = new Set(['co', 'is', 'la', 'li', 'me', 'tv', 'io', 'cc', 'sh', 'ps'])

const chinese = /^zh\b/i
/** The zones of the Chinese press, of one offset. */
const beijing = 'Asia/Shanghai'
const taipei = 'Asia/Taipei'
export const isOfChinesePress = (zone: string | null): boolean => zone === beijing || zone === taipei

/**
 * The zone in which a page that gives none can be taken to speak. A Chinese page's clock is Beijing's, wherever its
 * host and whatever its template's language: every region of the Chinese press has that offset. Taiwan's counts years otherwise.
 *
 * @param host the page's host
 * @param language the page's declared language, BCP 47
 * @param written the language that its text is written in, where its script tells
 * @returns an IANA name; null where it cannot be known
 */
export function zoneOf(host: string | null, language: string | null, written: string | null): string | null {
  if (chinese.test(written ?? '') || (written === null && chinese.test(language ?? '')))
    return host?.endsWith('.tw') ? taipei : beijing
  const [primary, ...subtags] = (language ?? '').toLowerCase().split(/[-_]/)
  const region = subtags.find((tag) => tag.length === 2)
  const domain = host?.split('.').at(-1) ?? ''
  const secondLevel = /\.(?:co|com|org|net|gov|ac|or|ne)\.[a-z]{2}$/.test(host ?? '')
  const byDomain = zoneOfCountry.get(domain)
  if (byDomain !== undefined && (secondLevel || !openDomains.has(domain) || region === domain))
    return byDomain
  // The tongue of the template says little of an English or Spanish page, its region more.
  const byRegion = region === undefined ? undefined : zoneOfCountry.get(region)
  if (byRegion !== undefined) return byRegion
  return zoneOfLanguage.get(written ?? primary ?? '') ?? zoneOfLanguage.get(primary ?? '') ?? byDomain ?? null
}

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * @param wallClock the local date and time as if it were UTC, in milliseconds since 1970
 * @returns the zone's offset at that local time: `+02:00`
 */
export function offsetAt(wallClock: number, zone: string): string {
  // The offset at the wall clock read as UTC is right but for the hours around a change; a second look settles those.
  return offsetText(minutesOf(zone, wallClock - minutesOf(zone, wallClock) * 60_000))
}

/** @returns the zone's offset at an instant (milliseconds since 1970): `+02:00` */
export function offsetAtInstant(instant: number, zone: string): string {
  return offsetText(minutesOf(zone, instant))
}

function minutesOf(zone: string, instant: number): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

/** @returns 120 as `+02:00` */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** Names of zones behind a time, each with its zone by IANA, or its offset where it has no summer time. */
const abbreviations = tableOf(`
  Z +00:00 UTC +00:00 GMT +00:00 WET Europe/Lisbon WEST +01:00 BST Europe/London CET Europe/Brussels
  MEZ Europe/Berlin MET Europe/Brussels CEST +02:00 MESZ +02:00 MEST +02:00 EET Europe/Athens EEST +03:00 SAST +02:00
  CAT +02:00 EAT +03:00 WAT +01:00 MSK Europe/Moscow МСК Europe/Moscow TRT +03:00 TSİ +03:00 IRST Asia/Tehran
  GST +04:00 PKT +05:00 IST Asia/Kolkata WIB +07:00 WITA +08:00 WIT +09:00 ICT +07:00 HKT +08:00 SGT +08:00
  MYT +08:00 PHT +08:00 JST +09:00 KST +09:00 AWST +08:00 ACST +09:30 ACDT +10:30 AEST +10:00 AEDT +11:00
  AET Australia/Sydney NZST +12:00 NZDT +13:00 NZT Pacific/Auckland ET America/New_York EDT -04:00 EST -05:00
  CT America/Chicago CDT -05:00 CST -06:00 MT America/Denver MDT -06:00 MST -07:00 PT America/Los_Angeles PDT -07:00
  PST -08:00 AKST -09:00 AKDT -08:00 HST -10:00 ADT -03:00 AST -04:00 NST -03:30 NDT -02:30 ART -03:00 BRT -03:00
  CLT America/Santiago COT -05:00 PET -05:00 HNE -05:00 HAE -04:00`)

/** The same names where a page's own zone is one of these: CST of China, IST of Israel, BST of Bangladesh. */
const abbreviationsAt = new Map<string, readonly string[]>([
  [
    'CST',
    ['Asia/Shanghai', 'Asia/Taipei', 'Asia/Hong_Kong', 'Asia/Macau', 'Asia/Singapore', 'America/Havana'],
  ],
  ['IST', ['Asia/Jerusalem', 'Asia/Hebron', 'Europe/Dublin']],
  ['BST', ['Asia/Dhaka']],
  ['AST', ['Asia/Riyadh', 'Asia/Baghdad', 'Asia/Kuwait', 'Asia/Qatar', 'Asia/Bahrain']],
  ['PST', ['Asia/Manila']],
  ['MST', ['Asia/Kuala_Lumpur', 'Asia/Yangon']],
])

/** Words that name the zone of a time, in front of it or behind it. */
const zoneWords: readonly (readonly [words: RegExp, zone: string])[] = [
  [/(?:北京|中[国國]|香港|台[北灣湾]|臺[北灣])\s?(?:标准|標準)?[时時][间間]/, beijing],
  [/(?:美国|美國)?(?:美?[东東]部?|纽约|紐約)[时時][间間]/, 'America/New_York'],
  [/(?:美国|美國)?美?西部?[时時][间間]/, 'America/Los_Angeles'],
  [/日本(?:标准|標準)?[时時][间間]/, 'Asia/Tokyo'],
  [/格林[尼威][治]?(?:标准|標準)?[时時][间間]|世界[时時]/, 'UTC'],
  [/по (?:Москве|московскому времени)|(?<!\p{L})мск(?!\p{L})/iu, 'Europe/Moscow'],
  [/за Києвом|за київським часом/i, 'Europe/Kyiv'],
  [/beijing time/i, beijing],
  [/(?:eastern|new york) (?:standard |daylight )?time|[\dm]\.? eastern$/i, 'America/New_York'],
  [/central (?:standard |daylight )?time|[\dm]\.? central$/i, 'America/Chicago'],
  [/mountain (?:standard |daylight )?time|[\dm]\.? mountain$/i, 'America/Denver'],
  [/pacific (?:standard |daylight )?time|[\dm]\.? pacific$/i, 'America/Los_Angeles'],
  [/بتوقيت (?:مكة|السعودية|الرياض)/, 'Asia/Riyadh'],
  [/بتوقيت (?:القاهرة|مصر)/, 'Africa/Cairo'],
  [/بتوقيت (?:الإمارات|أبوظبي|أبو ظبي|دبي)/, 'Asia/Dubai'],
  [/بتوقيت [غج]رين?[يت]?تش/, 'UTC'],
  [/hor(?:a|ário) de Bras[íi]lia/i, 'America/Sao_Paulo'],
]

const numericOffset =
  /^ ?\(?(?:(?<name>UTC|GMT) ?)?(?<sign>[+−-])(?<hours>\d{1,2})(?::?(?<minutes>00|15|30|45))?(?!\d)/
const named = /^[ (,|·]{0,3}(?:(?:Uhr|hrs?|h|น\.?)(?!\p{L}))?[ (,|·]{0,3}(?<name>\p{Lu}{1,5})(?!\p{L})/u
const farthest = 14

/**
 * The offset that a text gives to a time.
 *
 * @param text all of it, for words that name a zone
 * @param behind what follows the time
 * @param wall the local date and time as if it were UTC, in milliseconds since 1970
 * @param own the page's own zone, which tells names apart that lands share
 * @returns null where it gives none
 */
export function zoneIn(text: string, behind: string, wall: number, own: string | null): string | null {
  const { name, sign, hours = '', minutes } = numericOffset.exec(behind)?.groups ?? {}
  if (sign !== undefined && Number(hours) <= farthest && (name !== undefined || hours.length === 2))
    return offsetText((sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes ?? 0)))
  const abbreviation = named.exec(behind)?.groups?.name ?? ''
  const zone =
    abbreviationsAt.get(abbreviation)?.find((candidate) => candidate === own) ??
    abbreviations.get(abbreviation) ??
    zoneWords.find(([words]) => words.test(text))?.[1]
  if (zone === undefined) return null
  if (abbreviation === 'Z') return 'Z'
  return /^[+-]/.test(zone) ? zone : offsetAt(wall, zone)
}
