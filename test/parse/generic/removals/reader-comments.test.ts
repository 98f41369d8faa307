import t from 'tap'
import { parsePage } from '../../../../src/parse/parse.ts'

const text = [
  'The parish council decided on Tuesday to repair the old footbridge over the mill gorge instead of pulling it down.',
  'The work will cost some eight hundred thousand pounds; a new bridge would have cost twice as much, the surveyor said.',
  'While it lasts, walkers must take the long way round by Upper Road, which adds half an hour to the climb.',
]
const one =
  'I walk there every day with my dog and I can tell you that the planks have been rotten for years.'
const two =
  'Nobody asked the people who live on Upper Road, where there is no pavement at all for half a mile.'

const read = (below: string): string[] => {
  const html = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Footbridge to be repaired - Mill Gazette</title></head><body>
    <div id="content"><div class="post"><h1>Footbridge to be repaired</h1>${text.map((p) => `<p>${p}</p>`).join('\n')}</div>${below}</div></body></html>`
  const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html', hints: {} })
  if ('problem' in outcome) throw outcome.problem
  return outcome.article.body.flatMap((block) => ('text' in block ? [block.text] : []))
}

const comments: [kind: string, html: string][] = [
  [
    'counted in a heading',
    `<h3>2 Responses to “Footbridge to be repaired”</h3><ol><li><p>${one}</p></li><li><p>${two}</p></li></ol>`,
  ],
  [
    'in a list of terms',
    `<h2>Comments</h2><dl><dt><b>Tom</b>, June 13, 2013</dt><dd>${one}</dd><dt>Rita, June 14, 2013</dt><dd>${two}</dd></dl>`,
  ],
  [
    'in a table, below a cell',
    `<table><tr><td><b>Reader comments</b></td></tr><tr><td>Posted by: Tom on 13/06/2013 08:01<br>${one}</td></tr></table>`,
  ],
  ['below their heading in one block', `<div><b>Komentarze</b><br>~tom, 2006-07-12 18:11<br>${one}</div>`],
  [
    'behind an offer to write one, in tables',
    `<p><a href="?reply">(Post a new comment)</a></p><table><tr><td><b>tom</b><br>2003-03-13 08:12 am UTC (<a href="#1">link</a>)</td></tr><tr><td>${one}</td></tr></table>`,
  ],
  [
    'German, name and text in one block',
    `<h3>Leserkommentare (2)</h3><div><strong>Tom</strong> schrieb am 13.06.2013 um 08:01 Uhr:<br>${one}</div>`,
  ],
  [
    'below an appeal to discuss',
    `<div class="x9"><h4>Diskutieren Sie mit</h4><p><b>tom_w</b> | 13.06.2013, 08:01</p><p>${one}</p></div>`,
  ],
  [
    'below a line in bold',
    `<div><p><b>2 comments</b></p><p>#1 Tom, 13 June 2013 08:01</p><p>${one}</p></div>`,
  ],
  [
    'signed behind the text',
    `<h2>Comments (2)</h2><div><p>${one}</p><p>Posted by Tom on June 13, 2013 8:01 AM</p></div>`,
  ],
  ['below trackbacks', `<h3>Trackbacks</h3><h3>Comments</h3><p>Tom wrote:</p><p>${one}</p>`],
  ['French', `<h3>Vos commentaires</h3><p>Le 18 octobre 2012 à 10:02, par Jean</p><p>${one}</p>`],
]
for (const [kind, html] of comments)
  t.test(`what readers wrote is no text: ${kind}`, async (t) => t.same(read(html), text))

const sections: [kind: string, html: string, kept: string[]][] = [
  ['a section on reactions', `<h2>Reactions</h2><p>${one}</p><p>${two}</p>`, ['Reactions', one, two]],
  [
    'a section of a study',
    `<h2>Further comments</h2><p>${one}</p><p>${two}</p>`,
    ['Further comments', one, two],
  ],
  [
    'reactions, with years in short lines',
    `<h2>International reactions</h2><p>${one}</p><p>${two}</p><ul><li>Bern, since 2011</li><li>Oslo, 2012</li></ul>`,
    ['International reactions', one, two, 'Bern, since 2011', 'Oslo, 2012'],
  ],
  [
    'a heading that begins with a number',
    `<h2>2 comments that changed the plan</h2><p>${one}</p><p>${two}</p>`,
    ['2 comments that changed the plan', one, two],
  ],
]
for (const [kind, html, kept] of sections)
  t.test(`text stays: ${kind}`, async (t) =>
    t.same(read(`<div class="post">${html}</div>`), [...text, ...kept]),
  )
