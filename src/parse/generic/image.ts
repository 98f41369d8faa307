import type { Image } from '../../article.ts'
import type { Found } from '../fields.ts'
import { attributeOf } from '../tree/outline.ts'
import type { Layout, TextBlock } from './layout/layout.ts'
import { isObject, textsOf } from './metadata/json-ld.ts'
import type { Metadata } from './metadata/metadata.ts'
import { shownElement } from './metadata/place.ts'

/** Attributes in which pages that load their images late keep the address. */
const sources = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-hi-res-src',
  'data-image',
  'src',
]

/** What decorates a page or counts its readers. */
const decoration =
  /(?:spacer|pixel|blank|placeholder|transparent|avatar|gravatar|icon|logo|sprite|emoji|loader|1x1)\b/i

/** The image that stands for the article: JSON-LD, then og:image, then the first one in its text. */
export function readImage(metadata: Metadata, inBody: readonly Found<Image>[]): Found<Image> | null {
  const { linked, metas, url } = metadata
  const candidates = [
    ...linkedImages(linked.article?.image, linked.byId),
    ...['og:image:secure_url', 'og:image', 'twitter:image', 'twitter:image:src'].flatMap((name) =>
      (metas.get(name) ?? []).slice(0, 1).map((src) => ({ rule: name, src, caption: null as string | null })),
    ),
  ]
  for (const { rule, src, caption } of candidates) {
    const address = resolved(src, url)
    if (address === null || decoration.test(address.replace(/^.*\//, ''))) continue
    const own = inBody.find(({ value }) => nameOf(value.src) === nameOf(address))
    const alt =
      own?.value.alt ?? metas.get('og:image:alt')?.[0] ?? metas.get('twitter:image:alt')?.[0] ?? null
    return { value: { src: address, alt, caption: own?.value.caption ?? caption }, rule, where: src }
  }
  return inBody[0] ?? null
}

function linkedImages(
  value: unknown,
  byId: ReadonlyMap<string, { readonly [member: string]: unknown }>,
): { rule: string; src: string; caption: string | null }[] {
  for (const one of Array.isArray(value) ? value : [value]) {
    const id = isObject(one) ? one['@id'] : undefined
    const image =
      isObject(one) && typeof id === 'string' && one.url === undefined ? (byId.get(id) ?? one) : one
    const src = isObject(image) ? (textsOf(image.url)[0] ?? textsOf(image.contentUrl)[0]) : textsOf(image)[0]
    if (src === undefined) continue
    const caption = isObject(image) ? (textsOf(image.caption)[0] ?? null) : null
    return [{ rule: 'JSON-LD image', src, caption }]
  }
  return []
}

/** The last part of an address without its size: the same photograph in another cut has the same. */
function nameOf(src: string): string {
  return src
    .replace(/[?#].*$/s, '')
    .replace(/^.*\//, '')
    .replace(/-?\d{2,4}x\d{2,4}/, '')
}

/** @returns an absolute address where that can be told; null for a data: or other address that leads to no image */
export function resolved(src: string, base: URL | null): string | null {
  const trimmed = src.trim()
  if (trimmed === '' || /^(?:data|blob|javascript|about):/i.test(trimmed)) return null
  if (base === null) return trimmed
  return URL.parse(trimmed, base.href)?.href ?? null
}

/** An image of the article's text, with the caption that stands in the same figure. */
export function imageOf(
  block: TextBlock,
  layout: Layout,
  reasons: readonly (string | null)[],
  base: URL | null,
): Found<Image> | null {
  const { element } = block
  const raw = sources
    .map((name) => element.attribs[name])
    .find((value) => value !== undefined && !/^data:/.test(value))
  const src =
    raw === undefined ? fromSourceSet(element.attribs.srcset ?? element.attribs['data-srcset']) : raw
  const address = src === null ? null : resolved(src, base)
  if (address === null || isSmall(element.attribs) || decoration.test(address.replace(/^.*\//, '')))
    return null
  return {
    value: { src: address, alt: attributeOf(element, 'alt'), caption: captionOf(block, layout, reasons) },
    rule: 'img in the text',
    where: shownElement(element),
  }
}

/** photo-320.jpg 320w, photo-1280.jpg 1280w: the widest. */
function fromSourceSet(set: string | undefined): string | null {
  let best: string | null = null
  let widest = -1
  for (const entry of (set ?? '').split(/,\s+/)) {
    const [src, width] = entry.trim().split(/\s+/)
    const size = Number.parseFloat(width ?? '0')
    if (src !== undefined && src !== '' && size > widest) {
      best = src
      widest = size
    }
  }
  return best
}

function isSmall({ width, height }: Record<string, string>): boolean {
  const size = (value: string | undefined) =>
    value === undefined || !/^\d+(?:px)?$/.test(value) ? 1000 : Number.parseInt(value, 10)
  return size(width) < 80 || size(height) < 60
}

/** As many elements around an image, and lines in them, can belong to it. */
const nearElements = 4
const nearLines = 8

/** The caption in the smallest element around an image that holds one and no text of the article; else the line below. */
function captionOf(block: TextBlock, layout: Layout, reasons: readonly (string | null)[]): string | null {
  return captionAround(block, layout, reasons) ?? captionBelow(block, layout, reasons)
}

/** The next line, where it is a caption and stands in no figure of its own. */
function captionBelow(
  block: TextBlock,
  { blocks }: Layout,
  reasons: readonly (string | null)[],
): string | null {
  const at = blocks.indexOf(block, block.region.first) + 1
  const line = blocks[at]
  if (line === undefined || reasons[at] !== 'caption' || line.region.end - line.region.first > 1) return null
  return line.text || null
}

function captionAround(
  block: TextBlock,
  { blocks }: Layout,
  reasons: readonly (string | null)[],
): string | null {
  let region: TextBlock['region'] | null = block.region
  for (let i = 0; region !== null && i < nearElements; i++, region = region.parent) {
    if (region.end - region.first > nearLines) return null
    const inside = blocks.slice(region.first, region.end)
    const reasonOf = (line: TextBlock) => reasons[region!.first + inside.indexOf(line)]
    if (inside.some((line) => line.kind !== 'image' && reasonOf(line) === null)) return null
    const isCaption = (line: TextBlock) => reasonOf(line) === 'caption' || reasonOf(line) === 'credit'
    const caption = captionAmong(block, inside, isCaption, region.element.name === 'figure')
    if (caption !== null) return caption
    if (region.element.name === 'figure') return null
  }
  return null
}

/** Behind the image and before the next one; before it where it is the only one; behind all images of a figure. */
function captionAmong(
  image: TextBlock,
  lines: readonly TextBlock[],
  isCaption: (line: TextBlock) => boolean,
  isFigure: boolean,
): string | null {
  const at = lines.indexOf(image)
  const next = lines.findIndex(({ kind }, i) => i > at && kind === 'image')
  const own = lines.slice(at + 1, next < 0 ? undefined : next).find(isCaption)
  if (own !== undefined) return own.text || null
  const captions = lines.filter(isCaption)
  const last = lines.findLastIndex(({ kind }) => kind === 'image')
  const isAlone = last === at && lines.findIndex(({ kind }) => kind === 'image') === at
  if (isAlone) return captions[0]?.text || null
  return isFigure && captions.length === 1 && lines.indexOf(captions[0]!) > last ? captions[0]!.text : null
}
