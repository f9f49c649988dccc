/** Cuts a mailbox into its messages as it streams, at the memory of one message. (mboxrd and mboxo; Content-Length is not believed.) */

export interface MboxMessage {
  /** From 1. */
  readonly number: number
  /** Without its separator line, quoted "From " lines as they were written; null where it is too large. */
  readonly bytes: Buffer | null
}

/** Larger messages are passed over. Bytes. */
const largestMessage = 150_000_000
/** The separator and the line after it are looked at together. Bytes. */
const longestSeparator = 2_000
const separator = Buffer.from('\nFrom ')
const newline = 0x0a

/** `From somebody Tue Mar  3 14:05:00 2026`, and a header in the next line. */
const dated = /^From .{0,500}\b\d{1,2}:\d{2}\b.{0,200}\b\d{4}\b/
const anyHeader = /^(?:>?From |[!-9;-~]{1,100}:)/
/** What mails begin with, where the line has no date: text may have "From " at the start of a line. */
const mailHeader =
  /^(?:Return-Path|Received|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Delivered-To|DKIM-Signature|Sender|Reply-To|Status|X-[\w-]{1,80}):/i

export async function* splitMbox(chunks: AsyncIterable<Uint8Array>, largest = largestMessage): AsyncGenerator<MboxMessage> {
  const message = createMessage(largest)
  let rest: Buffer = Buffer.from('\n')
  let begun = false
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    yield* cut(false)
  }
  yield* cut(true)
  message.add(rest)
  yield* message.end()

  /** Takes whole messages off the front of `rest`; what may be cut in two stays. */
  function* cut(last: boolean): Generator<MboxMessage> {
    let taken = 0
    const sure = last ? rest.length : rest.length - longestSeparator
    for (let at = rest.indexOf(separator); at >= 0 && at < sure; at = rest.indexOf(separator, at + 1)) {
      const lineEnd = rest.indexOf(newline, at + 1)
      if (!separates(rest, at, lineEnd, !begun && at === 0)) continue
      message.add(rest.subarray(taken, at + 1))
      yield* message.end()
      taken = lineEnd < 0 ? rest.length : lineEnd
    }
    if (!last && sure > taken) {
      message.add(rest.subarray(taken, sure))
      taken = sure
    }
    begun ||= taken > 0
    rest = rest.subarray(taken)
  }
}

function separates(bytes: Buffer, at: number, lineEnd: number, first: boolean): boolean {
  if (lineEnd < 0) return false
  const line = bytes.toString('latin1', at + 1, Math.min(lineEnd, at + longestSeparator))
  const next = bytes.toString('latin1', lineEnd + 1, lineEnd + 200)
  const afterBlank = first || bytes[at - 1] === newline || (bytes[at - 1] === 0x0d && bytes[at - 2] === newline)
  return (anyHeader.test(next) && dated.test(line)) || (afterBlank && mailHeader.test(next))
}

interface Message {
  add(bytes: Buffer): void
  end(): Generator<MboxMessage>
}

function createMessage(largest: number): Message {
  let pieces: Buffer[] = []
  let size = 0
  let number = 0
  return {
    add(bytes) {
      size += bytes.length
      if (size <= largest) pieces.push(bytes)
      else pieces = []
    },
    *end() {
      const whole = size > largest ? null : Buffer.concat(pieces)
      pieces = []
      size = 0
      if (whole !== null && isBlank(whole)) return
      number += 1
      yield { number, bytes: whole === null ? null : unquoted(whole.subarray(whole[0] === newline ? 1 : 0)) }
    },
  }
}

/** What stands before the first separator. */
function isBlank(bytes: Buffer): boolean {
  return bytes.length < 1_000 && bytes.toString('latin1').trim() === ''
}

/** `>From ` was `From `, `>>From ` was `>From `. */
function unquoted(bytes: Buffer): Buffer {
  if (!bytes.includes('>From ')) return bytes
  return Buffer.from(bytes.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1')
}
