import { alternatives } from '../../alternatives.ts'

/** What stands before a name with a space or a colon; one line a language or family. */
const words = alternatives(
  'by|authors?|contributors?|writer|reporter',
  'von|vom|autor(?:in|en)?|redaktion|text|das (?:gespräch|interview) führten?',
  'par|auteurs?|texte|propos recueillis par|un reportage de',
  'por|de|autor(?:es|a)?|texto|reportagem de|reportaje de',
  'di|da|aut[eo]re|testo|(?:dal|della) nostr[oa] (?:inviat[oa]|corrispondente)|(?:articolo|servizio|intervista) di',
  '(?:door|van)(?: onze (?:verslaggever|redacteur|correspondent))|door|auteur|tekst',
  'av|af|av:|skrifar|kirjoittaja|kirjoittanut|teksti|toimittaja|skrevet af',
  'przez|autor(?:zy|ka)?|tekst|napisał[a]?|oprac\\.',
  'autor(?:i|ka|ky)?|text|napsala?|připravila?|írta|szerző|piše|pišu|objavi[ol]|přidala?|vložila?|beküldte',
  'автор(?:ы|и|ка)?(?: (?:материала|текста|статьи|тексту|статті))?|текст|(?:материал )?подготовила?|записала?|беседовала?|корреспондент|підготува(?:в|ла)|записа(?:в|ла)|розмовля(?:в|ла)|кореспондент|пишет|пише|пользователем|опубликова(?:л|ла|но)|добавила?|разместила?|опублікува(?:в|ла|но)|дода(?:в|ла)',
  'κείμενο|γράφ(?:ει|ουν)(?: (?:ο|η|οι))?|συντάκτης|συντάκτρια|από|της|του|των|δημοσίευση',
  'yazan|yazar|haber|oleh|penulis|laporan|tác giả|bài viết',
  'بقلم|كتب(?:ت)?(?: ?-)?|نویسنده|نوشتهٔ?|به قلم|تحریر|מאת',
  'โดย|เขียนโดย|รายงานโดย|เรื่อง|ผู้เขียน|เรียบเรียง|लेखक|द्वारा',
  '작성자|글쓴이|기자명|글|취재|取材・文|文|文責|作者|撰文|記者|记者|執筆',
)

/** What an interview, a column or a content system puts before that. */
const verbs =
  'written|reported|guest post|story|words|text|interview|analysis|opinion|reporting|posted|published|report|authored|created|submitted|article|entered|contributed|compiled|prepared|interviewed|hosted|geschrieben|verfasst|aufgezeichnet|aufgeschrieben|notiert|protokolliert|zusammengestellt|veröffentlicht|ein beitrag|écrit|rédigé|publié|escrito|publicad[oa]|postad[oa]|enviado|redactado|scritto|a cura|pubblicato|postato|posteado|geschreven|skriven|skrevet|inlagt|lagt ut|ditulis|diposting|dipublikasikan|utworzono|opublikowan[oey]|napisane|dodane|wpisany|wysłane|đăng|scris|postat|publicat|trimis|soumis|posté|eingestellt|gepostet|gespeichert|eingereicht|ingediend|geplaatst|inviato|postado|upplagd|skickat|innsendt|indsendt|lagt inn|gönderen'

/** Text und Fotos:, Texte et photos : */
const andPhotos = '(?: (?:and|und|et|y|e|i|en|og|och|&|\\+) (?:ph|f)oto\\p{L}{0,8})?'

export const by = new RegExp(
  `^(?:(?:an?|ein|eine|un|une|una) (?:[\\p{L}-]+ ){1,3})?(?:(?:${verbs})(?: (?:and|&|und|et|y|e|og|och) \\p{L}{4,8})?\\s+)?(?:${words})${andPhotos}\\s*[:：/／|]?\\s+`,
  'iu',
)

/**
 * Who put a text on the page, in front of its date or behind it: what stands behind both words names somebody whatever
 * its shape.
 */
export const postedBy = new RegExp(
  `(?:^|[,;|•·–—(-] ?|\\p{Nd} )(?:${verbs}) (?:by|von|vom|par|por|da|di|door|av|af|przez|oleh|bởi) ?:? (?=\\p{L})`,
  'iu',
)

/** What names a writer only where a colon follows it. */
const labels = alternatives(
  'by|(?:guest )?(?:authors?|contributors?|writer|blogger)|text|words',
  'von|(?:gast)?autor(?:in|en)?|text|bericht|reportage|redaktion|veröffentlicht von',
  'par|auteure?|texte|rédaction|journaliste',
  'por|autor(?:a|es)?|texto|redacción|redação|reportagem|reportaje|autore|testo|redazione',
  'tekst|teksti|piše|пише|opracowanie|autorka|auteur|verslaggever|journalist',
  'автор(?: (?:материала|текста|статьи|тексту|статті))?|авторка|текст|материал|журналист(?:ка)?|журналістка?|корреспондент|кореспондент',
  'penulis|pewarta|kontributor|jurnalis|yazar|yazan|haber|muhabir|röportaj|hazırlayan|írta|szerző',
  'tác giả|bài(?: và ảnh| viết)?|thực hiện|phóng viên',
  'بقلم|الكاتبة?|إعداد|تقرير|حوار|כתבה|כתב|מאת|نویسنده|تحریر|خبرنگار|گزارش(?:گر)?|लेखक',
  'โดย|เรื่อง|ผู้เขียน|เรียบเรียง|ผู้สื่อข่าว',
)
/** The same in Chinese and Japanese, where a slash, a bar or an equals sign is as good: 取材・文＝, 文／ */
const hanLabels =
  '作者|撰文|記者|记者|文|글|文責|著者|筆者|ライター|寄稿|執筆|責任編輯|责任编辑|(?:(?:取材|構成|編集|写真|撮影)[・＆&／/]){1,2}文|文[・＆&／/](?:写真|撮影|構成|編集)'

export const byWithoutSpace = new RegExp(
  `^(?:(?:${labels})${andPhotos}\\s*:|(?:${hanLabels})\\s*[:：/／=＝]|(?:文|記者|執筆|編集委員|論説委員|特派員)・(?=\\p{Script=Han}))\\s*`,
  'iu',
)

/** May 3, 2019, 10:15 | in front of By */
export const dateInFront =
  /^(?:\p{L}{4,14} (?:on |am |le |el |em |il )?)?\P{Nd}{0,16}(?:\p{Nd}{1,2}\P{Nd}{1,20}){1,2}\p{Nd}{4}\.?(?:,?(?: [-–|]| at| um| à| às| в| о| o| ore| a las| kl\.?| klo| op| om| godz\.| เวลา)? \p{Nd}{1,2}[:.]\p{Nd}\p{Nd}(?::\p{Nd}\p{Nd})?(?: ?[ap]\.?m\.?| ?(?:uhr|hrs|h|น\.|wib|gmt|utc|uur|г\.))?)?[\s,;|•·–—-]{1,3}/iu
