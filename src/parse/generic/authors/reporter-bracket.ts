import { simplified } from '../../../fold.ts'
import { longestLead } from './credit-lines.ts'
import { creditsIn } from './line-credits.ts'

/** 【本報記者陳大文台北報導】, 〔記者林小雨／高雄報導〕 */
const reporterInFront =
  /^[【〔［[][^】〕］\]。]{0,20}(?:记者|通讯员)[^】〕］\]。]{1,40}(?:报[导道]|电)[】〕］\]]\s*/u

/** @returns how many characters in front of a paragraph are the bracket with its reporter; all of it where it is one */
export function reporterLength(text: string): number {
  const bracket = reporterInFront.exec(simplified(text.slice(0, longestLead)))?.[0] ?? ''
  return bracket !== '' && creditsIn(`（${bracket.trim().slice(1, -1)}）`).length > 0 ? bracket.length : 0
}
