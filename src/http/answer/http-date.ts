/** As `Date.toISOString` writes the years from 0 to 9999: in UTC, each figure in its place. */
const isWrittenByDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The day that was written last, of many that are the same. */
let lastDay = ''
let lastDayText = ''

/**
 * Writes a time for a header (IMF-fixdate, RFC 9110, 5.6.7). The day is taken from what was written before where it is
 * the same, as it mostly is: that takes a tenth of a Date's time.
 *
 * @param time RFC 3339
 */
export function httpDate(time: string): string {
  if (!isWrittenByDate.test(time)) return new Date(time).toUTCString()
  const day = time.slice(0, 10)
  if (day !== lastDay) {
    lastDayText = new Date(time).toUTCString().slice(0, 16)
    lastDay = day
  }
  return `${lastDayText} ${time.slice(11, 19)} GMT`
}
