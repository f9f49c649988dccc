/** XML as a small tree, read without entities or document types: names are told by namespace, not by prefix. */
import { SaxesParser } from 'saxes'
import { AlcoveError } from '../../errors.ts'

export interface XmlElement {
  /** `prefix:local` with the prefix of `prefixes` below, whatever the file writes; as written where the namespace is another. */
  readonly name: string
  /** Names and values by turns. */
  readonly attributes: readonly string[]
  readonly children: readonly XmlNode[]
}
export type XmlNode = XmlElement | string

export interface XmlOptions {
  /** Elements left out with all that they hold. */
  readonly without?: ReadonlySet<string>
  /** A document type is accepted where it only names one: it is never read, and nothing in it counts. */
  readonly namedType?: boolean
  /** Names without their prefix, elements' and attributes' alike: for formats whose writers are careless with namespaces. */
  readonly bareNames?: boolean
}

/** UTF-16 code units of one part. */
const mostCharacters = 100_000_000
/** A thousand pages have some 300,000; a tree of this many takes a third of a gigabyte. */
const mostElements = 700_000
/** Deeper nesting is nobody's writing, and those who walk the tree need a stack. */
const deepest = 800
/** Small faults, such as a character that XML forbids, are passed over; this many are no small fault. */
const mostFaults = 1_000
const none: readonly never[] = []

/**
 * The root of the tree. Throws `file-broken` where the text is no whole XML, declares a document type or is nested
 * too deep, and `parser-output` where it is too large.
 */
export function readXml(text: string, { without, namedType = false, bareNames = false }: XmlOptions = {}): XmlElement {
  if (text.length > mostCharacters) throw new AlcoveError('parser-output')
  const parser = new SaxesParser({ xmlns: true, position: false })
  const names = bareNames ? bareName : createNames()
  const open: Draft[] = []
  let root: XmlElement | undefined
  let elements = 0
  let faults = 0
  /** Levels below an element that is left out. */
  let unwanted = 0

  parser.on('error', () => {
    faults += 1
    if (faults > mostFaults) throw new AlcoveError('file-broken')
  })
  parser.on('doctype', (doctype) => {
    if (!namedType || doctype.includes('[')) throw new AlcoveError('file-broken')
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > mostElements) throw new AlcoveError('parser-output')
    if (open.length + unwanted >= deepest) throw new AlcoveError('file-broken')
    const name = names(tag.uri, tag.prefix, tag.local)
    if (unwanted > 0 || without?.has(name) === true) unwanted += 1
    else open.push({ name, attributes: attributesOf(tag.attributes, names), children: none })
  })
  parser.on('closetag', () => {
    if (unwanted > 0) {
      unwanted -= 1
      return
    }
    const element = open.pop()
    const parent = open.at(-1)
    if (element === undefined) return
    // a list that grew has room to spare, which a large tree has not
    if (element.children.length > 1) element.children = element.children.slice()
    if (parent === undefined) root ??= element
    else add(parent, element)
  })
  const onText = (content: string): void => {
    const parent = open.at(-1)
    if (unwanted === 0 && parent !== undefined && content !== '') add(parent, content)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  // the five that need no declaration, without what every object inherits
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" })
  parser.write(text.replace(/^[\ufeff\s]+/, '')).close()
  if (root === undefined || open.length > 0) throw new AlcoveError('file-broken')
  return root
}

interface Draft extends XmlElement {
  children: readonly XmlNode[]
}

function add(parent: Draft, child: XmlNode): void {
  if (parent.children === none) parent.children = [child]
  else (parent.children as XmlNode[]).push(child)
}

function attributesOf(
  attributes: Readonly<Record<string, { readonly uri: string; readonly prefix: string; readonly local: string; readonly value: string }>>,
  names: Names,
): readonly string[] {
  const flat: string[] = []
  for (const { uri, prefix, local, value } of Object.values(attributes)) if (uri !== declarations) flat.push(names(uri, prefix, local), value)
  return flat.length === 0 ? none : flat
}

type Names = (uri: string, prefix: string, local: string) => string

const bareName: Names = (_uri, _prefix, local) => local

/** Each name is made once: a tree repeats few names often. */
function createNames(): Names {
  const spaces = new Map<string, Map<string, string>>()
  return (uri, prefix, local) => {
    const key = uri === '' ? prefix : uri
    let known = spaces.get(key)
    if (known === undefined) {
      known = new Map()
      spaces.set(key, known)
    }
    let name = known.get(local)
    if (name === undefined) {
      const written = prefixes.get(uri) ?? prefix
      name = written === '' ? local : `${written}:${local}`
      known.set(local, name)
    }
    return name
  }
}

export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined
  for (let at = 0; at < element.attributes.length; at += 2) if (element.attributes[at] === name) return element.attributes[at + 1]
  return undefined
}

export function* elementsOf(element: XmlElement | undefined): Generator<XmlElement> {
  if (element !== undefined) for (const child of element.children) if (typeof child !== 'string') yield child
}

/** The first child of that name, and of that name in there, and so on. */
export function child(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element
  for (const name of path) found = found?.children.find((node): node is XmlElement => typeof node !== 'string' && node.name === name)
  return found
}

export function* childrenNamed(element: XmlElement | undefined, name: string): Generator<XmlElement> {
  for (const node of elementsOf(element)) if (node.name === name) yield node
}

/** All below it, in order. */
export function* descendants(element: XmlElement | undefined, name: string): Generator<XmlElement> {
  for (const node of elementsOf(element)) {
    if (node.name === name) yield node
    yield* descendants(node, name)
  }
}

export function textOf(element: XmlElement | undefined): string {
  let text = ''
  for (const node of element?.children ?? none) text += typeof node === 'string' ? node : textOf(node)
  return text
}

/** Of the attributes that declare namespaces. */
const declarations = 'http://www.w3.org/2000/xmlns/'
const oasis = 'urn:oasis:names:tc:opendocument:xmlns:'
const transitional = 'http://schemas.openxmlformats.org/'
const strict = 'http://purl.oclc.org/ooxml/'

/** Office Open XML (ECMA-376, both of its variants), OpenDocument 1.3. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ...(
    [
      ['a', 'drawingml/2006/main', 'drawingml/main'],
      ['p', 'presentationml/2006/main', 'presentationml/main'],
      ['r', 'officeDocument/2006/relationships', 'officeDocument/relationships'],
      ['c', 'drawingml/2006/chart', 'drawingml/chart'],
      ['dgm', 'drawingml/2006/diagram', 'drawingml/diagram'],
      ['m', 'officeDocument/2006/math', 'officeDocument/math'],
      ['w', 'wordprocessingml/2006/main', 'wordprocessingml/main'],
    ] as const
  ).flatMap(([prefix, older, newer]): [string, string][] => [
    [transitional + older, prefix],
    [strict + newer, prefix],
  ]),
  [`${transitional}package/2006/relationships`, ''],
  [`${transitional}package/2006/metadata/core-properties`, 'cp'],
  [`${transitional}markup-compatibility/2006`, 'mc'],
  ['http://schemas.microsoft.com/office/drawing/2008/diagram', 'dsp'],
  ['http://schemas.microsoft.com/office/drawing/2014/chartex', 'cx'],
  ['http://schemas.microsoft.com/office/powerpoint/2018/8/main', 'p188'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ...['office', 'style', 'text', 'table', 'drawing', 'meta', 'presentation', 'chart', 'manifest'].map((name): [string, string] => [
    `${oasis}${name}:1.0`,
    name === 'drawing' ? 'draw' : name,
  ]),
  [`${oasis}xsl-fo-compatible:1.0`, 'fo'],
  [`${oasis}svg-compatible:1.0`, 'svg'],
  ['urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0', 'loext'],
  ['http://openoffice.org/2009/office', 'officeooo'],
  ['http://www.w3.org/1998/Math/MathML', 'math'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
])
