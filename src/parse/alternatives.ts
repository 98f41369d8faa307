/** @returns a piece of a pattern that matches any of these: the wordings of several languages, one line each */
export const alternatives = (...languages: string[]): string => languages.join('|')
