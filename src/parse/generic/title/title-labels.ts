import { alternatives } from '../../alternatives.ts'

/** What newsrooms call a kind of text, one line a language or two. */
const kind = alternatives(
  'opinions?|analysis|editorial|commentary|column|op-?ed|letters?(?: to the editor)?|perspective|exclusive|explainer|fact check|watch|videos?|photos?|gallery|podcast',
  'meinung|kommentar|analyse|leitartikel|kolumne|gastbeitrag|glosse|tribune|éditorial|chronique|décryptage',
  'opinión|análisis|columna|opinione|analisi|editoriale|opinião|análise|artigo|crônica|opinie',
  'ledare|debatt|krönika|leder|kronikk|debat|kommentti|pääkirjoitus|opinia|komentarz|felieton|názor|komentář|vélemény',
  'мнение|анализ|колонка|думка|аналітика|görüş|analiz|opini|评论|評論|社评|社評|社説|コラム|사설|칼럼|رأي|مقال',
)
const inFront = new RegExp(`^(?:${kind})\\s?[|｜]\\s?(?=.{12})`, 'iu')
const behind = new RegExp(`(?<=.{12})\\s?[|｜]\\s?(?:${kind})$`, 'iu')
/** (example.org) 87: where a link leads that its readers discuss, and how many answers it has */
const discussed = / \([a-z\d-]{1,40}\.[a-z\d.-]{2,40}\)(?: \d{1,5})?$/i

/** @returns a headline without what the page calls its kind, behind or in front of a bar, and without where a link leads */
export function withoutLabels(headline: string): string {
  return headline.replace(discussed, '').replace(inFront, '').replace(behind, '')
}
