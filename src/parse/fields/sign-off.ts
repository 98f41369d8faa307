import type { Credit } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { isName } from './person-names.ts'

/** 2019年6月6日, 二零一五年六月十日, May 3, 2012 */
const dateLine =
  /^(?:[\d零〇○一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日|[A-Z][a-z]{2,8} \d{1,2}, \d{4})$/
/** An outlet or an organisation: 新唐人电视台. People sign the letters that articles quote. */
const signer = /^[《“]?\p{Script=Han}{2,28}(?:社|台|部|组|组织|报|网|协会)[》”]?$/u

/**
 * Reads organisations above a date as the signature of an article: 新唐人电视台⏎大纪元编辑部⏎2019年6月6日.
 *
 * @returns whom it names; null where it is none
 */
export function datedSignature(text: string): Credit[] | null {
  const lines = text.split('\n')
  if (lines.length < 2 || lines.length > 4 || !dateLine.test(lines.at(-1) ?? '')) return null
  const names = lines.slice(0, -1)
  const isSigned = names.every((name) => signer.test(simplified(name)))
  return isSigned
    ? names.map((name) => ({ role: 'author', name: name.replace(/^[《“](.+)[》”]$/, '$1') }))
    : null
}

/** @returns whether a paragraph above a team's signature is its head's: 唐浩, above 大纪元《世界十字路口》制作组 */
export function signsAbove(text: string, credits: readonly Credit[]): boolean {
  const isTeam = credits.some(({ role, name }) => role === 'author' && /[组部]$/.test(simplified(name)))
  return isTeam && /^\p{Script=Han}{2,4}$/u.test(text) && isName(simplified(text))
}
