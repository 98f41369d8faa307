/** The style of what stands around an article: its credits, its place in a list, similar articles, its versions. */
export const readingStyle = `
.hits h3{margin:.25em 0;font-size:1em}
.credits{margin:.25em 0;padding:0;list-style:none;color:var(--quiet);font-size:.875rem;line-height:1.7}
.credits li{display:inline;margin-inline-end:1em}
article nav .tags{margin:2.5em 0 0}
main>footer{margin-top:2rem}
main>aside{margin-top:3rem}
main>aside h2{font-size:1.1em}
.place-in-list{font-size:.9375rem}
.place-in-list p{margin:0 0 2rem}
footer~.place-in-list p{margin:2.5rem 0 0}
.difference{width:100%;margin:1em 0;border-collapse:collapse;table-layout:fixed}
.difference th,.difference td{padding:.4em .75em;border-top:1px solid var(--rule);text-align:start;vertical-align:top;font-size:1rem;break-inside:avoid}
.difference th{color:var(--quiet);font-size:.875rem}
.difference thead td,.difference tbody th{width:9em;font-weight:600}
.difference .same{color:var(--quiet)}
del{background:var(--removed);text-decoration-color:var(--mark)}
ins{background:var(--added);text-decoration:none}
@media (max-width:40em){.difference thead{display:none}.difference tr,.difference th,.difference td,.difference tbody{display:block;width:auto!important}.difference tr{border-top:1px solid var(--rule)}.difference td,.difference th{border:0}.difference td:empty,.difference .same td+td{display:none}}
`.trimStart()
