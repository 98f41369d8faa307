/**
 * Copies the database at `path` into a new file, from one snapshot, while others read and write it. The copy gets
 * its name when it is whole.
 */
export declare function backupDatabase(
  path: string,
  target: string,
  onProgress?: (done: number, total: number) => void,
): Promise<void>
