import t from 'tap'
import { unwrapMirror } from '../../src/parse/mirror.ts'

const page = `### 标题　（组图） 【视频】
------------------------

#### [首页](https://m.example/README.md) &nbsp;&nbsp;|&nbsp;&nbsp; [教程](https://m.example/wiki)



<div><img src="a.jpg"/></div><hr/>

#### [ 🎬 影片](http://192.0.2.1/)

 #### [ 🎬 缩进的](http://192.0.2.1/)

---

<div>
 <p>
  一
  ----在正文里
 </p>
  

---

#### [ 🎬 中间的](http://192.0.2.1/)


 <p>
  #标签
 </p>
</div>
<hr/>
手机上长按并复制下列链接或二维码分享本文章：<br/>
https://m.example/blob/master/pages/prog202/a1.md <br/>
<a href='https://m.example/blob/master/pages/prog202/a1.md'><img src='https://m.example/pages/prog202/a1.md.png'/></a> <br/>
原文地址（需翻墙访问）：https://www.ntdtv.com/gb/2022/08/15/a1.html


------------------------
#### [首页](https://m.example/README.md)


<img src='http://counter.example/' width='0px' height='0px'/>
`

t.test('a page', async (t) => {
  const mirror = unwrapMirror(page)
  t.match(mirror, {
    title: '标题 （组图） 【视频】',
    address: 'https://www.ntdtv.com/gb/2022/08/15/a1.html',
    channel: 'prog202',
    fileName: 'a1',
  })
  t.equal(mirror?.lead.trim(), '<div><img src="a.jpg"/></div><hr/>')
  t.equal(mirror?.body.replace(/\s+/g, ' ').trim(), '<div> <p> 一 ----在正文里 </p> <p> #标签 </p> </div>')
})

t.test('a page with \\r\\n', async (t) => {
  const mirror = unwrapMirror(page.replaceAll('\n', '\r\n'))
  t.equal(mirror?.title, '标题 （组图） 【视频】')
  t.equal(mirror?.address, 'https://www.ntdtv.com/gb/2022/08/15/a1.html')
  t.notMatch(mirror?.body, /首页|影片|手机/)
})

t.test('the first generation', async (t) => {
  const mirror = unwrapMirror(
    '### 标题\n第二行\n------------------------\n\n<p>一<br />\n二</p>\n\n原文链接：http://cn.reuters.com/article/x-idCN1\n\n\n------------------------\n#### [首页](x)\n',
  )
  t.strictSame(mirror, {
    title: '标题 第二行',
    lead: '',
    body: '\n<p>一<br />\n二</p>\n',
    address: 'http://cn.reuters.com/article/x-idCN1',
    channel: null,
    fileName: null,
  })
})

t.test('what is no mirror page', async (t) => {
  const rows = [
    '',
    '<html><title>x</title>',
    '# 标题\n\n文字',
    '### 标题\n\n没有横线',
    `${' '.repeat(200)}### x\n${'-'.repeat(24)}`,
  ]
  for (const text of rows) t.equal(unwrapMirror(text), null, JSON.stringify(text.slice(0, 20)))
})
