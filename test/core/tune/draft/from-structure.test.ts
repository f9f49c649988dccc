/** Examples of other kinds from what a document's own form says. */
import { expect, test } from 'vitest'
import type { Drawn } from '../../../../core/tune/draft/candidate.ts'
import { structured } from '../../../../core/tune/draft/from-structure.ts'
import type { DraftPlan } from '../../../../core/types/data-set.ts'
import type { Passage } from '../../../../core/types/passage.ts'

const passageOf = (text: string, headings: readonly string[] = [], hidden?: true): Passage => ({
  id: 1,
  documentId: 'd',
  ordinal: 0,
  text,
  context: '',
  anchor: { kind: 'lines', lines: [1, 2], headings },
  tokens: 9,
  ...(hidden === undefined ? {} : { hidden }),
})
const drawnOf = (path: string, ...passages: readonly Passage[]): Drawn => ({ path, name: 'x', title: 'x', contentHash: 'h', documentId: 'd', passages })
const plan = { labels: ['Mail', 'Invoice'], fields: ['Total', 'Due date'] } as unknown as DraftPlan
const made = (kind: Parameters<typeof structured>[0], drawn: Drawn) => structured(kind, drawn, plan).map(({ text, passage }) => [text.output, passage.text])

test('an abstract sums up what follows it, without its own heading', () => {
  const body = passageOf('The body of it.')
  expect(made('summary', drawnOf('/a', passageOf('Title'), passageOf('Abstract\nAll in\none line.'), body))).toEqual([['All in one line.', body.text]])
  expect(made('summary', drawnOf('/a', passageOf('All in one line.', ['Paper', 'Zusammenfassung']), body))).toEqual([['All in one line.', body.text]])
  expect(made('summary', drawnOf('/a', body, passageOf('Abstract\nNothing follows.')))).toEqual([])
})

test('a folder called like a label says what its files are, a file’s own name does not; hidden text stands for none', () => {
  const seen = passageOf('Seen.')
  expect(made('classification', drawnOf('/docs/invoice/a.txt', passageOf('Hidden.', [], true), seen))).toEqual([['Invoice', 'Seen.']])
  expect(made('classification', drawnOf('/docs/other/mail', seen))).toEqual([])
  expect(made('classification', drawnOf('/docs/invoices/a.txt', seen))).toEqual([])
})

test('fields are lines of just that name', () => {
  const text = 'Sub total: 30\nTOTAL: 40 barrels\nDue date\t14 March\nNo field here'
  expect(made('extraction', drawnOf('/a', passageOf(text), passageOf('Grand total: 9')))).toEqual([['{"Total":"40 barrels","Due date":"14 March"}', text]])
})
