import t from 'tap'
import { nearestName } from '../../src/ingest/nearest-name.ts'

t.test('the nearest name, or none', async (t) => {
  const names = ['source', 'channel', 'sort', 'limit', 'q']
  const rows: [mistyped: string, nearest: string | undefined][] = [
    ['souce', 'source'],
    ['Source', 'source'],
    ['chanel', 'channel'],
    ['cahnnel', 'channel'],
    ['sorts', 'sort'],
    ['soruce', 'source'],
    ['database', undefined],
    ['', 'q'],
    ['x'.repeat(100_000), undefined],
  ]
  for (const [mistyped, nearest] of rows)
    t.equal(nearestName(mistyped, names), nearest, mistyped.slice(0, 20))
})
