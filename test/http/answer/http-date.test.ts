import t from 'tap'
import { httpDate } from '../../../src/http/answer/http-date.ts'

t.test('a time is written as RFC 9110 has it, whatever was written before', async (t) => {
  t.equal(httpDate('1994-11-06T08:49:37.000Z'), 'Sun, 06 Nov 1994 08:49:37 GMT')
  const times = [
    '1994-11-06T23:59:59.999Z',
    '1994-11-07T00:00:00.000Z',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.000Z',
    '2024-02-29T12:00:00.500Z',
    '2024-02-29T12:00:01Z',
    '2024-02-29T12:00Z',
    '2024-02-29T23:30:00-05:00',
    '2024-02-29T23:30:00.000+08:00',
    '+010000-01-01T00:00:00.000Z',
  ]
  for (const time of [...times, ...times.toReversed()]) t.equal(httpDate(time), new Date(time).toUTCString())
})
