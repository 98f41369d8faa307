import t from 'tap'
import { type Slab, Slabs } from '../../../src/store/sqlite/slabs.ts'

function lease(slabs: Slabs, length: number): { slab: Slab; at: number } {
  const slab = slabs.withRoom(length)
  const at = slab.used
  slab.used += length
  slab.leases++
  return { slab, at }
}

t.test('what is given back is used again', async (t) => {
  const slabs = new Slabs()
  const first = lease(slabs, 1000)
  const second = lease(slabs, 1000)
  t.equal(second.slab, first.slab)
  t.equal(second.at, 1000)
  slabs.giveBack(first.slab)
  t.equal(lease(slabs, 1000).at, 2000, 'not while another stands in it')
  slabs.giveBack(first.slab)
  slabs.giveBack(first.slab)
  t.strictSame(lease(slabs, 1000), { slab: first.slab, at: 0 })
})

t.test('a full slab is used again when all of it was given back', async (t) => {
  const slabs = new Slabs()
  const leases = Array.from({ length: 12 }, () => lease(slabs, 20_000))
  const used = new Set(leases.map(({ slab }) => slab))
  t.equal(used.size, 4)
  t.equal(new Set(leases.map(({ slab, at }) => `${[...used].indexOf(slab)} ${at}`)).size, leases.length)
  for (const { slab } of leases) slabs.giveBack(slab)
  t.ok(Array.from({ length: 12 }, () => lease(slabs, 20_000)).every(({ slab }) => used.has(slab)))
})

t.test('what nobody gives back is not used again', async (t) => {
  const slabs = new Slabs()
  const kept = Array.from({ length: 3 }, () => lease(slabs, 20_000))
  const later = Array.from({ length: 9 }, () => lease(slabs, 20_000))
  t.notOk(later.some(({ slab }) => slab === kept[0]?.slab))
})

t.test('what is too large for a slab has its own', async (t) => {
  const slabs = new Slabs()
  const small = lease(slabs, 10)
  const large = lease(slabs, 1_000_000)
  t.equal(large.slab.bytes.length, 1_000_000)
  t.equal(large.at, 0)
  slabs.giveBack(large.slab)
  t.equal(lease(slabs, 10).slab, small.slab)
  t.not(lease(slabs, 1_000_000).slab, large.slab)
})
