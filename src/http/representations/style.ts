import { hash } from 'node:crypto'
import { readingStyle } from './reading-style.ts'
import { roomStyle } from './room-style.ts'

/**
 * One style for all pages of the service. Chinese is set as good news sites set it: two characters of indent, wide
 * lines, punctuation trimmed at line ends, space between Chinese and Latin made by the browser and not by spaces.
 */
export const style = `
:root{color-scheme:light dark;--paper:#fdfcfa;--ink:#21201d;--quiet:#68645c;--rule:#e2ded5;--mark:#9d2b1d;--shade:#f3f0e9;--blue:#1f5a92;--green:#2f6b34;--gold:#8a5a00;--removed:#fbdedb;--added:#d9efd5}
@media (prefers-color-scheme:dark){:root{--paper:#171716;--ink:#dcd9d2;--quiet:#9b968c;--rule:#34332f;--mark:#e58a78;--shade:#22211f;--blue:#8ab8e6;--green:#8fc48f;--gold:#e0b060;--removed:#57211b;--added:#1d4420}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.7 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word;text-autospace:normal;text-spacing-trim:trim-start;hanging-punctuation:allow-end}
:lang(zh),:lang(ja){line-break:strict}
:lang(zh){font-family:"PingFang SC","Hiragino Sans GB","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif}
:lang(zh-Hant),:lang(zh-TW),:lang(zh-HK){font-family:"PingFang TC","Noto Sans CJK TC","Noto Sans TC","Microsoft JhengHei",system-ui,sans-serif}
:lang(ja){font-family:"Hiragino Kaku Gothic ProN","Noto Sans CJK JP","Noto Sans JP","Yu Gothic",system-ui,sans-serif}
:lang(ko){font-family:"Apple SD Gothic Neo","Noto Sans CJK KR","Noto Sans KR","Malgun Gothic",system-ui,sans-serif;word-break:keep-all}
:lang(ar),:lang(fa),:lang(ur),:lang(ug){font-family:"Geeza Pro","Noto Naskh Arabic","Noto Sans Arabic",Tahoma,system-ui,sans-serif}
.body:lang(zh),.body:lang(ja),.body:lang(ar),.body:lang(fa),.body:lang(ur),.body:lang(ug){line-height:1.9}
main{max-width:38em;margin:0 auto;padding:clamp(1.5rem,6vw,4rem) max(1.25rem,env(safe-area-inset-right)) 4rem max(1.25rem,env(safe-area-inset-left))}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--rule);text-decoration-thickness:.08em;text-underline-offset:.22em}
a:hover,a:focus-visible{color:var(--mark);text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--mark);outline-offset:3px;border-radius:2px}
h1{margin:0 0 .6em;font-size:clamp(1.6rem,1.2rem + 2vw,2.125rem);line-height:1.35;font-weight:700;text-wrap:balance;letter-spacing:.01em}
h1:lang(zh){word-break:keep-all;overflow-wrap:anywhere}
h2,h3,h4,h5,h6{margin:2em 0 .6em;font-size:1.2em;line-height:1.45;break-after:avoid}
h4,h5,h6{font-size:1.08em}
header{margin-bottom:2.25rem;padding-bottom:1.25rem;border-bottom:1px solid var(--rule)}
header p,footer p,footer ul{margin:.25em 0;color:var(--quiet);font-size:.875rem;line-height:1.7}
header .place{margin-bottom:1em;color:var(--mark);font-weight:600;letter-spacing:.04em}
.body p,.body li,.body blockquote{hyphens:auto}
.body p{margin:0 0 1.1em;text-align:justify}
.body:lang(zh) p{text-indent:2em}
.body:lang(ja) p{text-indent:1em}
.body:lang(ko) p,.body:lang(th) p{text-align:start}
.body blockquote{margin:1.5em 0;padding:.1em 0 .1em 1.25em;border-inline-start:3px solid var(--mark)}
.body blockquote p{margin:0;text-indent:0}
.body:lang(zh) blockquote p,.body:lang(ja) blockquote p{text-indent:0}
.body ul{margin:0 0 1.1em;padding-inline-start:1.6em}
.body li{margin:.4em 0}
figure{margin:2em 0;break-inside:avoid}
header+figure{margin-top:0}
img{display:block;max-width:100%;height:auto;margin:0 auto;background:var(--shade);border-radius:3px}
summary{padding:.5em .9em;border-radius:3px;background:var(--shade);color:var(--quiet);font-size:.875rem;line-height:1.65;cursor:pointer}
details[open]>summary{margin-bottom:.7em}
figcaption{margin-top:.7em;color:var(--quiet);font-size:.875rem;line-height:1.65}
footer{margin-top:3.5rem;padding-top:1.25rem;border-top:1px solid var(--rule)}
.tags{display:flex;flex-wrap:wrap;gap:.5em;margin:0 0 1.25em;padding:0;list-style:none}
.tags li{padding:.15em .8em;border-radius:1em;background:var(--shade)}
.tags a{text-decoration:none}
dt{margin-top:1.4em;font-weight:600}
dd{margin:.2em 0 0}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
${roomStyle}${readingStyle}@media (max-width:30em){body{font-size:1.0625rem}.body p{text-align:start}}
@media print{
@page{margin:2cm}
:root{--paper:#fff;--ink:#000;--quiet:#444;--rule:#bbb;--mark:#000;--shade:#fff;--removed:#eee;--added:#eee}
body,.body{font-size:11pt;line-height:1.7}
main{max-width:none;padding:0}
p,li,blockquote{orphans:2;widows:2}
img{max-height:12cm;width:auto}
nav,form,aside,.site,.skip,details:not([open]){display:none}
a{text-decoration:none}
}
`.trim()

const digest = hash('sha256', style, 'base64')

/**
 * The Content-Security-Policy of every page that is made here: its own style and images, nothing else. Images come
 * over https from wherever the article's page had them, when the reader opens them (blocks.ts). Forms search here.
 */
export const pagePolicy = [
  "default-src 'none'",
  'img-src https:',
  `style-src 'sha256-${digest}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')
