/** What a page says of itself in its head. */
import type { DocumentProperties } from '../../types/document.ts'
import { flatten } from '../shared/clean-text.ts'
import { isoDate } from '../shared/iso-date.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { Attributes } from './tokens.ts'
import { readTokens } from './tokens.ts'

/** Longer heads hold scripts; what is told of the page stands before. UTF-16 code units. */
const head = 300_000
const longest = 300

const authors = ['author', 'article:author', 'dc.creator', 'dcterms.creator', 'citation_author', 'parsely-author']
const created = [
  'article:published_time',
  'dcterms.created',
  'dc.date.created',
  'dc.date',
  'dcterms.date',
  'dc.date.issued',
  'dcterms.issued',
  'citation_date',
  'created',
  'date',
]
const modified = ['article:modified_time', 'dcterms.modified', 'dc.date.modified', 'last-modified', 'og:updated_time', 'changed', 'revised']

export function htmlProperties(html: string): DocumentProperties {
  const meta = new Map<string, string>()
  let title = ''
  let language = ''
  let inTitle = false
  readTokens(html.slice(0, head), {
    open(tag, attributes) {
      inTitle = tag === 'title' && title === ''
      if (tag === 'html') language = attributes.get('lang') ?? attributes.get('xml:lang') ?? ''
      if (tag === 'meta') keep(meta, attributes)
    },
    close() {
      inTitle = false
    },
    text(text) {
      if (inTitle) title = flatten(text).slice(0, longest)
    },
    style() {},
  })
  const first = (names: readonly string[]): string => names.map((name) => meta.get(name) ?? '').find((value) => value !== '') ?? ''
  return propertiesOf({
    title: title || first(['og:title', 'dc.title', 'dcterms.title', 'citation_title']),
    author: authorOf(first(authors)),
    created: isoDate(first(created)),
    modified: isoDate(first(modified)),
    language: (language || first(['content-language', 'dc.language', 'dcterms.language', 'language'])).split(',')[0],
  })
}

function keep(meta: Map<string, string>, attributes: Attributes): void {
  const name = (attributes.get('name') ?? attributes.get('property') ?? attributes.get('http-equiv') ?? '').toLowerCase()
  const value = flatten(attributes.get('content') ?? '').slice(0, longest)
  if (name !== '' && value !== '' && !meta.has(name)) meta.set(name, value)
}

/** Some give the address of a page about them. */
function authorOf(value: string): string {
  return /^https?:/i.test(value) ? '' : value
}
