/** Bytes to document: the table of formats. A further format is one line here and one file beside it. */
import type { DocumentPart, Format } from '../types/document.ts'
import type { Nesting } from './nested.ts'
import type { OutputLimits } from './parts.ts'
import { limitOutput, withoutFirst } from './parts.ts'
import type { ParseSource } from './source.ts'
import { trueSource } from './true-format.ts'

type Parse = (source: ParseSource, nesting: Nesting) => AsyncIterable<DocumentPart>

/** For mails: where to go on after an attempt that died, and who is told of attachments. */
type MailOrder = Pick<Nesting, 'resume' | 'onAttachment'>

/** Loaded when first needed: most processes see few formats. */
const parsers: Readonly<Record<Format, () => Promise<Parse>>> = {
  pdf: async () => (await import('./pdf/pdf.ts')).parsePdf,
  docx: async () => (await import('./docx/docx.ts')).parseDocx,
  pptx: async () => (await import('./pptx/pptx.ts')).parsePptx,
  xlsx: async () => (await import('./sheets/workbook.ts')).parseWorkbook,
  xls: async () => (await import('./sheets/workbook.ts')).parseWorkbook,
  odt: async () => (await import('./odf/odt.ts')).parseOdt,
  odp: async () => (await import('./odf/odp.ts')).parseOdp,
  ods: async () => (await import('./sheets/workbook.ts')).parseWorkbook,
  rtf: async () => (await import('./rtf/rtf.ts')).parseRtf,
  epub: async () => (await import('./epub/epub.ts')).parseEpub,
  html: async () => (await import('./html/html.ts')).parseHtml,
  mhtml: async () => (await import('./mail/mhtml.ts')).parseMhtml,
  markdown: async () => (await import('./text/markdown.ts')).parseMarkdown,
  text: async () => (await import('./text/text.ts')).parseText,
  csv: async () => (await import('./sheets/csv.ts')).parseCsv,
  json: async () => (await import('./json/json.ts')).parseJson,
  jsonl: async () => (await import('./json/json.ts')).parseJson,
  eml: async () => (await import('./mail/mail.ts')).parseMail,
  mbox: async () => (await import('./mail/mail.ts')).parseMail,
  msg: async () => (await import('./mail/msg.ts')).parseMsg,
  latex: async () => (await import('./latex/latex.ts')).parseLatex,
  subtitles: async () => (await import('./text/subtitles.ts')).parseSubtitles,
  code: async () => (await import('./code/code.ts')).parseCode,
  notebook: async () => (await import('./text/notebook.ts')).parseNotebook,
  image: async () => (await import('./pictures/image.ts')).parseImage,
}

/** Yields parts in reading order, the last with `end`. Throws AlcoveError `file-broken`, `file-encrypted`, `password-wrong`, `encryption-unsupported`, `file-changing` or `parser-output`. */
export async function* parse(source: ParseSource, limits: OutputLimits, mail: MailOrder = {}): AsyncGenerator<DocumentPart> {
  if (source.size === 0) {
    yield { blocks: [], end: {} }
    return
  }
  const known = await trueSource(source)
  if (known === 'old-format') {
    yield { blocks: [], end: { skipped: 'old-format' } }
    return
  }
  const parser = await parsers[known.format]()
  const parts = limitOutput(parser(known, { ...mail, parse, limits }), limits)
  yield* withoutFirst(parts, mail.resume?.blocks ?? 0)
}
