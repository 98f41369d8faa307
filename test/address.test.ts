import t from 'tap'
import { canonicalUrl, comparableUrl, decoded, hostOf } from '../src/address.ts'

t.test('canonicalUrl', async (t) => {
  const rows: [url: string, canonical: string | null][] = [
    ['http://www.ntdtv.com/gb/1.html', 'https://www.ntdtv.com/gb/1.html'],
    ['https://News.Example/a#top', 'https://news.example/a'],
    ['https://news.example/a?utm_source=x&id=7&UTM_medium=y', 'https://news.example/a?id=7'],
    ['https://news.example/a?spm=1.2&from=feed', 'https://news.example/a'],
    ['https://news.example/a?fromage=brie&utm=1', 'https://news.example/a?fromage=brie&utm=1'],
    ['https://news.example/a?b=%E4%B8%AD&b=2', 'https://news.example/a?b=%E4%B8%AD&b=2'],
    ['https://news.example/a?f%72om=x', 'https://news.example/a'],
    ['https://user:secret@news.example/a', 'https://news.example/a'],
    ['http://news.example:80/a', 'https://news.example/a'],
    ['https://news.example:8443/a', 'https://news.example:8443/a'],
    ['https://news.example', 'https://news.example/'],
    ['ftp://news.example/a', null],
    ['javascript:alert(1)', null],
    ['/gb/1.html', null],
    ['', null],
  ]
  for (const [url, canonical] of rows) {
    t.equal(canonicalUrl(url), canonical, url)
    if (canonical !== null) t.equal(canonicalUrl(canonical), canonical, `${canonical} is its own form`)
  }
})

t.test('comparableUrl', async (t) => {
  const same: [url: string, other: string][] = [
    ['https://news.example/%e4%b8%ad', 'https://news.example/中'],
    ['https://news.example/%7Ejoe/%61', 'HTTP://NEWS.example:80/~joe/a'],
    ['https://news.example/a/./b/%2e%2e/c', 'https://news.example/a/c'],
    ['https://news.example/?q=%c3%a9', 'https://news.example/?q=%C3%A9'],
  ]
  for (const [url, other] of same) t.equal(comparableUrl(url), comparableUrl(other), url)
  const different: [url: string, other: string][] = [
    ['https://news.example/a%2Fb', 'https://news.example/a/b'],
    ['https://news.example/?a%26b', 'https://news.example/?a&b'],
    ['https://news.example/A', 'https://news.example/a'],
    ['https://news.example/%2561', 'https://news.example/%61'],
    ['https://news.example/100%', 'https://news.example/100%25'],
  ]
  for (const [url, other] of different) t.not(comparableUrl(url), comparableUrl(other), url)
  t.equal(comparableUrl('no address'), null)
})

t.test('hostOf', async (t) => {
  t.equal(hostOf('https://WWW.Example.com./x'), 'example.com')
  t.equal(hostOf('https://cn.reuters.com/x'), 'cn.reuters.com')
  t.equal(hostOf('no address'), null)
})

t.test('decoded', async (t) => {
  t.equal(decoded('%E4%B8%AD'), '中')
  t.equal(decoded('100%'), '100%')
})
