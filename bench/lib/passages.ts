/** Passages to measure with, cut from the texts of a folder by the model's own tokens. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Tokenizer } from '../../core/ports/tokenizer.ts'

/** `even`: full passages only. `natural`: the rest of each text is a passage of its own, as in real documents. */
export type Lengths = 'even' | 'natural'

const fullTokens = 243 // with the two special tokens: 245
/** Passages that follow each other in the documents are kept together: what pads them pads neighbours. */
const blockLength = 50

/** The same passages for the same folder, taken in blocks from all over it. */
export function readPassages(folder: string, count: number, lengths: Lengths, tokenizer: Tokenizer): readonly string[] {
  const blocks: string[][] = [[]]
  for (const text of textsOf(folder)) {
    for (const passage of cut(text, lengths, tokenizer)) {
      if (blocks.at(-1)?.length === blockLength) blocks.push([])
      blocks.at(-1)?.push(passage)
    }
  }
  const found = blocks.reduce((sum, block) => sum + block.length, 0)
  if (found < count) throw new Error(`The folder has ${found} passages of ${count}. Choose another, or ask for fewer with --passages.`)
  const wanted = Math.ceil(count / blockLength)
  const step = (blocks.length - 1) / wanted
  return Array.from({ length: wanted }, (_, i) => blocks[Math.floor(i * step)] ?? [])
    .flat()
    .slice(0, count)
}

/** `.txt` and `.md` files whole; of `.jsonl` and `.jsonl.gz` each line's `text`. */
function* textsOf(path: string): Generator<string> {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) yield* textsOf(join(path, name))
  } else if (/\.(txt|md)$/.test(path)) {
    yield readFileSync(path, 'utf8')
  } else if (/\.jsonl(\.gz)?$/.test(path)) {
    const content = readFileSync(path)
    const lines = (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8').split('\n')
    for (const line of lines) {
      const { text } = (line === '' ? {} : JSON.parse(line)) as { readonly text?: unknown }
      if (typeof text === 'string') yield text
    }
  }
}

function* cut(text: string, lengths: Lengths, tokenizer: Tokenizer): Generator<string> {
  // a special token's name is plain text to us and a special token to the packaged tokenizer: not the same work
  if (/\[(CLS|SEP|MASK|PAD|UNK)\]/.test(text)) return
  const spans = tokenizer.spans(text)
  for (let first = 0; first < spans.length; first += fullTokens) {
    const last = Math.min(first + fullTokens, spans.length) - 1
    if (lengths === 'even' && last - first + 1 < fullTokens) return
    const passage = text.slice(spans[first]?.start, spans[last]?.end)
    // a word that is cut in two may have more tokens than before
    if (tokenizer.count(passage) + tokenizer.specialTokens <= 256) yield passage
  }
}
