import type { Credit, CreditRole } from '../../article.ts'
import { isName, isPlace, nameBeforePlace, splitNames } from './person-names.ts'
import { isChineseName } from './surnames.ts'

/** A way to say without a label who wrote an article or passed it on. */
type Note = {
  pattern: RegExp
  /** Fits every text that the pattern fits, and tells most others apart at once. */
  needs: RegExp
  /** Only where brackets, a dash or other parts of a byline show that it is none of the text. */
  isWeak?: boolean
  credits: (groups: Readonly<Record<string, string | undefined>>) => Credit[] | null
}

const house =
  '(?:新唐人(?:亚太|欧洲)?(?:电视)?(?:台(?![湾北中南]))?|(?:英文|香港)?大纪元(?:时报)?|希望之声(?:国际广播电台)?|看中国|明慧网)'
const agency =
  '(?:中央社|自由亚洲电台|美国之音|法国国际广播电台|法广|德国之声|BBC(?:中文网)?|RFA|VOA|RFI|纽约时报中文网|路透社?|法新社|美联社)'
const reported = '(?:(?:综合|整理|编译|采访|联合|现场|特别)*报[导道]|编译)'
const work = '(?:《[^》\\n]{1,40}》|“[^”\\n]{1,20}”|「[^」\\n]{1,20}」)'

const notes: readonly Note[] = [
  {
    // 新唐人亚太电视张祺翎综合报导, 法国新唐人蓝溪、琬琰巴黎采访报导, 新唐人电视综合报导, 新唐人美中记者站温圣缘采访报导
    needs: /[导道译]/,
    pattern: new RegExp(
      `^(?:法国|德国|英国|日本|韩国|台湾|加拿大|澳洲|美国)?(?<house>${house}(?:\\p{Script=Han}{2,4}记者站(?=\\p{Script=Han}{2,3}${reported}))?)\\s?(?<names>[\\p{Script=Han}、 ]{0,16}?)\\s?(?<verb>${reported})。?$`,
      'u',
    ),
    credits: ({ house = '', names = '', verb = '' }) => {
      if (/记者|通讯员/.test(names)) return null
      const role: CreditRole = /^编译$/.test(verb) ? 'translator' : 'reporter'
      if (/(?:组|中心)$/.test(names)) return [{ role, name: house + names }]
      const named = people(names, role)
      return named?.length === 0 && house.endsWith('站') ? [{ role, name: house }] : named
    },
  },
  {
    // 大纪元香港新闻中心报导
    needs: /[心组]/,
    pattern: new RegExp(`^(?<bureau>[\\p{Script=Han}]{2,12}(?:新闻中心|新闻组|编译组))${reported}?$`, 'u'),
    credits: ({ bureau }) => credit('reporter', bureau),
  },
  {
    // 五千年辉煌神传文化之《千古英雄人物》研究组, 大纪元【翻墙必看视频版】制作组, 新唐人《文化古今》制作组提供
    needs: /组/,
    pattern:
      /^(?<team>\p{Script=Han}{0,16}(?:[《【][^》】\n]{1,20}[》】])?\p{Script=Han}{0,6}(?:研究|制作|节目)组)(?:提供|供稿)?$/u,
    credits: ({ team }) => credit('author', team),
  },
  {
    // （中央社）, ——RFA, （转载：自由亚洲电台，有删减）
    needs: /[社台音播广声网CAIO]/,
    pattern: new RegExp(
      `^[─—―–－-]{0,3}\\s?(?:转载[：:]\\s?)?(?<outlet>${agency})(?:[，,|][^。\\n]{0,60})?$`,
      'u',
    ),
    isWeak: true,
    credits: ({ outlet }) => credit('source', outlet),
  },
  {
    // －－原载《华夏文摘》, 选自《独钓寒江雪》／文津出版
    needs: /[载自]/,
    pattern: new RegExp(
      `^[─—―–－-]*\\s?(?:原载|选自|节选自)[：:]?\\s?(?<outlet>${work}|[\\p{Script=Han}\\d]{2,16})(?:[／/](?<second>[\\p{Script=Han}]{2,12}))?$`,
      'u',
    ),
    credits: ({ outlet, second }) => [...credit('source', outlet), ...credit('source', second)],
  },
  {
    // （事据《前定录》）
    needs: /事/,
    pattern: new RegExp(`^事据[：:]?(?<outlet>${work})$`, 'u'),
    isWeak: true,
    credits: ({ outlet }) => credit('source', outlet),
  },
  {
    // “往事微痕”供稿
    needs: /供/,
    pattern: new RegExp(`^(?<outlet>${work})供稿$`, 'u'),
    credits: ({ outlet }) => credit('source', outlet),
  },
  {
    // 文章由作者授权《看中国》转载自《苹果日报》。原文链接, 文章授权转载自香港中文大学facebook颜纯钩作者专页
    needs: /权/,
    pattern:
      /^(?:本文|此文|文章)(?:[由经]作者)?授权(?:《看中国》)?转载自(?<outlet>[^，。\n]{2,30})(?:[，。]\s?原文链[接结])?[。]?$/u,
    credits: ({ outlet }) => credit('source', outlet),
  },
  {
    // 文章由《民报》授权《看中国》转载。原文链接
    needs: /权/,
    pattern: /^(?:本文|此文|文章)[由经](?<outlet>《[^》\n]{1,20}》)授权/u,
    credits: ({ outlet }) => credit('source', outlet),
  },
  {
    // 本文整理、节录自林萃芬《从习惯洞察人心》一书，…由时报文化授权转载，…
    needs: /本/,
    pattern:
      /^本文(?:整理、?)?节录自(?<name>[^《\n]{2,40})《[^》\n]{1,80}》一?书[^由\n]{0,40}由(?<outlet>\p{Script=Han}{2,10})授权转载/u,
    credits: ({ name, outlet }) => [...credit('author', name), ...credit('source', outlet)],
  },
  {
    // 英文《大纪元》记者IVAN PENTCHOUKOV等对此文有所贡献。
    needs: /贡/,
    pattern:
      /^[\p{Script=Han}《》]{0,10}记者\s?(?<names>\p{Lu}[\p{L}.'’ -]{2,40}?|[\p{Script=Han}、]{2,12}?)等?对[此本]文(?:亦|也)?(?:有|有所|做出)贡献。?$/u,
    credits: ({ names = '' }) => people(names, 'reporter'),
  },
  {
    // （谢田博士是美国南卡罗莱纳大学艾肯商学院的讲席教授）
    needs: /[是为系]/,
    pattern:
      /^(?<name>\p{Script=Han}{2,4}?)(?:博士|教授|先生|女士)?[是为系](?!什么|何)[^。\n]{2,40}(?:教授|作家|评论[员人]|学者|律师|专栏|主席|研究员|记者|主编|主笔)$/u,
    isWeak: true,
    credits: ({ name }) => (name === '作者' || name === '本文作者' ? [] : credit('author', name)),
  },
  {
    // （本文作者林小满，系石桥镇图书馆馆长）
    needs: /作/,
    pattern:
      /^(?:本文)?作者[：:]?\s?(?<name>\p{Script=Han}{2,4}?)\s?[，,]?\s?(?:[为是系]|现[任为]|来自|单位)[^。\n]{2,60}$/u,
    isWeak: true,
    credits: ({ name = '' }) => (isChineseName(name) ? credit('author', name) : null),
  },
  {
    // 本文系作者林小满授权发布
    needs: /授权|投稿/,
    pattern:
      /^(?:本文|文章)[系由为]?作者\s?(?<name>\p{Script=Han}{2,4}?)(?:独家)?(?:授权|投稿)[^。\n]{0,20}$/u,
    credits: ({ name = '' }) => (isChineseName(name) ? credit('author', name) : null),
  },
  {
    // （作者是自由撰稿人、香港市民兼选民）, ※作者为《上报》总主笔
    needs: /作/,
    pattern: /^※?(?:本文)?作者[是为系][^。\n]{2,60}$/u,
    isWeak: true,
    credits: () => [],
  },
]

/** What one of the notes needs that are not weak: most text is told from all of them by this. */
const neededByAny = new RegExp(
  notes.flatMap(({ needs, isWeak }) => (isWeak === true ? [] : [needs.source])).join('|'),
)

/**
 * Reads a text that says who wrote an article or passed it on, without a label.
 *
 * @param isApart whether brackets or other parts of a byline set it apart from the text
 * @returns whom it names; null where it is no such note
 */
export function readNote(text: string, isApart: boolean): Credit[] | null {
  const stands = isApart || /^[─—―–－※-]|^转载[：:]/u.test(text)
  if (!stands && !neededByAny.test(text)) return null
  for (const { pattern, needs, isWeak, credits } of notes) {
    if ((isWeak === true && !stands) || !needs.test(text)) continue
    const groups = pattern.exec(text)?.groups
    const found = groups === undefined && !pattern.test(text) ? null : credits(groups ?? {})
    if (found !== null) return found
  }
  return null
}

function credit(role: CreditRole, name: string | undefined): Credit[] {
  const plain = name?.replace(/^(?:《([^《》]+)》|“([^“”]+)”|「([^「」]+)」)$/u, '$1$2$3').trim() ?? ''
  return plain === '' ? [] : [{ role, name: plain }]
}

/** Names before which nothing and behind which a place can stand; none where it is a place alone. */
function people(list: string, role: CreditRole): Credit[] | null {
  const names = splitNames(list)
    .map((name, index, all) => (index === all.length - 1 ? nameBeforePlace(name) : name))
    .filter((name) => !isPlace(name))
  return names.every(isName) ? names.map((name) => ({ role, name })) : null
}
