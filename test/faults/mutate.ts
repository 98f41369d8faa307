import { mutateAttribute } from './mutate-attributes.ts'
import { below, pick, type Random } from './random.ts'

/** Pieces that parsers of pages stumble over. */
const pieces = [
  '<p>',
  '</p>',
  '<br>',
  '</br>',
  '<div',
  '>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<script>',
  '</script>',
  '<style>',
  '<template>',
  '<table><tr><td>',
  '<ok href="',
  "<span href='",
  '"',
  "'",
  '&',
  '&amp;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&nbsp;',
  '&lt;script&gt;',
  '\u0000',
  '\ufeff',
  '\u202e',
  '\u3000',
  '【',
  '】',
  '（',
  '）',
  '讯】',
  '記者',
  '责任编辑：',
  '原文地址（需翻墙访问）：',
  '------------------------\n',
  '#### [',
  '### ',
  '<meta charset="gb18030">',
  '<meta http-equiv=content-type content="text/html; charset=shift_jis">',
  '<base href="javascript:0">',
  '<time datetime="',
  '2019-13-45T99:99:99+99:99',
  '二零一六年十月二十二日',
  '民國一百零九年',
  '<h1>',
  '<blockquote>',
  '<li>',
  '<figure><figcaption>',
  '<script type="application/ld+json">{"@type":"NewsArticle","headline":',
  '{"@graph":[[[[',
  '<title>',
  '</html>',
  '\r\n',
  '\n',
  ' '.repeat(300),
] as const

type Mutation = (bytes: Buffer, random: Random) => Buffer

const splice = (bytes: Buffer, at: number, remove: number, insert: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)])

/** A tag's or an attribute's place: the structure is what a page's reader follows. */
function tagAt(bytes: Buffer, random: Random): number {
  const at = bytes.indexOf(0x3c, below(random, bytes.length + 1))
  return Math.max(at, 0)
}

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes)
    for (let count = 1 + below(random, 8); count > 0 && copy.length > 0; count--)
      copy[below(random, copy.length)] = below(random, 256)
    return copy
  },
  (bytes, random) => splice(bytes, below(random, bytes.length + 1), below(random, 400), Buffer.alloc(0)),
  (bytes, random) => splice(bytes, below(random, bytes.length + 1), 0, Buffer.from(pick(random, pieces))),
  (bytes, random) =>
    splice(bytes, tagAt(bytes, random), 0, Buffer.from(pick(random, pieces).repeat(1 + below(random, 60)))),
  (bytes, random) => {
    const from = tagAt(bytes, random)
    return splice(bytes, tagAt(bytes, random), 0, bytes.subarray(from, from + below(random, 600)))
  },
  (bytes, random) => {
    const at = tagAt(bytes, random)
    const end = bytes.indexOf(0x3e, at)
    return splice(bytes, at, end < 0 ? 1 : end - at + 1, Buffer.from(pick(random, pieces)))
  },
  (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  (bytes, random) => {
    const depth = 1 + below(random, 3000)
    const tag = pick(random, [
      'div',
      'p',
      'span',
      'blockquote',
      'ul><li',
      'table><tr><td',
      'b',
      'ok href="x"',
    ])
    return splice(bytes, tagAt(bytes, random), 0, Buffer.from(`<${tag}>`.repeat(depth)))
  },
  mutateAttribute,
  mutateAttribute,
  (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes, random) => {
    const text = bytes.toString('utf8')
    const at = below(random, text.length + 1)
    const part = text.slice(at, at + 1 + below(random, 200))
    return Buffer.from(
      text.slice(0, at) +
        [...part].map((c) => `&#${c.codePointAt(0)};`).join('') +
        text.slice(at + part.length),
    )
  },
]

/** @returns the bytes with one to four structure-aware mutations */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes
  for (let count = 1 + below(random, 4); count > 0; count--)
    mutated = pick(random, mutations)(mutated, random)
  return mutated
}
