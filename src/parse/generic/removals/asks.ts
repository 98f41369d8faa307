import { alternatives } from '../../alternatives.ts'
import type { TextBlock } from '../layout/layout.ts'

/** Says that the rest is for those who pay or log in, and to whom; one line a language. */
const stub = alternatives(
  "(?:this|the full|the rest of this) (?:article|content|story|post|page)s? (?:is|are) (?:\\p{L}+ ){0,3}(?:for|to) (?:\\p{L}+ ){0,3}(?:subscribers|members)|(?:to|want to) (?:continue|keep|read)(?: \\p{L}+){0,4},? (?:please |you (?:must|need to) )?(?:subscribe|log ?in|sign (?:in|up)|register|become)|already (?:an? (?:\\p{L}+ )?(?:subscriber|member)|have an (?:account|subscription)|subscribed|registered)(?=[?,.!]| (?:log|sign|with|to))|you(?:[’']ve| have) (?:(?:only )?\\d{1,2}|reached|used|read|hit)(?: \\p{L}+){0,5} (?:articles|stories|limit)(?!\\p{L})|unlock (?:this|the full|the rest of (?:this|the)|unlimited|full|every|all) (?:article|story|stories|articles|access|content|report|post|issue)|(?:subscribe|register|log ?in|sign (?:in|up)) (?:now |here |for free )?to (?:read|continue reading|keep reading|unlock)(?! the)|not (?:yet )?a (?:subscriber|member)\\?",
  '(?:sie (?:haben|sind)|du (?:hast|bist)) (?:bereits|schon)(?: \\p{L}+){0,2} (?:\\p{L}*abo|abonnent(?:in)?|kund(?:e|in)|mitglied|konto|account|registriert|angemeldet|zugang)\\P{L}|(?:dieser|diesen|der(?: vollständige| ganze)?|den ganzen) (?:artikel|beitrag|inhalt|text)(?: \\p{L}+){0,3} (?:weiterlesen|abonnenten|abonnent(?:inn)?en|freischalten)|weiterlesen mit |(?:noch )?kein (?:\\p{L}*abo|konto)\\?|nur für (?:\\p{L}+-?)?abonnent|jetzt (?:(?:gratis|kostenlos|unverbindlich|risikofrei|nur|online|digital|plus|für|einen|ein|\\d)[^.!?]{0,50} )?(?:testen|weiterlesen|freischalten)(?![\\p{L}])',
  "(?:la suite (?:de (?:cet article|ce contenu) )?|cet article |ce contenu )est réservée? |il vous reste [\\p{N}\\p{L}]{1,8} ?%|déjà (?:un |une )?abonné|vous êtes déjà (?:abonné|inscrit)|(?:vous )?(?:voulez|souhaitez)(?:-vous)? (?:en )?(?:lire|savoir) (?:la suite|plus)|pour (?:lire la suite|continuer|accéder à)(?: [\\p{L}’']+){0,6},? (?:abonnez|connectez|identifiez|inscrivez)-vous|(?:identifiez|abonnez)-vous|connectez-vous pour (?:lire|continuer)",
  '(?:este|el) (?:contenido|artículo)(?: es)?(?: \\p{L}+){0,3} para (?:\\p{L}+ ){0,2}suscriptores|para (?:seguir|continuar) leyendo(?: \\p{L}+){0,3}, |(?:¿)?ya (?:eres|estás|tienes)(?: \\p{L}+){0,2} (?:suscri|cuenta)|te quedan \\d|inicia sesión para (?:leer|seguir|continuar)',
  '(?:questo|il) (?:articolo|contenuto) è (?:riservato|disponibile solo|esclusivo)|(?:sei|hai) già (?:\\p{L}+ ){0,2}(?:abbonat|registrat|account)|per continuare a leggere(?: \\p{L}+){0,3}, |(?:este|esse) (?:conteúdo|artigo) é (?:exclusivo|restrito)|já é assinante',
  '(?:dit|deze) (?:artikel|inhoud)(?: \\p{L}+){0,3} (?:abonnees|leden)|(?:al|nog geen) abonnee\\?|verder lezen\\?|(?:redan|allerede) (?:prenumerant|abonnent)|(?:denna|den här|denne) (?:artikeln?|artikkelen)(?: \\p{L}+){0,3} för prenumeranter|(?:ten )?artykuł (?:\\p{L}+ ){0,3}dla (?:subskrybentów|prenumeratorów)',
)

/** Asks how the reader likes the page, or says how others did; one line a language. */
const verdict = alternatives(
  '(?:was|is) (?:this|the) (?:article|page|post|answer|content|guide|information|story|recipe)(?: \\p{L}+){0,3} (?:helpful|useful|interesting)|did (?:you (?:find|like|enjoy) (?:this|the|our) (?:article|page|post|story|recipe|guide|content|information)|this (?:article|page|post|answer|guide) (?:help|answer))|how (?:helpful|useful) (?:was|is) this (?:article|page|post|story|recipe|guide|content|information)|(?:rate|review) this (?:article|post|page|recipe|guide|story)|(?:thank you|thanks) for (?:your|the) (?:feedback|vote|rating|review)|how would you rate|no votes so far|average rating \\d|click on a star|what did you think of this (?:article|page|post|story|recipe|guide)',
  'war(?:en)? (?:dieser|diese|dieses|der|die|das) (?:artikel|beitrag|seite|antwort|inhalt|information(?:en)?|text)(?: \\p{L}+){0,3} (?:hilfreich|nützlich|interessant)|(?:wie )?hilfreich (?:war|ist) (?:dieser?|der)|wie hilfreich war|hat (?:ihnen|dir|euch) (?:dieser|diese|dieses|der|die|das) (?:artikel|beitrag|seite|rezept|text|inhalt)(?: \\p{L}+){0,3} (?:gefallen|geholfen|weitergeholfen)|(?:ihnen|dir|euch) hat (?:der|dieser|das) (?:artikel|beitrag|rezept)|durchschnittliche bewertung|(?:bisher|noch) keine bewertung|anzahl (?:der )?bewertungen|klicke? auf die sterne|(?:vielen )?dank für (?:ihr|dein|euer|ihre|deine) (?:feedback|bewertung|rückmeldung)|(?:bewerten sie|bewerte) (?:diesen|dieses|den)',
  '(?:cet|cette) (?:article|page|réponse|fiche|contenu) vous a(?:-t-(?:il|elle))? (?:été utile|plu|aidé)|(?:avez-vous (?:trouvé|aimé)|notez|évaluez) (?:cet|cette) (?:article|page)|note moyenne|merci (?:pour|de) votre (?:avis|vote|retour)',
  '¿?(?:te|le|os) ha (?:resultado útil|gustado|servido) (?:est|el)|¿?(?:te )?(?:fue|ha sido|resultó) útil est|valora est[ea]|puntuación media|gracias por (?:tu|su) (?:opinión|valoración|voto)|gostou d(?:o|este|esse) (?:artigo|texto|conteúdo)|est[ea] (?:artigo|página|conteúdo) foi útil',
  "(?:ti|vi|le) è (?:piaciuto|stato utile) (?:quest|l)|quest[oa’'] ?(?:articolo|pagina) (?:ti )?è stat[oa] utile|(?:valutazione|voto) medi[oa]|grazie per il tuo (?:feedback|voto)",
  '(?:was|vond je|vind je) (?:dit|deze) (?:artikel|pagina|antwoord|bericht|informatie)(?: \\p{L}+){0,2} (?:nuttig|behulpzaam|interessant|leuk)|hoe nuttig was|gemiddelde waardering|(?:hjälpte|var) (?:den här|denna) (?:artikeln|sidan)|var (?:denne|dette) (?:artikkelen|siden|nyttig)|czy (?:ten artykuł|ta strona)(?: \\p{L}+){0,2} (?:przydatn|pomocn)',
  '(?:本文|[这這]篇文章|以上[内內]容)[对對][您你]?(?:是否)?有(?:[帮幫]助|用)|この記事は(?:役に|参考に|お役に)',
)

/** Asks to share, to comment or to report a mistake, in whole sentences; one line a language. */
const sharing = alternatives(
  '(?:if you |did you )?(?:liked?|enjoy(?:ed)?|loved?) (?:this|the|our) (?:article|post|story|piece|recipe|guide|episode|content)[?!,]|found an? (?:typo|mistake|error)|(?:have|got) (?:an?|any|more)? ?(?:questions?|comments?|suggestions?|thoughts?|feedback)(?: \\p{L}+){0,4}\\?(?=.{0,60}(?:comment|let (?:me|us)|drop|contact|e-?mail))|(?:did|have) you (?:make|made|try|tried|cook|cooked|bake|baked) (?:this|the) recipe|(?:tag|mention) me on |(?:do you )?have an opinion on the issues raised|reach (?:the (?:reporter|writer|author)|her|him|me|us) at |send your (?:questions|letters|stories) to ',
  '(?:teile?|teilen sie) (?:diesen|den|dieses) (?:artikel|beitrag|rezept|text)|(?:wie|was) ist (?:ihre|deine|eure) meinung|(?:haben sie|hast du|habt ihr) (?:noch )?(?:hinweise|fragen|anregungen|einen fehler)(?: \\p{L}+){0,5}\\?|(?:hast du|habt ihr) (?:das|dieses|mein) rezept (?:\\p{L}+ )?(?:ausprobiert|nachgekocht|nachgebacken|gemacht)|gefällt (?:dir|ihnen|euch) (?:dieser|dieses|der|das) (?:artikel|beitrag|rezept|text)|schreib(?:t|en sie)? (?:es )?(?:mir|uns) (?:gerne? |doch |einfach )?(?:in die|deine|eure|ihre) (?:kommentar|meinung|erfahrung)',
  "(?:vous (?:aimez|avez aimé)|tu as aimé|si (?:vous avez aimé|cet article)) (?:cet|cette|ce|vous) (?:article|recette|billet|a plu)|(?:vous avez|avez-vous|as-tu) (?:testé|réalisé|essayé) (?:cette|ma) recette|(?:une|des) (?:questions?|remarques?|erreurs?) \\?|n[’']hésitez pas à (?:partager|commenter|laisser un|nous (?:écrire|contacter))",
  '(?:¿|si )?te (?:ha gustado|gustó|gusta) est[ea] (?:artículo|receta|entrada|post|noticia)|(?:déjanos|cuéntanos|dinos) (?:tu|en los|qué)|(?:se )?(?:ti|vi) è piaciut[oa] quest|deel dit (?:artikel|bericht|recept)|heb je (?:nog )?(?:vragen|een tip|een fout)',
  'voit keskustella aiheesta|želite li (?:dopuniti|prijaviti)|(?:gillade|likte|kunne) du (?:inlägget|artikeln|receptet|innlegget|oppskriften|opskriften)|podobał[aoy]? (?:ci|wam|ci się|się)|líbil[aoy]? se (?:vám|ti)|ha tetszett (?:a|ez)|beğendiyseniz|אהבתם\\?',
  '(?:если )?(?:вам )?понравил(?:ось|ась|ся) (?:стать|рецепт|пост|материал|видео)|если (?:вам )?(?:было )?(?:понравилось|полезно|интересно),|ставьте (?:лайк|класс)',
)

/** Heads a box that sells or helps; a text can say the same. One line a language. */
const pitch = alternatives(
  'stay in (?:the loop|touch)|want to (?:learn|know|find out) more|ready to (?:get started|learn more|try)|(?:still )?(?:need|have) (?:more )?(?:help|questions)\\?|book a (?:free |live )?(?:demo|call|consultation)|(?:get )?(?:your )?free (?:download|trial|consultation|guide|ebook)|support (?:\\S+ ){1,5}(?:journalism|reporting|newsroom)$',
  'immer auf dem laufenden|haben sie (?:noch )?fragen|(?:sie (?:möchten|wollen)|du (?:möchtest|willst)) mehr|(?:gratis|kostenloser?)[- ]?(?:download|beratung|test)|jetzt (?:die )?app|noch fragen\\?',
  'besoin d.(?:aide|un conseil)|essayez gratuitement|(?:vous (?:voulez|souhaitez)|envie d.)(?: en)? savoir plus|une question \\?',
  'necesitas ayuda|quieres saber más|prueba gratis|hai bisogno di aiuto|vuoi saperne di più|prova gratis|meer weten\\?|hulp nodig\\?',
)
const pitching = new RegExp(`^[^\\p{L}\\p{N}]{0,4}(?:${pitch})`, 'iu')

/** Whether a heading is that of a box that sells something or offers help: Need help? */
export function pitches(heading: string): boolean {
  return pitching.test(heading)
}

const opening = new RegExp(`^[^\\p{L}\\p{N}¿]{0,4}(?:${stub}|${verdict}|${sharing})`, 'iu')
/** Weighted characters. */
const longestAsk = 240

/** What a page shows from another site. */
const embedded =
  /youtube|instagram|facebook|twitter|tiktok|vimeo|spotify|soundcloud|datawrapper|google|flourish|(?<!\p{L})(?:extern|drittanb|third[- ]part|tiers|tercer|terz|derden|terceir)/iu
const content =
  /(?<!\p{L})(?:inhalt|content|conten[iu]|conteúdo|inhoud|v[ií]d[eé]o|karte|beitr[aä]g|post|map|cookies)/iu
const showing =
  /(?<!\p{L})(?:anzeig|anzuzeig|lade|gelade|darstell|klick|show|load|view|watch|display|click|affich|charg|voir|cliqu|mostr|muestr|carg|ver |clic|caric|vede|toon|tone|weergev|laden)/iu
const agreeing =
  /zustimm|einverstanden|einwillig|akzept|aktivier|consent|accept|agree|autoris|acepta|accett|toestemming|akkoord|aceita/iu
/** Whom it speaks to. */
const reader =
  /(?<!\p{L})(?:sie|ihre[rn]?|dir|dich|deine?[rn]?|du|you|your|vous|votre|tu|usted|ha[is]|acepta[rs]?|accetti|je|jouw|uw|você)(?!\p{L})|ich bin /iu

/** We need your consent to show the content of Instagram. */
function asksConsent(text: string): boolean {
  return [embedded, content, showing, agreeing, reader].every((words) => words.test(text))
}

/** Asks for money or an address, wherever in a line. */
const pleading =
  /(?<!\p{L})(?:(?:sign up for|subscribe to) (?:our|the|my) (?:[\p{L}’'-]+ ){0,4}newsletters?(?!\p{L})|(?:make|with) an? (?:\p{L}+ )?tax-deductible (?:gift|donation)|depends on readers like you|you(?:[’']re| are) reading (?:[\p{L}’'-]+ ){1,5}newsletter(?!\p{L}))/iu

const elsewhere =
  /facebook|twitter|instagram|telegram|whatsapp|youtube|google|फेसबुक|ट्विटर|व्हाट्सएप|टेलीग्राम|यूट्यूब|تلگرام|اینستاگرام|카카오|네이버|유튜브/iu
/** Asks to follow the site elsewhere, in languages whose verb comes last. */
const followAtEnd =
  /(?:takip e(?:din|diniz|debilirsiniz|tmeyi unutmayın)|abone olun?|(?:फॉलो|लाइक|सब्सक्राइब) कर(?:ें|े)|जुड़ें|(?:دنبال|فالو) کنید|عضو شوید|フォローして|フォローを|チャンネル登録|팔로우하|구독하)/u
const longestFollow = 160

/**
 * Whether a line asks the reader to pay, to log in, to judge or share the page or to agree to what another site sends.
 *
 * @param isSetApart whether it is set in another way than the text
 */
export function asksReader({ text, length }: TextBlock, isSetApart: boolean): boolean {
  if (length < longestAsk && (opening.test(text) || pleading.test(text))) return true
  if (length < longestFollow && elsewhere.test(text) && followAtEnd.test(text)) return true
  return isSetApart && length < longestAsk * 2 && asksConsent(text)
}
