const types: Record<string, string> = {
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
}
const segmentsKept = 3

/** @returns the media type of a page's file by the end of its name; null for a file that is no page */
export function mediaTypeOf(path: string): string | null {
  return types[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? null
}

/** @returns a path's last segments, which is where mirrors name channel and article */
export function pathHint(path: string): string {
  return path.split(/[\\/]/).slice(-segmentsKept).join('/')
}
