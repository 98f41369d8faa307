import type { ObjectPlace, ObjectRows } from '../../objects/objects.ts'
import { objectColumns } from '../../objects/pages.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'
import { archiveIdOf } from './changes.ts'

/** @param writer null for a store that is only read */
export function objectRows(reader: Reader, writer: Writer | null = null): ObjectRows {
  return {
    archiveId: async () => reader.read(archiveIdOf),
    lives: async (object) =>
      reader.read((connection) => {
        const sql = 'SELECT 1 FROM revisions WHERE object = ? LIMIT 1'
        return connection.values<number>(sql).get(object) !== undefined
      }),
    objectAfter: async (text) =>
      reader.read((connection) => {
        const sql = 'SELECT min(object) FROM revisions WHERE object > ?'
        return connection.values<string | null>(sql).get(text) ?? null
      }),
    placesIn: async (objects) =>
      reader.read((connection) => {
        const sql = `SELECT ${objectColumns} FROM revisions WHERE object = ?
          ORDER BY object_offset, object_length`
        return objects.flatMap((object) => connection.rows<ObjectPlace>(sql).all(object))
      }),
    async move(moves) {
      // biome-ignore lint/correctness/useYield: the rows of an object are one step.
      await writer?.write(function* ({ connection }) {
        const sql = `UPDATE revisions SET object = ?, object_offset = ? WHERE object = ? AND object_offset = ?`
        for (const { from, to } of moves) connection.run(sql, to.object, to.offset, from.object, from.offset)
      })
    },
  }
}
