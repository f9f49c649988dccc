import { expect, test } from 'vitest'
import { understand } from '../../../../core/ask/understand/understand.ts'
import type { CatalogueFile } from '../../../../core/ports/stores.ts'
import type { NameFound } from '../../../../core/types/library.ts'
import { toTheCatalogue, toThePassages } from './labelled.ts'

/** Sunday, 15 November 2026, noon. */
const now = new Date(2026, 10, 15, 12).getTime()
const names: readonly NameFound[] = [
  ...['budget 2026.xlsx', 'budget 2025.xlsx', 'lease.pdf', 'presupuesto.ods', 'Water report 2025.pdf'].map(
    (name, at): NameFound => ({ kind: 'file', fileId: String(at + 1), name, path: `/docs/${name}`, format: null }),
  ),
  { kind: 'folder', name: 'Contracts', path: '/docs/Contracts', files: 3 },
]

function ports(empty: (scope: object) => boolean = () => false) {
  return {
    clock: { now: () => now },
    files: {
      complete: (text: string) => names.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())),
      catalogue: (scope: object) => (empty(scope) ? [] : [{ id: '1' } as CatalogueFile]),
    },
  }
}

const read = (question: string) => understand(question, {}, ports())

test('questions that count or list files are told from those about what stands in them, in four languages', () => {
  const wrong: string[] = []
  const counts = { right: 0, missed: 0, taken: 0, left: 0 }
  for (const [language, questions] of Object.entries(toTheCatalogue)) {
    for (const question of questions) {
      const { catalogue } = read(question)
      counts[catalogue === null ? 'missed' : 'right'] += 1
      if (catalogue === null) wrong.push(`${language} missed: ${question}`)
    }
  }
  for (const [language, questions] of Object.entries(toThePassages)) {
    for (const question of questions) {
      const { catalogue } = read(question)
      // the newest version of a name is the catalogue's only where a file has that name, which is looked up later
      const taken = catalogue !== null && catalogue.name === null
      counts[taken ? 'taken' : 'left'] += 1
      if (taken) wrong.push(`${language} taken: ${question}`)
    }
  }
  const precision = counts.right / (counts.right + counts.taken)
  const recall = counts.right / (counts.right + counts.missed)
  console.log({ ...counts, precision, recall }, wrong)
  expect(counts.right + counts.missed + counts.taken + counts.left).toBeGreaterThanOrEqual(120)
  expect([precision >= 0.98, recall >= 0.95, wrong]).toEqual([true, true, expect.anything()])
})
