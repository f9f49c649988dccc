/** A body read as server-sent events, whatever way the bytes were cut: lines and characters may span reads. */
import { AlcoveError } from '../../core/errors.ts'

/** UTF-16 code units of one event; a token or two are far shorter. */
const longestEvent = 1_000_000
/** Bytes of a whole answer. */
const longestStream = 64_000_000

export interface ServerEvent {
  /** `message` unless it is named. */
  readonly name: string
  readonly data: string
}

/** Fails with `server-rubbish` on what is not UTF-8 or has no end. An event that the stream ends in counts: some servers leave the blank line out. */
export async function* events(body: AsyncIterable<Uint8Array>, address: string): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const event = collector()
  let held = ''
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    held += decoded(decoder, piece, address)
    if (held.length > longestEvent || bytes > longestStream) throw new AlcoveError('server-rubbish', { address })
    // A line may end in CR, LF or both; a CR at the very end may have its LF still to come.
    const lines = held.split(/\r\n|\n|\r(?!$)/u)
    held = lines.pop() ?? ''
    for (const line of lines) {
      const whole = event.line(line)
      if (whole) yield whole
    }
  }
  const last = event.line(held.replace(/\r$/u, '')) ?? event.line('')
  if (last) yield last
}

/** Fields of one event until its blank line. */
function collector(): { line(line: string): ServerEvent | null } {
  let name = 'message'
  let data: string[] = []
  return {
    line(line) {
      if (line === '') {
        const whole = data.length > 0 ? { name, data: data.join('\n') } : null
        name = 'message'
        data = []
        return whole
      }
      const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/u.exec(line) ?? []
      if (field === 'data') data.push(value)
      if (field === 'event') name = value
      // An older llama-server names the field after what happened.
      if (field === 'error') {
        name = 'error'
        data.push(value)
      }
      return null
    },
  }
}

function decoded(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array, address: string): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch (error) {
    throw new AlcoveError('server-rubbish', { address }, error)
  }
}
