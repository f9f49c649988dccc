/** Bytes to document: the table of formats. A further format is one line here and one file beside it. */
import type { DocumentPart, Format } from '../types/document.ts'
import type { OutputLimits } from './parts.ts'
import { limitOutput } from './parts.ts'
import type { ParseSource } from './source.ts'

type Parse = (source: ParseSource) => AsyncIterable<DocumentPart>

/** Loaded when first needed: most processes see few formats. */
const parsers: Readonly<Record<Format, () => Promise<Parse>>> = {
  pdf: async () => (await import('./pdf.ts')).parsePdf,
  docx: async () => (await import('./docx.ts')).parseDocx,
  html: async () => (await import('./html.ts')).parseHtml,
  markdown: async () => (await import('./markdown.ts')).parseMarkdown,
  text: async () => (await import('./text.ts')).parseText,
}

/** Yields parts in reading order, the last with `end`. Throws AlcoveError `file-broken`, `file-encrypted`, `file-changing` or `parser-output`. */
export async function* parse(source: ParseSource, limits: OutputLimits): AsyncGenerator<DocumentPart> {
  if (source.size === 0) {
    yield { blocks: [], end: {} }
    return
  }
  const parser = await parsers[source.format]()
  yield* limitOutput(parser(source), limits)
}
