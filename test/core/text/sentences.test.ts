import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentences } from '../../../core/text/sentences.ts'

const cut = (text: string) => sentences(text).map((span) => text.slice(span.start, span.end))

test.each([
  ['plain ones', 'It rained. It snowed! Did it?', ['It rained.', 'It snowed!', 'Did it?']],
  ['titles and initials', 'Dr. J. Smith met Mrs. Jones. They spoke.', ['Dr. J. Smith met Mrs. Jones.', 'They spoke.']],
  ['references', 'See Fig. 3 and Sec. 4.2 on pp. 12 ff. of Vol. 2. It helps.', ['See Fig. 3 and Sec. 4.2 on pp. 12 ff. of Vol. 2.', 'It helps.']],
  ['e.g. and U.S.', 'Use metals, e.g. iron. The U.S. Army did.', ['Use metals, e.g. iron.', 'The U.S. Army did.']],
  ['numbers', 'It costs 1,234.50 euros. It weighs 3.5 kg.', ['It costs 1,234.50 euros.', 'It weighs 3.5 kg.']],
  ['references behind', 'It rained.[3] Did it?[4][5] It did. [6] So.', ['It rained.[3]', 'Did it?[4][5]', 'It did.', '[6] So.']],
  ['a broken line', 'The quick brown\nfox jumps. Then\nit sleeps.', ['The quick brown\nfox jumps.', 'Then\nit sleeps.']],
  ['a heading above', 'Terms\n\nThe buyer pays.', ['Terms', 'The buyer pays.']],
  ['rows', 'Revenue\t12\nCosts\t9', ['Revenue\t12', 'Costs\t9']],
  ['rows that begin with a small letter', 'Prices\nup to 2 kg\t4.99\nup to 5 kg\t6.99', ['Prices', 'up to 2 kg\t4.99', 'up to 5 kg\t6.99']],
  ['a heading with a number', '2. Plots and rent\nA plot is rented.', ['2. Plots and rent', 'A plot is rented.']],
  [
    'a line broken to fit a width before a name',
    'It rained. The boat was paid for by a legacy of the late Mrs Mary\nPike. She sailed.',
    ['It rained.', 'The boat was paid for by a legacy of the late Mrs Mary\nPike.', 'She sailed.'],
  ],
  ['German', 'Am 3. Mai kam er. Vgl. Abs. 2 des Vertrags.', ['Am 3. Mai kam er.', 'Vgl. Abs. 2 des Vertrags.']],
  ['Chinese', '今天下雨。明天晴天。', ['今天下雨。', '明天晴天。']],
])('%s', (_name, text, expected) => {
  expect(cut(text)).toEqual(expected)
})

test('nothing but blanks is lost, and no two overlap', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '!', '1', '。', 'é', '"') }), (text) => {
      let at = 0
      for (const { start, end } of sentences(text)) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        expect(text.slice(at, start).trim()).toBe('')
        at = end
      }
      expect(text.slice(at).trim()).toBe('')
    }),
  )
})
