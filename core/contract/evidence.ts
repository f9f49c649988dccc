/** The calls that open what a citation points at. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { blockKinds } from '../types/document.ts'
import { failsWith } from './fails-with.ts'
import { anchor, fromOne, id, password, rects } from './values.ts'

const evidenceFails = failsWith(
  'file-gone',
  'file-changed',
  'file-unreadable',
  'file-broken',
  'file-encrypted',
  'password-wrong',
  'encryption-unsupported',
  'page-missing',
  'parser-crashed',
  'parser-timeout',
  'parser-memory',
  'parser-output',
)

const shownBlock = z.object({
  /** From 1, in reading order. */
  number: z.number().int(),
  kind: z.enum(blockKinds),
  level: z.number().int().optional(),
  text: z.string(),
  /** On a table that begins in the middle of a larger one: that one's first row, cells joined by tabs. */
  header: z.string().optional(),
  lines: z.tuple([z.number().int(), z.number().int()]).optional(),
  /** On a sheet: its name, the first column (from 1), and the row of each line of the text. */
  cells: z.object({ sheet: z.string(), column: z.number().int(), rows: z.array(z.number().int()).readonly() }).optional(),
  slide: z.object({ slide: z.number().int(), shape: z.number().int() }).optional(),
  /** The part of a message, or the attachment, that it stands in. */
  part: z.object({ message: z.number().int(), part: z.string() }).optional(),
  hidden: z.literal(true).optional(),
  /** Whether the anchor covers (part of) this block. */
  marked: z.boolean(),
})

export const evidence = {
  /** One page of a cited document, drawn, and where the quote stands on it. `file-changed` where the file is no longer the one that was cited. */
  page: oc
    .input(
      z.strictObject({
        fileId: id,
        contentHash: z.string(),
        password,
        page: fromOne,
        /** The attachment that it is a page of. */
        within: z.strictObject({ message: fromOne, part: z.string().max(4_000) }).optional(),
        scale: z.number().min(0.5).max(4).default(2),
        quote: z
          .strictObject({ text: z.string().max(20_000), passage: rects })
          .nullable()
          .default(null),
      }),
    )
    .errors(evidenceFails)
    .output(z.object({ picture: z.instanceof(Blob), width: z.number(), height: z.number(), pages: z.number().int(), quoteRects: rects })),
  /** The text around an anchor, as blocks: of its file, or of the mail, attachment or sheet that it stands in. */
  text: oc
    .input(
      z.strictObject({
        fileId: id,
        contentHash: z.string(),
        password,
        anchor: anchor,
        /** The blocks next to those that are shown: before this block's number, or after it. */
        beyond: z.union([z.strictObject({ before: fromOne }), z.strictObject({ after: fromOne })]).optional(),
      }),
    )
    .errors(evidenceFails)
    .output(
      z.object({
        blocks: z.array(shownBlock).readonly(),
        /** Headers of the message that the anchor stands in, whether they are among the blocks or not. */
        headers: z.array(shownBlock).readonly(),
        /** Whether the document has blocks before or after these. */
        before: z.boolean(),
        after: z.boolean(),
      }),
    ),
}
