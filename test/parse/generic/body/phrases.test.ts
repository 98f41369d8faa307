import t from 'tap'
import { credit, legal, lists, placeholder } from '../../../../src/parse/generic/body/phrases.ts'

const rows: [kind: string, pattern: RegExp, said: string[], other: string[]][] = [
  [
    'controls of a page',
    placeholder,
    [
      'Table of contents',
      'Print this page',
      'Diesen Artikel teilen',
      'Artikel wird unten fortgesetzt',
      'Schreibe einen Kommentar',
      'La suite après la publicité',
      'Écouter cet article',
      'Deja un comentario',
      'Continua a leggere dopo la pubblicità',
      'Deel dit artikel',
      'Artikel gaat verder onder de foto',
      'Dodaj komentarz',
      'Версия для печати',
      'Spis treści',
      'Article réservé aux abonnés',
      'Solo para suscriptores',
      'Members only',
      '会員限定記事',
    ],
    [
      'Nach oben führt eine Leiter.',
      'Imprimer le journal coûtait cher.',
      'Teilen macht reicher, sagt sie.',
      'Members only laughed at that.',
    ],
  ],
  [
    'keywords and counts of comments',
    lists,
    [
      'Kategorie: Lokales',
      'Рубрика: новости',
      '3 komentáře',
      'Étiquettes : lavoir',
      'Categoría: local',
      '3 commentaires',
      'Commenti (3)',
    ],
    ['Kategorien gibt es hier nicht', '3 comentarios del vecino'],
  ],
  [
    'who took the pictures',
    credit,
    [
      'All photos by Jane Doe',
      'Fot. Anna Nowak',
      'Beeld: Jan Dekker',
      'Alle Bilder: Jana Dohm',
      'Crédit photo : Zoé Martin',
      'Fotografía: Ana Gil',
    ],
    ['All photos were lost in the flood.', 'Bilder hingen dort keine.'],
  ],
  [
    'disclaimers and terms of reprints',
    legal,
    [
      'Aviso legal: las opiniones expresadas en este artículo son del autor.',
      'Die in diesem Beitrag vertretenen Ansichten sind allein die des Autors.',
      'Les opinions exprimées ici n’engagent que leur auteur.',
      'Мнение автора может не совпадать с позицией редакции.',
      'При использовании материалов ссылка на источник обязательна.',
      'Використання матеріалів без посилання заборонено.',
      'Yasal uyarı: Yazıların tüm hakları Vadi Haber’e aittir.',
      'تنويه: الآراء الواردة في هذا المقال تعبر عن رأي كاتبها.',
      'Tuyên bố miễn trừ trách nhiệm: Bài viết chỉ thể hiện quan điểm của tác giả.',
      '※ 본 기사는 투자를 권유하는 것이 아닙니다.',
    ],
    [
      'Использование материалов из дерева обходится дешевле.',
      'Мнение автора книги разделяют многие жители.',
      'İzinsiz gösteri yapan on kişi serbest bırakıldı.',
      'Toute reproduction de la fresque demande des mois.',
      'Las opiniones de los vecinos son otras.',
      '이 글은 마을의 역사를 다루지 않습니다.',
    ],
  ],
]
for (const [kind, pattern, said, other] of rows)
  t.test(kind, async (t) => {
    for (const line of said) t.match(line, pattern, line)
    for (const line of other) t.notMatch(line, pattern, line)
  })
