/** The table of terms in `docs/words.md` names what the sentences really say. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue as german } from '../../core/words/de/catalogue.ts'
import { type Catalogue, englishCatalogue } from '../../core/words/english.ts'
import { catalogue as spanish } from '../../core/words/es/catalogue.ts'
import { catalogue as french } from '../../core/words/fr/catalogue.ts'
import { catalogue as japanese } from '../../core/words/ja/catalogue.ts'
import { catalogue as chinese } from '../../core/words/zh/catalogue.ts'

const columns = [englishCatalogue, german, spanish, french, japanese, chinese]
const rows = readFileSync(new URL('../../docs/words.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| thing') && !line.startsWith('| ---'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

function spoken({ words, advice, reasons }: Catalogue): string {
  return [...Object.values(words), ...Object.values(advice), ...Object.values(reasons)].join('\n').toLowerCase()
}

test('every term stands in the sentences of its language', () => {
  const said = columns.map(spoken)
  const missing = rows.flatMap(([, ...terms]) => terms.filter((term, at) => said[at]?.includes(term.toLowerCase()) !== true))
  expect([rows.length > 10, missing]).toEqual([true, []])
})
