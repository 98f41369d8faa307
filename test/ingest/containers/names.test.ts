import iconv from 'iconv-lite'
import t from 'tap'
import { encodingOfNames, Names, nameOfBytes } from '../../../src/ingest/containers/names.ts'

t.test('the encoding of names is that in which they read as words', async (t) => {
  const rows: [encoding: string, names: string[]][] = [
    ['gb18030', ['镇长致辞.html']],
    ['gb18030', ['第一页.html', '下一页.html']],
    ['big5', ['鎮長致辭.html']],
    ['shift_jis', ['町長のあいさつ.html']],
    ['shift_jis', ['ソフト.html', '表紙.html', '予算.html']],
    ['euc-kr', ['도서관 개관.html']],
    ['euc-kr', ['강변.html', '시장.html', '다리 공사.html']],
    ['euc-kr', ['2020년 2월 1일 소식.html']],
    ['cp866', ['Речь мэра.html']],
    ['windows-1251', ['Речь мэра о бюджете.html']],
    ['cp437', ['Für Anfänger.html']],
    ['cp437', ['été à la mer.html', 'señal.html']],
    ['windows-1252', ['Für Anfänger.html']],
  ]
  for (const [encoding, names] of rows) {
    const bytes = names.map((name) => iconv.encode(name, encoding))
    const found = encodingOfNames(bytes)
    t.strictSame(
      bytes.map((name) => nameOfBytes(name, found)),
      names,
      `${names}: ${found}`,
    )
  }
  t.equal(encodingOfNames([Buffer.from('镇长致辞.html')]), 'cp437', 'nothing is guessed from UTF-8')
  t.equal(encodingOfNames([Buffer.alloc(100_000, 0xb0)]), 'cp437', 'nor from a name that is too long')
})

t.test('names that come one after the other', async (t) => {
  const names = new Names()
  const texts = ['도서관 다시 문을 열다', '시장', '다리', 'a', '河边']
  t.strictSame(
    texts.map((text) => names.textOf(text === '河边' ? Buffer.from(text) : iconv.encode(text, 'euc-kr'))),
    texts,
  )
})
