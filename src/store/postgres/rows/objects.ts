import type { ObjectPlace, ObjectRows } from '../../objects/objects.ts'
import { objectColumns } from '../../objects/pages.ts'
import type { Connection } from '../connection.ts'
import type { Writer } from '../writer.ts'

/** @param read reads the primary; @param writer null for a store that is only read */
export function objectRows(
  read: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>,
  writer: Writer | null,
): ObjectRows {
  return {
    archiveId: async () =>
      (await read((connection) => connection.value<string>('SELECT archive_id FROM state'))) as string,
    lives: async (object) => {
      const sql = 'SELECT EXISTS (SELECT FROM revisions WHERE object = $1)'
      return (await read((connection) => connection.value<boolean>(sql, object))) === true
    },
    objectAfter: (text) =>
      read(async (connection) => {
        const sql = 'SELECT object FROM revisions WHERE object > $1 ORDER BY object LIMIT 1'
        return (await connection.value<string>(sql, text)) ?? null
      }),
    placesIn: (objects) =>
      read((connection) => {
        const sql = `SELECT ${objectColumns} FROM revisions WHERE object = ANY($1) 
          ORDER BY object, object_offset, object_length`
        return connection.rows<ObjectPlace>(sql, objects)
      }),
    async move(moves) {
      await writer?.write([], async (transaction) => {
        // A replica that is behind still has the old places.
        transaction.isChanged = true
        await transaction.connection.run(
          `UPDATE revisions SET object = other, object_offset = place
           FROM unnest($1::text[], $2::integer[], $3::text[], $4::integer[]) AS moved (was, began, other, place)
           WHERE object = was AND object_offset = began`,
          moves.map(({ from }) => from.object),
          moves.map(({ from }) => from.offset),
          moves.map(({ to }) => to.object),
          moves.map(({ to }) => to.offset),
        )
      })
    },
  }
}
