import t from 'tap'
import { posterIn } from '../../../../src/parse/generic/names/posters.ts'

/** How systems of blogs and portals say who posted an entry, and when. */
const lines = [
  'Ada um 21:14 Uhr in Alltag | 3 Kommentare',
  'Ada 发表于 21:14:33',
  'Ada 發表在 河客邦 留言(0)',
  'نوشته شده در شنبه ساعت 21:14 توسط Ada | نظر',
  'Posted by Ada at 9:14 PM',
  'posted by Ada @ 9:14 PM',
  'Posted by Ada | May 14, 2007 9:14 PM',
  'Submitted by Ada on Mon, 05/14/2007 - 21:14.',
  'Contributed by: Ada on Monday, May 14, 2007',
  '14 May 2007 | Posted by Ada, 21:14',
  'Eingestellt von Ada um 21:14',
  'Verfasst von Ada am 14.05.2007',
  'Geschrieben von Ada am Montag, 14. Mai 2007',
  'Publié par Ada à 21:14',
  "Publié par Ada à l'adresse 21:14",
  'Rédigé par Ada le 14/05/2007 à 21:14',
  'Contribution de Ada le lundi 14 mai 2007',
  'Publicado por Ada en 21:14',
  'Publicadas por Ada a la/s 21:14',
  'Enviado por Ada el lunes, 14 de mayo de 2007',
  'Postada por Ada às 21:14',
  'Pubblicato da Ada a 21:14',
  'postato da: Ada alle ore 21:14',
  'Gepost door Ada op 21:14',
  'Ingezonden door Ada op maandag 14 mei 2007',
  'Upplagd av Ada kl. 21:14',
  'Indsendt af Ada kl. 21.14',
  'Lagt inn av Ada kl. 21.14',
  'Lähettänyt Ada klo 21.14',
  'Autor: Ada o 21:14',
  'Wysłany przez Ada, 14 maja 2007',
  'Vystavil Ada v 21:14',
  'Zverejnené používateľom Ada o 21:14',
  'Objavio Ada u 21:14',
  'Bejegyezte: Ada dátum: 21:14',
  'Postat de Ada la 21:14',
  'Автор: Ada на 21:14',
  'Прислал: Ada 14 мая 2007',
  'Опубліковано Ada о 21:14',
  'Публикувано от Ada в 21:14',
  'Αναρτήθηκε από Ada στις 9:14 μ.μ.',
  'Gönderen Ada zaman: 21:14',
  'Diposkan oleh Ada di 21:14',
  'Được đăng bởi Ada vào lúc 21:14',
  'مرسلة بواسطة Ada في 9:14 م',
  '投稿者 Ada 時刻: 21:14',
  '작성자: Ada 시간: 오후 9:14',
]

t.test('one name', async (t) => {
  for (const line of lines) t.equal(posterIn(line), 'Ada', line)
})

t.test('several words, and names of users', async (t) => {
  t.equal(posterIn('Eingestellt von Ada Holm um 21:14'), 'Ada Holm')
  t.equal(posterIn('Publicado por Ada de la Cruz en 21:14'), 'Ada de la Cruz')
  t.equal(posterIn('Enviado por ada_61 em Quarta-feira, 22 Outubro 2003 @ 18:20'), 'ada_61')
})

t.test('without a phrase, and behind the time', async (t) => {
  t.equal(posterIn('wiosna_55 (21:14) komentarze (3)'), 'wiosna_55')
  t.equal(posterIn('نوشته شده در چهارشنبه هشتم مهر ۱۳۸۸ساعت 21:14 توسط رها'), 'رها')
  t.equal(posterIn('12-10-05 21:14:33 | Hedda | 2 reacties'), 'Hedda')
  t.equal(posterIn('Publicado el Martes, 06 abril a las 18:20:44 por taquillera'), 'taquillera')
  t.equal(posterIn('Harbour Street (21:14)'), '')
})

t.test('what is no such line', async (t) => {
  for (const line of [
    'Written by hand in 1921, the ledger lists every crossing of the ferry.',
    'Published by the county in 1998, it is out of print.',
    'The map was drawn by Ada in 1921',
    'Posted by the gate were 40 soldiers and a drummer who had lost his drum on the way from the river.',
    'By 1921 the ferry had gone',
    'Von Ada bis Zoe: 21 Namen',
    'Posted by Ada',
    'Montag um 21:14 Uhr in der Halle',
  ])
    t.equal(posterIn(line), '', line)
})
