import type { CreditRole } from '../../article.ts'
import { matchesOf } from '../tree/matches.ts'

/**
 * Words that say what the names behind them did. In Simplified, as every word and pattern of the fields is: texts are
 * compared as `simplified` gives them.
 */
const words: readonly [role: CreditRole, words: string][] = [
  ['web_editor', '网络编辑|网站编辑|网编'],
  [
    'editor',
    '责任编[辑缉]|(?:值班|执行|本期|本文|本版|栏目|频道|实习|见习|特约|文字|图文|视频|新闻|核稿)编辑|责编|执行主编|值班主编|责任主编|主编|总编辑|总编|文编|编审|编校|编辑',
  ],
  ['translator', '编译|同声翻译|翻译|译者'],
  ['reviewer', '审校|校审|责任校对|责校|文稿校对|校对|审核人?|审读|审稿|[一二三初复终]审|签发'],
  ['photographer', '摄影报导|摄影记者|摄影|摄像|图片|图|写真|撮影'],
  ['host', '节目主持|主持人|主持|主播'],
  ['producer', '后制|后期|制作人|制作|剪辑|监制|导播'],
  ['source', '(?:文章|资料|稿件)来源|来源|稿源|转载自|转自|摘自'],
  [
    'reporter',
    '(?:特约|实习|见习|首席|特派|本报|本台|本网|本刊|新唐人)记者|通讯员|记者|采访报导|采访|采写|采编|发稿|报导|报道',
  ],
  ['author', '特约评论员|评论员|图文整理|文字整理|文字|作者|撰文|撰稿|撰写|整理|编写|文'],
]

/** Words that are labels only where fields stand side by side: in a text 出处： gives the source of a quotation. */
const fieldWords: readonly [role: CreditRole, words: string][] = [
  ['editor', '选稿|编集|编'],
  ['reviewer', '签发人?|审定'],
  ['photographer', '摄|供图'],
  [
    'source',
    '(?:信息|消息|新闻|内容|原文|本文)来源|来源[于自]|来自|(?:来源|供稿|来稿)单位|(?:文章)?出处|转[贴帖]自|原载|摘编自|选自',
  ],
  ['reporter', '(?:采访|报道|当班|文字)记者|采写|作者/记者'],
  [
    'author',
    '(?:本文|文章|原创|特约|原)作者|主笔|撰稿人|撰文者|执笔人?|供稿|投稿|文案|署名|楼主|发[帖贴信文][人者]|发起人|张贴者|贴文者|题主|提问[者人]|博主|本版(?:撰文|文字|作者)',
  ],
]

const alternativesOf = (table: readonly (readonly [CreditRole, string])[]): string =>
  table.map(([, alternatives]) => alternatives).join('|')

const anyLabel = alternativesOf(words)

/** A label of a byline or of a line of fields, as a piece of a pattern. */
export const anyFieldLabel = `${alternativesOf(fieldWords)}|${anyLabel}`

const roles = [...words, ...fieldWords].map(
  ([role, alternatives]) => [role, new RegExp(`^(?:${alternatives})$`)] as const,
)

/** @returns what a label says of the names behind it: two roles for 图/文; none for what is no label */
export function rolesOf(label: string): CreditRole[] {
  return label.split(/\s?[/／、]\s?/u).flatMap((word) => roles.find(([, one]) => one.test(word))?.[0] ?? [])
}

/** A label in a byline, from its first character to the one behind its colon. */
export type Label = { roles: CreditRole[]; start: number; end: number }

/** A label with its colon or slash: 责任编辑：, 采访/, 图/文：; one that stands for two roles names both. */
const labelled = new RegExp(
  `(?:^|(?<=[\\s/／；;，,、。（(　》）]))((?:${anyLabel})(?:\\s?[/／、]\\s?(?:${anyLabel}))?)\\s?(?:[：:]|(?<=文\\s?[/／]\\s?图|图\\s?[/／]\\s?文)\\s|[/／](?=\\s?(?:[\\p{Script=Han}A-Z]|$)))`,
  'gu',
)
/** Words that are nothing but labels, wherever they stand: 乔龙责编: 胡力汉. */
const certain = '责任编辑|责任编缉|责编|网编|审校'
const glued = new RegExp(`(${certain})是?\\s?[：:]`, 'gu')
/** A space, or nothing, in the colon's place: 编译 张涛/汪红英；审校 许娜, 责编 许书婷 网编 瑞哲, 责任编辑戴明. */
const spaced = new RegExp(
  `(?:(?:^|(?<=[\\s/／；;　]))(编译|记者|发稿|整理|翻译|摄影)\\s+|(${certain})\\s?)(?=\\p{Script=Han}{1,4}(?:[\\s/／；;、　]|$))`,
  'gu',
)
/** Each label without a colon has one of these. */
const spacedSign = /[编记稿整翻摄责网审]/u

/** @returns the labels of a byline, in order */
export function labelsIn(text: string): Label[] {
  const found: Label[] = []
  const patterns = [
    ...(/[：:/／]/u.test(text) ? [labelled, glued] : []),
    ...(spacedSign.test(text) ? [spaced] : []),
  ]
  for (const pattern of patterns) {
    for (const match of matchesOf(text, pattern)) {
      const start = match.index
      if (found.some((other) => start < other.end && other.start < start + match[0].length)) continue
      found.push({ roles: rolesOf(match[1] ?? match[2] ?? ''), start, end: start + match[0].length })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
