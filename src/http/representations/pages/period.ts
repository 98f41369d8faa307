/**
 * @param period a year (2022), a month (2022-08) or a day
 * @returns its first and last day
 */
export function daysOf(period: string): { from: string; to: string } {
  const [year = '', month, day] = period.split('-')
  if (day !== undefined) return { from: period, to: period }
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const last = new Date(0)
  last.setUTCFullYear(Number(year), Number(month), 0)
  return { from: `${period}-01`, to: `${period}-${last.getUTCDate()}` }
}
