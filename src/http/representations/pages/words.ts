/** Every word of the pages' interface. A further language is a further table of these names. */
export const words = {
  skip: 'Skip to the content',
  site: 'Archive',
  articles: 'Articles',
  tags: 'Tags',
  sources: 'Sources',
  docs: 'API',
  search: 'Search',
  searchField: 'Words to find',
  filter: 'Filter',
  apply: 'Show',
  anySource: 'Any source',
  source: 'Source',
  tag: 'Tag',
  credit: 'Person or outlet in the byline',
  language: 'Language',
  from: 'From',
  to: 'To',
  sort: 'Order',
  newest: 'Newest first',
  oldest: 'Oldest first',
  relevance: 'Most relevant first',
  count: 'Most used first',
  name: 'By name',
  chosen: 'Chosen filters',
  remove: 'Remove',
  counts: 'Counts in this list',
  year: 'Year',
  untitled: 'Untitled',
  undated: 'undated',
  results: 'Results',
  nothing: 'No article fits all of these filters.',
  loosen: 'Without one of them:',
  empty: 'The archive is empty. Fill it with broadsheet import PATH or POST /articles.',
  next: 'Next page',
  first: 'First page',
  pages: 'Pages of the list',
  forms: 'This list as',
  related: 'Related tags',
  aliases: 'Merged into this tag',
  tagPart: "Part of the tag's name",
  noTags: 'No tag fits.',
  noSources: 'No article names a source yet.',
  channels: 'Channels',
  span: 'Published',
} as const

const number = new Intl.NumberFormat('en')

/** @returns `1,234 articles` */
export const articlesIn = (count: number): string =>
  `${number.format(count)} ${count === 1 ? 'article' : 'articles'}`

export const written = (count: number): string => number.format(count)
