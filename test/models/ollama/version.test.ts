/** What depends on Ollama's version, at each border. */
import { expect, test } from 'vitest'
import { readVersion } from '../../../models/ollama/version.ts'

const can = (text: string) => {
  const { text: _, ...what } = readVersion(text, 'http://127.0.0.1:11434')
  return Object.entries(what).flatMap(([name, yes]) => (yes ? [name] : []))
}

test.each<[before: string, from: string, what: string]>([
  ['0.12.5', '0.12.6', 'refusesToCut'],
  ['0.16.1', '0.16.2', 'saysCloud'],
  ['0.17.9', '0.18.0', 'takesLocal'],
  ['0.29.9', '0.30.0', 'mayTakeAdapters'],
  ['0.34.0', '0.34.1', 'refusesTypicalP'],
])('not yet %s, from %s on: %s', (before, from, what) => {
  expect(can(before)).not.toContain(what)
  expect(can(from)).toContain(what)
  expect(can(`v${from}-rc2`)).toContain(what)
  expect(can('1.0.0')).toContain(what)
})

test('a build from source is as new as can be, and what is no version is rubbish', () => {
  expect(can('0.0.0')).toHaveLength(5)
  for (const text of ['', '1.2', 'latest', 7, null]) expect(() => readVersion(text, 'x')).toThrow(expect.objectContaining({ code: 'ollama-rubbish' }))
  expect(() => readVersion('0.1.9', 'x')).toThrow(expect.objectContaining({ code: 'ollama-too-old' }))
})
