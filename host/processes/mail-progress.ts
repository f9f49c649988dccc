/** How much of a mail has been delivered: so that it goes on behind an attachment that ended its parser process, nothing lost and nothing twice. */
import type { AlcoveError, ErrorCode } from '../../core/errors.ts'
import type { Block, DocumentInfo, DocumentPart, Format } from '../../core/types/document.ts'
import type { AttachmentEvent, MailGaps, MailResume } from '../../core/types/mail-resume.ts'

export interface MailProgress {
  told(event: AttachmentEvent): void
  delivered(part: DocumentPart): void
  /** How to go on after this failure; null where no attachment is to blame for it. */
  after(failure: AlcoveError): MailResume | null
  /** The document's end, with what earlier attempts could not read. */
  whole(end: DocumentInfo): DocumentInfo
  /** The share of the file's time that the next attempt gets. */
  share(): number
}

/** After so many deaths no attachment behind the last is opened any more. A mailbox may hold a bad one or two in years of mail. */
const mostDeaths = { mail: 2, mailbox: 8 }
/** Of the file's time, by deaths so far: all attempts at a mail together take no longer than one at another file. */
const shares = [0.6, 0.2, 0.1, 0.1]
const deadly: ReadonlySet<ErrorCode> = new Set(['parser-crashed', 'parser-timeout', 'parser-memory'])

interface Position {
  readonly message: number
  readonly attachment: number
}

export function isMail(format: Format): boolean {
  return format === 'eml' || format === 'msg' || format === 'mbox'
}

export function createMailProgress(format: Format): MailProgress {
  const most = format === 'mbox' ? mostDeaths.mailbox : mostDeaths.mail
  const closed: MailResume['closed'][number][] = []
  /** Numbers of attachments by message and name. */
  const numbers = new Map<number, Map<string, number>>()
  let gaps: (Position & { readonly gaps: MailGaps })[] = []
  let earlier: readonly MailGaps[] = []
  let open: (Position & { readonly part: string }) | undefined
  let at: Position = { message: 1, attachment: 0 }
  /** Blocks delivered of where we are, by the attachment or the mail within that they stand in. */
  let blocks = new Map<string, number>()
  let deaths = 0

  const count = (block: Block): void => {
    const { message, path } = standing(block)
    const attachment = numbers.get(message)?.get(topOf(path)) ?? 0
    if (message !== at.message || attachment !== at.attachment) {
      for (const known of numbers.keys()) if (known < message) numbers.delete(known)
      at = { message, attachment }
      blocks = new Map()
    }
    blocks.set(path, (blocks.get(path) ?? 0) + 1)
  }

  return {
    told(event) {
      const { message, attachment } = event
      if (event.kind === 'gaps') gaps.push({ message, attachment, gaps: event.gaps })
      else open = event.part === '' ? undefined : { message, attachment, part: event.part }
      if (event.kind !== 'opened') return
      const known = numbers.get(message) ?? new Map<string, number>()
      numbers.set(message, known.set(topOf(event.part), attachment))
    },
    delivered(part) {
      for (const block of part.blocks) count(block)
    },
    after({ code }) {
      if (!deadly.has(code) || open === undefined) return null
      const dead = open
      open = undefined
      deaths += 1
      closed.push({ message: dead.message, part: dead.part, reason: code })
      gaps = gaps.filter((known) => isBefore(known, at))
      earlier = gaps.map((known) => known.gaps)
      // should that not help either, nothing is opened at all
      const inner = deaths === most && dead.part.includes('/')
      const from = deaths < most ? undefined : { ...(deaths === most ? { message: dead.message, attachment: dead.attachment } : at), inner, reason: code }
      const atEnd = from !== undefined && !isBefore(at, from)
      const comesAgain = (path: string): boolean => {
        if (path === dead.part || path.startsWith(`${dead.part}/`)) return false
        return !atEnd || path === (inner ? topOf(dead.part) : '')
      }
      const again = [...blocks].filter(([path]) => comesAgain(path))
      return { ...at, blocks: again.reduce((sum, [, number]) => sum + number, 0), closed, ...(from === undefined ? {} : { closedFrom: from }) }
    },
    whole(end) {
      const unread = [...earlier.flatMap((known) => known.unread), ...(end.unread ?? [])]
      const scanned = [...earlier.flatMap((known) => known.scanned), ...(end.scanned ?? [])]
      return { ...end, ...(unread.length === 0 ? {} : { unread }), ...(scanned.length === 0 ? {} : { scanned }) }
    },
    share: () => shares[Math.min(deaths, shares.length - 1)] ?? 1,
  }
}

/** The message of a block, and the attachment or the mail within that it stands in; empty for the message itself. */
function standing({ place, within }: Block): { readonly message: number; readonly path: string } {
  if (within !== undefined) return { message: within.message, path: within.part }
  if (place.kind !== 'message') return { message: 1, path: '' }
  return { message: place.message, path: place.part.slice(0, Math.max(0, place.part.lastIndexOf('/'))) }
}

function topOf(path: string): string {
  return path.split('/', 1)[0] ?? ''
}

function isBefore(one: Position, other: Position): boolean {
  return one.message < other.message || (one.message === other.message && one.attachment < other.attachment)
}
