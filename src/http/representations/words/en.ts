/**
 * The words of the pages' interface in English. A further language is a further table of these names. Functions take
 * numbers that are written already, and the number itself where a word depends on it.
 */
export const en = {
  // Around every page
  skip: 'Skip to the content',
  site: 'Archive',
  languages: 'Language of the interface',
  about: 'A news archive served by Broadsheet',
  articles: 'Articles',
  tags: 'Tags',
  sources: 'Sources',
  days: 'Days',
  desk: 'Desk',
  docs: 'API',
  search: 'Search',
  searchField: 'Words to find',
  forms: 'This page as',
  next: 'Next page',
  first: 'First page',
  pages: 'Pages of the list',

  // The list
  filter: 'Filter',
  show: 'Show',
  any: 'any',
  source: 'Source',
  tag: 'Tag',
  anyTag: 'Any of these tags',
  notTag: 'Without the tag',
  credit: 'Person or outlet in the byline',
  language: 'Language',
  from: 'From',
  to: 'To',
  year: 'Year',
  month: 'Month',
  section: 'Section',
  missing: 'Missing field',
  warning: 'Warning',
  sort: 'Order',
  newest: 'Newest first',
  oldest: 'Oldest first',
  relevance: 'Most relevant first',
  chosen: 'Chosen filters',
  remove: 'Remove',
  counts: 'Counts in this list',
  untitled: 'Untitled',
  undated: 'undated',
  results: 'Results',
  articleCount: (count: string, number: number): string =>
    `${count} ${number === 1 ? 'article' : 'articles'}`,
  nothing: 'No article fits all of these filters.',
  loosen: 'Without one of them:',
  empty: 'The archive is empty.',
  fill: 'Fill it from the command line, or send it pages:',

  // Curves
  curve: 'Articles a month',
  curveOfShare: 'Share of all articles of the month',
  asNumbers: 'The numbers of this plot',
  asCount: 'As a number',
  asShare: 'As a share',
  compare: 'Compare with other words',
  compareField: 'Words to compare with',
  thisList: 'This list',
  all: 'All articles',

  // Front
  front: 'Front page',
  newestArticles: 'Newest articles',
  allArticles: 'All articles',
  rising: 'Tags that rose lately',
  allTags: 'All tags',
  allSources: 'All sources',
  wholeArchive: 'The whole archive',

  // Tags and sources
  count: 'Most used first',
  name: 'By name',
  related: 'Related tags',
  coCredits: 'Names in the bylines',
  aliases: 'Merged into this tag',
  tagPart: "Part of the tag's name",
  noTags: 'No tag fits.',
  noSources: 'No article names a source yet.',
  channels: 'Channels',
  span: 'Published',

  // Days
  years: 'Years',
  noDays: 'No article has a date yet.',
  previous: 'Earlier',
  following: 'Later',
  weekdays: 'Mon Tue Wed Thu Fri Sat Sun',

  // The keeper's desk
  totals: 'Totals',
  deleted: 'Deleted articles',
  revisions: 'Versions of pages',
  storeSize: 'Store on disk',
  rawSize: 'Pages as they came',
  imports: 'Days of import',
  day: 'Day',
  pagesTaken: 'Pages',
  newArticles: 'New articles',
  failures: 'Refused pages by reason',
  noFailures: 'No page was refused.',
  reason: 'Reason',
  missingBySource: 'Missing fields by source',
  warningsBySource: 'Warnings by source',
  noSource: 'No known source',
  none: 'None.',
  largestSources: 'Largest sources',

  // Problems
  problem: 'This did not work',
  problemNotFound: 'Nothing is here',
  problemGone: 'This article was deleted',
  problemRequest: 'The address asks for something that there is not',
  problemBusy: 'The archive is busy; try again in a moment',
  problemReason: 'The reason',
  wayBack: 'You can go on from here:',
}

/** The words of the pages' interface in one language. */
export type Words = typeof en
