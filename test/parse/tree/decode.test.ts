import iconv from 'iconv-lite'
import t from 'tap'
import { decode, repairDoubleEncoding } from '../../../src/parse/tree/decode.ts'

const simplified = '<p>市政府昨天宣布，新的图书馆将在明年春天向公众开放，市民可以免费借阅。</p>'
const traditional = '<p>市政府昨天宣布，新的圖書館將在明年春天向公眾開放，市民可以免費借閱。</p>'
const japanese = '<p>市は昨日、新しい図書館を来年の春に開館すると発表しました。誰でも利用できます。</p>'
const korean = '<p>시는 어제 새 도서관을 내년 봄에 개관한다고 발표했다. 누구나 이용할 수 있다.</p>'
const russian =
  '<p>Вчера город объявил, что новая библиотека откроется весной будущего года для всех жителей.</p>'
const german =
  '<p>Die Stadt eröffnet im Frühjahr eine Bücherei für Schüler, Väter und Mütter, größer als die alte.</p>'
const polish =
  '<p>Miasto ogłosiło wczoraj, że nową bibliotekę otworzy wiosną; żółte ściany już stoją. Będzie też świetlica.</p>'

t.test('detects what is not declared', async (t) => {
  for (const [text, encoding] of [
    [simplified, 'gb18030'],
    [traditional, 'big5'],
    [japanese, 'shift_jis'],
    [japanese, 'euc-jp'],
    [korean, 'euc-kr'],
    [russian, 'windows-1251'],
    [russian, 'koi8-r'],
    [german, 'windows-1252'],
    [polish, 'iso-8859-2'],
    ['<p>新馆开放</p>', 'gb18030'],
    ['<p>新館開放</p>', 'big5'],
    [german, 'utf-8'],
    ['<p>plain</p>', 'utf-8'],
  ] as const) {
    const decoded = decode(iconv.encode(text, encoding), 'text/html')
    t.same(decoded, { text, encoding }, `${encoding}: ${text.slice(3, 12)}`)
  }
})

t.test(
  'believes mark, content type, declaration, in this order, unless the bytes speak against it',
  async (t) => {
    const meta = (charset: string, text: string) => `<html><head><meta charset="${charset}"></head>${text}`
    const rows: [name: string, bytes: Buffer, contentType: string, encoding: string, text: string][] = [
      [
        'mark',
        iconv.encode(simplified, 'utf-8', { addBOM: true }),
        'text/html; charset=gb2312',
        'utf-8',
        simplified,
      ],
      ['mark, UTF-16', iconv.encode(german, 'utf-16le', { addBOM: true }), 'text/html', 'utf-16le', german],
      ['no mark, UTF-16', iconv.encode(german, 'utf-16be'), 'text/html', 'utf-16be', german],
      [
        'content type',
        iconv.encode(meta('utf-8', simplified), 'gb18030'),
        'text/html;charset="GB2312"',
        'gb18030',
        meta('utf-8', simplified),
      ],
      [
        'declaration',
        iconv.encode(meta('Big5', traditional), 'big5'),
        'text/html',
        'big5',
        meta('Big5', traditional),
      ],
      [
        'http-equiv',
        iconv.encode(`<meta http-equiv=Content-Type content="text/html; charset=gbk">${simplified}`, 'gbk'),
        'text/html',
        'gb18030',
        `<meta http-equiv=Content-Type content="text/html; charset=gbk">${simplified}`,
      ],
      [
        'XML',
        iconv.encode(`<?xml version="1.0" encoding="windows-1251"?>${russian}`, 'windows-1251'),
        'application/xhtml+xml',
        'windows-1251',
        `<?xml version="1.0" encoding="windows-1251"?>${russian}`,
      ],
      [
        'stored anew as UTF-8',
        Buffer.from(meta('gb2312', simplified)),
        'text/html',
        'utf-8',
        meta('gb2312', simplified),
      ],
      [
        'wrong content type',
        iconv.encode(simplified, 'gb18030'),
        'text/html; charset=utf-8',
        'gb18030',
        simplified,
      ],
      ['unknown label', Buffer.from(german), 'text/html; charset=klingon', 'utf-8', german],
      [
        'HKSCS',
        iconv.encode('<meta charset=big5><p>碁嗰</p>', 'big5'),
        'text/html',
        'big5',
        '<meta charset=big5><p>碁嗰</p>',
      ],
    ]
    for (const [name, bytes, contentType, encoding, text] of rows)
      t.same(decode(bytes, contentType), { text, encoding }, name)
  },
)

t.test('a page cut inside a character stays what it was', async (t) => {
  const { text, encoding } = decode(Buffer.from(simplified).subarray(0, 40), 'text/html')
  t.equal(encoding, 'utf-8')
  t.match(text, /^<p>市政府昨天宣布，新/)
})

t.test('never throws, whatever the bytes', async (t) => {
  let seed = 7
  const next = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed
  }
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from({ length: next() % 400 }, () => next() >> 7)
    t.type(decode(bytes, 'text/html').text, 'string')
  }
})

/** UTF-8 read as Latin-1, or as browsers read what calls itself Latin-1. */
const broken = (text: string, encoding = 'latin1') =>
  encoding === 'latin1'
    ? Buffer.from(text).toString('latin1')
    : new TextDecoder(encoding).decode(Buffer.from(text))

t.test('undoes double encoding where it is proved', async (t) => {
  for (const [given, expected] of [
    [broken('市政府昨天宣布'), '市政府昨天宣布'],
    [`题目 ${broken('新的图书馆')}，正确`, '题目 新的图书馆，正确'],
    [broken('于2018年9月开放'), '于2018年9月开放'],
    [broken('the city’s “new” library', 'windows-1252'), 'the city’s “new” library'],
    [broken('Новая библиотека', 'windows-1252'), 'Новая библиотека'],
    [broken('cafés', 'windows-1252'), 'cafés'],
    [broken(broken('图书馆')), '图书馆'],
  ] as const)
    t.equal(repairDoubleEncoding(given), expected, given)
})

t.test('leaves everything else as it is', async (t) => {
  for (const text of [
    simplified,
    russian,
    german,
    '«CAFÉ» À«B» 5 Â° NÃO SÃO ÎLE Ðe',
    'été, naïve, Straße, château',
    '一名×××等等',
    'Äpfel … „Öl“ – ß',
    '',
  ])
    t.equal(repairDoubleEncoding(text), text)
})

const greek =
  '<p>Η επέκταση της δεξαμενής άρχισε τη Δευτέρα και θα διαρκέσει τρία χρόνια, ανακοίνωσε ο δήμος.</p>'
const hebrew = '<p>העבודות להרחבת המאגר החלו ביום שני וצפויות להימשך שלוש שנים, כך נמסר מהעירייה.</p>'
const arabic =
  '<p>بدأ العمل في توسيع الخزان يوم الاثنين ومن المتوقع أن يستغرق ثلاث سنوات، حسبما ذكرت المدينة.</p>'
const thai = '<p>งานขยายอ่างเก็บน้ำเริ่มขึ้นในวันจันทร์และคาดว่าจะใช้เวลาสามปี เมืองกล่าวในแถลงการณ์</p>'
const french =
  '<p>Les travaux ont débuté lundi à la préfecture; « ils dureront trois années », a déclaré l’élue.</p>'

t.test('passes over a declaration that the bytes contradict, and over no other', async (t) => {
  const rows: [text: string, written: string, declared: string, encoding: string][] = [
    [traditional, 'big5', 'gb2312', 'big5'],
    [traditional, 'big5', 'shift_jis', 'big5'],
    [simplified, 'gb18030', 'big5', 'gb18030'],
    [simplified, 'gb18030', 'windows-1252', 'gb18030'],
    [japanese, 'euc-jp', 'gb2312', 'euc-jp'],
    [japanese, 'shift_jis', 'windows-1252', 'shift_jis'],
    [korean, 'euc-kr', 'gb2312', 'euc-kr'],
    [korean, 'euc-kr', 'windows-1252', 'euc-kr'],
    [russian, 'windows-1251', 'iso-8859-1', 'windows-1251'],
    [russian, 'koi8-r', 'windows-1251', 'koi8-r'],
    [arabic, 'windows-1256', 'iso-8859-1', 'windows-1256'],
    // What is declared rightly stays, in the spelling of the standard.
    [traditional, 'gb18030', 'gb2312', 'gb18030'],
    [simplified, 'gb18030', 'gb2312', 'gb18030'],
    [traditional, 'big5', 'big5', 'big5'],
    [japanese, 'euc-jp', 'euc-jp', 'euc-jp'],
    [korean, 'euc-kr', 'ks_c_5601-1987', 'euc-kr'],
    [russian, 'windows-1251', 'windows-1251', 'windows-1251'],
    [russian, 'iso-8859-5', 'iso-8859-5', 'iso-8859-5'],
    [greek, 'windows-1253', 'windows-1253', 'windows-1253'],
    [hebrew, 'windows-1255', 'windows-1255', 'windows-1255'],
    [arabic, 'windows-1256', 'windows-1256', 'windows-1256'],
    [thai, 'windows-874', 'tis-620', 'windows-874'],
    [french, 'windows-1252', 'iso-8859-1', 'windows-1252'],
    [german, 'windows-1252', 'windows-1252', 'windows-1252'],
    [polish, 'iso-8859-2', 'iso-8859-2', 'iso-8859-2'],
    ['<p>新館開放</p>', 'big5', 'big5', 'big5'],
  ]
  for (const [text, written, declared, encoding] of rows)
    for (const [where, page, contentType] of [
      ['meta', `<meta charset="${declared}">${text}`, 'text/html'],
      ['content type', text, `text/html; charset=${declared}`],
    ] as const)
      t.same(
        decode(iconv.encode(page, written), contentType),
        { text: page, encoding },
        `${written} declared ${declared} (${where}): ${text.slice(3, 12)}`,
      )
})

t.test('reads ISO-2022-JP, declared or not', async (t) => {
  const title = Buffer.from('\x1b$B2O@>%@%`$N3HD%9);v;O$^$k\x1b(B', 'latin1')
  for (const head of ['<meta charset="iso-2022-jp"><p>', '<p>', '<meta charset="utf-8"><p>'])
    t.same(
      decode(Buffer.concat([Buffer.from(head), title]), 'text/html'),
      { text: `${head}河西ダムの拡張工事始まる`, encoding: 'iso-2022-jp' },
      head,
    )
  const terminal = '<pre>\x1b[31mred\x1b[0m</pre>'
  t.same(
    decode(Buffer.from(terminal), 'text/html'),
    { text: terminal, encoding: 'utf-8' },
    'colours of a terminal',
  )
})

t.test('reads UTF-16 without a mark, however little of it is markup', async (t) => {
  const long = `<p>${'市政府昨天宣布，新的图书馆将在明年春天向公众开放，'.repeat(40)}</p><p>一二</p>`
  for (const encoding of ['utf-16le', 'utf-16be'] as const)
    for (const text of [
      `<title>${'河西水库扩建工程动工'.repeat(4)}</title>${simplified}`,
      japanese,
      russian,
      `${'<p>a</p>'.repeat(40)}${long}`,
    ])
      t.same(
        decode(iconv.encode(text, encoding), 'text/html'),
        { text, encoding },
        `${encoding}: ${text.slice(0, 20)}`,
      )
})
