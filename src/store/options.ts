import type { Synchronous } from '../config.ts'
import type { ExportDeadlines } from './export-snapshot.ts'
import type { ObjectStorage } from './objects/objects.ts'

/**
 * - `write`: to read and write; a database that is missing is created, its schema brought up to date
 * - `existing`: the same for a database that must exist
 * - `read`: only to read a database that must exist; nothing is created or migrated
 * - `read if write fails`: as `write`, or as `read` if the database cannot be written
 */
export type Access = 'write' | 'existing' | 'read' | 'read if write fails'

export type OpenOptions = {
  access?: Access
  /** The address of servers that follow the database's, to be read where they are at most `lag` milliseconds behind. */
  replicas?: { address: string; lag: number } | undefined
  /** Where it is not given, the server's own setting holds. */
  synchronous?: Synchronous | undefined
  /** Is told how far the database of an older version is brought up to date: articles done, of how many. */
  onProgress?: ((done: number, total: number) => void) | undefined
  /**
   * The object storage that new raw pages go to, s3://BUCKET/PREFIX, and the environment that has its region, endpoint and
   * credentials (AWS_…).
   */
  pages?: { address: string; environment: Readonly<Record<string, string | undefined>> } | undefined
  /** How long exports may hold a snapshot. */
  exportDeadlines?: ExportDeadlines | undefined
}

/** The options of an engine. */
export type EngineOptions = Omit<OpenOptions, 'pages'> & { objects?: ObjectStorage | null }
