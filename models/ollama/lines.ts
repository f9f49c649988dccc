/** A stream of JSON lines, whatever way the bytes were cut: lines and characters may span reads. */
import { AlcoveError } from '../../core/errors.ts'
import { parseJson } from '../json.ts'

/** A line of a chat holds a token or two. UTF-16 code units. */
const longestLine = 1_000_000
/** A whole answer is far shorter; what sends more is not answering. Bytes. */
const longestStream = 64_000_000

/** Fails with `ollama-rubbish` on a line that is not JSON, not UTF-8 or has no end. The last line may lack its line feed. */
export async function* jsonLines(body: AsyncIterable<Uint8Array>, address: string): AsyncGenerator {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let held = ''
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    held += decode(decoder, piece, address)
    const lines = held.split('\n')
    held = lines.pop() ?? ''
    if (held.length > longestLine || bytes > longestStream) throw new AlcoveError('ollama-rubbish', { address })
    for (const line of lines) if (line.trim() !== '') yield parsed(line, address)
  }
  if (held.trim() !== '') yield parsed(held, address)
}

function decode(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array, address: string): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch (error) {
    throw new AlcoveError('ollama-rubbish', { address }, error)
  }
}

function parsed(line: string, address: string): unknown {
  const one = parseJson(line)
  if (!one || typeof one.value !== 'object' || one.value === null) throw new AlcoveError('ollama-rubbish', { address })
  return one.value
}
