/**
 * @param time RFC 3339
 * @returns the time as a header field has it (IMF-fixdate, RFC 9110, 5.6.7)
 */
export const httpDate = (time: string): string => new Date(time).toUTCString()
