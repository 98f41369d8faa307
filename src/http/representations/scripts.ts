/** How Chinese is shown: as it is written, in Simplified or in Traditional characters. */
export const scripts = ['original', 'hans', 'hant'] as const
export type Script = (typeof scripts)[number]
