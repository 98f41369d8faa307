/**
 * Finds the name that a mistyped one probably stands for, so that an error message can suggest it.
 *
 * @param mistyped a name as the user wrote it; only its first 64 characters are compared, without regard to case
 * @returns the name with the smallest edit distance (insertions, deletions, substitutions, swaps of neighbours);
 *   undefined if every name is further away than a third of the length
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

/** @returns the optimal string alignment distance of two strings */
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
