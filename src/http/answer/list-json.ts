import type { ArticleList, TagCount } from '../../store/store.ts'
import { tagPath, withPublicPathsIn } from '../public-address.ts'
import { only } from '../request/fields.ts'

type Item = ArticleList['items'][number]

const comma = Buffer.from(',')

/** One summary as it is sent: ready-made, with its snippet behind, or cut down to some of its members. */
function itemJson({ json: stored, snippet }: Item, fields: readonly string[] | undefined): Buffer {
  const json = withPublicPathsIn(stored)
  const more = snippet === undefined ? {} : { snippet }
  if (fields !== undefined)
    return Buffer.from(JSON.stringify(only({ ...JSON.parse(json.toString()), ...more }, fields)))
  if (snippet === undefined) return json
  return Buffer.concat([json.subarray(0, -1), Buffer.from(`,${JSON.stringify(more).slice(1)}`)])
}

/**
 * @param before members that stand before the items; @param after members behind them
 * @returns a list as it is sent, its items' bytes as they are stored
 */
export function listJson(
  items: readonly Item[],
  after: object,
  { before = {}, fields }: { before?: object; fields?: readonly string[] } = {},
): Buffer {
  const head = JSON.stringify(before).slice(0, -1)
  return Buffer.concat([
    Buffer.from(`${head}${head === '{' ? '' : ','}"items":[`),
    ...items.flatMap((item, index) => {
      const json = itemJson(item, fields)
      return index === 0 ? [json] : [comma, json]
    }),
    Buffer.from(`],${JSON.stringify(after).slice(1)}`),
  ])
}

export const withHref = ({ tag, count }: TagCount) => ({ tag, count, href: tagPath(tag) })
