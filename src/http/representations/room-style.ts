/** The style of the pages around articles: lists, plots, calendars, tables. */
export const roomStyle = `
.skip{position:absolute;left:-99em}
.skip:focus{left:1rem;top:1rem;padding:.5em 1em;background:var(--paper);z-index:1}
.site{display:flex;flex-wrap:wrap;gap:.75em 1.5em;align-items:center;justify-content:space-between;max-width:72rem;margin:0 auto;padding:1rem 1.25rem;font-size:1rem;line-height:1.5}
header.site{border-bottom:1px solid var(--rule)}
footer.site{margin-top:3rem}
.site ul{display:flex;flex-wrap:wrap;gap:.25em 1.35em;margin:0;padding:0;list-style:none;align-items:baseline}
.site a{text-decoration:none}
.site a:hover,.site a[aria-current]{text-decoration:underline;text-decoration-color:var(--mark);text-decoration-thickness:.12em}
.brand{font:700 1.35em Georgia,"Times New Roman",serif;letter-spacing:.01em}
.site form{display:flex;flex:1 1 14em;gap:.5em;max-width:24em}
main.wide{max-width:72rem;padding-top:2rem;font-size:1rem;line-height:1.65}
.wide h1{font-size:clamp(1.5rem,1.2rem + 1.5vw,2rem);margin-bottom:.4em}
.wide h2{margin:1.75em 0 .6em;font-size:1.15rem}
.columns>:first-child>h2:first-child,.columns>:last-child>h2:first-child,.columns section>h2:first-child{margin-top:0}
.columns section+section{margin-top:2rem}.columns .facts:first-child{margin-top:0}
.wide details{margin:.75em 0}
.wide summary{width:fit-content}
.wide details h2{margin:1em 0 .25em;font-size:1em}
.lead{margin:0 0 1rem;font-size:1.125rem;color:var(--quiet)}
.facts,.count,.facet{color:var(--quiet);font-size:.875rem}
.more{margin:1em 0;font-weight:600}
.more a::after{content:" \\2192"}
input,select,button,textarea{max-width:100%;padding:.4em .7em;border:1px solid var(--quiet);border-radius:4px;background:var(--paper);color:inherit;font:inherit;font-size:1rem;line-height:1.4}
.site input{flex:1;min-width:0}
button{background:var(--shade);cursor:pointer}
button:hover{border-color:var(--mark)}
.filters{display:flex;flex-wrap:wrap;gap:.75em 1em;margin:1em 0;align-items:end}
.filters p{flex:1 1 12em;min-width:0;margin:0}
.filters label{display:block;color:var(--quiet);font-size:.875rem}
.filters input,.filters select{width:100%}
.try :is(label,textarea){display:block}.try textarea,.try [type=url]{width:100%}.try textarea{font:.875rem/1.5 ui-monospace,Menlo,Consolas,monospace}
.try label{color:var(--quiet);font-size:.875rem}
.difference.trace th:first-child{width:7em}.wide h2+h3{margin-top:.5em}.trace :is(td,th){font-size:.875rem}.trace small{display:block;color:var(--quiet)}
.facet,.hits{margin:0;padding:0;list-style:none}
.hits>li{padding:.9em 0 1.1em;border-bottom:1px solid var(--rule)}
.hits>li:first-child{padding-top:0}
.hits :is(h2,h3){text-wrap:pretty;margin:0 0 .2em;font-size:1.125rem;line-height:1.45}
.hits :is(h2,h3) a{text-decoration:none}
.hits :is(h2,h3) a:hover{text-decoration:underline}
.hits p{margin:.25em 0}
.wide .tags{gap:.4em}
.hits .tags{margin:.5em 0 0;font-size:.8125rem}
.tags .count{margin-inline-start:.35em}
.tags .remove{margin-inline-start:.4em;color:var(--quiet);font-size:.8125rem;text-decoration:underline}
.inline p{display:flex;flex-wrap:wrap;gap:.5em;align-items:center}
mark{background:none;color:var(--mark);font-weight:700}
.pages a,.days a.way{display:inline-block;margin-inline-end:.75em;padding:.4em 1.1em;border:1px solid var(--rule);border-radius:4px;text-decoration:none}
.plot{margin:1.5rem 0;break-inside:avoid}
.plot figcaption{margin:0 0 .4em;color:var(--ink);font-weight:600}
.plot svg{display:block;width:100%;height:auto;overflow:visible}
.plot text{fill:var(--quiet);font-size:12px;stroke:var(--paper);stroke-width:3px;paint-order:stroke;pointer-events:none}
.plot .grid{stroke:var(--rule);pointer-events:none}
.bars{fill:var(--mark);stroke:transparent;stroke-width:3px;pointer-events:all}
.bars a:hover path{fill:var(--ink)}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
.line.curve-0{stroke:var(--mark)}
.line.curve-1{stroke:var(--blue);stroke-dasharray:7 3}
.line.curve-2{stroke:var(--green);stroke-dasharray:2 3}
.line.curve-3{stroke:var(--gold);stroke-dasharray:10 3 2 3}
.legend{display:flex;flex-wrap:wrap;gap:.25em 1.5em;margin:.5em 0;padding:0;list-style:none;font-size:.875rem}
.legend li::before{content:"";display:inline-block;width:1.8em;margin-inline-end:.5em;border-top:3px solid var(--mark);vertical-align:middle}
.legend .curve-1::before{border-color:var(--blue);border-top-style:dashed}
.legend .curve-2::before{border-color:var(--green);border-top-style:dotted}
.legend .curve-3::before{border-color:var(--gold);border-top-style:double}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:.25em .6em;border-bottom:1px solid var(--rule);text-align:end}
th:first-child{text-align:start}
tbody th[scope=row]{font-weight:400}
.halves table{width:100%}
caption{padding:.25em 0;text-align:start;font-weight:600}
.calendars{display:grid;grid-template-columns:repeat(auto-fill,minmax(17.5rem,1fr));gap:1.5rem 2rem}
.calendars h2{margin:0 0 .3em;font-size:1rem}
.wide .place{margin:0 0 .5em}
.calendars{margin-bottom:1.5rem}
.calendar{width:100%;table-layout:fixed;border-collapse:separate;border-spacing:2px}
.calendar :is(th,td){padding:.2em 0;text-align:center;vertical-align:top;border:0}
.calendar th{color:var(--quiet);font-weight:400;font-size:.75rem}
.calendar a{display:block;border-radius:3px;background:var(--shade);text-decoration:none}
.calendar td{height:2.6em;color:var(--quiet);line-height:1.25}
.calendar small{display:block;color:var(--mark);font-size:.6875rem}
@media (min-width:60em){.columns{display:grid;grid-template-columns:18em minmax(0,1fr);gap:3em}.columns.wide-first{grid-template-columns:minmax(0,1fr) 20em}.columns.halves{grid-template-columns:repeat(2,minmax(0,1fr));gap:2.5em 3em;margin:1.5rem 0}.halves section+section{margin-top:0}}
@media (max-width:40em){.plot text{font-size:22px}.plot.page text{font-size:34px}.plot.page text:nth-of-type(even){display:none}.site form{flex-basis:100%;max-width:none}.calendars{grid-template-columns:1fr}}
`
