import { partsOf } from './title-parts.ts'

/** What templates call every page of theirs: 详情页, Article detail, Untitled document. One line a language. */
const names = [
  '(?:新闻|文章|资讯|信息|公告|动态|通知|新聞|資訊)?(?:详情|详细|正文|内容|浏览|查看|展示|詳情|內容)(?:页面?|信息|内容|頁)?|无标题(?:文档|页)?|未命名|標題|标题|联系(?:我们|方式)|關於我們|关于我们|(?:新闻|资讯)(?:中心|动态)|(?:公司|企业)(?:简介|新闻)|产品(?:分类|中心|展示)|(?:热门|推荐|相关|最新)(?:新闻|文章|阅读|资讯)',
  '(?:news|article|blog|post|story|content|press release)s?[ _-]?(?:details?|view|page|single|show)|details?(?: page)?|untitled(?: document| page)?|document|article|blog ?post|single post|new page(?: \\d)?|index',
  "unbenanntes dokument|(?:artikel|news|beitrag)?[ -]?detail(?:ansicht|seite)?s?|sans titre|détails?(?: de l[’'](?:article|actualité))?",
  'detalles?(?: de (?:la )?noticia)?|sin título|detalhes?(?: da notícia)?|sem título|dettagli[o]?(?: (?:della )?notizia)?|senza titolo',
  'szczegóły|bez tytułu|детальная страница|подробнее|новость|статья|без названия|haber detay[ıi]?|detay',
  '(?:記事|ニュース|お知らせ)?詳細(?:ページ)?|無題(?:ドキュメント)?|(?:기사|뉴스)? ?상세(?: ?보기|페이지)?|제목 ?없음',
  'chi tiết(?: tin(?: tức)?| bài viết)?|detail (?:berita|artikel)|تفاصيل(?: الخبر)?|جزئیات(?: خبر)?',
  // Print versions
  '(?:print(?:er)?[ -]?(?:friendly|able)?(?: version| page| article| story)?|print(?:able)? version)|druck(?:version|ansicht)|artikel drucken',
  "version imprimable|imprimer(?: l[’']article)?|(?:versión|versão|versione) (?:para |per la )?(?:imprimir|impressão|impresa|stampa)|imprimir(?: noticia| notícia)?|stampa(?: articolo| pagina)?",
  'wersja do druku|drukuj|tisk|yazdır|afdrukken|printversie|utskriftsversion|печать|версия для печати|打印(?:页面|本页|版|预览)?|列印|友善列印|印刷用ページ|인쇄(?:하기)?',
].join('|')
const generic = new RegExp(`^(?:${names})$`, 'iu')
/** NEWS4.HTM: what editors of pages put where nobody gave a title */
const fileName = /^[\w.-]{1,40}\.(?:html?|php|aspx?|cfm|jsp|docx?|pdf|txt)$/i

/** 青石晚报电子版 */
const ePaper = /^\p{Script=Han}{2,8}(?:电子[版报]|電子[版報]|数字[版报]|數位[版報])$/u

/** Whether a text is what a template calls every page of its: alone, or in front of the site's name. */
export function isGenericTitle(text: string): boolean {
  const parts = partsOf(text)
  if (fileName.test(text)) return true
  if (parts.length === 1 && ePaper.test(text)) return true
  return parts.length < 3 && generic.test(parts[0]?.trim() ?? '')
}

/** What sites call the part of theirs that holds their news; one line a language or family. */
const sections = [
  'news|latest news|company news|news ?room|news archive|news & events|press|press releases?|media releases?|media cent(?:er|re)|(?:our |the )?blog|articles|stories|insights|announcements',
  'aktuelles|aktuell|nachrichten|neuigkeiten|meldungen|presse|pressemitteilung(?:en)?|pressemeldung(?:en)?|medienmitteilung(?:en)?|archiv',
  'actualités?|communiqués?(?: de presse)?|(?:espace )?presse|noticias?|actualidad|novedades|comunicados?(?: de prensa)?|prensa|sala de prensa|notícias?|imprensa|notizi[ae]|novità|comunicati(?: stampa)?',
  'nieuws|nieuwsberichten|persberichten|nyheter|nyhet|nyheder|nyhed|pressmeddelanden|pressemeldinger|uutiset|tiedotteet|fréttir',
  'aktualności|wiadomości|aktuality|zprávy|novinky|správy|novice|vijesti|vesti|hírek|știri|haberler|duyurular|berita|tin tức',
  'новости|пресс-релизы|новини|вести|новина|νέα|ανακοινώσεις|(?:ال)?أخبار|اخبار|חדשות|ข่าว|समाचार|ニュース|お知らせ|뉴스|공지사항',
].join('|')
const section = new RegExp(`^(?:${sections})$`, 'iu')

/** Whether a text is the name of a site's news pages, behind the site's or alone: it stands above every headline. */
export function isSectionName(text: string): boolean {
  const parts = text.split(ofSite)
  return parts.length < 3 && section.test(parts.at(-1) ?? '')
}
const ofSite = /: | [-–|] /u

/** Whether a text is such a name alone. */
export function isWholeSection(text: string): boolean {
  return section.test(text)
}

/** 清河市水务局, 青石晚报 */
const house =
  /^\p{Script=Han}{2,24}(?:网|網|网站|網站|报|報|刊|局|厅|廳|委|委员会|委員會|政府|公司|集团|集團|[学學]校|[学學]院|大[学學]|中[学學]|小[学學]|医院|醫院|协会|協會|[学學][会會]|中心|[频頻]道|[在线線]{2}|[论論][坛壇]|研究[院所]|[门門][户戶])$/u

/** Whether a title is the name of who runs the site, and nothing else. */
export function isHouse(title: string): boolean {
  return house.test(title)
}
