import type { Operation } from './operation.ts'
import { archiveOperations } from './routes/archive.ts'
import { articleOperations } from './routes/articles.ts'
import { changeOperations } from './routes/changes.ts'
import { dayOperations } from './routes/days.ts'
import { docsOperations } from './routes/docs.ts'
import { exportOperations } from './routes/export.ts'
import { feedOperations } from './routes/feeds.ts'
import { healthOperations } from './routes/health.ts'
import { homeOperations } from './routes/home.ts'
import { mcpOperations } from './routes/mcp.ts'
import { reparseOperations } from './routes/reparse.ts'
import { revisionOperations } from './routes/revisions.ts'
import { tagOperations } from './routes/tags.ts'
import { timeMapOperations } from './routes/timemap.ts'
import { tryOperations } from './routes/try.ts'

/** All that the API can do, in the order of its description. */
export const operations: readonly Operation[] = [
  ...articleOperations,
  ...revisionOperations,
  ...timeMapOperations,
  ...tryOperations,
  ...tagOperations,
  ...archiveOperations,
  ...dayOperations,
  ...exportOperations,
  ...reparseOperations,
  ...changeOperations,
  ...feedOperations,
  ...healthOperations,
  ...docsOperations,
  ...homeOperations,
  ...mcpOperations,
]
