import t from 'tap'
import { labelBefore, labelled } from '../../../../src/parse/fields/date/labels.ts'

/** Lines that give both dates: which text stands with which word. */
const rows: [line: string, published: string | null, updated: string | null][] = [
  ['Updated: May 5, 2024 | Published: May 3, 2024', 'May 3, 2024', 'May 5, 2024'],
  ['Published May 3, 2024 Last modified May 5, 2024', 'May 3, 2024', 'May 5, 2024'],
  ['First published on 3 May 2024, last reviewed on 5 May 2024', '3 May 2024', '5 May 2024'],
  ['Posted by Jane Doe on May 3, 2024', 'May 3, 2024', null],
  ['Aktualisiert: 5. Mai 2024, veröffentlicht: 3. Mai 2024', '3. Mai 2024', '5. Mai 2024'],
  ['Veröffentlicht am 3. Mai 2024, zuletzt am 5. Mai 2024', '3. Mai 2024', '5. Mai 2024'],
  ['Mis à jour le 5 mai 2024 à 10h00 - Publié le 3 mai 2024 à 9h00', '3 mai 2024', '5 mai 2024'],
  ['Actualizado: 5 de mayo de 2024. Publicado: 3 de mayo de 2024', '3 de mayo', '5 de mayo'],
  ['Atualizado em 05/05/2024 Publicado em 03/05/2024', '03/05/2024', '05/05/2024'],
  ['Aggiornato il 5 maggio 2024, pubblicato il 3 maggio 2024', '3 maggio 2024', '5 maggio 2024'],
  ['Gepubliceerd op 3 mei 2024, bijgewerkt op 5 mei 2024', '3 mei 2024', '5 mei 2024'],
  ['Aktualizacja: 5.05.2024 Publikacja: 3.05.2024', '3.05.2024', '5.05.2024'],
  ['Publikováno: 3. 5. 2024 Aktualizováno: 5. 5. 2024', '3. 5. 2024', '5. 5. 2024'],
  ['Обновлено: 5 мая 2024, опубликовано: 3 мая 2024', '3 мая 2024', '5 мая 2024'],
  ['Опубліковано 3 травня 2024, оновлено 5 травня 2024', '3 травня 2024', '5 травня 2024'],
  ['Güncelleme: 05.05.2024 Yayınlanma: 03.05.2024', '03.05.2024', '05.05.2024'],
  ['تاريخ النشر: 3 مايو 2024 آخر تحديث: 5 مايو 2024', '3 مايو 2024', '5 مايو 2024'],
  ['آخر تحديث: 5 مايو 2024 نُشر: 3 مايو 2024', '3 مايو 2024', '5 مايو 2024'],
  ['تاریخ انتشار: ۳ مه ۲۰۲۴ به‌روزرسانی: ۵ مه ۲۰۲۴', '۳ مه ۲۰۲۴', '۵ مه ۲۰۲۴'],
  ['פורסם: 03.05.2024 עודכן: 05.05.2024', '03.05.2024', '05.05.2024'],
  ['เผยแพร่ 3 พ.ค. 2567 ปรับปรุง 5 พ.ค. 2567', '3 พ.ค. 2567', '5 พ.ค. 2567'],
  ['Đăng ngày 03/05/2024, cập nhật 05/05/2024', '03/05/2024', '05/05/2024'],
  ['Diterbitkan 3 Mei 2024, diperbarui 5 Mei 2024', '3 Mei 2024', '5 Mei 2024'],
  ['公開日：2024年5月3日 最終更新日：2024年5月5日', '2024年5月3日', '2024年5月5日'],
  ['2024年5月3日 公開　2024年5月5日 更新', '2024年5月3日', '2024年5月5日'],
  ['입력 2024.05.03 09:00 수정 2024.05.05 10:00', '2024.05.03 09:00', '2024.05.05 10:00'],
  ['发布时间：2024-05-03 更新时间：2024-05-05', '2024-05-03', '2024-05-05'],
  ['發布日期：113-05-03 最後更新：113-05-05', '113-05-03', '113-05-05'],
  ['2024-05-03 10:00 发布', '2024-05-03 10:00', null],
]

t.test('parts a line by the words beside its dates', async (t) => {
  for (const [line, published, updated] of rows) {
    const parts = labelled(line)
    const textOf = (label: string) =>
      parts
        .filter((part) => part.label === label)
        .map(({ text }) => text)
        .join(' ')
    if (published === null) t.notMatch(textOf('published'), /\d/, line)
    else t.ok(textOf('published').includes(published), `${line}: ${JSON.stringify(parts)}`)
    if (updated === null) t.notMatch(textOf('updated'), /\d/, line)
    else t.ok(textOf('updated').includes(updated), `${line}: ${JSON.stringify(parts)}`)
    if (published !== null && updated !== null) t.notOk(textOf('published').includes(updated), line)
  }
})

t.test('a date without a word has no label', async (t) => {
  for (const line of [
    'May 3, 2024',
    '3 maj 2024',
    '2024-05-03 10:00 山海报',
    'Dated the 3rd',
    '责任编辑：龙慧 2024-05-03',
  ])
    t.strictSame(labelled(line), [{ label: null, text: line }], line)
})

t.test('a word in front of an element', async (t) => {
  for (const [text, label] of [
    ['Last updated on', 'updated'],
    ['Published:', 'published'],
    ['Page updated: ', 'updated'],
    ['更新时间：', 'updated'],
    ['发布于', 'published'],
    ['Event date', 'other'],
    ['By Jane Doe', null],
    ['The board published a report', null],
  ] as const)
    t.equal(labelBefore(text), label, text)
})
