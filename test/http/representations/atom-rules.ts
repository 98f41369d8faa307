import { DOMParser, type Element } from '@xmldom/xmldom'

const namespace = 'http://www.w3.org/2005/Atom'

/** Which elements each may hold, and how often (RFC 4287, sections 4.1 and 4.2). */
const grammar: Readonly<Record<string, Readonly<Record<string, '1' | '?' | '*'>>>> = {
  feed: {
    id: '1',
    title: '1',
    updated: '1',
    author: '*',
    category: '*',
    contributor: '*',
    entry: '*',
    generator: '?',
    icon: '?',
    link: '*',
    logo: '?',
    rights: '?',
    subtitle: '?',
  },
  entry: {
    id: '1',
    title: '1',
    updated: '1',
    author: '*',
    category: '*',
    content: '?',
    contributor: '*',
    link: '*',
    published: '?',
    rights: '?',
    source: '?',
    summary: '?',
  },
  author: { name: '1', uri: '?', email: '?' },
}
const dates = new Set(['updated', 'published'])
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** @returns every rule of RFC 4287 that the document breaks; throws where it is no well-formed XML */
export function atomFaults(xml: string): string[] {
  const faults: string[] = []
  const document = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`)
    },
  }).parseFromString(xml, 'application/xml')
  const feed = document.documentElement
  if (feed?.localName !== 'feed') return ['the root is no feed']
  const entries = childrenOf(feed).filter(({ localName }) => localName === 'entry')
  for (const element of [feed, ...entries]) {
    checkGrammar(element, faults)
    checkLinks(element, faults)
  }
  const authored = (element: Element) => childrenOf(element).some(({ localName }) => localName === 'author')
  if (!authored(feed) && !entries.every(authored)) faults.push('an entry has no author, nor has the feed')
  const ids = entries.map(idOf)
  if (new Set(ids).size !== ids.length) faults.push('two entries have one id')
  return faults
}

export function childrenOf(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1)
}

const idOf = (element: Element) =>
  childrenOf(element).find(({ localName }) => localName === 'id')?.textContent

function checkGrammar(element: Element, faults: string[]): void {
  const allowed = grammar[element.localName ?? ''] ?? {}
  const children = childrenOf(element)
  for (const child of children) {
    const name = child.localName ?? ''
    if (child.namespaceURI !== namespace) faults.push(`${name} is in no or another namespace`)
    if (allowed[name] === undefined) faults.push(`${element.localName} holds ${name}`)
    if (dates.has(name) && !date.test(child.textContent ?? '')) faults.push(`${name}: ${child.textContent}`)
    if (name === 'id' && !URL.canParse(child.textContent ?? '')) faults.push(`id: ${child.textContent}`)
    if (name === 'author') checkGrammar(child, faults)
    if (name === 'category' && !child.getAttribute('term')) faults.push('category without term')
  }
  for (const [name, often] of Object.entries(allowed)) {
    const count = children.filter(({ localName }) => localName === name).length
    if ((often === '1' && count !== 1) || (often === '?' && count > 1))
      faults.push(`${element.localName} holds ${count} ${name}`)
  }
}

function checkLinks(element: Element, faults: string[]): void {
  const children = childrenOf(element)
  const links = children.filter(({ localName }) => localName === 'link')
  for (const link of links)
    if (!URL.canParse(link.getAttribute('href') ?? '')) faults.push(`link to ${link.getAttribute('href')}`)
  const alternates = links.filter((link) => (link.getAttribute('rel') ?? 'alternate') === 'alternate')
  const kinds = alternates.map((link) => `${link.getAttribute('type')} ${link.getAttribute('hreflang')}`)
  if (new Set(kinds).size !== kinds.length) faults.push('two alternate links of one type and language')
  if (element.localName !== 'entry') return
  const content = children.some(({ localName }) => localName === 'content')
  if (!content && alternates.length === 0) faults.push('an entry has neither content nor an alternate link')
}
