import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

/** Pages copied before others are let in: a part of a millisecond. */
const pagesAtOnce = 64

/**
 * Copies the database at `path` into a new file, from one snapshot, while others read and write it: what is committed
 * after the start is not in the copy, nothing is half in it. The copy gets its name when it is whole and on the disk;
 * a file of that name is replaced.
 * @param onProgress is told how many pages of the file are done, of how many
 * @throws SqliteError, or the file system's error; no part of a copy is left then
 */
export async function backupDatabase(
  path: string,
  target: string,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const part = `${target}.${process.pid}.part`
  const source = new Database(path, { readonly: true, fileMustExist: true })
  try {
    // Without an open transaction each step reads the newest state, and starts again when it has changed.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await source.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress?.(totalPages - remainingPages, totalPages)
        return pagesAtOnce
      },
    })
    await rename(part, target)
    await syncFolder(dirname(target))
  } finally {
    source.close()
    await rm(part, { force: true })
  }
}

/** Makes the new name durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
