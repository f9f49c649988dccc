/** Takes out of a data set what it is better without, and lists each with its reason. */
import type { Embedder } from '../../ports/embedder.ts'
import type { Tokenizer } from '../../ports/tokenizer.ts'
import { clean } from '../../tune/clean.ts'
import type { EnginePorts } from '../ports.ts'
import { everyExample } from './every-example.ts'

/** Texts in one call of the embedder. */
const batch = 64
/** UTF-16 code units of a removal's beginning. */
export const shownLength = 200

type Ports = Pick<EnginePorts, 'dataSets' | 'clock' | 'committed'> & { readonly embedder: Embedder; readonly tokenizer: Tokenizer }

/** How many were taken out. */
export async function cleanDataSet(
  { id, maxTokens }: { readonly id: string; readonly maxTokens: number },
  { dataSets, clock, committed, embedder, tokenizer }: Ports,
  signal: AbortSignal,
): Promise<number> {
  const vectors = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const found: Float32Array[] = []
    for (let from = 0; from < texts.length; from += batch) {
      const some = texts.slice(from, from + batch).map((text) => fitting(text, embedder.maxTokens, tokenizer))
      found.push(...(await embedder.embed(some, 'passage', signal)))
    }
    return found
  }
  const found = await clean([...everyExample(dataSets, id)], { maxTokens }, { tokens: (text) => tokenizer.count(text), vectors })
  const at = clock.now()
  dataSets.takeOut(
    id,
    found.map(({ example }) => example.id),
    found.map(({ example, reason, of }) => ({
      reason,
      input: example.input.slice(0, shownLength),
      of,
      line: null,
      at,
      files: [...new Set(example.passages.map(({ file }) => file))],
    })),
    at,
  )
  await committed()
  return found.length
}

/** Its beginning, as much as the embedder takes. */
function fitting(text: string, maxTokens: number, tokenizer: Tokenizer): string {
  const spans = tokenizer.spans(text)
  const last = spans[maxTokens - tokenizer.specialTokens - 1]
  return last === undefined || spans.length <= maxTokens - tokenizer.specialTokens ? text : text.slice(0, last.end)
}
