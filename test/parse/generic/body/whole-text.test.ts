import t from 'tap'
import { parsePage } from '../../../../src/parse/parse.ts'
import { parseHtml } from '../../../../src/parse/tree/html.ts'

const a = 'The old ferry went back into service on Monday after eleven months in dry dock, its office said.'
const b =
  'Its captain, who has steered it for thirty years, finds that the new engine is quieter than the gulls.'
const c =
  'Tickets cost the same as before, and children under six ride free if an adult pays for the crossing.'
const d =
  'A second boat will be tested in May, and if it passes inspection the night service returns in summer.'
const e =
  'The workshop keeps its planes and saws in a long shed, where apprentices learn to mend a hull in winter.'
const f =
  'Ice lies on the river from January, and the ferry waits at the pier until the thaw opens the channel.'
const g = 'He was born in the house beside the slipway, and his father rowed the first mail across in a gale.'
const h = 'When he retires his daughter takes the wheel, as she has done on Sundays for the last two summers.'
const p = (...texts: string[]) => texts.map((text) => `<p>${text}</p>`).join('\n')
const page = (body: string, head = '') =>
  `<html><head><title>The ferry returns</title>${head}</head><body><h1>The ferry returns</h1>${body}</body></html>`
const linked = (members: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'The ferry returns', ...members })}</script>`
const section = (name: string, heading: string, ...texts: string[]) =>
  `<section id="${name}"><h2>${heading}</h2>${p(...texts)}</section>`
const post = (user: string, text: string) =>
  `<div class="post"><dl class="postprofile"><dt><a href="/u">${user}</a></dt><dd>Posts: 41</dd></dl><div class="content">${text}</div></div>`
const row = (user: string, text: string) =>
  `<table><tr><td><a href="/u">${user}</a><div>Senior Member</div><div>Join Date: Mar 2005</div><div>Posts: 41</div></td><td>${text}</td></tr></table>`
const external = [
  ['a.example', 'What fog costs when no ferry runs for a day', ' (Harbour Post)'],
  ['b.example', 'A museum of knots and of those who tie them', ' (Coast Herald)'],
  ['c.example', 'Three lighthouses for sale, none with a road', ' (Sea Radio)'],
] as const

/** Every line of text and heading that the article is to hold, in order. */
const rows: [kind: string, html: string, lines: string[]][] = [
  [
    'a cell beside the text with headlines parted by br',
    `<html><head><title>The ferry returns</title></head><body><table><tr><td><b>The ferry returns</b><br>12 May 2004<br><br>${a}<br><br>${b}<br><br>${c}</td><td><b>See also:</b><br>02 May 04<br><a href="/1">Ferry plan dropped</a><br><b>Links:</b><br><a href="/2">Harrow council</a><br>The paper is not responsible for other sites</td></tr></table></body></html>`,
    [a, b, c],
  ],
  [
    'fields in a heading below the headline, and an appeal',
    page(
      `<div><h5>来源： 作者：张法 发布时间：2013-07-13 10:20:11 字号：大|中|小</h5>${p(a, b)}<p>点<strong>赞</strong>和<strong>在看</strong>，让更多人知道</p></div>`,
    ),
    [a, b],
  ],
  [
    "the writer's post below the name, and when the page was changed",
    page(
      `<div><b>By ADA HOLM</b><br>Courier Staff Writer<br><br>${a}<br><br>${b}</div><p>This page was last updated on 03/12/01.</p>`,
    ),
    [a, b],
  ],
  [
    'what the writer says in an interview and in a transcript, near the end',
    page(
      `<article>${p(a, b, 'Ada Holm: And who steers on Sundays?', c, 'ADA HOLM, BYLINE: On Sundays the daughter steers.', d)}</article>`,
      '<meta name="author" content="Ada Holm">',
    ),
    [a, b, 'Ada Holm: And who steers on Sundays?', c, 'ADA HOLM, BYLINE: On Sundays the daughter steers.', d],
  ],
  [
    'the writer and a calling behind a colon, below the text',
    page(
      `<article>${p(a, b, c, 'Ada Holm: freelance writer who lives by the harbour and keeps two goats.')}</article>`,
      '<meta name="author" content="Ada Holm">',
    ),
    [a, b, c],
  ],
  [
    'a list that names the writer above the text, and lists in the text',
    page(
      `<main><ul><li><div>Author, <b>Ada Holm</b></div></li><li><div>Role, Harbour reporter</div></li></ul>${p(a, b)}<ul><li>Author, title and year stand on the spine of each log book.</li><li>Ink</li></ul>${p(c)}</main>`,
    ),
    [a, b, 'Author, title and year stand on the spine of each log book.', 'Ink', c],
  ],
  [
    'who earns by the links of a text, and a text about such links',
    page(
      `<article>${p('Some of the links in this guide are affiliate links, so we earn a small commission.', a, b, 'The museum sells its prints by affiliate links of other museums, a clerk explains.', c, 'Mit * gekennzeichnete Affiliate-Links bringen uns eine Provision.', d)}</article>`,
    ),
    [a, b, 'The museum sells its prints by affiliate links of other museums, a clerk explains.', c, d],
  ],
  [
    'a firm that is named as the author, in what the text says of it',
    page(
      `<article>${p(a, b, 'Seaworks rebuilds ferries and piers along the coast and has done so since the war.')}</article>`,
      '<meta name="author" content="Seaworks">',
    ),
    [a, b, 'Seaworks rebuilds ferries and piers along the coast and has done so since the war.'],
  ],
  [
    'a writer by the first name below the text',
    page(
      `<article>${p(a, b, 'Ada is a writer from the coast, and she keeps two goats.')}</article>`,
      '<meta name="author" content="Ada Holm">',
    ),
    [a, b],
  ],
  [
    'a label over a table that begins as one over other articles',
    page(
      `<article>${p(a, b)}<p>Recommended equipment</p><table><tr><td>Rope:</td><td>16 m</td></tr><tr><td>Anchor:</td><td>12 kg</td></tr></table>${p(c)}</article>`,
    ),
    [a, b, 'Recommended equipment', 'Rope: | 16 m', 'Anchor: | 12 kg', c],
  ],
  [
    'the rest of a text that a press shows, and a box that leads to another',
    page(
      `<main><div class="text">${p(a, b, c)}<div class="read-more"><p>${h}</p></div></div><div class="readmore-content">${p(d)}</div><div class="ReadMoreText"><p>${e}</p></div></main>`,
    ),
    [a, b, c, d, e],
  ],
  [
    'sections that are named for their headings behind a number',
    page(
      `<main><div id="1-how-popular-are-old-ferries"><h2>How popular are old ferries?</h2><p>${a}</p></div><div id="2-sharing-a-cabin-below-deck"><h2>Sharing a cabin below deck</h2><p>${b}</p></div><div>${p(c, d)}</div></main>`,
    ),
    ['How popular are old ferries?', a, 'Sharing a cabin below deck', b, c, d],
  ],
  [
    'panels that a list of links in front of them opens, and parts of an accordion without buttons',
    page(
      `<main><p>${a}</p><div><ul><li><a href="#t1">Summer</a></li><li><a href="#t2">Winter</a></li></ul><div id="t1"><p>${b}</p></div><div id="t2" style="display: none"><p>${c}</p></div></div><div class="toggle"><h5 class="toggle_title">Who pays?</h5><div class="toggle_content" style="display: none"><p>${d}</p></div></div></main>`,
    ),
    [a, b, c, 'Who pays?', d],
  ],
  [
    'a question beside an icon',
    page(
      `<article>${p(a, b, c)}<div class="item"><div class="q"><p>Who pays?</p><img src="arrow.svg"></div><div class="a"><p>${d}</p></div></div><div class="item"><div class="q"><p>When does it sail?</p><img src="arrow.svg"></div><div class="a"><p>${e}</p></div></div></article>`,
    ),
    [a, b, c, 'Who pays?', d, 'When does it sail?', e],
  ],
  [
    'what readers wrote, below a heading that counts it',
    page(
      `<div class="post">${p(a, b)}</div><div id="r"><h3>2 Responses to “The ferry returns”</h3><ol><li><p>${c}</p></li><li><p>${d}</p></li></ol></div>`,
    ),
    [a, b],
  ],
  [
    'a box that asks for something, and a heading of the text that begins alike',
    page(
      `<main><div class="text">${p(a, b)}<div class="box"><h3>Support us</h3><p>Every gift keeps the boat afloat, and the tax office takes it off.</p><a href="/g">Give now</a></div>${p(c)}<h3>Support in winter</h3>${p(d)}</div></main>`,
    ),
    [a, b, c, 'Support in winter', d],
  ],
  [
    'parts of which is said what stands beside them',
    page(
      `<main><div class="main-column sidebar-enabled">${p(a, b)}</div><div class="main-column has-sidebar">${p(c)}</div><div class="main-column no-comments">${p(d, e)}</div><div class="sidebar">${p(f)}</div></main>`,
    ),
    [a, b, c, d, e],
  ],
  [
    'posts whose text is named for their writer, with subjects and facts of members',
    page(
      [a, b, c, d]
        .map(
          (text, i) =>
            `<article class="message"><h3>Re: The ferry returns</h3><div class="facts"><span>Registered: 12 March 2004</span></div><div class="message-userContent">${text}</div><div id="sig${i}">Fair winds</div></article>`,
        )
        .join(''),
    ),
    [a, b, c, d],
  ],
  [
    'items of a list at the end that are set as headings',
    page(
      `<article>${p(a, b, c)}<h2>On board</h2><ul><li><h3>a bar</h3></li><li><h3>a long bench</h3></li></ul></article>`,
    ),
    [a, b, c, 'On board', 'a bar', 'a long bench'],
  ],
  [
    'an introduction of several paragraphs, apart from the chapters below it',
    page(
      `<main><div class="i"><p>${a}</p><p>${b}</p></div><div class="k"><h2>Money</h2><p>${c}</p></div><div class="t">${p(d, e, f, g, h)}</div></main>`,
    ),
    [a, b, 'Money', c, d, e, f, g, h],
  ],
  [
    'what stands between an introduction and the text and is none of either',
    page(
      `<main><div class="standfirst"><p>${a}</p></div><div><p>Ada Holm is a writer who has covered harbours for twenty years and lives by the river.</p></div><div><img src="a.jpg"><p>The boat in dry dock, seen from the roof of the long shed.</p></div><div class="t">${p(b, c, d, e, f, g, h)}</div></main>`,
    ),
    [a, b, c, d, e, f, g, h],
  ],
  [
    'writer, date and reading time below a standfirst, parted by their style alone',
    page(
      `<article><p>${a}</p><section class="meta"><span>Par <a href="/s/zoe">Zoé Martin</a></span><span>Publié le 19 mars 2024 à 11h34, modifié le 20 mars 2024 à 16h02</span><span>Temps de lecture 1 min.</span></section><p>Article réservé aux abonnés</p>${p(b, c, d)}</article>`,
    ),
    [a, b, c, d],
  ],
  [
    'a sentence that names a writer and days, with parts set apart',
    page(
      `<article><p>${a}</p><p>By <b>Zoé Martin</b> the boat was sold on <i>19 March 2024</i> to a man from Tarn who had asked for it twice.</p>${p(b, c, d)}</article>`,
    ),
    [
      a,
      'By Zoé Martin the boat was sold on 19 March 2024 to a man from Tarn who had asked for it twice.',
      b,
      c,
      d,
    ],
  ],
  [
    'headings of the first level in the text',
    page(`<article><p>${a}</p><h1>First winter</h1>${p(b, c)}<h1>Second winter</h1>${p(d)}</article>`),
    [a, 'First winter', b, c, 'Second winter', d],
  ],
  [
    'steps that come again in each part of a plan',
    page(
      `<article><p>${a}</p>${[1, 2, 3].map((n) => `<h3>Week ${n}</h3><ul><li>Row along the quay for twenty minutes.</li><li>Rest, stretch, and mend the oars.</li></ul>`).join('')}<p>${b}</p></article>`,
    ),
    [
      a,
      ...[1, 2, 3].flatMap((n) => [
        `Week ${n}`,
        'Row along the quay for twenty minutes.',
        'Rest, stretch, and mend the oars.',
      ]),
      b,
    ],
  ],
  [
    'a list that is shown twice for two widths of screen',
    page(
      `<article>${p(a, b)}<h3>On board</h3><ul class="wide"><li>A bar in the lower saloon, open till ten</li><li>Room for forty bicycles below deck</li></ul><h3>On board</h3><ul class="narrow"><li>A bar in the lower saloon, open till ten</li><li>Room for forty bicycles below deck</li></ul><h3>Fares</h3>${p(c)}</article>`,
    ),
    [
      a,
      b,
      'On board',
      'A bar in the lower saloon, open till ten',
      'Room for forty bicycles below deck',
      'Fares',
      c,
    ],
  ],
  [
    'panels that are hidden until their tab is pressed',
    page(
      `<main><p>${a}</p><div role="tablist"><button role="tab">Summer</button><button role="tab">Winter</button></div><div role="tabpanel"><p>${b}</p></div><div role="tabpanel" hidden><p>${c}</p></div><div class="tab-pane" style="display: none"><p>${d}</p></div></main>`,
    ),
    [a, b, c, d],
  ],
  [
    'a hidden menu and a dialog',
    page(
      `<div class="mega" hidden><p>${d}</p></div><main>${p(a, b, c)}</main><div role="dialog" hidden><p>${e}</p></div>`,
    ),
    [a, b, c],
  ],
  [
    'a line that announces a list as a byline begins',
    page(
      `<article>${p(a)}<p>By the end of this course you will be able to:</p><ul><li>Row a straight line</li><li>Turn on the spot</li></ul>${p(b)}</article>`,
    ),
    [a, 'By the end of this course you will be able to:', 'Row a straight line', 'Turn on the spot', b],
  ],
  [
    "an event's own date",
    page(`<main><p>When: Sunday, May 3 2026, 11:00</p><p>Where: the old landing stage</p>${p(a, b)}</main>`),
    ['When: Sunday, May 3 2026, 11:00', 'Where: the old landing stage', a, b],
  ],
  [
    'sections that are named for their headings',
    page(
      `<article>${section('sharing-a-cabin', 'Sharing a cabin', a, b)}${section('related-works', 'Related works', c)}${section('search', 'Search', d)}</article>`,
    ),
    ['Sharing a cabin', a, b, 'Related works', c, 'Search', d],
  ],
  [
    'one that is named for a long heading',
    page(
      `<article>${p(a, b)}${section('comments-from-the-captain', 'Comments from the captain', c)}</article>`,
    ),
    [a, b, 'Comments from the captain', c],
  ],
  [
    'a widget that is named for its label',
    page(`<article>${p(a, b, c)}${section('related-posts', 'Related posts', d)}</article>`),
    [a, b, c],
  ],
  [
    'chapters whose names say something else',
    page(
      `<article>${section('intro', 'The boat', a, b)}${section('tools', 'What is on board', c, d)}${section('offers', 'What the winter brings', e, f)}${section('end', 'The captain', g, h)}</article>`,
    ),
    ['The boat', a, b, 'What is on board', c, d, 'What the winter brings', e, f, 'The captain', g, h],
  ],
  [
    'comments beside chapters',
    page(
      `<article>${section('intro', 'The boat', a, b)}${section('winter', 'Winter', c, d)}${section('comments', 'Two readers say', e, f)}</article>`,
    ),
    ['The boat', a, b, 'Winter', c, d],
  ],
  [
    'a related chapter beside one other',
    page(
      `<article>${section('intro', 'The boat', a, b, c, d)}${section('related', 'From the coast', e, f)}</article>`,
    ),
    ['The boat', a, b, c, d],
  ],
  [
    'headings that begin as appeals and labels do, over text',
    page(
      `<article>${p(a, b)}<h2>Support our old ferries</h2>${p(c)}<h2>Read the manual first</h2><ul><li>A sheet of paper</li><li>Two pens</li></ul><h2>Photo: how to take one</h2>${p(d)}<h2>Previous stories of the pier</h2>${p(e)}</article>`,
    ),
    [
      a,
      b,
      'Support our old ferries',
      c,
      'Read the manual first',
      'A sheet of paper',
      'Two pens',
      'Photo: how to take one',
      d,
      'Previous stories of the pier',
      e,
    ],
  ],
  [
    'appeals and labels with what they ask for',
    page(
      `<article>${p(a, b)}<h2>Subscribe</h2>${p(c)}<div><h3>Support our old ferries</h3></div>${p(d)}<h2>Read more</h2><ul><li>Fog</li></ul></article>`,
    ),
    [a, b, c, d],
  ],
  [
    'a short answer under a heading that begins as a list of articles does',
    page(
      `<article>${p(a, b)}<h2>Recommended temperature</h2>${p('Tea likes seventy degrees.', c)}</article>`,
    ),
    [a, b, 'Recommended temperature', 'Tea likes seventy degrees.', c],
  ],
  [
    'what stands around a form for an address',
    page(
      `<article>${p(a, b)}<div><p>The week on the water, every Friday morning</p><form><input type="email"></form></div>${p(c, d)}</article>`,
    ),
    [a, b, c, d],
  ],
  [
    'sentences that send to other pages or say who paid',
    page(
      `<article>${p(a, b, 'Learn more in our <a href="/m">guide to hulls</a> and planks.', 'Check out our list of piers.', c, 'Disclosure: the office paid for the ticket.')}</article>`,
    ),
    [
      a,
      b,
      'Learn more in our guide to hulls and planks.',
      'Check out our list of piers.',
      c,
      'Disclosure: the office paid for the ticket.',
    ],
  ],
  [
    'steps that begin as appeals do',
    page(
      `<article>${p(a, 'Register for a berth at the office before noon.', b, 'Folgen Sie dem Weg bis zum Steg.', c, 'Follow us on every network.', 'Abonnieren Sie unseren Brief am Morgen.', d)}</article>`,
    ),
    [a, 'Register for a berth at the office before noon.', b, 'Folgen Sie dem Weg bis zum Steg.', c, d],
  ],
  [
    'an alert between paragraphs, and none above them',
    page(
      `<article><div role="alert">${p('Your session has ended, please choose a language.')}</div>${p(a, b)}<div class="notice"><p>Mind the gap between pier and deck.</p></div>${p(c)}</article>`,
    ),
    [a, b, 'Mind the gap between pier and deck.', c],
  ],
  [
    'headed parts below the one with the headline',
    `<html><head><title>The ferry returns</title></head><body><div><div class="row"><div class="text"><h1>The ferry returns</h1>${p(a + b, c)}</div></div><div class="row"><div class="blurb"><h4>The boat</h4><div class="about">${p(d + e)}</div></div></div><div class="row"><div class="blurb"><h4>The river</h4><div class="about">${p(f + g)}</div></div></div></div></body></html>`,
    [a + b, c, 'The boat', d + e, 'The river', f + g],
  ],
  [
    'a letter',
    page(`<article>${p('Dear neighbours,', a, b, c, 'The harbour council', 'Millport')}</article>`),
    ['Dear neighbours,', a, b, c, 'The harbour council', 'Millport'],
  ],
  [
    'a greeting at the end',
    page(`<article>${p(a, b, c, 'С уважением,', 'директор музея Анна Лодочная')}</article>`),
    [a, b, c, 'С уважением,', 'директор музея Анна Лодочная'],
  ],
  ['a name at the end', page(`<article>${p(a, b, c, 'Harbour News Agency')}</article>`), [a, b, c]],
  [
    "widgets that are a page's own elements",
    page(
      `<article>${p(a, b)}<share-buttons><p>Tell your friends about it</p></share-buttons>${p(c)}</article>`,
    ),
    [a, b, c],
  ],
  [
    'a class that most paragraphs stand in, whatever it says',
    page([a, b, c, d].map((text, i) => `<div class="promo promo_${i}"><div>${p(text)}</div></div>`).join('')),
    [a, b, c, d],
  ],
  [
    'a short lead that is marked',
    page(
      `<h2 class="bajada">The ferry sails again, quieter than it did before.</h2><div>${p(a, b, c)}</div>`,
    ),
    ['The ferry sails again, quieter than it did before.', a, b, c],
  ],
  [
    'a call-out between paragraphs',
    page(
      `<div>${p(a, b)}<div class="box"><div>On holidays there is no ferry before ten in the morning.</div></div>${p(c)}</div>`,
    ),
    [a, b, 'On holidays there is no ferry before ten in the morning.', c],
  ],
  [
    'chapters with their times',
    page(`<div>${p(a, b)}<ul><li>00:00 Welcome</li><li>03:20 The engine</li></ul></div>`),
    [a, b, '00:00 Welcome', '03:20 The engine'],
  ],
  [
    'a timetable in paragraphs',
    page(`<div>${p(a, '9:30 – Bread', '10:00 – Fish', '14:00 – Cheese', b)}</div>`),
    [a, '9:30 – Bread', '10:00 – Fish', '14:00 – Cheese', b],
  ],
  ['a date below the text', page(`<div>${p(a, b, c, '04.03.2025 - 15:48')}</div>`), [a, b, c]],
  [
    'figures in a block of code',
    page(`<div>${p(a)}<pre>2025-01-01T00:00,112</pre>${p(b)}</div>`),
    [a, '2025-01-01T00:00,112', b],
  ],
  [
    'a round-up of other sites',
    page(
      `<div>${p(a, ...external.map(([host, title, source]) => `<a href="https://${host}/x">${title}</a>${source}`))}</div>`,
    ),
    [a, ...external.map(([, title, source]) => title + source)],
  ],
  [
    "a site's links to its own articles",
    page(
      `<div>${p(a, b, ...external.map(([, title, source]) => `<a href="https://a.example/x">${title}</a>${source}`))}</div>`,
    ),
    [a, b],
  ],
  [
    'posts of a forum without their writers',
    page(post('anna', a) + post('bert', b) + post('cleo', c)),
    [a, b, c],
  ],
  [
    'the first post of a thread in a table, without who writes and what others answer',
    page(
      `<div>${row('ada61', `<div>${a}<br><br>${b}</div><div>__________<br>Keep the water out</div>`)}${row('Bert', c)}${row('Cleo', d)}</div>`,
    ),
    [a, b],
  ],
  [
    'the same where only the head of the table tells',
    page(
      `<table><tr><th>Auteur</th><th>Message</th></tr><tr><td><b>Ada</b><br>Membre</td><td><span>${a}</span></td></tr><tr><td><b>Bert</b></td><td><span>${b}</span></td></tr></table>`,
    ),
    [a],
  ],
  [
    'the same where the head names the topic',
    page(
      `<table><tr><td><b>Author</b></td><td><b>Topic: The ferry returns</b> (Read 112 times)</td></tr><tr><td><b>Ada</b></td><td><span>${a}</span></td></tr><tr><td><b>Bert</b></td><td><span>${b}</span></td></tr></table>`,
    ),
    [a],
  ],
  [
    'a table of text without members',
    page(`<table><tr><td>Monday</td><td>${a}</td></tr><tr><td>Tuesday</td><td>${b}</td></tr></table>`),
    [`Monday | ${a}`, `Tuesday | ${b}`],
  ],
  [
    'kicker, headline, writer and day in the block of the text',
    page(
      `<div>HARBOUR | 4 May 2004<br><font size="4">The ferry returns</font><br>By Ada Holm<br>${a}<br>${b}<br><br>${c}</div>`,
    ).replace('<h1>The ferry returns</h1>', ''),
    [`${a}\n${b}`, c],
  ],
  [
    'who posted a text, and the writer alone, in lines above it',
    page(`<div><b>Ada HOLM</b><br><br>${a}<br><br>${b}</div>`, '<meta name="author" content="Ada Holm">'),
    [a, b],
  ],
  [
    'indents of no-break spaces behind a break, and of verses',
    page(
      `<div>${a}<br>&nbsp;&nbsp;&nbsp;${b}<br>&nbsp;&nbsp;&nbsp;${c}<p>The gulls, the gulls.<br>&nbsp;&nbsp;Nobody counts the gulls.</p></div>`,
    ),
    [a, b, c, 'The gulls, the gulls.\nNobody counts the gulls.'],
  ],
  [
    'a deck in bold between the headline and the writer, and days with their labels',
    page(
      `<div><b>The old engine was too loud</b><br><br>ADA HOLM | Harbour<br><br>Publisert: 10.09.2003 kl. 08:15 - Oppdatert: 10.09.2003 kl. 12:40<br><br>${a}<br><br>${b}</div>`,
    ),
    [a, b],
  ],
  [
    'a heading in bold at the beginning of a text, and facts in lines above it',
    page(`<div><b>The first day</b><br><br>Cast: Ada Holm<br>Length: 1:58<br>${a}<br><br>${b}</div>`),
    ['The first day', `Cast: Ada Holm\nLength: 1:58\n${a}`, b],
  ],
  [
    'comments in tables within the text, below a line that counts them',
    page(
      `<div><p>${a}<p>${b}<table><tr><td><b>The ferry returns</b> | <b>2 comments</b> | <a href="/new">Create an account</a></td></tr></table><table><tr><td>At last</td></tr><tr><td>Authored by: <a href="/u">Bert</a> on Wednesday, May 19 2004 @ 09:31 AM</td></tr><tr><td>${c}<table><tr><td>At last</td></tr><tr><td>Authored by: Cleo on Wednesday, May 19 2004 @ 11:02 AM</td></tr><tr><td>${d}</td></tr></table></td></tr></table></div>`,
    ),
    [a, b],
  ],
  [
    'a user who posted the text',
    page(`<div>Enviado por ada61 em Quarta-feira, 22 Outubro 2003 @ 18:20<br><br>${a}<br><br>${b}</div>`),
    [a, b],
  ],
  [
    'first lines of a text that are short, or begin with a word for By',
    page(`<div>Von ferne kam der Rauch,<br>am Ufer lag das Boot.<br>${a}<br><br>${b}</div>`),
    [`Von ferne kam der Rauch,\nam Ufer lag das Boot.\n${a}`, b],
  ],
  [
    'questions and answers in a definition list',
    page(
      '<main><dl><dt>Where do I buy a ticket?</dt><dd>On board, in coins.</dd><dt>How long does it take?</dt><dd>Twelve minutes when the water is high, and twenty when it is low.</dd></dl></main>',
    ),
    [
      'Where do I buy a ticket?',
      'On board, in coins.',
      'How long does it take?',
      'Twelve minutes when the water is high, and twenty when it is low.',
    ],
  ],
  [
    'one paragraph in a container like that of the others',
    page(
      `<div><div class="media"><img src="1.jpg"><div class="text">${p(a, b)}</div></div><div class="media"><img src="2.jpg"><div class="text">${p('Nothing was lost but an atlas that no reader had borrowed for forty years.')}</div></div></div>`,
    ),
    [a, b, 'Nothing was lost but an atlas that no reader had borrowed for forty years.'],
  ],
  [
    'people beside their pictures',
    page(
      `<div>${p(a)}${['Ann steers on weekdays.', 'Bo takes the money and knows every child on the south bank by name.', 'Cy looks after the engine.'].map((text) => `<div class="person"><img src="x.jpg"><div>${text}</div></div>`).join('')}${p(b)}</div>`,
    ),
    [
      a,
      'Ann steers on weekdays.',
      'Bo takes the money and knows every child on the south bank by name.',
      'Cy looks after the engine.',
      b,
    ],
  ],
  [
    'steps that ask for something',
    page(`<div>${p(a)}<ol><li>Register for the tour</li><li>Follow us to the pier</li></ol>${p(b)}</div>`),
    [a, 'Register for the tour', 'Follow us to the pier', b],
  ],
  [
    'instructions',
    page(`<div>${p(a, 'Follow these steps on any boat of the line.', b)}</div>`),
    [a, 'Follow these steps on any boat of the line.', b],
  ],
  [
    'a line of the text that is the headline of one word',
    `<html><head><title>注释</title></head><body><div>${p('石桥镇的旧磨坊星期一重新开张，修缮用了两年时间。', '注释：', '见《石桥镇志》，第三卷，第十二页。')}</div></body></html>`,
    ['石桥镇的旧磨坊星期一重新开张，修缮用了两年时间。', '注释：', '见《石桥镇志》，第三卷，第十二页。'],
  ],
  [
    'what the page shows without scripts',
    page(`<div id="root"></div><noscript><article>${p(a, b, c)}</article></noscript>`),
    [a, b, c],
  ],
  [
    'the shorter of two texts where the description is its first paragraph',
    page(
      `<div><div class="one">${p(c, d)}</div></div><div><div class="two"><h2>About us</h2><div>${a} ${b} ${a}</div><div>${b} ${a}</div></div></div>`,
      `<meta name="description" content="${c}">`,
    ),
    [c, d],
  ],
  [
    'the shorter of two texts where articleBody holds it',
    page(
      `<div><div class="one">${p(c)}</div></div><div><div class="two"><h2>About us</h2><div>${a} ${b} ${a}</div><div>${b} ${a}</div></div></div>`,
      linked({ articleBody: c }),
    ),
    [c],
  ],
  [
    'a line above the text in the class of its paragraphs, and subtitles in two headings',
    page(
      `<div class="sub"><h2 class="subtitle">${f}</h2><h2 class="subtitle">${g}</h2></div><p class="x1">The new engine is quieter than the gulls of the bay.</p><div class="text"><p class="x1">${a}</p><p class="x1">${b}</p><p class="x1">${c}</p></div>`,
    ),
    [f, g, 'The new engine is quieter than the gulls of the bay.', a, b, c],
  ],
  [
    'an answer that microdata mark as a comment',
    page(
      `<div><div class="post">${p(a, b)}</div><div class="post" itemprop="comment"><p>${c}</p></div></div>`,
    ),
    [a, b],
  ],
  [
    'what AMP shows until the rest has come',
    page(
      `<article>${p(a)}<amp-iframe><p placeholder>The map of the ferry is on its way.</p></amp-iframe>${p(b, c)}</article>`,
    ),
    [a, b, c],
  ],
  [
    'parts of the text that are figures, of a page of figures',
    page(
      `<article>${[`<p>${a}</p>`, '<img src="/a.jpg"><div>On deck</div>', `<p>${b}</p>`, '<ul><li>at dawn none</li><li>at dusk forty-two</li></ul>', `<p>${c}</p>`].map((part) => `<figure>${part}</figure>`).join('')}</article>`,
    ),
    [a, b, 'at dawn none', 'at dusk forty-two', c],
  ],
  [
    'a heading that is the link of the line above it, and a label over a link',
    page(
      `<article>${p(a)}<a class="x2" href="/storm"><span>Les også</span><h3>The storm cost two million</h3></a>${p(b)}<p><b>İLGİLİ HABER</b></p><p><a href="/pier">A cafe on the pier is fined</a></p>${p(c)}</article>`,
    ),
    [a, b, c],
  ],
  [
    'a source that the text names in a sentence, and a box of facts',
    page(
      `<article>${p(a)}<p>Джерело: протокол засідання міської ради від восьмого травня.</p><div class="infobox"><h3>Ferry</h3><p>Built in 1902.</p></div>${p(b, c)}</article>`,
    ),
    [a, 'Джерело: протокол засідання міської ради від восьмого травня.', b, c],
  ],
  [
    'comments in unnamed elements below a heading that counts them, longer than the text',
    page(
      `<article>${p(a, b, c)}</article><div class="x1"><h3>3 thoughts on “The ferry returns”</h3>${[d, e, f, g, h].map((text, i) => `<div class="x2"><b>Reader ${i}</b><p>${text}</p><p>${i}: ${text}</p></div>`).join('')}</div>`,
    ),
    [a, b, c],
  ],
  [
    'what a newsletter is, whose commission is paid, and who was asked in a box',
    page(
      `<article><p>You’re reading the Tide newsletter. Sign up here.</p><p>We may get paid commissions if you buy from our links.</p>${p(a)}<div class="zur-person"><h4>Zur Person</h4><p>Ada Holm, 61, steers the ferry.</p></div>${p(b, c)}</article>`,
    ),
    [a, b, c],
  ],
  [
    'captions and links back from footnotes in lines',
    page(
      `<article>${a}<br><br><span><img src="/a.jpg"><em class="img_desc">On deck</em></span><br><br>${b}<br><br>${c}<ol><li>${d} <a class="footnote-backref" href="#r1">↩︎</a></li></ol></article>`,
    ),
    [a, b, c, d],
  ],
]

function parse(html: string) {
  const page = { bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', hints: {} }
  const outcome = parsePage(page, true)
  if ('problem' in outcome) throw outcome.problem
  const removed = outcome.trace.filter(({ field }) => field === 'removed')
  return { article: outcome.article, removed }
}

/** The pieces of text of a tree, without what no browser shows. */
function piecesOf(node: { children?: readonly unknown[] }): string[] {
  return (node.children ?? []).flatMap((child) => {
    const { type, data, name } = child as { type: string; data?: string; name?: string }
    if (type === 'text') return [data!.trim()]
    return name === undefined || /^(?:head|script|noscript)$/.test(name) ? [] : piecesOf(child as object)
  })
}

for (const [kind, html, lines] of rows)
  t.test(kind, async (t) => {
    const { article, removed } = parse(html)
    t.strictSame(
      article.body.flatMap((block) => (block.type === 'image' ? [] : [block.text])),
      lines,
    )
    const known = [...lines, ...removed.map(({ value, where }) => value ?? where)].join('\n')
    for (const piece of piecesOf(parseHtml(html)))
      t.ok(known.includes(piece), `in the text or the trace: ${piece}`)
  })

t.test('what is left out is traced line by line, controls too', async (t) => {
  const { removed } = parse(
    `<html><head><title>The ferry returns</title></head><body><div><b>The ferry returns</b><br>04.03.2025<br>By Ada Holm<br><br>${a}<br><br>${b}<button>Copy the text</button></div></body></html>`,
  )
  t.strictSame(
    removed.map(({ rule, value }) => [rule, value]),
    [
      ['title or above it', 'The ferry returns'],
      ['title or above it', '04.03.2025'],
      ['title or above it', 'By Ada Holm'],
      ['control', 'Copy the text'],
    ],
  )
})
