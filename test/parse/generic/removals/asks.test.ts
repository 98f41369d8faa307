import t from 'tap'
import type { ParsedArticle } from '../../../../src/article.ts'
import { parsePage } from '../../../../src/parse/parse.ts'

/** The text of an article with a line between its paragraphs, in a box of its own. */
function around(line: string): string[] {
  return read(`<p>${line}</p>`)
}

function read(box: string): string[] {
  const html = `<html><body><h1>Die Mühle mahlt wieder</h1><main><div class="c"><p>${a}</p><p>${b}</p><div class="x1">${box}</div><p>${c}</p></div></main></body></html>`
  const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', hints: {} })
  if ('problem' in outcome) throw outcome.problem
  return outcome.article.body.flatMap((block: ParsedArticle['body'][number]) =>
    'text' in block ? [block.text] : [],
  )
}

const a =
  'Die alte Mühle am Steg mahlt seit Montag wieder, wie die Gemeinde nach zwei Jahren Bauzeit mitteilte.'
const b = 'Das Rad ist neu, die Steine sind die alten, und der Müller zeigt den Kindern, wie das Korn läuft.'
const c = 'Wer mahlen lassen will, bringt sein Korn am Freitag; der Rest der Woche gehört der Schule im Dorf.'

const d = 'Er beantwortet sie am Sonntag auf dem Hof, und wer früh kommt, darf das Rad selbst in Gang setzen.'

const asking: [kind: string, ...lines: string[]][] = [
  [
    'to follow the site, in other languages',
    'Ακολουθήστε μας στο Google News και μάθετε πρώτοι τις ειδήσεις.',
    'हमें फेसबुक पर लाइक करें और ट्विटर पर फॉलो करें।',
    'Urmăriți-ne pe Google News pentru cele mai noi știri.',
    'Последвайте ни в Google News, за да получавате още новини.',
    'Få de vigtigste historier i din indbakke. Tilmeld dig nyhedsbrevet her.',
    'ما را در تلگرام دنبال کنید.',
    'Why you can trust Countertop: we test all that we review.',
    'Reach the reporter at ada@mill.example.',
    'Voit keskustella aiheesta torstaihin asti.',
    'Bizi Instagram’da takip etmeyi unutmayın!',
    'Если понравилось, ставьте лайк и подписывайтесь на канал!',
    'Podobał Ci się wpis? Zostaw komentarz!',
    'The Mill is a nonprofit newsroom. Sign up for our weekly newsletter.',
    'Before you go: Independent journalism depends on readers like you.',
    'Enthält Werbung',
    '加入磨坊週刊LINE好友，每天看好文',
  ],
  [
    'to pay or log in',
    'Sie haben bereits ein Abo? Hier einloggen.',
    'Dieser Artikel ist Abonnenten vorbehalten.',
    'Jetzt einen Monat für 1 Euro testen und alle Artikel lesen.',
    'This content is for subscribers only.',
    'To continue reading, please subscribe or log in.',
    'You have 2 free articles remaining this month.',
    'Il vous reste 74 % de cet article à lire.',
    'La suite de cet article est réservée à nos abonnés.',
    'Este contenido es exclusivo para suscriptores.',
    'Questo articolo è riservato agli abbonati.',
    'Dit artikel is alleen voor abonnees.',
  ],
  [
    'for a verdict',
    'Was this article helpful?',
    'Wie hilfreich war dieser Beitrag?',
    'Hat Ihnen der Beitrag gefallen? Dann teilen Sie ihn!',
    'Durchschnittliche Bewertung 4.7 / 5. Anzahl Bewertungen: 31',
    'Cet article vous a-t-il été utile ?',
    '¿Te ha resultado útil este artículo?',
    'Ti è piaciuto questo articolo?',
    'Hjälpte den här artikeln dig?',
    '本文对您有帮助吗？',
  ],
  [
    'to share, to comment or to report',
    'Like this article? Share it with your friends!',
    'Found a typo? Let us know.',
    'Teile diesen Beitrag mit deinen Freunden!',
    'Haben Sie Hinweise? Melden Sie sich bei der Redaktion.',
    'Hast du das Rezept ausprobiert? Dann verlinke mich!',
    'Vous aimez cet article ? Partagez-le !',
    '¿Te ha gustado este artículo? Cuéntanos qué opinas.',
  ],
  [
    'to agree to what another site sends',
    'Mit dem Laden des Videos akzeptieren Sie die Bedingungen von YouTube.',
    'Wir benötigen Ihre Zustimmung, um den Inhalt von Instagram anzuzeigen.',
    'By clicking here you accept content from third parties.',
    'Pour afficher ce contenu Twitter, vous devez accepter les cookies.',
    'Para ver este vídeo, acepta las cookies de terceros.',
    'Mostrando il contenuto esterno accetti i termini di una terza parte.',
  ],
]
for (const [kind, ...lines] of asking)
  t.test(`a line that asks ${kind} is no text`, async (t) => {
    for (const line of lines) t.same(around(line), [a, b, c], line)
  })

t.test('lines of the text that begin in the same way stay', async (t) => {
  for (const line of [
    'Jetzt wollen die Helfer das Rad mit weniger Wasser testen.',
    'Dieser Artikel aus dem Jahr 1911 nennt den Müller einen Dichter.',
    'Pour accéder au moulin, rendez-vous à la gare avant midi.',
    'Hat Ihnen die Arbeit am Wehr gefallen?',
    'You can change your YouTube settings and hide the video from others.',
    'Loved this place as a child, said the baker, and came back.',
    'Was the mill useful to the village at all?',
    'The tax-deductible part of the mill is a question for the clerk.',
    'Tipp: Kommen Sie am Freitag vor neun.',
    'She has two million followers on Instagram and grinds her own flour.',
    'Ce moulin a été utile à trois villages du plateau.',
  ])
    t.same(around(line), [a, b, line, c], line)
})

t.test('a box that asks or sells goes with its lines, by a heading or a line in bold', async (t) => {
  for (const head of [
    'Newsletter abonnieren',
    'Artikel teilen',
    'Hat Ihnen der Artikel gefallen?',
    'Leave a comment',
    'Need help?',
    'Sie möchten mehr erfahren?',
    'Besoin d’aide ?',
    'Advertisement',
    'Now playing',
    'Support The Mill’s journalism',
  ])
    for (const box of [`<h3>${head}</h3>`, `<p><strong>${head}</strong></p>`])
      t.same(read(`${box}<span>Vierzehn Tage lang.</span><a href="/x">Los</a>`), [a, b, c], box)
})

t.test('a heading over text of the article stays', async (t) => {
  const box = `<div class="c"><h3>Haben Sie Fragen an den Müller?</h3><p>${d}</p></div>`
  t.same(read(box), [a, b, 'Haben Sie Fragen an den Müller?', d, c])
})
