import type { Fault } from '../store.ts'
import type { ObjectItem, ObjectPlace, ObjectRows, Swept } from './objects.ts'
import type { PageObjects } from './pages.ts'

/** An object gets its rows within the time that a transaction may take; milliseconds. */
const youngest = 24 * 60 * 60_000

const isOld = ({ modifiedAt }: ObjectItem): boolean => Date.now() - modifiedAt > youngest

type Looked = { item: ObjectItem; places: ObjectPlace[] }

/** @returns the archive's own folder and, if asked for, those of archives whose restored backup it is */
async function foldersOf(rows: ObjectRows, withFormer: boolean): Promise<Set<string>> {
  const folders = new Set([await rows.archiveId()])
  const folderOf = (object: string) => object.slice(0, object.indexOf('/'))
  // '0' follows '/'.
  for (let object = withFormer ? await rows.objectAfter('') : null; object !== null; ) {
    folders.add(folderOf(object))
    object = await rows.objectAfter(`${folderOf(object)}0`)
  }
  return folders
}

/** @yields every object in the folders, with the pages that live in it */
async function* objectsOf(
  pages: PageObjects,
  rows: ObjectRows,
  withFormer: boolean,
): AsyncGenerator<Looked, void, void> {
  for (const folder of await foldersOf(rows, withFormer))
    for await (const items of pages.storage.list(folder)) {
      const places = Map.groupBy(await rows.placesIn(items.map(({ key }) => key)), ({ object }) => object)
      for (const item of items) yield { item, places: places.get(item.key) ?? [] }
    }
}

/**
 * Removes objects without rows, if they are older than a day, and the pages of deleted articles out of all others.
 * @param withFormer also the objects of the archive whose restored backup this one is
 */
export async function sweep(pages: PageObjects, rows: ObjectRows, withFormer: boolean): Promise<Swept> {
  const swept = { objects: 0, removed: 0, rewritten: 0 }
  for await (const { item, places } of objectsOf(pages, rows, withFormer)) {
    swept.objects++
    const living = places.reduce((sum, { length }) => sum + length, 0)
    if (places.length === 0 ? !isOld(item) : living === item.size) continue
    if (places.length > 0) {
      const bytes = await pages.storage.get(item.key, 0, item.size)
      const pieces = places.map(({ offset, length }) => bytes.subarray(offset, offset + length))
      const moved = await pages.putBytes(await rows.archiveId(), pieces)
      await rows.move(places.map((from, index) => ({ from, to: moved[index] as ObjectPlace })))
      swept.rewritten++
    } else swept.removed++
    await pages.storage.remove(item.key)
  }
  return swept
}

/** @yields a fault for each object without rows that a sweep would remove; pages without bytes are found with their articles */
export async function* objectFaults(pages: PageObjects, rows: ObjectRows): AsyncGenerator<Fault, void, void> {
  if (!pages.isUsed) return
  for await (const { item, places } of objectsOf(pages, rows, false)) {
    if (places.length === 0 && isOld(item)) {
      yield { where: item.key, what: 'is an object without a page; broadsheet sweep removes it' }
    }
  }
}
