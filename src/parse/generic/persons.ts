import { isPaper, isPersonal } from './names.ts'

/** Buenos Aires, New Haven */
const noPerson =
  /^(?:From|New|San|Santa|Santo|São|Los|Las|El|La|Le|Saint|St|South|North|East|West|Buenos|Hong|Tel|Rio|Kuala|Abu|Cape|Puerto|Costa|Ciudad|Novi|Nov[ao]|Bad|Den|Sankt|United|Нижний|Санкт)[\s.]/u

/** Press Release, RELATED STORIES */
const noPersonIn =
  /(?:^|\s)(?:Release|Related|Stor(?:y|ies)|Articles?|Reviews?|Blog|Politics|Sports?|Business|Opinion|Health|Science|World|Local|National|Culture|Tech(?:nology)?|Entertainment|Lifestyle|Travel|Food|Education|Community|Events?|Updates?|Guides?|Tips|Resources|Insights?|Category|Posted|Published|Updated|Politik|Wirtschaft|Kultur|Politique|Sociedad|Sociedade|Società|Общество|Экономика|Политика)(?:\s|$)/iu

/** Whether a name without a word like By is a person's: no place, paper or section is shaped so. */
export function isPerson(name: string): boolean {
  return isPersonal(name) && !isPaper(name) && !noPerson.test(name) && !noPersonIn.test(name)
}
