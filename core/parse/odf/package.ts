/** OpenDocument files, packed or as one flat XML: their parts as trees, and what they say of themselves. (ODF 1.3.) */
import { AlcoveError } from '../../errors.ts'
import type { DocumentProperties } from '../../types/document.ts'
import { officePackage } from '../office/package.ts'
import type { XmlElement } from '../office/xml.ts'
import { child, readXml, textOf } from '../office/xml.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'

export interface OdfDocument {
  /** The root elements that hold content, styles and properties; one and the same in a flat file. */
  readonly content: XmlElement
  readonly styles: XmlElement | undefined
  readonly meta: XmlElement | undefined
  /** The content of an object that is embedded in the document, by its name there. */
  object(name: string): XmlElement | undefined
}

/** Pictures, scripts and outlines: nothing in them is read. */
const without: ReadonlySet<string> = new Set(['office:binary-data', 'office:scripts', 'office:settings', 'draw:enhanced-geometry', 'draw:glue-point'])
const contentName = 'content.xml'

/** Throws as `officePackage` does, and `file-broken` where there is no content. */
export async function openOdf(source: ParseSource): Promise<OdfDocument> {
  const bytes = await readAll(source)
  if (isXml(bytes)) {
    const root = readXml(new TextDecoder().decode(bytes), { without })
    return { content: root, styles: root, meta: root, object: () => undefined }
  }
  const pack = await officePackage({ ...source, chunks: once(bytes) })
  const part = (name: string): XmlElement | undefined => {
    const text = pack.text(name)
    return text === undefined || text.trim() === '' ? undefined : readXml(text, { without })
  }
  /** Older programs name the document type of formulas. */
  const object = (name: string): XmlElement | undefined => {
    const bytes = pack.bytes(name)
    return bytes === undefined || bytes.length === 0 ? undefined : readXml(new TextDecoder().decode(bytes), { without, namedType: true })
  }
  const content = part(contentName)
  if (content === undefined) throw new AlcoveError('file-broken')
  return {
    content,
    styles: part('styles.xml'),
    meta: part('meta.xml'),
    object: (name) => object(`${name.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '')}/${contentName}`),
  }
}

/** `meta`: the root of what holds the properties. */
export function odfProperties(meta: XmlElement | undefined): DocumentProperties {
  const said = child(meta, 'office:meta')
  const field = (name: string): string => textOf(child(said, name))
  return propertiesOf({
    title: field('dc:title'),
    author: field('meta:initial-creator') || field('dc:creator'),
    created: field('meta:creation-date'),
    modified: field('dc:date'),
    language: field('dc:language'),
  })
}

function isXml(bytes: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString('latin1'))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
