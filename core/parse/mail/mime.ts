/**
 * The parts of a MIME message, in one pass over its boundary lines: any depth, any size, and text is kept where
 * boundaries are missing or wrong. (RFC 2045, 2046.)
 */
import { AlcoveError } from '../../errors.ts'
import { decodeTransfer } from './mime-decode.ts'
import type { MimeHeaders, StructuredHeader } from './mime-headers.ts'
import { readHeaders, structuredHeader } from './mime-headers.ts'

export interface MimePart {
  readonly headers: MimeHeaders
  /** `text/plain`; the standard's default where the part does not say. */
  readonly type: string
  /** A parameter of the content type. */
  parameter(name: string): string | undefined
  /** `attachment`, `inline` or empty. */
  readonly disposition: string
  /** As the sender wrote it, folders and all. */
  readonly fileName: string | undefined
  /** None where the part is no multipart, or one without a boundary. */
  readonly children: readonly MimePart[]
  /** Bytes of the body as they stand in the mail. */
  readonly size: number
  /** The body out of its transfer encoding. */
  body(): Buffer
}

interface Draft extends MimePart {
  readonly children: Draft[]
  readonly bodyAt: number
  end: number
}

/** Deeper multiparts are one part of text. */
const deepest = 1_500
const mostParts = 20_000
const longestBoundary = 500
const newline = 0x0a
const dash = 0x2d

export function readMime(bytes: Buffer): MimePart {
  const whole = bytes.includes(newline) ? bytes : withNewlines(bytes)
  const root = split(whole)
  if (!root.type.startsWith('multipart/') || root.children.length > 0) return root
  const guessed = /(?:^|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n/.exec(whole.toString('latin1', root.bodyAt, root.bodyAt + 10_000))?.[1]
  return guessed === undefined ? root : split(whole, guessed)
}

/** Line ends of old Macs. */
function withNewlines(bytes: Buffer): Buffer {
  return bytes.includes(0x0d) ? Buffer.from(bytes.map((byte) => (byte === 0x0d ? newline : byte))) : bytes
}

function split(bytes: Buffer, rootBoundary?: string): Draft {
  const root = partAt(bytes, 0, 'text/plain')
  const open: { readonly part: Draft; readonly boundary: string }[] = []
  const depths = new Map<string, number>()
  /** What the next boundary line ends. */
  let current: Draft | undefined = root
  let parts = 1

  const enter = (part: Draft, boundary: string | undefined): void => {
    if (!part.type.startsWith('multipart/') || boundary === undefined || boundary === '' || open.length >= deepest) return
    open.push({ part, boundary })
    depths.set(boundary, open.length)
  }
  /** Ends what is open below that depth. */
  const leave = (depth: number, end: number): void => {
    if (current !== undefined) current.end = Math.max(current.bodyAt, end)
    current = undefined
    for (const { part, boundary } of open.splice(depth)) {
      part.end = Math.max(part.bodyAt, end)
      depths.delete(boundary)
    }
  }

  enter(root, rootBoundary ?? root.parameter('boundary'))
  for (let at = root.bodyAt; open.length > 0; ) {
    const line = nextDashes(bytes, at)
    if (line < 0) break
    const found = bytes.indexOf(newline, line)
    const lineEnd = found < 0 ? bytes.length : found
    at = lineEnd + 1
    const name = bytes.toString('latin1', line + 2, Math.min(lineEnd, line + 2 + longestBoundary)).trimEnd()
    const depth = depths.get(name)
    const closing = depth === undefined && name.endsWith('--') ? depths.get(name.slice(0, -2)) : undefined
    const end = line - (bytes[line - 2] === 0x0d ? 2 : 1)
    if (depth !== undefined) {
      leave(depth, end)
      const parent = open[depth - 1]?.part ?? root
      parts += 1
      if (parts > mostParts) throw new AlcoveError('parser-output')
      const child = partAt(bytes, at, parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain')
      parent.children.push(child)
      enter(child, child.parameter('boundary'))
      current = child
      at = child.bodyAt
    } else if (closing !== undefined) leave(closing - 1, end)
  }
  return root
}

/** The next line that begins with two dashes, at `from` or after it; `from` is the start of a line. */
function nextDashes(bytes: Buffer, from: number): number {
  if (bytes[from] === dash && bytes[from + 1] === dash) return from
  const found = bytes.indexOf('\n--', from)
  return found < 0 ? -1 : found + 1
}

function partAt(bytes: Buffer, at: number, defaultType: string): Draft {
  const { headers, bodyAt } = readHeaders(bytes, at)
  const content = structuredHeader(headers.raw('content-type'))
  const disposition = structuredHeader(headers.raw('content-disposition'))
  const part = {
    headers,
    type: /^[\w.+-]+\/[\w.+-]+$/.test(content.value) ? content.value : defaultType,
    parameter: content.parameter,
    disposition: disposition.value,
    fileName: fileNameOf(disposition, content),
    children: [],
    bodyAt,
    end: bytes.length,
    get size() {
      return this.end - this.bodyAt
    },
    body() {
      return decodeTransfer(bytes.subarray(this.bodyAt, this.end), headers.raw('content-transfer-encoding'))
    },
  }
  return part
}

function fileNameOf(disposition: StructuredHeader, content: StructuredHeader): string | undefined {
  const name = disposition.parameter('filename') ?? content.parameter('name')
  return name === '' ? undefined : name
}
