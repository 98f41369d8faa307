import { beforeDate, isPersonal } from './names.ts'
import { isPerson } from './persons.ts'

/** Ayşe Demirkan / İZMİR, (DHA): the name in front of its place, in capitals */
const withPlace = /^(\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){1,3}) ?[/-] ?\p{Lu}{3,20}(?:,? ?\(\p{Lu}{2,5}\))?$/u

/** CARMEN LAFUENTE | Ribera: a name in capitals in front of its place */
const inCapitals =
  /^(?<name>\p{Lu}{3,20}(?: \p{Lu}{2,20}){1,3})(?: ?[|/·] ?|[.,] )\p{Lu}\p{Ll}{2,20}(?: \p{L}{2,20}){0,2}$/u

/** R. TEJERO | RIBERA: both in capitals */
const allCapitals =
  /^(?<name>(?:\p{Lu}\.|\p{Lu}{3,20})(?: \p{Lu}{2,20}){1,3}) ?[|/] ?\p{Lu}{3,20}(?: \p{Lu}{2,20}){0,2}$/u

/** القاهرة - سلمى حداد: a capital in front of the writer; an outlet's name begins with the article. */
const arabicName =
  /^(?:القاهرة|بيروت|دمشق|بغداد|عم\u0651?ان|الرياض|جدة|دبي|أبو ?ظبي|الدوحة|الكويت|المنامة|مسقط|صنعاء|عدن|الخرطوم|طرابلس|بنغازي|تونس|الجزائر|الرباط|نواكشوط|القدس(?: المحتلة)?|رام الله|غزة|لندن|باريس|واشنطن|نيويورك|موسكو|برلين|أنقرة|إسطنبول|تهران) ?[-–—:ـ|/] ?(?<name>(?!ال|أخبار|وكال|صحيفة|مراسل|مكتب|موقع|خاص)\p{Script=Arabic}{2,12}(?: \p{Script=Arabic}{2,12}){1,3})$/u

/** @returns a writer whom a line names beside the place that the report is from; '' where it names nobody so */
export function nameBesidePlace(line: string): string {
  const name = withPlace.exec(line)?.[1] ?? arabicName.exec(beforeDate(line))?.groups?.name ?? ''
  if (isPersonal(name)) return name
  const capitals = (inCapitals.exec(line) ?? allCapitals.exec(line))?.groups?.name ?? ''
  return isPerson(capitals) ? capitals : ''
}

/** do Jornal do Cais, for the Harlan Messenger, especial para a Folha: whom a name in the line above writes for */
const forPaper =
  /^(?:d[aeo]s?|del|di|from|for|of|aus|vom|especial para|enviad[oa]|en|em|staff|special to|correspond\p{L}{2,6}) (?:(?:the|a|o|la|el) )?\p{Lu}/iu

/** CARMEN LAFUENTE⏎do Jornal do Cais: a name in capitals above the line that says for whom */
export function nameAbovePaper(lines: readonly string[]): string {
  const at = lines.findIndex(
    (line, i) =>
      line.length < 40 &&
      line === line.toUpperCase() &&
      /^\p{Lu}{2,}(?: \p{Lu}{2,}){1,3}$/u.test(line) &&
      isPerson(line) &&
      forPaper.test(lines[i + 1] ?? '') &&
      lines[i + 1]!.length < 60,
  )
  return at < 0 ? '' : lines[at]!
}
