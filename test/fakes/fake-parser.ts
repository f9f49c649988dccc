/** A parser for the plumbing: paragraphs set apart by blank lines, with their lines. Bytes that begin with `%broken` are broken. */
import { AlcoveError } from '../../core/errors.ts'
import type { Parser } from '../../core/ports/parser.ts'
import type { Block } from '../../core/types/document.ts'

export interface FakeParser extends Parser {
  /** Names in the order parsed. */
  readonly parsed: string[]
  /** Called before each file; may wait or throw. */
  before: (name: string) => Promise<void>
}

export function createFakeParser(version = 'fake1'): FakeParser {
  const parsed: string[] = []
  const parser: FakeParser = {
    version,
    parsed,
    before: async () => {},
    async *parse(file, signal) {
      parsed.push(file.name)
      await parser.before(file.name)
      const decoder = new TextDecoder()
      let text = ''
      let line = 1
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
        const cut = text.lastIndexOf('\n\n')
        if (cut < 0) continue
        yield { blocks: blocks(text.slice(0, cut)) }
        text = text.slice(cut + 2)
      }
      yield { blocks: blocks(text), end: {} }
    },
  }
  return parser
}
