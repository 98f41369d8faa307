import type { PageHints } from '../../src/page.ts'
import { sources } from '../../src/parse/registry.ts'
import { pick, type Random } from './random.ts'

const hosts = sources.flatMap((source) => source.hosts)

/** What senders say of pages, true or not; all of it is what a request may hold. */
const addresses = [
  ...hosts.map((host) => `https://www.${host}/gb/2022/08/15/a103502606.html`),
  ...hosts.map((host) => `http://${host}`),
  'https://user:word@例子.测试:8443/%E4%B8%AD/..%2f?utm_source=a&b=c#d',
  'https://[::1]/a',
  `https://news.example/${'a/'.repeat(1900)}`,
  'https://news.example/2022/13/45/story.html',
]
const named = ['ntdtv', 'epochtimes', 'a-publisher-of-no-file']
const channels = ['prog202', '要闻', 'x'.repeat(200), '../..', '\u202e']
const ids = ['a103502606', 'n1', 'A.b_c-1', 'z'.repeat(200)]
const paths = ['pages/prog202/a103502606.md', '..', 'a', '\u0000.md', `${'d/'.repeat(90)}n1.md`]

/** @returns nothing for one page in two, else some of what can be said */
export function hintsOf(random: Random): PageHints {
  if (random() < 0.5) return {}
  const hints: PageHints = {}
  if (random() < 0.6) hints.url = pick(random, addresses)
  if (random() < 0.3) hints.source = pick(random, named)
  if (random() < 0.3) hints.channel = pick(random, channels)
  if (random() < 0.3) hints.id = pick(random, ids)
  if (random() < 0.3) hints.path = pick(random, paths)
  return hints
}
