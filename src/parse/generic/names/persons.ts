import { isPaper } from './agencies.ts'
import { isPersonal } from './names.ts'

/** Buenos Aires, New Haven, Nach Regen */
const noPerson =
  /^(?:From|After|Before|Amid|Despite|Nach|Vor|Wegen|Trotz|Gegen|Für|Après|Avant|Selon|Tras|Según|Dopo|После|Перед|New|San|Santa|Santo|São|Los|Las|El|La|Le|Saint|St|South|North|East|West|Buenos|Hong|Tel|Rio|Kuala|Abu|Cape|Puerto|Costa|Ciudad|Novi|Nov[ao]|Bad|Den|Sankt|United|Нижний|Санкт)[\s.]/u

/** Press Release, RELATED STORIES */
const noPersonIn =
  /(?:^|\s)(?:Release|(?:Presse|Medien)mitteilung|Nr\.|No\.|Related|Program(?:me)?|Edition|Issue|Radio|Show|Bulletin|Newsletter|Volume|Page|Morning|Evening|Stor(?:y|ies)|Articles?|Reviews?|Blog|Politics|Sports?|Business|Opinion|Health|Science|World|Local|National|Culture|Tech(?:nology)?|Entertainment|Lifestyle|Travel|Food|Education|Community|Events?|Updates?|Guides?|Tips|Resources|Insights?|Category|Posted|Published|Updated|Politik|Wirtschaft|Kultur|Politique|Sociedad|Sociedade|Società|Общество|Экономика|Политика)(?:\s|$)/iu

/** Harbour Authority, Universidad de la Costa */
const institution =
  /(?:^|\s)(?:Authority|Department|Ministry|Council|Committee|Commission|Agency|Institute?|University|College|Foundation|Association|Society|Office|Bureau|Cent(?:re|er)|Museum|Library|Club|Labs?|Group|Services?|Universität|Hochschule|Stiftung|Verein|Ministerium|Gemeinde|Stadt|Landkreis|Mairie|Ministère|Université|Fondation|Ayuntamiento|Universidad|Instituto|Fundación|Comune|Università|Fondazione)(?:\s|$)/u

/** Whether a name has a word of offices, firms and schools. */
export function isInstitution(name: string): boolean {
  return institution.test(name)
}

/** LE FANAL as Le Fanal */
function inSmallLetters(name: string): string {
  return name.replace(/(?<=\p{L})\p{L}+/gu, (rest) => rest.toLowerCase())
}

/** Whether a name without a word like By is a person's: no place, paper, office or section is shaped so. */
export function isPerson(name: string): boolean {
  return (
    isPersonal(name) &&
    !isPaper(name) &&
    !noPerson.test(name === name.toUpperCase() ? inSmallLetters(name) : name) &&
    !noPersonIn.test(name) &&
    !isInstitution(name)
  )
}
