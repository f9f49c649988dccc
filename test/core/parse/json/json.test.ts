/** JSON: values read with their keys, on the lines of the source; what is no JSON is read as text. */
import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../core/types/document.ts'
import { outline, read } from '../read.ts'

const linesOf = (block: Block | undefined): unknown => (block?.place.kind === 'lines' ? block.place.starts : null)

const hives = `{
  "title": "Hives",
  "tags": ["bees", "wax"],
  "owner": { "name": "Ada", "address": { "city": "K\\u00f6ln" } },
  "none": null, "empty": {},
  "hives": [
    { "id": 1, "name": "North \\"A\\"", "harvest": [
      { "month": "June", "kg": 12.50 } ] },
    { "id": 2, "note": "${'The queen was seen on the third frame. '.repeat(12)}", "kind": "Dadant", "frames": "${'x'.repeat(150)}" }
  ],
  "last": true
}
`

test('an object reads as lines of keys and values, a record of a list as a block below its list', async () => {
  const { blocks } = await read(hives, 'json')
  expect(outline(blocks)).toEqual([
    'paragraph: title: Hives\ntags: bees, wax\nowner.name: Ada\nowner.address.city: Köln\nnone: null',
    'paragraph: title: Hives › hives\nid: 1\nname: North "A"\nharvest.month: June\nharvest.kg: 12.50',
    'paragraph: title: Hives › hives\nid: 2',
    `paragraph: title: Hives › hives › id: 2 › note: ${'The queen was seen on the third frame. '.repeat(12).trim()}`,
    `paragraph: title: Hives › hives › id: 2\nkind: Dadant\nframes: ${'x'.repeat(150)}`,
    'paragraph: title: Hives\nlast: true',
  ])
  expect(linesOf(blocks[0])).toEqual([
    [0, 2],
    [13, 3],
    [29, 4],
    [70, 5],
  ])
  expect(linesOf(blocks[1])).toEqual([
    [0, 7],
    [43, 8],
  ])
  expect(linesOf(blocks[4])).toEqual([[0, 9]])
})

test('a list of records, on one line or on many, gives a block for each', async () => {
  const records = Array.from({ length: 5_000 }, (_, at) => ({ id: at, name: `Name ${at}` }))
  const { blocks, parts } = await read(JSON.stringify(records), 'json')
  expect(blocks).toHaveLength(5_000)
  expect(parts.length).toBeGreaterThan(1)
  expect(blocks[4_999]).toEqual({ kind: 'paragraph', text: 'id: 4999\nname: Name 4999', place: { kind: 'lines', starts: [[0, 1]] } })
  const { blocks: spaced } = await read(JSON.stringify(records, null, 2), 'json')
  expect(linesOf(spaced[1])).toEqual([
    [0, 7],
    [6, 8],
  ])
})

test('records stand on their own in a small document too', async () => {
  const buoys = { survey: 'Buoys', buoys: [{ name: 'Mary' }, { name: 'Hob', lights: [{ red: 2 }, { green: 1 }] }] }
  expect((await read(JSON.stringify(buoys), 'json')).blocks.map(({ text }) => text)).toEqual([
    'survey: Buoys',
    'survey: Buoys › buoys\nname: Mary',
    'survey: Buoys › buoys\nname: Hob\nlights.red: 2\nlights.green: 1',
  ])
  expect((await read('[{"a": 1}, {"a": 2}]', 'json')).blocks.map(({ text }) => text)).toEqual(['a: 1', 'a: 2'])
})

test('every value of any document is there, word for word', async () => {
  const value = { a: [1, [2, [3, { b: 'four' }]], 'five six'], 'key with\ttab': -1.5e10, deep: { er: { still: ['x', false] } } }
  const { text } = await read(JSON.stringify(value, null, 1), 'json')
  for (const word of ['1', '2', '3', 'four', 'five six', '-15000000000', 'x', 'false', 'deep.er.still', 'key with tab']) expect(text).toContain(word)
})

describe('JSON Lines', () => {
  test('one record on each line, those that are none as they are', async () => {
    const { blocks } = await read('{"id":1,"text":"one"}\r\n\n{"id":2,"text":"two"}\nnot a record {\n[3,"three"]', 'jsonl', 3)
    expect(outline(blocks)).toEqual(['paragraph: id: 1\ntext: one', 'paragraph: id: 2\ntext: two', 'paragraph: not a record {', 'paragraph: 3, three'])
    expect(blocks.map(linesOf)).toEqual([[[0, 1]], [[0, 3]], [[0, 4]], [[0, 5]]])
  })

  test('comes in parts, and under the name of JSON too', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `{"id": ${at}, "words": "some words of record ${at}"}`).join('\n')
    for (const format of ['jsonl', 'json'] as const) {
      const { blocks, parts } = await read(lines, format, 65_536)
      expect(parts.length).toBeGreaterThan(3)
      expect(blocks).toHaveLength(20_000)
      expect(linesOf(blocks[19_999])).toEqual([expect.arrayContaining([0, 20_000])])
    }
  })
})

describe('what is no JSON', () => {
  test.each([
    ['a comment', '{ // a comment\n "a": 1 }'],
    ['a value too many', '{"a": 1, }'],
    ['an end that is missing', '[1, 2'],
    ['plain words', 'once upon a time'],
    ['keys without quotes', '{a: 1}'],
    ['nesting without end', '['.repeat(150_000)],
  ])('%s is read as text', async (_, text) => {
    const { text: got } = await read(text, 'json')
    expect(got.replaceAll('\n', '')).toBe(text.replaceAll('\n', '').trim())
  })
})

test('a hundred thousand lists within each other hold one value', async () => {
  expect((await read(`${'['.repeat(99_000)}7${']'.repeat(99_000)}`, 'json')).text).toBe('7')
  const keys = await read(`${'{"a":'.repeat(50_000)}7${'}'.repeat(50_000)}`, 'json')
  expect(keys.text.endsWith(': 7')).toBe(true)
  expect(keys.text.length).toBeLessThan(200)
})
