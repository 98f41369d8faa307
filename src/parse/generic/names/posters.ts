import { alternatives } from '../../alternatives.ts'
import { endsAsSentence } from '../../tree/characters.ts'

/** What the systems of blogs and portals put in front of who posted an entry; one line a language or family. */
const posted = alternatives(
  '(?:posted|submitted|contributed|filed|written|published|authored|added) by',
  '(?:eingestellt|gepostet|geschrieben|verfasst|eingesendet|eingesandt|veröffentlicht|erstellt) von',
  '(?:publiée?|postée?|rédigée?|écrite?|envoyée?|proposée?|soumise?|contribution|article) (?:par|de)',
  '(?:pubblicat[oa]|postat[oa]|scritt[oa]|inviat[oa]|inserit[oa]) da',
  '(?:publicad[oa]s?|escrit[oa]s?|enviad[oa]s?|postead[oa]|postad[oa]) por',
  '(?:gepost|geplaatst|geschreven|ingezonden|ingediend) door',
  '(?:upplagd|inlagd|inlagt|skickat|postat|skrivet|publicerat|publicerad|indsendt|skrevet|lagt inn|postet|publisert|sendt inn) a[vf]',
  'lähettänyt|kirjoittanut|julkaissut',
  '(?:wysłan[ye]|dodan[ey]|opublikowan[ey]|wpisany|przesłan[ey]|napisan[ey]) przez|napisała?',
  'vystavila?|vložila?|zveřejnila?|zaslala?|pridala?|zverejnené používateľom|objavi(?:o|la)|postavi(?:o|la)|napisa(?:o|la)',
  'bejegyezte|beküldte|(?:postat|publicat|scris|trimis) de',
  'опубликова(?:но|ла?)|прислала?|добавила?|разместила?|опубліковано|дода(?:в|ла)|розмісти(?:в|ла)|публикувано от',
  '(?:αναρτήθηκε|δημοσιεύ[θτ]ηκε|γράφτηκε) από(?: (?:τον|την|το))?',
  'gönderen|ekleyen|di(?:poskan|posting|tulis) oleh|(?:được )?(?:đăng|viết|gửi) bởi',
  'مرسلة بواسطة|نشر بواسطة|كتبها|(?:نوشته|ارسال) شده توسط|(?:פורסם|נכתב) על ידי',
  'เขียนโดย|โพสต์โดย|投稿者|작성자',
)
/** The same where a colon follows. */
const labels = 'autor(?:in|ka)?|автор|yazan|írta|von|by|par|da|av'

/** What stands between the name and the day or time. */
const between = alternatives(
  "at|on|in|um|am|à(?:\\(s\\))?|à l[’']adresse|le|les|às|em|en|el|a|a las?|a la/s|alle(?: ore)?|il|ore|op|om|o|w|we|dnia|u|v|ve|dne",
  'на|в|о|у|kl\\.?|klo|den|dann|στις|τις|zaman ?:|tarih ?:|dátum ?:|la|di|pada|vào|lúc|vào lúc|في|ب|ที่|時刻 ?:|시간 ?:',
)
const weekday = '[\\p{L}-]{2,13}[.,]{0,2}'

const particle = "(?:d[aeiou]|del|d[ao]s|van|von)(?: (?:l[ao]s?|der|den|het|'t))?"

const poster = new RegExp(
  `(?:^|[|•·–—(] ?|\\p{Nd} )(?:(?:${posted}) ?:?|(?:${labels}) ?:) (?<name>\\p{L}[\\p{L}\\p{M}\\p{Nd}._'’-]{0,24}(?: (?:${particle} )?(?!(?:${between})[ ,])[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Nd}.'’-]{0,24}){0,3}?)(?:,| ?[@|•·–—(-]|(?= (?:${between})[ ,])|(?= \\p{Nd}))(?: (?:${between})){0,2} ?(?:${weekday} ){0,2}(?:\\p{L}{2,4} )?[^\\p{L}\\p{Nd}]{0,3}\\p{Nd}{1,4}`,
  'iu',
)
const longestLine = 160
/** wiosna_55 (21:14) */
const userBeforeTime = /^(?<name>\p{L}[\p{L}\p{Nd}._-]{2,24}) \(\d{1,2}:\d\d\)/u
/** hinnerk um 21:14 Uhr in Alltag */
const userAtTime =
  /^(?<name>(?!\p{L}{2,8}tag|heute|gestern|morgen|abends?|nachts)\p{L}[\p{L}\p{Nd}_-]{2,24}) um \d{1,2}[:.]\d\d Uhr(?: in \p{L}| ?\|)/iu
/** 12-10-05 21:14:33 | Hedda | 2 reacties */
const userBehindTime = /^\P{L}{8,24} \| (?<name>\p{L}[\p{L}\p{Nd}._-]{2,24}) \| \d/u
/** 河边书屋 发表于 21:15:33, 小河 發表在 痞客邦 留言(0) */
const userInFront =
  /^(?<name>[\p{L}\p{Nd}_-]{2,20}) [发發][布表佈][于於在] ?(?:\d{1,2}:\d\d|\p{Script=Han}{2,6} [留回迴][言响響應]? ?\()/u
/** نوشته شده در … ساعت 21:14 توسط رها */
const atEnd = /\p{Nd} ?توسط (?<name>\p{L}[\p{L}\p{M}\u200c ]{0,23}[\p{L}\p{M}])(?:$| ?[|·])/u
/** Publicado el 6 abril a las 18:20 por taquillera */
const behindDay =
  /^(?:posted|published|submitted|geschrieben|eingestellt|verfasst|publiée?|postée?|publicad[oa]|enviad[oa]|escrito|postad[oa]|pubblicat[oa]|inviat[oa]|geplaatst|gepost|опубликовано) [^.!?]{4,60}\p{Nd} (?:by|von|par|por|da|door|от) (?<name>\p{L}[\p{L}\p{Nd}._-]{2,24})$/iu

/** 9:14 p.m., 9:14 μ.μ., am 14.05., Submitted by Ada on Fri, 03/07/2008 - 19:44. */
const shortEnd = /\.\p{L}{1,2}\.$|\p{Nd}\.$/u

/** @returns whom a line says to have posted an entry, in front of its day or time: Eingestellt von Greta um 21:14; '' where it says so of nobody */
export function posterIn(line: string): string {
  if (line.length > longestLine || (endsAsSentence(line) && !shortEnd.test(line))) return ''
  for (const pattern of [poster, userBeforeTime, userBehindTime, userAtTime, userInFront, atEnd, behindDay]) {
    const name = pattern.exec(line)?.groups?.name
    if (name !== undefined) return name
  }
  return ''
}
