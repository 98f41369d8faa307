// Is every regular expression of src linear in what it reads?   npm run patterns
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { parse } from 'acorn'
import { check } from 'recheck'

const root = join(import.meta.dirname, '../src')
/**
 * The checker tries what it cannot prove, by chance from one seed, until it has read so many characters: always the
 * same. Its limits of time would make of a busy machine a slow pattern.
 */
const limits = { timeout: 600_000, seedingTimeout: null, incubationTimeout: null, attackTimeout: null }
const atOnce = 2

/** Patterns that are not linear, or that the checker cannot decide: how each begins, and why it does no harm. */
const exceptions: readonly (readonly [start: string, because: string])[] = [
  ['^(?:本文)?(?:作者)?(?<name>', 'readByline reads 500 characters at most'],
  ['^(?<outlet>[\\p{Script=Han}A-Za-z《》“”· ]{0,16}?)', 'readByline reads 160 characters at most'],
  ['^(?<bureau>', 'readByline reads 160 characters at most'],
  ['^[\\p{Script=Han}]{3,10} (?<names>', 'readByline reads 160 characters at most'],
  ['(?<=[。！？!?”」』◇#＃]\\s?)(?:责任', 'ending looks at the last 180 characters'],
  ['^[\\p{Script=Han}A-Za-z\\d·《》]{0,14}?(?:记者', 'a line of fields is 220 characters at most'],
  ['^(?:[^（()）。，]{0,40}[（(]', 'the lead is 90 characters at most'],
  ['^(?:\\p{Script=Han}{2,12}[讯电]?', 'the lead is 90 characters at most'],
  ['(?:本文|文章|本[视視][频頻])[仅僅只]代表', 'withoutDisclaimer looks at the last 80 characters'],
  [
    '^(?=[\\s\\S]*https?:)[^\\n]{0,400}(?:[订訂][阅閱]|前往',
    'tried at the beginning only, and bounded there',
  ],
  ['(?:^|[\\s|•·—–-])(?:editing by', 'endsWithOtherRole looks at the last 60 characters'],
  ['(?<!\\p{L})(?:editing by', 'a line beside the text is 220 characters at most'],
  [
    '^(?:\\d{4}年\\d{1,2}月\\d{1,2}日(?=《))?(?<mark>(?:微信)?(?:公众号',
    'tried at the beginning only, and bounded there',
  ],
  ['[，。；;,]\\s?(?:原文)?', 'readReprint looks at 80 characters behind the outlet'],
  ['-(?:related|', 'marksOf cuts class and id at 400 characters'],
  ['\\s*(?:[,;،、；|•·]', 'namesIn reads 300 characters at most'],
  ['\\s+(?:et|y|e|och', 'namesIn reads 300 characters at most'],
  ['\\s*(?:\\((?:[^)]*)\\)|', 'namesIn reads 300 characters at most'],
  ['[\\s,]+(?:(?:senior|chief', 'namesIn and isOffice read 300 characters at most'],
  ['(?<!\\d)(?<year>(?:1[2-5]|19|20|2[45])\\d\\d)[ .,-]', 'readMoment reads 200 characters at most'],
  ['(?<![\\d:.])(?<day>\\d{1,2})(?:st|nd|', 'readMoment reads 200 characters at most'],
  ['(?<!\\p{L})(?<name>\\p{L}[', 'readMoment reads 200 characters at most'],
  ['(?<updated>(?<![\\p{L}])(?:updat', 'labelled reads 300 characters at most'],
  ['(?:(?<updated>(?<![\\p{L}])(?:updat', 'labelBefore reads 60 characters at most'],
  ['(?<other>(?:发布|发表|更新', 'a line of fields is 220 characters at most'],
  ['[\\s,;|•·–—−(-](?:(?:on|am|le', 'beforeDate reads 1,000 characters at most, spaces collapsed'],
  ['(?<=\\u2060[^,;]{0,12}),\\s*', 'namesIn reads 300 characters at most'],
  ['^(?:admin(?:istrator)?|unknown|', 'a name is 60 characters at most'],
  ['^\\s*(?:error\\b|', 'a title: each branch is a word, and what repeats is bounded'],
  ['^(?:[▲△↑]|', 'removeCaptionLines reads 350 characters at most'],
  ['^(.+?)(?: (?:(?![+=', 'readTitle reads 2,000 characters at most, spaces collapsed'],
  ['^(.+)((?: (?:(?![+=', 'readTitle reads 2,000 characters at most, spaces collapsed'],
]

type Pattern = { source: string; flags: string; where: string }

type Node = { type?: string; regex?: { pattern: string; flags: string }; loc?: { start: { line: number } } }

/** The patterns that stand in a file, wherever they are used. */
function* literals(node: unknown, file: string): Generator<Pattern> {
  if (typeof node !== 'object' || node === null) return
  const { type, regex, loc } = node as Node
  if (type === 'Literal' && regex !== undefined)
    yield { source: regex.pattern, flags: regex.flags, where: `${file}:${loc?.start.line}` }
  for (const child of Object.values(node)) yield* literals(child, file)
}

/** Notes what is put together while modules are loaded. */
function watchConstructor(found: Map<string, Pattern>): void {
  const note = (pattern: RegExp) => {
    const frame = new Error().stack?.split('\n').find((line) => line.includes(root))
    const where = frame?.slice(frame.indexOf(root) + root.length + 1).replace(/\)$/, '')
    if (where !== undefined)
      found.set(String(pattern), { source: pattern.source, flags: pattern.flags, where })
    return pattern
  }
  globalThis.RegExp = new Proxy(RegExp, {
    construct: (target, args, self) => note(Reflect.construct(target, args, self)),
  })
}

const patterns = new Map<string, Pattern>()
watchConstructor(patterns)
for (const file of readdirSync(root, { recursive: true }).map(String)) {
  if (!file.endsWith('.ts')) continue
  const script = stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'))
  const tree = parse(script, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  for (const pattern of literals(tree, file)) patterns.set(`/${pattern.source}/${pattern.flags}`, pattern)
  // Only what reads and serves: the command line runs when it is loaded.
  if (!/^cli|thread\.ts$/.test(file)) await import(join(root, file))
}

const unused = new Set(exceptions.map(([start]) => start))
const faults: string[] = []
const queue = [...patterns.values()]
async function work(): Promise<void> {
  for (let pattern = queue.shift(); pattern !== undefined; pattern = queue.shift()) {
    const { source, flags, where } = pattern
    const exception = exceptions.find(([start]) => source.startsWith(start))
    if (exception !== undefined) {
      unused.delete(exception[0])
      continue
    }
    // The checker does not know d, which only says where the groups were found.
    const result = await check(source, flags.replace('d', ''), limits)
    if (result.status === 'safe') continue
    const reason = result.status === 'vulnerable' ? result.complexity.summary : 'undecided'
    faults.push(`${where}: ${reason}: /${source}/${flags}`)
  }
}
await Promise.all(Array.from({ length: atOnce }, work))

for (const start of unused) faults.push(`no pattern begins with ${start} any more`)
for (const fault of faults) process.stdout.write(`${fault}\n`)
process.stdout.write(`${patterns.size} patterns, ${exceptions.length} exceptions, ${faults.length} faults\n`)
process.exit(faults.length > 0 ? 1 : 0)
