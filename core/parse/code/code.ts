/** Source code: cut by function where there is a grammar, else by empty lines. Files of settings are read likewise. */
import type { Block, DocumentPart } from '../../types/document.ts'
import { decodeAll, decodeStream, isBinary } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import type { LinesBlock } from '../text/text-blocks.ts'
import { partsOfLines } from '../text/text-blocks.ts'
import { codeBlocks } from './blocks.ts'
import type { Grammar } from './grammars.ts'
import { grammarOf, parserOf } from './grammars.ts'

/** Bytes; larger files are data or made by programs. */
const largestTree = 1_000_000
/** UTF-16 code units of a line on average, and of the longest: beyond, nobody wrote it by hand. */
const densest = 250
const longestLine = 5_000
/** Milliseconds; a tree that takes longer is given up. */
const longestParse = 5_000

export async function* parseCode(source: ParseSource): AsyncGenerator<DocumentPart> {
  const grammar = grammarOf(source.name.slice(source.name.lastIndexOf('.') + 1).toLowerCase())
  if (grammar === null || source.size > largestTree) {
    yield* partsOfLines(decodeStream(source.chunks), stretch)
    return
  }
  const bytes = await readAll(source)
  if (isBinary(bytes)) {
    yield { blocks: [], end: { skipped: 'binary' } }
    return
  }
  const text = decodeAll(bytes).replace(/\r\n?/g, '\n')
  const blocks = isWritten(text) ? await cut(text, grammar) : null
  if (blocks === null) yield* partsOfLines(inOnePiece(text), stretch)
  else yield { blocks, end: {} }
}

function stretch({ text, starts }: LinesBlock): readonly Block[] {
  return [{ kind: 'code', text, place: { kind: 'lines', starts } }]
}

/** By a person, line by line: not packed by a program. */
function isWritten(text: string): boolean {
  const lines = text.split('\n')
  return text.length / lines.length <= densest && lines.every((line) => line.length <= longestLine)
}

/** Null where the parser gave up. */
async function cut(text: string, grammar: Grammar): Promise<readonly Block[] | null> {
  const parser = await parserOf(grammar)
  const deadline = performance.now() + longestParse
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline })
  try {
    return tree === null ? null : codeBlocks(text.split('\n'), tree.rootNode, grammar)
  } finally {
    tree?.delete()
    parser.delete()
  }
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text
}
