/** What bytes are: one page, or a container of pages. */
export type Kind = 'page' | 'ndjson' | 'tar' | 'zip' | 'warc' | 'mhtml' | 'webarchive'
/** How bytes are compressed. */
export type Compression = 'gzip' | 'zstd' | 'xz' | 'bzip2'

/** How each container is recognised: by the name of its file, by its media type, by its first bytes. */
const containers: readonly {
  kind: Exclude<Kind, 'page'>
  suffixes: readonly string[]
  mediaTypes: readonly string[]
  begins: (head: Buffer) => boolean
}[] = [
  {
    kind: 'ndjson',
    suffixes: ['ndjson', 'jsonl'],
    mediaTypes: [
      'application/x-ndjson',
      'application/ndjson',
      'application/jsonl',
      'application/x-jsonlines',
    ],
    begins: (head) => /^\s*\{\s*"/.test(head.toString('latin1')),
  },
  {
    kind: 'tar',
    suffixes: ['tar'],
    mediaTypes: ['application/x-tar'],
    begins: (head) => head.toString('latin1', 257, 262) === 'ustar',
  },
  {
    kind: 'zip',
    suffixes: ['zip', 'wacz', 'epub'],
    mediaTypes: [
      'application/zip',
      'application/x-zip-compressed',
      'application/wacz',
      'application/wacz+zip',
      'application/x-wacz',
      'application/epub+zip',
    ],
    begins: (head) => ['504b0304', '504b0506'].includes(head.toString('hex', 0, 4)),
  },
  {
    kind: 'warc',
    suffixes: ['warc'],
    mediaTypes: ['application/warc'],
    begins: (head) => head.toString('latin1', 0, 5) === 'WARC/',
  },
  {
    kind: 'mhtml',
    suffixes: ['mhtml', 'mht'],
    mediaTypes: ['multipart/related', 'message/rfc822', 'application/x-mimearchive'],
    begins: (head) =>
      /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*multipart\/related/i.test(
        head.toString('latin1'),
      ),
  },
  {
    kind: 'webarchive',
    suffixes: ['webarchive'],
    mediaTypes: ['application/x-webarchive'],
    begins: (head) => head.toString('latin1', 0, 6) === 'bplist',
  },
]

/** Media types of pages, by the suffix of their files. */
const pageSuffixes: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
}

/** Suffixes of files that are no pages, whatever they begin with: a server's error page may bear the name of a picture. */
const otherSuffixes = new Set(
  (
    'avif bmp css csv dat doc docx eot flv gif ico jpeg jpg js json m3u8 map md5 mjs mov mp3 mp4 mpeg ogg otf pdf png ' +
    'ppt pptx rss sqlite svg tiff ts ttf txt wasm wav webm webp woff woff2 xls xlsx xml yaml yml 7z rar'
  ).split(' '),
)

/** Bytes that are enough to recognise what they begin. */
export const headSize = 2048
/** Bytes that tell how what they begin is compressed. */
export const compressionSize = 6

/** @returns the media types of all containers */
export const containerTypes: readonly string[] = containers.flatMap(({ mediaTypes }) => mediaTypes)

/** What is taken, for the refusal of anything else. */
export const takenSuffixes = [...Object.keys(pageSuffixes), ...containers.flatMap(({ suffixes }) => suffixes)]
  .map((suffix) => `.${suffix}`)
  .join(', ')

/** @param mediaType lower case, without parameters */
export const kindOfMediaType = (mediaType: string): Kind | undefined =>
  containers.find(({ mediaTypes }) => mediaTypes.includes(mediaType))?.kind

/** @returns a name's suffix in lower case, without its dot; `''` where there is none */
export const suffixOf = (name: string): string => /\.([a-z0-9]{1,12})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** @returns `other` for a file that is no page by its name; undefined where the name does not tell */
export function kindOfName(name: string): Kind | 'other' | undefined {
  const suffix = suffixOf(name)
  if (Object.hasOwn(pageSuffixes, suffix)) return 'page'
  if (otherSuffixes.has(suffix)) return 'other'
  return containers.find(({ suffixes }) => suffixes.includes(suffix))?.kind
}

/** @returns what begins with these bytes; undefined for what is none of it */
export function kindOfBytes(head: Buffer): Kind | undefined {
  const container = containers.find(({ begins }) => begins(head))
  if (container !== undefined) return container.kind
  return looksLikeHtml(head) ? 'page' : undefined
}

/** Whether bytes begin an HTML page: a doctype or `<html` behind a byte order mark, space, comments and an XML declaration. */
export function looksLikeHtml(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, headSize)).toString('latin1').replaceAll('\0', '')
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|<!--(?:(?!-->)[\s\S])*-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html)[\s>]/i.test(
    text,
  )
}

/** @returns how what begins with these bytes is compressed */
export function compressionOfBytes(head: Buffer): Compression | undefined {
  const hex = head.toString('hex', 0, 6)
  if (hex.startsWith('1f8b')) return 'gzip'
  if (hex.startsWith('28b52ffd')) return 'zstd'
  if (hex === 'fd377a585a00') return 'xz'
  return hex.startsWith('425a68') ? 'bzip2' : undefined
}

/** The media type of a page by its file's name; HTML for one that was recognised by its first bytes. */
export const pageTypeOf = (name: string): string => pageSuffixes[suffixOf(name)] ?? 'text/html'

export const segmentsOf = (path: string): string[] =>
  path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.')

/** Path segments that tell where a page lay: `pages/<channel>/<id>.md`. */
const tellingSegments = 3

/** @returns the end of a page's path, which tells its channel and id */
export const placeOf = (path: string): string => segmentsOf(path).slice(-tellingSegments).join('/')

/** Hidden files, and what macOS adds to a zip. */
export const isHidden = (path: string): boolean =>
  segmentsOf(path).at(-1)?.startsWith('.') === true || path.startsWith('__MACOSX/')

/** Whether a file lies in the folder that a browser saves beside a page: `Title_files/frame.html`. */
export const isPartOfSavedPage = (path: string): boolean => /[^/\\]_files[/\\]/i.test(path)
