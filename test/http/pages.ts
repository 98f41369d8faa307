/** What an invented article says. */
export type Told = {
  id: string
  title?: string
  /** `2024-03-09`. */
  date?: string
  tags?: readonly string[]
  reporter?: string
  editor?: string
  paragraphs?: readonly string[]
  channel?: string
}

/** A sentence that is long enough to be an article's, and says which one. */
export function sentenceOf(id: string, more = ''): string {
  return `编号${id}的报导说，河边的旧仓库将改成图书馆，工程从春天开始，预计三年完成，居民对此表示欢迎。${more}`
}

/** A page as a mirror of ntdtv holds it: Markdown around HTML, keyword links, dateline, byline, original address. */
export function mirrorPage({
  id,
  title = `${id}号报导：旧仓库改成图书馆`,
  date = '2024-03-09',
  tags = [],
  reporter = '陈立',
  editor = '周全',
  paragraphs = [sentenceOf(id)],
  channel = 'city',
}: Told): string {
  const [year, month, day] = date.split('-')
  const links = tags.map((tag) => ` <ok href="https://www.ntdtv.com/gb/${tag}.htm">\n   ${tag}\n  </ok>\n`)
  const rest = paragraphs.slice(1).map((text) => ` <p>\n  ${text}\n </p>\n`)
  return `### ${title}
------------------------

#### [首页](../../README.md?${id})

<div><div class="post_content" itemprop="articleBody">
 <p>
  【新唐人北京时间${year}年${month}月${day}日讯】${paragraphs[0] ?? ''}
 ${links.join('')} </p>
${rest.join('')} <p>
  （记者${reporter}综合报导/责任编辑：${editor}）
 </p>
</div>
</div>
<hr/>
手机上长按并复制下列链接或二维码分享本文章：<br/>
https://github.com/example/news/blob/master/pages/${channel}/${id}.md <br/>
原文地址（需翻墙访问）：https://www.ntdtv.com/gb/${year}/${month}/${day}/${id}.html
`
}

/** A page of a site that the parser has no rules for. */
export function webPage({
  id,
  title = `${id}号报导：旧仓库改成图书馆`,
  date = '2024-03-09',
  tags = [],
  reporter = '陈立',
  paragraphs = [sentenceOf(id), sentenceOf(id, '市长到场。')],
}: Told): string {
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<link rel="canonical" href="${webAddressOf(id)}">
<meta property="article:published_time" content="${date}T08:30:00+08:00">
<meta name="author" content="${reporter}"><meta name="keywords" content="${tags.join(',')}"></head>
<body><nav><a href="/">首页</a></nav>
<article><h1>${title}</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
</article><footer>版权所有</footer></body></html>
`
}

export const webAddressOf = (id: string): string => `https://news.example.org/2024/${id}.html`
