import { z } from 'zod'

/** An article's id: unique in the archive, safe in addresses and file names. */
export const ArticleId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/,
    'must be 1 to 200 letters (A-Z, a-z), digits, dots, hyphens and underscores, a letter or digit first, as a103502606',
  )
  .meta({ id: 'ArticleId', description: "The article's id, unique in the archive.", example: 'a103502606' })

/** What names that this project gives look like. @param example for whoever gives another text */
const nameText = (example: string) =>
  z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      `must be 1 to 64 small letters (a-z), digits and hyphens, no hyphen first, as ${example}`,
    )

/** A publisher: the name of its file in parse/sources. No enum: archives hold names that other versions knew. */
export const SourceName = nameText('ntdtv').meta({
  id: 'SourceName',
  description: 'The name of a news source.',
  example: 'ntdtv',
})

/** The name of the rule that doubts a field: `GET /articles?warning=` lists articles by it. */
export const WarningRule = nameText('zone-assumed').meta({
  id: 'WarningRule',
  description: 'The rule that doubts a field.',
  example: 'zone-assumed',
})
