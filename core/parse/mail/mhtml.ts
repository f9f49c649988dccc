/** MHTML, a web page saved with all its parts in one file: its root page is read as HTML is; nothing else is opened. (RFC 2557.) */
import { AlcoveError } from '../../errors.ts'
import type { DocumentPart } from '../../types/document.ts'
import { parseHtml } from '../html/html.ts'
import { sourceOf } from '../nested.ts'
import { asBuffer } from '../shared/bytes.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import type { MimePart } from './mime.ts'
import { readMime } from './mime.ts'
import { decodeText } from './mime-decode.ts'

export async function* parseMhtml(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = asBuffer(await readAll(source))
  const mail = readMime(bytes)
  const page = rootPage(mail)
  // a page that was saved under this name without its parts
  if (page === undefined && mail.headers.count === 0) yield* parseHtml(sourceOf(source.name, 'html', bytes))
  else if (page === undefined) throw new AlcoveError('file-broken')
  else yield* titled(parseHtml(pageSource(source.name, page)), mail)
}

/** The part that the `start` parameter names, else the first page. */
function rootPage(mail: MimePart): MimePart | undefined {
  const start = mail.parameter('start')
  const parts = leaves(mail)
  const pages = parts.filter(({ type }) => type === 'text/html' || type === 'application/xhtml+xml')
  const named = start === undefined ? undefined : parts.find(({ headers }) => headers.raw('content-id') === start)
  return named !== undefined && pages.includes(named) ? named : (pages[0] ?? parts.find(({ type }) => type === 'text/plain' && mail.children.length > 0))
}

function leaves(part: MimePart): readonly MimePart[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leaves)
}

/** The character set of the part's header is believed before the page's own; the page goes on as UTF-8 with its mark. */
function pageSource(name: string, page: MimePart): ParseSource {
  const charset = page.parameter('charset')
  const bytes = page.body()
  const html = charset === undefined ? bytes : Buffer.from(`\ufeff${decodeText(bytes, charset)}`)
  return sourceOf(name, 'html', html)
}

/** The page's own title, else the subject under which a browser saved it. */
async function* titled(parts: AsyncIterable<DocumentPart>, mail: MimePart): AsyncGenerator<DocumentPart> {
  const subject = mail.headers.text('subject')
  for await (const { blocks, end } of parts) {
    yield end === undefined ? { blocks } : { blocks, end: subject === '' ? end : { title: subject, ...end } }
  }
}
