/** @returns 32 bits of a text of ASCII (FNV-1a), its high bits mixed into the low ones that places are taken from */
export function textHash(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash ^ (hash >>> 15)
}
