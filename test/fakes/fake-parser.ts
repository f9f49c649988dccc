/**
 * A parser for the plumbing: paragraphs set apart by blank lines, with their lines. Bytes that begin with `%broken` are
 * broken; those that begin with `%locked` open with the password `sesame`; those that begin with `%scans` are pages of pictures, set apart by form feeds, which only recognition reads.
 */
import { AlcoveError } from '../../core/errors.ts'
import type { FileBytes, Parser, TextRecognition } from '../../core/ports/parser.ts'
import type { Block } from '../../core/types/document.ts'

export interface FakeParser extends Parser, TextRecognition {
  /** Pages in the order recognised: `name 3 eng`. */
  readonly recognized: string[]
  /** Called before each page; may wait or throw. */
  beforePage: (name: string, page: number, signal: AbortSignal) => Promise<void>
  /** Names in the order parsed. */
  readonly parsed: string[]
  /** Called before each file; may wait or throw. */
  before: (name: string) => Promise<void>
}

export function createFakeParser(version = 'fake1'): FakeParser {
  const parsed: string[] = []
  const recognized: string[] = []
  const parser: FakeParser = {
    version,
    parsed,
    recognized,
    languages: ['deu', 'eng'],
    beforePage: async () => {},
    before: async () => {},
    async recognize(file, { page, languages }, signal) {
      recognized.push(`${file.name} ${page} ${languages.join('+')}`)
      await parser.beforePage(file.name, page, signal)
      signal.throwIfAborted()
      const text = (await wholeText(file)).split('\f')[page]?.trim() ?? ''
      return text === '' ? [] : [{ kind: 'paragraph', text, place: { kind: 'page', page, lines: [{ start: 0, end: text.length, rect: [72, 72, 400, 12] }] } }]
    },
    async *parse(file, signal) {
      parsed.push(file.name)
      await parser.before(file.name)
      const decoder = new TextDecoder()
      let text = ''
      let line = 1
      let dated: string | undefined
      const blocks = (whole: string): Block[] => {
        const found: Block[] = []
        for (const paragraph of whole.split('\n\n')) {
          const lines = paragraph.split('\n')
          const starts: [number, number][] = []
          let offset = 0
          for (const [at, each] of lines.entries()) {
            starts.push([offset, line + at])
            offset += each.length + 1
          }
          if (paragraph.trim() !== '') found.push({ kind: 'paragraph', text: paragraph, place: { kind: 'lines', starts } })
          line += lines.length + 1
        }
        return found
      }
      for await (const bytes of file.read()) {
        signal.throwIfAborted()
        text += decoder.decode(bytes, { stream: true })
        if (text.startsWith('%broken')) throw new AlcoveError('file-broken')
        if (text.startsWith('%locked') && file.password !== 'sesame') throw new AlcoveError(file.password === undefined ? 'file-encrypted' : 'password-wrong')
        if (text.startsWith('%scans')) {
          const pages = (await wholeText(file)).split('\f').length - 1
          yield { blocks: [], end: { pages, scanned: Array.from({ length: pages }, (_, at) => ({ page: at + 1 })) } }
          return
        }
        dated ??= /^%dated (\S+)\n/.exec(text)?.[1]
        const cut = text.lastIndexOf('\n\n')
        if (cut < 0) continue
        yield { blocks: blocks(text.slice(0, cut)) }
        text = text.slice(cut + 2)
      }
      yield { blocks: blocks(text), end: dated === undefined ? {} : { modified: dated } }
    },
  }
  return parser
}

async function wholeText(file: FileBytes): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of file.read()) text += decoder.decode(bytes, { stream: true })
  return text
}
