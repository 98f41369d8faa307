import { simplified } from '../../../fold.ts'
import { isNoName } from '../../fields/credit-line.ts'
import type { TextBlock } from '../layout/layout.ts'
import { partsOf } from '../title/title-parts.ts'

const name = '(?<name>[\\p{L}\\p{N}_·.-]{2,16}?)'
/** 山居的博客: a part of the title */
const ofOwner = new RegExp(
  `^\\s*${name}\\s?的(?:新?博客|日志|日誌|空间|空間|网志|網誌|部落格|(?:小|主)[站屋窝窩页頁]|专栏|專欄|个人(?:主页|空间)|blog)\\s*$`,
  'iu',
)
const isBlog = /(?:空间|空間)\s*$|博客|博报|博報|日志|日誌|网志|網誌|部落格|blog/iu
/** Heads the box in which a blog says whose it is. */
const profile = /^(?:个人(?:资料|档案|简介|信息)|博主(?:信息|资料|简介|介绍)?|关于(?:博主|我)|博客信息)$/u
const han = /\p{Script=Han}/u
const labelled = /^(?:昵称|博主|用户名)\s?[：:]\s?(?<name>[\p{L}\p{N}_·.-]{2,16})$/u

/** @returns whom a page's box on the owner of a blog names; '' where it has none */
export function profileIn(blocks: readonly TextBlock[]): string {
  for (let i = 0; i < blocks.length; i++) {
    const { text } = blocks[i]!
    if (text.length > 24 || !han.test(text)) continue
    const plain = simplified(text)
    const told = labelled.exec(plain)?.groups?.name
    if (told !== undefined && !isNoName(told)) return text.slice(-told.length)
    const below = blocks[i + 1]?.text ?? ''
    if (profile.test(plain) && /^[\p{L}\p{N}_·.-]{2,16}$/u.test(below) && !isNoName(below)) return below
  }
  return ''
}

/**
 * Whose blog a page is of: its title says so, 茶的味道 - 山居的博客, or its box on the owner.
 *
 * @param title the text of `<title>`
 * @param headings what the page sets as headings
 * @param told what `profileIn` found
 * @returns '' where neither names anybody
 */
export function blogOwner(title: string | null, headings: readonly string[], told: string): string {
  const [, ...parts] = title === null ? [] : partsOf(title)
  const owner = [...parts, ...headings]
    .map((part) => ofOwner.exec(part)?.groups?.name)
    .find((one) => one !== undefined)
  if (owner !== undefined && !isNoName(owner)) return owner
  return parts.some((part) => isBlog.test(part)) ? told : ''
}
