import { expect, test } from 'vitest'
import { attribute, child, readXml, textOf } from '../../../../core/parse/office/xml.ts'

const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main'

test('names are told by namespace, whatever the prefix', () => {
  const root = readXml(`<x:sp xmlns:x="${drawing}" x:kind="1" kind="2"><t xmlns="${drawing}">text</t><y:t xmlns:y="urn:other"/></x:sp>`)
  expect(root.name).toBe('a:sp')
  expect([attribute(root, 'a:kind'), attribute(root, 'kind')]).toEqual(['1', '2'])
  expect(textOf(child(root, 'a:t'))).toBe('text')
  expect(child(root, 'y:t')).toBeDefined()
})

test('the strict variant has the names of the usual one', () => {
  expect(readXml('<p:sld xmlns:p="http://purl.oclc.org/ooxml/presentationml/main"/>').name).toBe('p:sld')
})

test('bare names have no prefix at all', () => {
  const root = readXml('<opf:meta opf:event="x"/>', { bareNames: true })
  expect([root.name, attribute(root, 'event')]).toEqual(['meta', 'x'])
})

test('only the five entities of XML are known', () => {
  expect(textOf(readXml('<t>&amp;&lt;&#x41;&constructor;&__proto__;&nbsp;</t>'))).toBe('&<A&constructor;&__proto__;&nbsp;')
})

test('what is left out is left out whole', () => {
  const root = readXml('<r>a<b>no<b>no</b></b>c<d><b/>e</d></r>', { without: new Set(['b']) })
  expect(textOf(root)).toBe('ace')
})

test('small faults are passed over: marks, blanks, characters that XML forbids', () => {
  expect(textOf(readXml('\ufeff\n<?xml version="1.0"?><t>a\u0001b &c;</t>\n\u0000'))).toBe('a\u0001b &c;')
})

test('a document type is refused, unless it may be named and declares nothing', () => {
  const named = '<!DOCTYPE ncx PUBLIC "x" "y"><t/>'
  expect(() => readXml(named)).toThrow('file-broken')
  expect(readXml(named, { namedType: true }).name).toBe('t')
  expect(() => readXml('<!DOCTYPE t [<!ENTITY a "b">]><t>&a;</t>', { namedType: true })).toThrow('file-broken')
})

test.each([
  ['empty', '', 'file-broken'],
  ['no XML', 'plain text', 'file-broken'],
  ['cut short', '<a><b></b>', 'file-broken'],
  ['too deep', '<a>'.repeat(2_000) + '</a>'.repeat(2_000), 'file-broken'],
  ['full of faults', `<a>${'\u0001'.repeat(5_000)}</a>`, 'file-broken'],
])('%s XML is refused', (_, text, code) => {
  expect(() => readXml(text)).toThrow(code)
})
