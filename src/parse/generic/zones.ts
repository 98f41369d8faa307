/** A list of codes, each with its zone behind it, by code. */
function tableOf(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/)
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!] as const] : [])))
}

/** The time zone of most of a country's press, by the country's code. Countries of several zones are left out. */
const zoneOfCountry = tableOf(`
  ad Europe/Andorra ae Asia/Dubai af Asia/Kabul al Europe/Tirane am Asia/Yerevan ao Africa/Luanda ar
  America/Argentina/Buenos_Aires at Europe/Vienna az Asia/Baku ba Europe/Sarajevo bd Asia/Dhaka be
  Europe/Brussels bg Europe/Sofia bh Asia/Bahrain bo America/La_Paz bw Africa/Gaborone by Europe/Minsk ch
  Europe/Zurich ci Africa/Abidjan cl America/Santiago cm Africa/Douala cn Asia/Shanghai co America/Bogota
  cr America/Costa_Rica cu America/Havana cy Asia/Nicosia cz Europe/Prague de Europe/Berlin dk
  Europe/Copenhagen do America/Santo_Domingo dz Africa/Algiers ec America/Guayaquil ee Europe/Tallinn eg
  Africa/Cairo es Europe/Madrid et Africa/Addis_Ababa fi Europe/Helsinki fj Pacific/Fiji fo Atlantic/Faroe
  fr Europe/Paris ge Asia/Tbilisi gh Africa/Accra gl America/Nuuk gr Europe/Athens gt America/Guatemala hk
  Asia/Hong_Kong hn America/Tegucigalpa hr Europe/Zagreb hu Europe/Budapest ie Europe/Dublin il
  Asia/Jerusalem in Asia/Kolkata iq Asia/Baghdad ir Asia/Tehran is Atlantic/Reykjavik it Europe/Rome jm
  America/Jamaica jo Asia/Amman jp Asia/Tokyo ke Africa/Nairobi kg Asia/Bishkek kh Asia/Phnom_Penh kr
  Asia/Seoul kw Asia/Kuwait kz Asia/Almaty la Asia/Vientiane lb Asia/Beirut li Europe/Vaduz lk
  Asia/Colombo ls Africa/Maseru lt Europe/Vilnius lu Europe/Luxembourg lv Europe/Riga ma Africa/Casablanca
  mc Europe/Monaco md Europe/Chisinau mk Europe/Skopje mm Asia/Yangon mo Asia/Macau mt Europe/Malta mu
  Indian/Mauritius mw Africa/Blantyre my Asia/Kuala_Lumpur mz Africa/Maputo na Africa/Windhoek ng
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
  bg Europe/Sofia cs Europe/Prague da Europe/Copenhagen de Europe/Berlin el Europe/Athens et
  Europe/Tallinn fi Europe/Helsinki fr Europe/Paris he Asia/Jerusalem hi Asia/Kolkata hr Europe/Zagreb hu
  Europe/Budapest is Atlantic/Reykjavik it Europe/Rome ja Asia/Tokyo ko Asia/Seoul lt Europe/Vilnius lv
  Europe/Riga nb Europe/Oslo nl Europe/Amsterdam no Europe/Oslo pl Europe/Warsaw ro Europe/Bucharest sk
  Europe/Bratislava sl Europe/Ljubljana sv Europe/Stockholm th Asia/Bangkok tr Europe/Istanbul uk
  Europe/Kyiv vi Asia/Ho_Chi_Minh`)

/** Domains of countries that the whole world uses. */
const openDomains = new Set(['co', 'is', 'la', 'li', 'me', 'tv', 'io', 'cc', 'sh', 'ps'])

/**
 * The zone in which a page that gives none can be taken to speak.
 * @param language the page's declared language, BCP 47
 * @returns an IANA name; null where it cannot be known
 */
export function zoneOf(host: string | null, language: string | null): string | null {
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
  return zoneOfLanguage.get(primary ?? '') ?? byDomain ?? null
}

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * @param wallClock the local date and time as if it were UTC, in milliseconds since 1970
 * @returns the zone's offset at that local time: `+02:00`
 */
export function offsetAt(wallClock: number, zone: string): string {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
  }
  // The offset at the wall clock read as UTC is right but for the hours around a change; a second look settles those.
  const first = minutesOf(format, wallClock)
  return offsetText(minutesOf(format, wallClock - first * 60_000))
}

function minutesOf(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

/** @returns 120 as `+02:00` */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** Offsets of the abbreviations that mean one thing only in news pages, in minutes. */
export const abbreviations: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  west: 60,
  cest: 120,
  mesz: 120,
  mest: 120,
  eet: 120,
  sast: 120,
  cat: 120,
  eest: 180,
  msk: 180,
  eat: 180,
  trt: 180,
  pkt: 300,
  wib: 420,
  ict: 420,
  hkt: 480,
  sgt: 480,
  myt: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
  art: -180,
  brt: -180,
  adt: -180,
  ast: -240,
}
