import type { Removal, Source } from '../source.ts'
import type { PageBlock, TextBlock } from '../tree/block.ts'
import { lineOf } from '../tree/white-space.ts'

/** What stands around the articles of any source, tried on a paragraph's whole text. */
const commonRemovals: readonly Removal[] = [
  { reason: 'no letter or digit', text: /^[^\p{L}\p{N}]*$/u },
  // （待续）, (未完待续), 接前文, （全文结束）, (完)
  {
    reason: 'series note',
    text: /^[（(【]?(?:未完[，,]?)?(?:待[续續](?:[，,][^）)\n]{1,20})?|[续續]完|接前文|接上文|接上期|(?:《[^》]{1,30}》)?全文完|全文[结結]束|完[结結]?)[）)】]?[。.]?\s?[#＃◇]*$/,
  },
  // — 美国之音中文网 (@VOAChinese) September 21, 2019
  { reason: "a tweet's signature", text: /^[—–-]{1,2}\s?[^\n]{0,120}\(@\w{1,30}\)[^\n]{0,40}$/ },
  // View this post on Instagram
  { reason: 'embedded post', text: /^(?:View this post on Instagram|A post shared by [^\n]{1,160})$/i },
  // （川普推文）, （「…」的视频）
  {
    reason: 'caption of an embedded post',
    text: /^[（(][^（）()。\n]{1,40}(?:推文|[视視][频頻]|截[图圖])[）)]$/,
  },
  // （原文有删节）, （文章有删节）
  { reason: "editor's note", text: /^[（(][^（）()。\n]{0,6}有[删刪][节節减減][）)]$/ },
  // 配图：希望之声
  {
    reason: 'image credit',
    text: /^[（(【]?(?:配[图圖]|[题題][图圖]|[图圖]片[来來]源|[图圖]源)\s?[：:][^。\n]{1,60}$/,
  },
  // 《独钓寒江雪》封面。（文津出版 提供）, （图片：pixabay）
  {
    reason: 'image credit',
    text: /^(?:《[^》\n]{1,30}》封面。?)?[（(](?:[图圖]片?\s?[：:][^（）()\n]{1,40}|[^（）()。\n]{2,12}\s?提供)[）)]$/,
  },
  // 原标题：…
  { reason: 'original title', text: /^[（(【]?(?:文章)?原(?:文)?[标標]?[题題]目?(?:[为為]|\s?[：:])[^\n]*$/ },
  // (文章仅代表作者个人立场和观点), 本文只代表作者的观点和陈述。, （本视频只代表作者的观点和陈述）
  {
    reason: 'disclaimer',
    needs: /代表/,
    text: /^[（(【]?[^。\n转轉]{0,16}[仅僅只]代表[^。\n]{0,24}(?:[观觀][点點]|立[场場]|[陈陳]述|意[见見])[^。\n]{0,40}[。]?[）)】]?[。]?\s?[#＃◇]*$/,
  },
  // （本栏目文章选自各大新闻媒体与中文网站，内容不代表希望之声的观点或立场。…）
  {
    reason: 'disclaimer',
    needs: /不代表/,
    text: /^(?:[（(]|[*＊※]?\s?(?:以上|本文|文中|本[专專][栏欄]))[^。\n]{0,60}不代表[^。\n]{0,30}(?:[观觀][点點]|立[场場])(?:[^\n]{0,200}[）)]|[^。，\n]{0,8}。?)$/,
  },
  // （本文不构成投资建议，市场有风险，投资需谨慎。）
  {
    reason: 'disclaimer',
    needs: /不[构構]成/,
    text: /^[（(【*＊※]?\s?(?:以上|本[文报報]|文中|文章)[^。\n]{0,24}不[构構]成[^。\n]{0,12}(?:建[议議]|意[见見]|依据|依據)[^\n]{0,80}$/,
  },
  // 免责声明：本文来自网络，…, （声明：本文仅代表…）, 【特别声明】以上内容…
  {
    reason: 'disclaimer',
    needs: /[声聲]明|提[示醒]/,
    text: /^[（(【［[*＊※]?\s?(?:(?:[以并並]?特此|免[责責]|特[别別]|[郑鄭]重|重要|[温溫]馨|本[站网網文报報刊]|作者|[网網]站|平[台臺]|[转轉][载載]|原[创創]|[权權]利|法律|版[权權]|著作[权權]|[风風][险險]){0,3}[声聲]明|[风風][险險]提[示醒])\s?[：:】］\]）)](?=[^\n]{0,200}(?:[转轉][载載]|[观觀][点點]|立[场場]|版[权權]|侵[权權]|[来來]源|[网網][络絡]|[网網]站|不构成|不構成|[仅僅只][供可作]|[删刪]除|原[创創]|文责|文責|[责責]任|自媒[体體]|平[台臺]))[\s\S]{0,400}$/,
  },
  // 如有侵权，请联系删除。, （图文来源网络，侵删）
  {
    reason: 'disclaimer',
    needs: /侵/,
    text: /^[（(【*＊]?[^。\n]{0,40}(?:[如若][有涉]?[^。\n]{0,6}侵[权權犯]|侵[删刪])[^\n]{0,60}$/,
  },
  // （转载）, （此文发表于1201D期旧金山湾区新闻版）
  {
    reason: 'publication note',
    text: /^[（(](?:[转轉][载載]|首[发發]|此文[发發]表[于於][^）)\n]{1,40}|[阅閱][读讀]原文|原文[链鏈][接結])[）)]$/,
  },
  // 凡本网注明“来源：某报”的作品，均转载自其它媒体，…
  {
    reason: 'copyright',
    needs: /注明/,
    text: /^[（(*＊※]?\s?凡[^。\n]{0,20}注明[^\n]{0,200}(?:[转轉][载載]|版[权權]|[观觀][点點])[\s\S]{0,200}$/,
  },
  // ※本記事は筆者個人の見解であり、所属組織の見解を示すものではありません。
  {
    reason: 'disclaimer',
    needs: /(?:見解|意見|推奨|勧誘|目的)/,
    text: /^[※*＊（(]?\s?(?:本|この|当)(?:記事|コラム|稿|ページ|サイト)[^。\n]{0,60}(?:見解|意見|推奨|勧誘|目的)[^。\n]{0,60}(?:ありません|ではない|ません)(?:。[^。\n]{0,40}(?:無断|ください)[^。\n]{0,30})?。?[）)]?$/,
  },
  // 希望之声版权所有，未经希望之声书面允许，不得转载，违者必究。
  {
    reason: 'copyright',
    needs: /版[权權]|[转轉][载載]/,
    text: /^[（(【]?[^。\n]{0,40}(?:版[权權]所有|版[权權][归歸]|保留版[权權]|不得[转轉][载載]|[转轉][载載][请請][注註]明)[\s\S]{0,200}$/,
  },
]

/** No notice is longer: a paragraph that only begins as one does is text. */
const longestNotice = 400

/** What a notice needs stands in its first characters. */
const headLength = 100

/** @returns why a paragraph is a notice and no text of the article, on any page; null where it is text */
export function noticeIn(text: string): string | null {
  if (text.length > longestNotice) return null
  const head = text.slice(0, headLength)
  const fits = ({ text: pattern, needs }: Removal) => needs?.test(head) !== false && pattern.test(text)
  return commonRemovals.find(fits)?.reason ?? null
}

/** ──转自《…》本文只代表作者的观点和陈述。: a disclaimer behind something else */
const disclaimerAtEnd =
  /(?:本文|文章|本[视視][频頻])[仅僅只]代表[^。\n]{0,24}(?:[观觀][点點]|立[场場]|[陈陳]述)[^。\n]{0,20}[。]?[）)]?$/

const longestDisclaimer = 80

/** @returns the text without a disclaimer at its end */
export function withoutDisclaimer(text: string): string {
  const before = Math.max(0, text.length - longestDisclaimer)
  const found = text.includes('代表', before) ? disclaimerAtEnd.exec(text.slice(before)) : null
  const at = found === null ? 0 : before + found.index
  return at > 0 ? text.slice(0, at).trim() : text
}

/** A text that asks for something: its keyword links are no keywords of the article. */
const appeal = { reason: 'appeal', keepsKeywords: false } as const

/** What stands around series and programmes. */
const promotionRemovals: readonly Removal[] = [
  // 点阅【…】系列文章。, －点阅：【…】系列－, （点阅《…》全书，下载全书：…）#, 更多文章请点击【…】系列。, 观看【…】系列视频。
  {
    reason: 'series link',
    needs: /[点點][阅閱击擊]|[观觀]看/,
    text: /^[（(－─—\s-]{0,4}(?:附：)?(?:更多[^。\n]{0,12})?[请請]?(?:[点點][阅閱击擊]|[观觀]看)[^。\n]{0,80}(?:系列|全[书書]|[连連][载載]|新[书書]|[专專][题題]片|征文|[节節]目|】)[^。\n]{0,60}[。.]?[）)－─—\s#＃◇-]{0,6}$/,
  },
  // 中共肺炎全球疫情及美国疫情大数据请点击这里。, 点击下载视频, 点击看完整影片：, 完整的访谈内容请点击观看《…》节目。
  {
    reason: 'link line',
    needs: /[点點][击擊]|[请請][点點]|看完整/,
    text: /^[^。\n]{0,60}(?:[点點][击擊]|[请請][点點]|[观觀收]看完整)(?:[这這][里裡裏]|此[处處]?|看完整[^。\n]{0,8}|(?:[视視][频頻])?下[载載](?:[视視][频頻]|《[^》\n]{1,60}》)?|(?:[观觀收]看|[阅閱][读讀])[^。\n]{0,24}|(?:[视視][频頻]|影片))[。.：:»]?[）)]?\s?[#＃◇]*$/,
  },
  // 附：不同清晰度的视频下载链接：, 完整视频：, 音频：, 128kbps下载, 点听节目：
  {
    reason: 'link line',
    needs: /[载載]|整|音|[视視]|[听聽]|全|\dp/,
    text: /^(?:[^。，\n]{0,20}(?:下[载載](?:的)?[链鏈连連][接結结]|下[载載]|完整(?:[视視][频頻]|影片|[节節]目))|音[频頻]|[视視][频頻]|[点點][听聽][节節]目|[阅閱][读讀]全文|\d{3,4}p(?:[，,、]\s?\d{3,4}p)+)[：:»]?(?:\n[^。\n]{0,60})?\s?[#＃◇]*$/,
  },
  // （文章全文请见下面链接，以及观看视频了解内容）
  {
    reason: 'link line',
    text: /^[（(][^（）()\n]{0,20}[请請][见見看][^（）()\n]{0,6}[链鏈][接結][^（）()\n]{0,30}[）)]$/,
  },
  // 【支持】为真相护航…, ＝＝＝ 支持“热点互动”：…, 【订阅频道】…, 欢迎订阅YouTube频道：…, 网络收看方式：
  {
    ...appeal,
    text: /^[＝=\s]{0,20}(?:【支持】|支持[“「《]|【[订訂][阅閱][频頻]道】|[欢歡]迎[订訂][阅閱]|[订訂][阅閱][^。\n]{0,12}[频頻]道|[关關]注我[们們]|[网網][络絡絡]收看方式)/,
  },
  // 喜欢我的频道，欢迎点赞，订阅，评论，…
  { ...appeal, text: /^喜[欢歡]我的[频頻]道[^。\n]{0,80}$/ },
  // 江峰推荐朋友们关注江峰的新频道…，订阅…网址：https://…
  {
    ...appeal,
    text: /^(?=[\s\S]*https?:)[^\n]{0,400}(?:[订訂][阅閱]|前往[观觀]看|[关關]注[^。\n]{0,12}[频頻]道|[购購][书書][优優]惠)[^\n]{0,300}https?:\/\//,
  },
]

/** Why a block is no article text, and whether keyword links in it count all the same. */
export type Verdict = { reason: string; keepsKeywords: boolean }

/** What a source adds to the rules for all, and how it links keywords. */
type Rules = Pick<Source, 'removals' | 'keyword'>

/**
 * Judges the blocks of a page in order.
 *
 * @returns for each block why it goes; null where it stays
 */
export function judge(blocks: readonly PageBlock[], rules: Rules): (Verdict | null)[] {
  let inRelated = false
  return blocks.map((block) => {
    if (block.type === 'image' || block.type === 'caption') return null
    inRelated = isRelated(block, inRelated)
    return inRelated ? relatedArticles : verdictOf(block, rules)
  })
}

const shared = [...commonRemovals, ...promotionRemovals]

/** @returns why a text goes, whatever stands around it; null where it stays */
export function verdictOf(
  block: Pick<TextBlock, 'text' | 'links'>,
  { removals, keyword }: Rules,
): Verdict | null {
  const head = block.text.slice(0, headLength)
  const fits = ({ text, needs }: Removal) => needs?.test(head) !== false && text.test(block.text)
  const removal = removals?.find(fits) ?? shared.find(fits)
  if (removal !== undefined) return { reason: removal.reason, keepsKeywords: removal.keepsKeywords !== false }
  return isLabelAndLinks(block, keyword) ? labelAndLinks : null
}

const relatedArticles: Verdict = { reason: 'related articles', keepsKeywords: true }
const labelAndLinks: Verdict = { reason: 'label and links', keepsKeywords: false }

/** 延伸阅读：, 相关链接, 【相关报导】 */
const relatedLabel =
  /^[【［[（(]?(?:延伸[阅閱][读讀]|相[关關](?:[阅閱][读讀]|[链鏈][接結]|[连連][结結接]|新[闻聞]|[报報][导導道]|文章|[视視][频頻]|影片)|推[荐薦][阅閱][读讀]|更多[阅閱][读讀])[】］\])）]?\s?[：:]?[】］\])）]?/

/** A label that announces other articles, and the lines behind it as long as each is a link. */
function isRelated(block: TextBlock, inRelated: boolean): boolean {
  const label = relatedLabel.exec(block.text)?.[0]
  if (label !== undefined) return label.length === block.text.length || isLinked(block, label.length)
  return inRelated && isLinked(block, 0)
}

/** Whether a block's text is links, but for as many characters as are given and marks between the links. */
function isLinked(block: TextBlock, spared: number): boolean {
  if (block.links.length === 0) return false
  let linked = 0
  for (const { raw } of block.links) linked += lineOf(raw).length
  return linked + spared + 2 + block.links.length * 2 >= block.text.length
}

/** An address in running text, with or without its scheme. */
const address =
  /https?:\/\/[^\s，。；、）)]{1,400}|(?:www|pic|facebook|youtube|twitter|reut)\.[\w.-]{1,80}(?:\/[^\s，。；、）)]{0,200})?/gi
/** YouTube视频： with nothing behind it */
const bareLabel = /^[^。，,！？!?；;]{0,24}[：:»]$/
/** [13] https://…: a source among an article's notes is text. */
const noteMark = /^[[【（(]?(?:注\s?)?\d{1,3}[\]】）).、]/
/** Stands for an address that was taken out. */
const hole = '\ufffc'

/** 新唐人网站：https://… and other lines of nothing but a label with addresses, or with links that are no keywords. */
function isLabelAndLinks(
  { text, links }: Pick<TextBlock, 'text' | 'links'>,
  keyword: RegExp | undefined,
): boolean {
  if (text.length > 1_000 || noteMark.test(text)) return false
  let rest = text.replace(address, hole)
  const hasAddress = rest !== text
  for (const { href, raw } of links) if (keyword?.test(href) !== true) rest = rest.replace(lineOf(raw), '')
  if (rest === text) return false
  const labels = rest
    .replaceAll(hole, '')
    .replace(/[#＃]/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return labels.every((label) => bareLabel.test(label)) && (hasAddress || labels.length > 0)
}
