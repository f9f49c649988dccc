/** XML of any size as it is read: names without their prefixes, no entities, no document type, bounded nesting. */
import { SaxesParser } from 'saxes'
import { AlcoveError } from '../../errors.ts'

export interface XmlReader {
  open(name: string, attributes: XmlAttributes): void
  /** Between two tags, whole. */
  text(text: string): void
  close(name: string): void
}

/** By name, with its prefix or without. */
export type XmlAttributes = (name: string) => string | undefined

const deepest = 800
const mostFaults = 1_000

/** Throws `file-broken` where it is no whole XML. */
export async function readXmlStream(pieces: AsyncIterable<string> | Iterable<string>, reader: XmlReader): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  let faults = 0
  let started = false
  parser.on('error', () => {
    faults += 1
    if (faults > mostFaults) throw new AlcoveError('file-broken')
  })
  parser.on('doctype', () => {
    throw new AlcoveError('file-broken')
  })
  parser.on('opentag', (tag) => {
    started = true
    depth += 1
    if (depth > deepest) throw new AlcoveError('file-broken')
    reader.open(localName(tag.name), (name) => tag.attributes[name] ?? prefixed(tag.attributes, name))
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    reader.close(localName(tag.name))
  })
  parser.on('text', (text) => reader.text(text))
  parser.on('cdata', (text) => reader.text(text))
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" })
  let first = true
  for await (const piece of pieces) {
    parser.write(first ? piece.replace(/^[\ufeff\s]+/, '') : piece)
    if (piece !== '') first = false
  }
  parser.close()
  if (!started || depth > 0) throw new AlcoveError('file-broken')
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function prefixed(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const key in attributes) if (key.length > name.length && key.endsWith(name) && key[key.length - name.length - 1] === ':') return attributes[key]
  return undefined
}
