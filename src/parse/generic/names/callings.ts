import { alternatives } from '../../alternatives.ts'

/** Roles that stand behind a name: Political Editor, Korrespondent, journaliste, 기자, 記者. */
export const role =
  /[\s,]+(?:(?:senior|chief|staff|deputy|lifestyle|news|sports?|travel|political|politics|business|science|health|tech(?:nology)?|world|crime|money|features?|royal|showbiz|us|uk|foreign|freelance|contributing|special|global|national|investigative|data|digital|content)\s+)*(?:reporter|writers?|editors?|correspondent(?:in)?|korrespondent(?:in)?|columnist|journalist(?:in|e|a)?|journaliste|repórter|periodista|redakteur(?:in)?|redactor(?:a)?|staff|contributor|autor(?:in)?|author|director|enviad[oa] especial|envoyée? spéciale?|redaktør|reporterka|redaktor(?:ka)?|корреспондент|журналист|(?:선임|수습|인턴|전문|객원)?기자|특파원|논설위원|記者|记者|編集委員)\s*$/iu

/** What people are in firms: Print Managing Editor, Junior Affiliate, Responsable marketing. No family name is among them. */
const posts = alternatives(
  'analyst|specialist|strategist|consultant|coordinator|expert|evangelist|copywriter|officer|(?:co-?)?founder|manager|managing|marketing',
  'deputy|content|affiliate|operations|social media|community|communications?|relations|product|software|growth|customer|partner success',
  'geschäftsführer(?:in)?|leiter(?:in)?|referent(?:in)?|berater(?:in)?|gründer(?:in)?|responsable|chargée?|fondat(?:eur|rice|ore)|consultante?',
  'fundadora?|gerente|coordinadora?|consultora?|analista|especialista|responsabile|consulente|specjalist(?:a|ka)|kierowni(?:k|czka)',
  'основатель(?:ница)?|руководитель|специалист|эксперт|аналитик|менеджер|консультант|директор',
)

/** Names an office or a calling, not a person: Europe correspondent, envoyée spéciale à Varsovie, כתבת לענייני פנים. */
const office = new RegExp(
  `(?<!\\p{L})(?:${posts})(?!\\p{L})|redakt|report[eè]r|corr?esp|korr?esp|journalist|giornalist|periodist|columnist|editor|writer|reviewer|präsident|president|minister|contributor|direct(?:or|eur)|agen(?:cy|tur|ce)|envoyée?s? spécia|enviad[oa] especial|inviat[oa]|verslaggev|dziennikar|novinář|muhabir|wartawan|phóng viên|журналіст|журналист|кореспондент|корреспондент|обозревател|оглядач|редактор|ανταποκρίτ|δημοσιογράφ|(?:^|\\s)כתבת?(?:\\s|$)|מערכת|مراسل|محرر|صحفي|صحافي|خبرنگار|संवाददाता|ผู้สื่อข่าว|^기자$|[記记]者\\s[發发]自|^記者$|^记者$|(?:工程[师師]|[创創]作者|[爱愛]好者|[设設][计計][师師]|分析[师師]|研究[员員]|博主|作家|律[师師]|医生|醫生|教授|主[编編]|[达達]人|答主|[创創]始人|[经經]理|粉[丝絲]|[会會][员員]|版主|[网網]友|吧友|[楼樓]主|新手)$`,
  'iu',
)

/** Whether a piece of a byline is an office: News Reporter, Redakteurin. */
export function isOffice(piece: string): boolean {
  return piece.length < 50 && (office.test(piece) || ` ${piece}`.replace(role, '') === '')
}

/** Whether a name has a word of offices and callings. */
export function namesOffice(name: string): boolean {
  return office.test(name)
}

/** In scripts without capitals: כתבת לענייני פנים */
const writing = /(?:^|\s)(?:כתבת?|مراسل[ةه]?|محرر[ةه]?|صحفي[ةه]?|صحافي[ةه]?|خبرنگار|संवाददाता|ผู้สื่อข่าว)(?:\s|$)/u

/** Whether a piece says that who is named in front of it writes: Political Editor, Redakteurin. */
export function isWriter(piece: string): boolean {
  if (writing.test(piece)) return true
  return (
    piece !== '' &&
    ` ${piece}`.replace(role, '') === '' &&
    !/director|author|staff|contributor|autor/i.test(piece)
  )
}
