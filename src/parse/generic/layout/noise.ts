import type { Region } from './layout.ts'
import { anyOf } from './marks.ts'

const noiseNames = new Map([
  ['nav', 'navigation'],
  ['footer', 'page footer'],
  ['form', 'form'],
  ['dialog', 'dialog'],
  ['menu', 'menu'],
  ['aside', 'aside'],
  ['figcaption', 'caption'],
])

/** Words in class, id, role and label by which pages mark what is no article text; the first that fits names the reason. */
const noiseMarks: readonly (readonly [reason: string, words: RegExp])[] = [
  [
    'navigation',
    anyOf(
      'nav navbar navigation menu submenu menubar breadcrumb breadcrumbs skip-link skiplink toolbar tablist banner contentinfo search searchbox topbar site-header siteheader page-header-nav pagination pager pagenav paginator prev-next next-prev',
    ),
  ],
  ['page footer', anyOf('footer site-footer page-footer colophon impressum')],
  [
    'comments',
    anyOf(
      'comments comment comment-list commentlist responses kommentare kommentar kommentarer komentarze komentare commentaires comentarios commenti reacties yorumlar replies user-replies pinglun liuyan gentie disqus disqus-thread coral viafoura respond reply-form forum-teaser discussion talkback leserkommentare opinary',
    ),
  ],
  [
    'related articles',
    anyOf(
      'related relateds inline-editorial-article related-* *related recommended recommendation recommendations recommender recirc recirculation read-?more(?!-(?:content|text|body|answer|section|target|wrap|wrapper|container)) read-also read-next readnext more-from more-on more-stories more-news morenews most-read mostread most-popular popular trending latest-news most-viewed mostviewed see-also seealso also-read also-like you-may-like may-like suggested suggestions up-next upnext next-article next-post prev-post previous-post similar similar-* outbrain taboola plista zergnet ligatus teaserlist teaser-list teasers linklist link-list article-links in-other-news further-reading mehr-zum-thema lesen-sie-auch lire-aussi a-lire-aussi leggi-anche lee-tambien te-puede-interesar relacionadas relacionados noticias-relacionadas verwandt verwandte siehe-auch lue-myos les-ogsa laes-ogsa les-mer czytaj-takze zobacz-takze promoted recomendados recomendadas sugeridas correlati articoli-correlati ilgili-haberler benzer',
    ),
  ],
  [
    'advertisement',
    anyOf(
      'ad ads advert adverts advertisement advertising advertorial adbox adslot ad-* adsense adsbygoogle adunit dfp gpt-ad sponsor sponsors sponsored-links werbung anzeige anzeigen publicidad publicite pubblicita reklama reklam reklame annons mpu leaderboard billboard affiliate affiliate-links shopping-list partnership commercial-unit',
    ),
  ],
  [
    'newsletter or subscription',
    anyOf(
      'newsletter newsletters newsletter-* *newsletter subscribe subscription-box subscription-widget subscribe-* signup sign-up signup-* email-signup mailing-list piano-* tp-modal login login-* register regwall abo-box abo-teaser offer offers donate donation donations spenden support-us membership app-promo app-download appbox push-notification follow-us followus follow-* call-to-action cta cta-* crowdfunding fundraising',
    ),
  ],
  [
    'sharing',
    anyOf(
      'share shares sharing share-* *share sharebar sharedaddy addthis addtoany a2a social social-* *social socials socialbar sociallinks social-media social-share jp-relatedposts print-button printfriendly email-link bookmark bookmark-* favorite reactions article-tools story-tools post-tools toolbox teilen compartir partager condividi',
    ),
  ],
  [
    'tags',
    anyOf(
      'tags tag-list taglist tags-list tag-cloud tagcloud tag-links post-tags entry-tags article-tags article-tag topics topic-list keywords keyword-list categories cat-links post-categories themen schlagworte labels hashtags etiquetas',
    ),
  ],
  [
    'consent or overlay',
    anyOf(
      'cookie cookies cookie-* gdpr consent consent-* onetrust onetrust-* privacy-banner modal modals popup pop-up lightbox overlay dialog alertdialog tooltip tooltips snackbar toast offcanvas alert-bar adblock',
    ),
  ],
  ['alert', anyOf('notice notification notifications')],
  [
    'author biography',
    anyOf(
      'author-bio author-box authorbox author-info author-card author-profile author-about author-description author-details author-block author-section about-author about-the-author abouttheauthor post-author-bio bio biography authors-bio contributor-bio byline-bio writer-bio autorenbox autoreninfo author-footer',
    ),
  ],
  [
    'byline or date',
    anyOf(
      'byline bylines by-line byline-* *byline dateline-date timestamp time-stamp datetime publish-date published-date pub-date pubdate publication-date post-date entry-date article-date posted-on posted-by updated last-updated lastupdated meta-info article-meta post-meta entry-meta story-meta metadata meta-data article-info post-info author authors author-name autor autoren auteur article-author article__author reading-time read-time readtime dateinfo postprofile post-profile posterinfo user-info userinfo user-details usertitle user-title posthead message-user(?!-content) message-attribution post-signature message-signature sig\\d+ poster keyinfo moderatorbar postuserstats author-information author-statistics author-pane c-author-pane membergroup postfoot',
    ),
  ],
  [
    'caption',
    anyOf(
      'caption captions caption-* *caption figcaption wp-caption-text photo-credit image-credit img-credit picture-credit credit credits copyright bildunterschrift bildtext bildnachweis legende didascalia pie-de-foto pie-foto image-description img-desc image-info photo-caption media-caption foto-credit photographer image-source bildquelle',
    ),
  ],
  [
    'media player',
    anyOf(
      'player video-player audio-player jwplayer videoplayer audioplayer playlist podcast-player vjs video-js media-controls listen-to-article audio-article text-to-speech tts readspeaker video-embed-caption video-meta video-teaser slideshow-controls slick-dots gallery-nav gallery-thumbs thumbnails lightbox-gallery carousel slider swiper glide splide',
    ),
  ],
  [
    'fact box',
    anyOf(
      'factbox fact-box factsbox facts-box fakta faktabox faktaboks faktaruta fakta-box encadre zur-person zur-sache (?<!(?:kadence|kt)-)infobox',
    ),
  ],
  [
    'widget',
    anyOf(
      'widget-area *side-?bar(?!-(?:enabled|disabled|active|visible|open|on|off|true|false|none)-) rail right-rail rightrail left-rail complementary (?<!-(?:alert|bg|border|btn|text)-)secondary quiz poll polls survey voting vote rating ratings ratingbox calculator stock-ticker ticker weather lottery horoscope infobox-ad game-promo promo promos promo-* *promo promobox promotion teaser-box teaserbox teaser-* *teaser teaser marketing banner-* cross-sell upsell partner partners shop-widget product-recommendation newsticker livefeed-teaser explore-more',
    ),
  ],
  [
    'legal notice',
    anyOf(
      'disclaimer legal legal-notice copyright-notice copyrights terms imprint corrections-policy correction-policy',
    ),
  ],
  ['hidden', anyOf('hidden-print-only print-only printonly noscript only-print visible-print')],
]

/** Words by which pages mark the article's text itself. */
export const articleMarks = anyOf(
  'article-body articlebody article-content articlecontent article-text articletext article-main-body article-copy article-wrapper story-body storybody story-content storycontent story-text storytext post-body postbody post-content postcontent post-text post-entry entry-content entry-body entry entrytext body-text bodytext body-copy bodycopy body-content main-content maincontent main-text article-detail news-content news-body newsbody news-text newstext news-detail content-body content-text content-article text-content richtext rich-text prose artikel-text artikeltext artikel-inhalt beitrag texto cuerpo cuerpo-noticia nota-cuerpo corps-article texte-article testo articulo-cuerpo story-article article-page article-section article story articlepage article-body-text paywall-content premium-content',
)

/** Words by which pages mark any of their content. */
export const contentMarks = anyOf(
  'content article post story text news detail artikel inhalt contenido contenu',
)

const noiseRoles =
  /^(?:navigation|complementary|banner|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tooltip|tablist|alert|form)$/

/** Reasons for which class names are poor evidence: grids, themes and builders use the same words. */
export const guessed: ReadonlySet<string> = new Set([
  'newsletter or subscription',
  'sharing',
  'tags',
  'media player',
  'fact box',
  'widget',
  'consent or overlay',
])

/** A manual sets its remarks as asides. */
const ofText = anyOf('admonition admonition-* tip note hint starlight-aside')

const neverNoise = new Set(['html', 'body', 'main', 'article'])

/** @returns why a region's own markup says that it is no article text; null where nothing says so */
export function noiseOf({ element, marks }: Pick<Region, 'element' | 'marks'>): string | null {
  if (neverNoise.has(element.name)) return null
  const { role, itemprop } = element.attribs
  if (itemprop === 'comment') return 'comments'
  if (role !== undefined && noiseRoles.test(role)) return role
  const named = noiseNames.get(element.name)
  if (named === 'aside' && ofText.test(marks)) return null
  return named ?? noiseNamed(marks)
}

/** @returns why what an element calls itself says that it is no article text; null where it says nothing of the kind */
export function noiseNamed(marks: string): string | null {
  if (marks === '') return null
  const reason = known.get(marks)
  return reason === undefined ? remember(marks) : reason
}

/** Pages repeat a few hundred marks thousands of times. */
const known = new Map<string, string | null>()
const mostKnown = 20_000

/** What stands, or does not, beside an element: has-sidebar, no-comments */
const beside = /-(?:has|no|with|without)-[^-]+(?=-)/g

function remember(marks: string): string | null {
  const own = marks.replace(beside, '')
  const reason = noiseMarks.find(([, words]) => words.test(own))?.[0] ?? null
  if (known.size >= mostKnown) known.clear()
  known.set(marks, reason)
  return reason
}
