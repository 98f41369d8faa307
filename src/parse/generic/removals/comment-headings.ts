import { alternatives } from '../../alternatives.ts'

/** What readers write, one line a language or family. */
const word = alternatives(
  'responses?|thoughts?|comments?|replies',
  'kommentare?|gedanken?|antworten|leserkommentare?|reaktionen',
  'commentaires?|réponses?|réactions?|avis',
  'comentarios?|comentários?|respuestas?|commenti?|risposte',
  'reacties|kommentar(?:er|e)?|kommenttia?|kommentit',
  'komentarz[ey]|komentáře?|komentarai|hozzászólás(?:ok)?|комментари\\p{L}{1,2}|коментар\\p{L}{1,2}|yorum(?:lar)?',
  '[条條则則个個]?(?:评论|評論|留言|回复|回覆)|コメント|댓글',
)
/** 4 Responses to “…”, 3 Kommentare zu …, 12 commentaires, 1032人参与 308评论 */
const counted = new RegExp(
  `^(?:\\d{1,7}人?[参參][与與] ?)?(?:\\d{1,5}|one|two|ein|une?|uno?) ?(?:${word})(?:\\s?(?:to|on|zu|sur|en|a|su|op)(?= )|\\s?[:：]?$)`,
  'iu',
)
/** Comments, Reader comments (2), Comments via Facebook, Diskutieren Sie mit: headings that a text can have as well. */
const bare = new RegExp(
  `^\\P{L}{0,3}(?:(?:\\p{L}{2,12} ){0,2}(?:${word})(?: \\(?\\d{1,5}\\)?| ?[:：]| (?:via|from|by) \\p{L}{3,12})?|(?:post|leave|write|add|join) (?:a|the|your) (?:new )?(?:comment|reply|discussion|conversation)|diskutieren sie mit|kommentar (?:schreiben|verfassen)|ihre meinung|laisser un commentaire|deja un comentario|trackbacks?|pingbacks?)[^\\p{L}]{0,3}$`,
  'iu',
)

/** Comments are headed by no more than this many characters. */
export const longestHeading = 50

/** @returns whether a heading says how many comments stand below it */
export const countsComments = (text: string): boolean => counted.test(text)

/** @returns whether a short line can stand above comments; a text can have such a heading as well */
export const headsComments = (text: string): boolean =>
  text.length <= longestHeading && (counted.test(text) || bare.test(text))
