import { alternatives } from '../alternatives.ts'

/**
 * What news pages in many languages write around an article's text. Each pattern is anchored at the start of a line,
 * so that an article about newsletters loses nothing but a line that begins as an appeal does.
 */

/** Opens a list of other articles, or is a link to one: "Read more", "Lesen Sie auch", 延伸阅读. */
export const related = new RegExp(
  `^[^\\p{L}\\p{N}]{0,4}(?:${alternatives(
    'related(?: (?:articles?|stor(?:y|ies)|content|topics?|news|coverage|posts?|links?|reading|videos?))?|read (?:more|also|next|the full|our)|also read|more (?:on|from|about|stories|news|coverage|in|like|to read)|see (?:also|more)|you (?:may|might) (?:also )?(?:like|be interested|enjoy)|recommended|don.?t miss|most (?:read|popular|viewed)|trending|top stories|latest (?:news|stories)|up next|what to read next|editor.{0,2}s? picks?|(?:similar|recent|latest|popular|featured|previous|other|further) (?:posts?|articles?|stor(?:y|ies)|entries|blogs?|news|reads?|recipes)(?: (?:you|from|in)(?= ))?|in this series|people also (?:read|like)|from our partners|our picks|further reading|in case you missed|explore more|keep reading|continue reading|watch(?: more| now|:)|listen(?: to| now|:)|next (?:article|story)|previous (?:article|story)|popular (?:now|stories)',
    'mehr (?:zum thema|zum|zur|zu|dazu|über|aus|von|lesen|artikel|nachrichten|news|infos?)|lesen sie (?:auch|mehr|dazu|hier|weiter)|auch interessant|das könnte (?:sie|dich) (?:auch )?(?:noch )?interessieren|weitere (?:artikel|themen|nachrichten|meldungen|infos?|informationen|news)|passend (?:dazu|zum thema)|siehe auch|zum (?:thema|weiterlesen)|(?:ähnliche|neue(?:ste)?|aktuelle(?:ste)?|beliebte(?:ste)?|verwandte|letzte|passende|andere|weitere) (?:beiträge|artikel|einträge|meldungen|nachrichten|themen|posts|news|rezepte)|empfehlungen der redaktion|das könnte (?:dir|ihnen|euch) (?:auch )?(?:noch )?gefallen|top-?themen|meistgelesen|weiterlesen|lies (?:auch|mehr)|hier (?:geht es|lesen)|empfohlene (?:artikel|inhalte)|zum artikel|jetzt lesen',
    'à lire(?: aussi)?|lire (?:aussi|la suite|l.article|également)|sur le même (?:sujet|thème)|(?:à )?voir aussi|articles? (?:liés?|similaires?)|les plus lus|en savoir plus|à ne pas (?:rater|manquer)|nos derniers|derniers (?:articles|billets)|notre dossier|(?:articles?|billets?|recettes|actualités) (?:récents?|populaires?|connexes|recommandés?|récentes)|(?:autres |plus d.)articles|dans la même (?:rubrique|catégorie)|vous aimerez (?:aussi|peut-être)|ces articles (?:peuvent|pourraient)|pour aller plus loin',
    'lee (?:también|más)|leer (?:más|también)|(?:también )?te (?:puede|podría) interesar|(?:noticias?|artículos?|contenidos?) relacionad[ao]s?|más (?:información|noticias|sobre|en)|ver (?:también|más)|lo más (?:leído|visto)|te recomendamos|(?:entradas|artículos|noticias|publicaciones|posts?) (?:recientes|relacionad[ao]s|populares|similares|destacad[ao]s|anteriores)|últimas (?:noticias|entradas)|otr[ao]s (?:artículos|noticias|entradas)|sigue leyendo|lea (?:también|más)|mira también|además',
    'leggi (?:anche|di più|pure|tutto)|potrebbe interessarti|ti potrebbe interessare|(?:articoli|post|notizie) (?:correlat[ie]|recenti|simili|popolari|in evidenza)|(?:i )?più letti|ultim[ei] (?:notizie|articoli)|altri articoli|potrebbe interessar(?:ti|vi) anche|vedi anche|guarda anche|per approfondire',
    'lei[ao] (?:também|mais)|veja (?:também|mais)|saiba mais|mais lidas|(?:notícias|artigos|posts) (?:relacionad[ao]s|recentes)|últimas notícias|outros artigos',
    'lees (?:ook|meer|verder)|bekijk (?:ook|meer)|gerelateerde?(?: (?:berichten|artikelen))?|meer (?:over|nieuws|artikelen|berichten)|(?:laatste|recente|andere|populaire) (?:berichten|artikelen|nieuws)|meest gelezen|misschien vind je',
    'läs (?:också|mer|även)|les (?:også|mer|flere)|læs (?:også|mere)|se (?:også|mere|mer)|(?:relaterad|relatert|relatered|lignand|liknand|senast|seneste?|siste)e? (?:artiklar|artikler|inlägg|innlegg|indlæg|nyheter|nyheder)|fler[ae]? (?:artiklar|artikler|nyheter|nyheder)|mer om|mere om|lue (?:myös|lisää)|katso myös|lesa? meira|lestu (?:meira|líka)',
    'czytaj (?:także|też|również|więcej|dalej)|zobacz (?:także|też|również|więcej)|przeczytaj(?: (?:także|też|również))?|polecamy|(?:podobne|powiązane|ostatnie|najnowsze)(?: (?:wpisy|artykuły|posty|wiadomości))?',
    'čt[ěe]te (?:také|též|více|dále)|přečtěte si|mohlo by (?:vás|se vám)|související|(?:podobné|nejnovější|další) (?:články|příspěvky|zprávy)|prečítajte si|čítajte',
    'още по темата|(?:อ่าน(?:ข่าว)?เพิ่มเติม|ข่าวที่เกี่ยวข้อง)|olvas(?:sa|ta|d)|kapcsolódó|citește și|vezi și|pročitajte|povezan[ei]|preberite|прочетете',
    '[iİ]lg[iİ]l[iİ] haber|bunlar(?:ı)? da|ayrıca okuyun|devamını oku|baca (?:juga|selengkapnya)|xem thêm|đọc thêm',
    'читайте (?:также|ещ[её]|далее|по теме|в|на)|по теме|смотрите также|материалы по теме|(?:похожие|последние|другие|свежие) (?:статьи|записи|новости|материалы|публикации)|подробнее|читайте також|дивіться також|διαβάστε|δείτε',
    '関連(?:記事|ニュース|リンク)|あわせて読みたい|こちらも|【関連】|相关(?:阅读|链接|文章|新闻|报道|专题)|相關(?:閱讀|連結|文章|新聞|報導)|延伸(?:阅读|閱讀)|(?:推荐|推薦)(?:阅读|閱讀|文章)|往期(?:推荐|推薦|回顾|回顧|精彩)|(?:热门|熱門|精彩|编辑|編輯|相关|相關|今日)(?:推荐|推薦)|猜你喜欢|猜你喜歡|大家都在看|관련 ?(?:기사|뉴스)|추천 ?기사',
    'اقرأ (?:أيضا|المزيد)|شاهد أيضا|مواضيع ذات',
  )})(?![\\p{L}\\p{N}])`,
  'iu',
)

/** Offers more to read, wherever in a line: These articles could interest you: */
export const offer =
  /(?<!\p{L})(?:also|auch|aussi|tambi[eé]n|anche|tamb[eé]m|ook|oc?ks[åa]|også|także|też|také|также|ayrıca|more|mehr|plus|más|mais|artic|artik|artíc|stor(?:y|ies)|posts?(?!\p{L})|interess|читай)/iu

/** Asks for a subscription, an address, money or attention. */
export const appeal = new RegExp(
  `^[^\\p{L}\\p{N}]{0,4}(?:${alternatives(
    'sign up|subscribe|follow (?!these |this |the )\\S+(?: \\S+){0,3} on|for (?:the latest|more) (?:breaking |stories|news|information|on|from|great)|get in touch|newsletter|follow (?:us|me|@|the|our|him|her|them)|download (?:our|the)|join (?:our|us|the (?:conversation|discussion))|get (?:the latest|our|all|more|unlimited|breaking|your)|support (?:our|us|independent|quality)|click here|tap here|have (?:a|you got a) (?:news )?(?:tip|story)|do you have a (?:story|tip)|got a (?:story|tip)|contact (?:us|the|me)|email (?:us|me|the)|send (?:us|your|tips)|log ?in|create an account|already a (?:subscriber|member)|register (?:now|for)|share (?:this|your|on)|like us|leave a (?:comment|reply)|comments are|what do you think|tell us|let us know|become a|donate|help us|thanks? (?:you )?for (?:reading|subscribing|signing)|start your (?:free )?trial|enter your email|by (?:signing|subscribing|submitting|clicking)|we (?:use cookies|may earn|value your)|this (?:article|story) (?:contains|may contain|includes) affiliate|allow notifications|never miss|stay (?:up to date|informed|connected|tuned)|want (?:more|to (?:read|get))|enjoy(?:ed)? (?:this|our)|keep up with|add as preferred|make us',
    'newsletter|abonnieren|jetzt (?:zum newsletter )?(?:anmelden|abonnieren|kostenlos|registrieren|testen)|folgen? sie uns|folge uns|melden sie sich|diskutieren sie|schreiben sie|teilen sie|unterstützen sie|hier anmelden|jetzt mitdiskutieren|kostenlos(?:er|es)? |hat ihnen dieser|folgst du|abonniere|bleiben sie',
    'abonnez|inscrivez|suivez|recevez|rejoignez|soutenez|partagez|téléchargez|cet article est réservé|il vous reste|vous avez une information',
    'suscr[ií]b\\p{L}*|síguenos|sigue (?:a|nuestr|toda)|recibe|únete|regístra|apúntate|descarga|apóyanos|hazte soci|sostienici|iscriviti|seguici|abbonati|scarica|ricevi|inscreva|assine|siga|receba',
    'prenumerera|följ (?:oss|[\\p{L}]+ på)|tilmeld|følg|meld deg på|abonner|tilaa|schrijf je in|volg|abonneer|meld je aan|áskrift',
    'zapisz się|subskrybuj|obserwuj|dołącz|odbierejte|sledujte|přihlas|předplaťte|iratkoz|kövess|abonați|pretplat',
    'подпи(?:сыва|ши)|підпису|следите|присоединяйтесь|abone ol|bizi takip',
    'urmăriți|abonează|последвайте|абонирай|har du (?:et )?tips|send (?:oss|os) (?:et )?tips|tipsa oss|ακολουθ[ήε]στε|εγγραφείτε|κάντε (?:like|εγγραφή)|הירשמו|הצטרפו|עקבו|تابع(?:ونا|وا)|اشترك|انضم(?:وا)? إلى|ติดตาม(?:ข่าว|เรา)|กดติดตาม|สมัครสมาชิก|theo dõi|đăng ký|mời (?:bạn|quý)|ikuti|berlangganan|yuk,? (?:gabung|ikuti)|få (?:de|alle|dagens|nyheder)',
    '加入[\\p{L}\\p{N} ]{0,12}(?:好友|[粉群][絲丝組组])|[点點].{0,2}[赞讚].{0,4}在看|喜[歡欢]我的作品[嗎吗]|[別别]忘了[給给]予支持|如果(?:您|你)?(?:[觉覺]得|喜[欢歡])[^。]{0,16}(?:[赞讚][赏賞]|打[赏賞])|メルマガ|会員登録|返回\\p{L}{2,8}[，,]查看更多|[点點][击擊](?:上方|下方)?(?:[蓝藍][字色]|名片|[“「]\\p{L}{2,12}[”」])|无?订阅|訂閱|扫码|关注我们|關注我們|(?:扫一扫|扫描\\p{L}{0,4}二维码|長按|长按)[，,]?\\p{L}{0,4}(?:分享|关注|關注|下载|下載|识别|識別|在手机|加|查看)|打开微信[，,]|点赞[、，,]|(?:更多|更多精彩)\\p{L}{0,8}[，,]?(?:请|請|欢迎|歡迎|敬请)?(?:关注|關注|下载|下載|扫|点击|點擊|订阅)|(?:欢迎|歡迎|敬请|请|請)(?:关注|關注|订阅|訂閱|扫码|转发|转發)|下载[“「《]?\\p{L}{2,10}[”」》]?\\p{L}{0,8}[，,]|如果?您?有新闻线索|手机(?:用户|版)?(?:请|可|阅读)[^。]{0,40}(?:浏览|访问|登录|阅读)|请记住本[站书]|(?:新闻|报料|爆料|投稿)(?:热线|邮箱)|구독|카카오톡|▶',
  )})(?![\\p{Ll}])`,
  'iu',
)

/** Rights, reprint and editorial notices. */
export const legal =
  /^[^\p{L}\p{N}©]{0,4}(?:©|\(c\) ?(?:\d{4}|copyright)|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti|todos os direitos|alle rettigheter|med ensamrätt|wszelkie prawa|všechna práva|все права|alle rechten voorbehouden|tüm hakları|無断転載|版权所有|版權所有|(?:[\p{L}“”《》，]{0,24}|[^。]{0,50}(?:原[创創]|版[权權]|[独獨]家|本[文稿])[^。]{0,30})未[经經][^。]{0,30}(?:不得|禁止|[严嚴]禁|勿|[谢謝][绝絕]|必究|追究)|如需?[转轉][载載][^。]{0,24}(?:[联聯][系繫络絡]|授[权權]|注明)|(?:此|本文|以上)\p{L}{0,20}(?:原[创創]|独家|獨家)\p{L}{0,4}[，,]|特别提[醒示]\s?[：:]|(?<=[※★].?)\p{L}{2,10}》?(?:提醒|[关關]心)[您你]|本文(?:转|轉)|무단|저작권|<?\s*저작권자|notice ?: the content above|this (?:material|content|report|story|article) (?:may not|is protected|was (?:originally|first) published|originally appeared|has been|is republished|is published)|our standards|the views expressed|views expressed|the opinions expressed|opinions expressed|disclaimer|terms (?:of|and)|privacy policy|a version of this (?:article|story)|this article (?:was|originally|first)|originally published|re(?:printed|published) (?:with|by|from)|first published|dieser (?:text|artikel|inhalt|beitrag) (?:ist zuerst|ist im rahmen|erschien|stammt|ist nur|lag)|aus dem (?:englischen|französischen|amerikanischen)|gastkommentare|hinweis der redaktion|die im artikel)/iu

/** What some earn by the links of a text. */
const byLinks =
  /amazon[- ](?:associate|partner)|affiliate (?:links?|commissions?)|(?:affiliate|provisions)-?links?|(?:earn|receive|get|make) (?:an? |some )?(?:small |paid )?commissions?|liens? (?:affiliés?|d[’']affiliation)|enlaces? de afiliad|link (?:di affiliazione|affiliat)/iu
const ofSite =
  /(?<!\p{L})(?:we|i|our|us|my|this (?:post|article|page|site|website|story)|links? (?:in|on|below)|wir|uns|ich|mir|dieser (?:artikel|beitrag)|nous|cet article|este artículo|questo articolo)(?!\p{L})/iu

/** Some of the links here are affiliate links, and we earn a commission. */
export function isDisclosure(text: string): boolean {
  return byLinks.test(text) && ofSite.test(text)
}

/** Stands in the place of an advertisement, a video or an embedded post, or controls one. */
export const placeholder = new RegExp(
  `^[^\\p{L}\\p{N}]{0,4}(?:${alternatives(
    // The whole line.
    '(?:(?:article|contenu|contenuto|contenido|artikel|beitrag) )?(?:réservée? aux abonné(?:[·.]?e)?s|riservato agli abbonati|(?:exclusivo |solo |só )?para (?:suscriptores|assinantes)|(?:nur|exklusiv) für abonnent(?:en|innen)|(?:subscribers?|members?)[- ](?:only|exclusive)|alleen voor abonnees|(?:endast|bara) för prenumeranter|(?:kun|bare) for abonnenter|(?:vain )?tilaajille|tylko dla (?:prenumeratorów|subskrybentów)|только для подписчиков|会员专享|付费阅读|有料(?:記事|会員限定)|会員限定(?:記事)?)[^\\p{L}\\p{N}]{0,4}$',
    '(?:for immediate release|zur sofortigen veröffentlichung|pour diffusion immédiate|para (?:publicación|difusión) inmediata|advertis(?:e)?ments?|ad|advert|sponsored(?: content| by.{0,40})?|promoted|loading|play(?: video)?|now playing|video(?: player)?|unmute|anzeige|werbung|werbung überspringen|reklame?|annons|annonce|publicité|publicidad|pubblicità|publicidade|advertentie|mainos|reklama|реклама|広告|广告|廣告|광고|(?:[视視][频頻])?(?:正在)?加[载載]中|[听聽]新[闻聞]|menu|close|previous|next|back to top|zum anfang|print(?: this (?:page|article|post))?|tweet|table of contents|jump to (?:section|content)|previous post|next post|(?:listen to|save|bookmark) this (?:article|story|page)|report a problem with this page|slide \\d+|\\d+ (?:of|/) \\d+|view (?:this|original|on|gallery|more).{0,40}|image \\d+)[^\\p{L}\\p{N}]{0,4}$',
    '(?:(?:enthält|beinhaltet|unbezahlte|bezahlte) werbung|werbung,? (?:unbezahlt|unbeauftragt)[^.]{0,40}|(?:diesen )?(?:artikel|beitrag|text|seite) (?:drucken|anhören|vorlesen|teilen|merken|speichern)|drucken|vorlesen|merken|teilen|nach oben|zum seitenanfang|zur startseite|zurück zur (?:übersicht|startseite)|inhaltsverzeichnis|(?:schreibe? einen |schreiben sie einen |einen )kommentar|(?:einen )?kommentar (?:hinterlassen|schreiben|verfassen)|(?:der )?artikel wird (?:unten|hier|nach der (?:anzeige|werbung)) fortgesetzt|nach der (?:anzeige|werbung) weiterlesen)[^\\p{L}\\p{N}]{0,4}$',
    "(?:la suite (?:après (?:la |cette )?(?:publicité|pub)|de (?:l[’']|votre )article (?:ci-dessous|après .{3,20}))|(?:partager|imprimer|écouter|sauvegarder|commenter) (?:cet |l[’'])article|imprimer|partager|sommaire|(?:retour en )?haut de (?:la )?page|retour en haut|article (?:suivant|précédent)|laisser un commentaire|réagi(?:r|ssez) à cet article)[^\\p{L}\\p{N}]{0,4}$",
    '(?:(?:compart(?:e|ir)|escuchar?|imprimir?|guardar?) (?:este |el )?(?:artículo|esta noticia)|imprimir|volver arriba|deja (?:un comentario|tu comentario)|la noticia (?:sigue|continúa) (?:tras|después de) la publicidad|(?:continua a leggere|l.articolo continua) dopo la pubblicità|(?:condividi|ascolta|stampa|salva)(?: (?:questo |l.)?articolo)?|lascia un commento|torna su|torna all.inizio|(?:© ?)?riproduzione riservata|(?:compartilh[ae]r?|ouvir) (?:este )?artigo|(?:deel|print|luister naar) dit artikel|terug naar boven)[^\\p{L}\\p{N}]{0,4}$',
    '(?:(?:artikel|tekst) gaat (?:verder|door) onder de (?:advertentie|foto|afbeelding|video)|(?:laat een reactie achter|plaats een reactie)|inhoudsopgave|printen|continua (?:após a|depois da) publicidade|deixe (?:um|seu) comentário|voltar (?:ao|para o) topo|(?:artikeln|artikkelen|artiklen) fortsätter under annonsen|(?:dela|skriv ut|lyssna på) artikeln|lämna en kommentar|till toppen|skriv ut)[^\\p{L}\\p{N}]{0,4}$',
    '(?:dalszy ciąg (?:artykułu|tekstu) pod reklamą|(?:udostępnij|drukuj)(?: artykuł)?|dodaj komentarz|spis treści|do góry|článek pokračuje pod reklamou|(?:sdílet|vytisknout) článek|přidat komentář|obsah|nahoru|tisk|продолжение (?:после рекламы|ниже)|(?:поделиться|распечатать)(?: \\p{L}{6,8})?|оставить комментарий|содержание|наверх|версия для печати|haberin devamı reklamdan sonra|haberi paylaş|yorum yap|içindekiler|yukarı çık|yazdır)[^\\p{L}\\p{N}]{0,4}$',
    'why (?:you (?:can|should) )?trust [\\p{L}\\p{N} .]{2,30}:|today.s best [^.]{2,60} deals$|[请請][继繼][续續]往下[阅閱][读讀]|[上下前后後]一(?:篇|条|條|则|則)(?:文章|新[闻聞]|[资資][讯訊]|[内內]容)?\\s?[：:]|story continues|article continues|continues? (?:reading )?(?:below|after)|scroll (?:down )?to continue|skip (?:advert|to|past|ad)(?![\\p{L}])',
    'empfohlener (?:redaktioneller|externer) inhalt|an dieser stelle (?:finden sie|findest du|steht|ist|befindet)|externer? inhalt|ich bin (?:damit )?einverstanden|personenbezogene daten (?:können|werden)|(?:youtube|x|twitter|instagram|facebook|tiktok)-?inhalte? (?:erlauben|anzeigen|laden)|link zum (?:[\\p{L}]+)-inhalt|um diesen inhalt|bitte aktivieren|aktuelle zeit',
    'please enable|(?:enable|turn on) javascript|your browser|javascript (?:is|must)|this (?:video|content|browser|site|website|page) (?:is not|isn.t|is un|can.?not|can.t|could|does not|doesn.t|uses|requires|has been)|to (?:view|watch) this (?:video|content)|contenu (?:bloqué|externe)|este (?:contenido|vídeo) no|ce (?:contenu|navigateur)',
  )})`,
  'iu',
)

/** Heads a list of keywords or says how many comments there are: "Tags:", "Filed under", "12 comments". */
export const lists =
  /^[^\p{L}\p{N}]{0,4}(?:(?:tags?|tagged|filed (?:under|in)|posted in|categor(?:y|ies)|topics?|keywords?|sections?|schlagw(?:orte|örter)|themen|kategori[ea]?n?|categor[ií]as?|categorie?|rubri[ck]a|рубрик[аи]|теги|метки|taggar|štítky|etiketler|etiquetas|étiquettes|temas|mots[- ]clés|catégories?|tagi|标签|標籤|关键词|關鍵詞|キーワード|タグ)(?: in)?\s*[:：]|(?:\d+ |view |see |show |post |add (?:a )?|read |load |leave (?:a )?|all |no |join the )(?:\d+ |all |more |\w+ )?(?:comments?|replies|shares?|discussion|conversation)(?:\s*\(\d*\))?$|(?:\d{1,5} )?(?:comments?|kommentarer?|kommentare|commentaires?|comentarios?|comentários?|comment[oi]|reacties?|komentarz[ey]?|komentář[eů]?|комментари\p{L}{1,2}|yorum) ?\(?\d*\)?$)/iu

/** Names a photographer or an outlet rather than telling anything. */
export const credit =
  /^[^\p{L}\p{N}]{0,4}(?:media (?:playback is|caption|player)|image (?:copyright|caption)|(?:all )?(?:photo|image|picture|video|illustration|graphic|screengrab|screenshot|cover|file|featured|header|main|top)s?\s*(?:(?:credits?|by|courtesy(?: of)?|source|via|illustration)\s*[:/–—-]?|image\b|:)|credits?\s*:|credit\b|fot\. (?=\p{L})|(?:alle )?(?:titel)?(?:foto|bild|grafik|illustration|symbolbild|archivbild|symbolfoto|archivfoto|bildquelle|fotocredit|bildnachweis|quellen?|titelbild)(?:er|rechte)?s?\s*[:/©|]|(?:crédits?(?: photos?)?|créditos?|fotografías?|source|fuente|fonte|bron|beeld|kaynak|źródło|kilde|källa|zdroj|lähde|источник|джерело|фото|foto|fotos|imagen?|imágenes|autor(?:ka)?|zdjęcie|fot\.|fotó|kuva|bilde|ljósmynd(?:ir)?(?:\/)?|写真|تصوير|عکس|צילום|फोटो|ภาพ(?:ถ่าย)?|ảnh|φωτ(?:ογραφία|ο|\.)?|fotoğraf|(?:封面)?(?:图片|圖片|[首头頭题題配插封][图圖面]|照片)[来來]源|图源|資料圖片|사진)\s*[:：/©=])/iu

/** Who wrote it and when, on a line of its own. */
export const byline =
  /^[^\p{L}\p{N}]{0,4}(?:(?:(?:written|reported|reporting|edited|editing|additional reporting|produced|words|posted|published|story|interview|text|photos?|translated|compiled) )?by[: ]|von |par |por |di |da |door |av |af |autor(?:in|en|a|es|zy|ka)?:? |auteurs?:? |author:? |written by|(?:first )?published(?: on| at|:)|last (?:updated|modified)|updated(?: on| at|:| \d)|posted(?: on|:)|publié|mis à jour|veröffentlicht|aktualisiert|stand:|publicado|actualizado|pubblicato|aggiornato|ultimo aggiornamento|gepubliceerd|publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret|opublikowano|aktualizacja|опубликовано|обновлено|автор|текст[: ]|tekst[: ]|text[: ]|(?:記者|记者|編輯|编辑|責任編輯|责任编辑|作者)(?:\s?[：:／/|｜丨]|\s|$)|文\/|(?:글|취재|기자)[ :=])/iu
