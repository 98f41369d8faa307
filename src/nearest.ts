/**
 * The name that was probably meant, for a refusal to offer.
 *
 * @returns the name that fewest edits (a letter put in, left out, changed, or swapped with its neighbour) turn a
 *   mistyped one into; nothing where none is near
 */
export function nearestName(mistyped: string, names: Iterable<string>): string | undefined {
  const wanted = mistyped.slice(0, 64).toLowerCase()
  let nearest: string | undefined
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const edits = editsBetween(wanted, name.toLowerCase())
    if (edits < fewest) [nearest, fewest] = [name, edits]
  }
  return nearest
}

/** Optimal string alignment distance. */
function editsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const differs = a[row - 1] === b[column - 1] ? 0 : 1
      let edits = Math.min(line[column - 1]! + 1, above[column]! + 1, above[column - 1]! + differs)
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        edits = Math.min(edits, before[column - 2]! + 1)
      line.push(edits)
    }
    before = above
    above = line
  }
  return above[b.length]!
}
