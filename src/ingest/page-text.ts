import type { Page } from '../page.ts'
import { decode } from '../parse/tree/decode.ts'

/** @returns the source of a page as text, whatever charset it came in */
export const textOfPage = ({ bytes, contentType }: Pick<Page, 'bytes' | 'contentType'>): string =>
  decode(bytes, contentType).text
