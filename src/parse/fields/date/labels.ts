import { alternatives } from '../../alternatives.ts'
import { matchesOf } from '../../tree/matches.ts'

/** What a word beside a date says of it: `other` is an event, a deadline or somebody else's date. */
export type DateLabel = 'published' | 'updated' | 'other'

/** A piece of a line, and the label that stands with it. */
export type LabelledText = { label: DateLabel | null; text: string }

/** Words in letters; they begin where a word begins. One line a language. */
const updated = alternatives(
  'updat\\p{L}*|modif\\p{L}*|revised|last (?:edited|changed|reviewed)|reviewed|edited|refreshed',
  'aktualisiert|geändert|zuletzt|stand(?=[: ])|überarbeitet',
  'mise? à jour|maj(?= ?:| le)|actualisé\\p{L}*',
  'actuali[sz]ad\\p{L}*|última actualización|actualización',
  'atualizad\\p{L}*|atualização',
  'aggiorna\\p{L}*|ultima modifica',
  'bijgewerkt|gewijzigd|aangepast|laatste wijziging',
  'uppdaterad\\p{L}*|oppdatert|opdateret|senast ändrad',
  'aktualizac\\p{L}*|zaktualiz\\p{L}*|aktualizov\\p{L}*|zmodyfikowan\\p{L}*|ostatnia zmiana|upraven\\p{L}*',
  'обновл\\p{L}*|изменен\\p{L}*|оновлен\\p{L}*|змінен\\p{L}*',
  'güncel\\p{L}*|son değişiklik',
  'frissítve|actualizat\\p{L}*|päivitetty|ενημερώθηκε',
  'تحديث|آخر تعديل|(?:به[ \\u200c]?|ب)روز[ \\u200c]?\\p{L}*|ویرایش|עודכן|עדכון',
  'cập nhật|sửa đổi|diperbarui|pembaruan|diubah|dimutakhirkan',
)
const published = alternatives(
  'publish(?:ed|ing)?|publication|posted|submitted(?= by)|released?|issued|first (?:published|posted)|pub(?:lication|lish)?\\.? ?date|written|created|date(?= ?:)',
  '(?:erst)?veröffentlich\\p{L}*|erschienen|publiziert|erstellt|eingestellt|verfasst(?= am)|gepostet|geschrieben|datum(?= ?:)|vom(?= \\d)',
  'publié\\p{L}*|posté|rédigé|parue?|mise? en ligne|créé',
  'publicad[oa]|postad[oa]|enviad[oa](?= (?:por|em|el|a))|publicación|fecha(?: de publicación)?|creado|data(?= ?:)|criado em',
  'pubblicat[oa]|pubblicazione|inviato da|postato|creato',
  'gepubliceerd|geplaatst|publicatiedatum|publicerad|publisert|publiceret|udgivet',
  'opublikowan\\p{L}*|publikacj\\p{L}|data publikacji|dodano|utworzono|publikov\\p{L}*|vydáno|zveřejněno|vloženo',
  'опубликован\\p{L}*|дата публикации|публикаци\\p{L}|создан\\p{L}*|размещен\\p{L}*|опублікован\\p{L}*|оприлюднен\\p{L}*|дата публікації',
  'yayın\\p{L}*|giriş|eklenme|oluşturulma|közzétéve|megjelent|publicat|julkaistu|δημοσι\\p{L}*',
  'نُ?شِ?ر[\\p{L}\\p{M}]*|تاريخ النشر|تاریخ انتشار|انتشار|منتشر\\p{L}*|פורסם|תאריך',
  'đăng|xuất bản|diterbitkan|dipublikasikan|tayang|terbit',
)
const others = alternatives(
  'expir\\p{L}*|deadline|due|received|accepted|as of|valid (?:until|from)|starts?|ends|event date|when|copyright|join(?:ed|s| date)|member since|registered|born|retrieved|accessed|next (?:update|review)',
  'today is|heute ist|nous sommes|hoy es|hoje é|oggi è|dziś jest|dzisiaj jest|dnes je|сегодня(?= \\d)',
  'anmeldungsdatum|registriert(?: seit)?|(?:mitglied|dabei) seit|inscrit(?: le)?|iscritto|lid sinds|регистрация|зарегистрирован',
  'gültig\\p{L}*|beginn|ende|termin|abgerufen|fecha límite|válido|vigencia|scadenza|до(?= \\d)',
)

/** Words without letters' boundaries: Han, kana, Hangul, Thai. */
const updatedHan =
  '(?:最後|最后|最終|最新)?(?:更新|修改|修訂|修订|编辑于|編輯於|改訂|修正)(?:时间|時間|日期|日時|日|于|於)?|최종 ?수정|수정|업데이트|อัปเดต|อัพเดท|ปรับปรุง|แก้ไข'
const publishedHan =
  '(?:首次|首)?(?:创建|創建|建立|上架|发布|發布|發佈|发佈|发表|發表|刊登|刊发|刊發|刊出|发文|發文|发稿|發稿|上传|上傳|上线|上線|投稿|公開|掲載|配信|張貼|张贴|出版)(?:时间|時間|日期|日時|日|于|於)?|(?<![\\p{Script=Han}])(?:时间|時間|日期|日時)|입력|등록|게재|발행|작성|기사입력|เผยแพร่|โพสต์'
const othersHan =
  '(?:截止|截至|到期|活动|活動|会议|會議|开始|開始|结束|結束|举办|舉辦|举行|舉行|開催|开庭|開庭|收稿|录用|錄用|投票|报名|報名|访问|注册|註冊|加入)(?:时间|時間|日期|日)?(?![\\p{Script=Han}])|摘要|导读|導讀|마감|©(?! ?(?:19|20)\\d\\d ?[-/.年] ?\\d)'

const labels = new RegExp(
  `(?<updated>(?<![\\p{L}])(?:${updated})(?!\\p{L})|${updatedHan})|(?<published>(?<![\\p{L}])(?:${published})(?!\\p{L})|${publishedHan})|(?<other>(?<![\\p{L}])(?:${others})(?!\\p{L})|${othersHan})`,
  'giu',
)

/** A date or a time, roughly. */
const dated = /\d{1,4}\D{1,14}\d|\d{8}|[一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾]月/u

/** Whether a text can hold a date at all: it has a digit of any script, or a month in Han numerals. */
export function holdsDate(text: string): boolean {
  return /\p{Nd}|[一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾]月/u.test(text)
}

/** A line is cut off there. */
const longestLine = 300

/**
 * Parts a line by the words that say which date is which: `Updated: May 5, 2024 | Published: May 3, 2024`. The words
 * stand before their dates, in some languages and houses behind them (`2024年5月3日 公開`).
 */
export function labelled(line: string): LabelledText[] {
  const text = line.slice(0, longestLine)
  const found = matchesOf(text, labels)
  const [first] = found
  if (first === undefined) return [{ label: null, text }]
  const labelOf = ({ groups }: RegExpExecArray): DateLabel =>
    groups?.updated !== undefined ? 'updated' : groups?.published !== undefined ? 'published' : 'other'
  const endOf = (match: RegExpExecArray) => match.index + match[0].length
  const before = text.slice(0, first.index)
  const isBehind = dated.test(before) && !dated.test(text.slice(endOf(found.at(-1)!)))
  if (isBehind)
    return found.map((match, i) => ({
      label: labelOf(match),
      text: text.slice(i === 0 ? 0 : endOf(found[i - 1]!), match.index),
    }))
  return [
    ...(dated.test(before) ? [{ label: null, text: before }] : []),
    ...found.map((match, i) => ({
      label: labelOf(match),
      text: text.slice(endOf(match), found[i + 1]?.index),
    })),
  ]
}

const atEnd = new RegExp(`(?:${labels.source})[\\s:：]*$`, 'iu')

/** @returns the label that a text ends with, for what follows it: `Last updated on` */
export function labelBefore(text: string): DateLabel | null {
  if (text === '') return null
  const groups = atEnd.exec(text.slice(-60).replace(/\s(?:on|am|at|le|el|em|il|op)\s*$/iu, ''))?.groups
  if (groups === undefined) return null
  return groups.updated !== undefined ? 'updated' : groups.published !== undefined ? 'published' : 'other'
}

/** Names of classes, ids and properties. */
const updatedName = /updat|modif|aktualisier|revis|expire|build|last[-_]?(?:edit|change)/i
/** WordPress sets `entry-date updated` on a date that is both. */
const publishedName = /publi|posted|pub-?date|entry-date|created|release|issued/i

/** @returns what an element's class or property says of the date in it */
export function labelOfName(name: string): DateLabel | null {
  const [isPublished, isUpdated] = [publishedName.test(name), updatedName.test(name)]
  if (isPublished === isUpdated) return null
  return isPublished ? 'published' : 'updated'
}
