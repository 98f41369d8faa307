import { z } from 'zod'
import { captureOrigins } from '../../page.ts'
import { Next, ParsedArticle } from '../schemas.ts'

const Time = z.string().meta({ format: 'date-time' })

const CaptureTime = z
  .strictObject({
    at: Time,
    from: z.enum(captureOrigins).meta({
      description:
        'What says so: the page itself (the mark of the tool that saved it, its address in a web archive); a hint (the date of its WARC record or message, or its sender); the date of its file, which copying may have changed; or nothing, then it is the time of arrival.',
    }),
  })
  .meta({ id: 'Capture', description: 'A time at which a page was captured.' })

export const Revision = z
  .strictObject({
    revision: z.int().min(1),
    digest: z.string().meta({ description: 'SHA-256 of the bytes, hex.' }),
    contentType: z.string(),
    size: z.int().min(0).meta({ description: 'Bytes.' }),
    hints: z.record(z.string(), z.string()).meta({ description: 'What the sender said of the page.' }),
    receivedAt: Time,
    capturedAt: Time.nullable().meta({
      description: 'When the page was first captured; null where nothing but its arrival is known.',
    }),
    captures: z.array(CaptureTime).meta({ description: 'All captures of these bytes, oldest first.' }),
    href: z.string(),
    raw: z.string().meta({ description: 'The address of the bytes.' }),
  })
  .meta({ id: 'Revision', description: "One version of an article's page." })

export const RevisionList = z
  .strictObject({ items: z.array(Revision), next: Next })
  .meta({ id: 'RevisionList' })

export const RevisionArticle = z
  .strictObject({
    ...Revision.shape,
    article: ParsedArticle.nullable().meta({
      description: 'What its page says; null where no article can be found in it any more.',
    }),
  })
  .meta({ id: 'RevisionArticle' })

const Paragraph = z.strictObject({ index: z.int().min(0), text: z.string() })
export const RevisionDiff = z
  .strictObject({
    from: z.int().min(1),
    to: z.int().min(1),
    fields: z.array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    paragraphs: z.strictObject({
      added: z.array(Paragraph),
      removed: z.array(Paragraph),
      altered: z.array(z.strictObject({ from: Paragraph, to: Paragraph })),
    }),
  })
  .meta({ id: 'RevisionDiff', description: 'What changed between two versions.' })
