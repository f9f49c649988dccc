import { expect, test } from 'vitest'
import { understand } from '../../../../core/ask/understand/understand.ts'
import type { CatalogueFile } from '../../../../core/ports/stores.ts'
import type { NameFound } from '../../../../core/types/library.ts'
import { heldOutToTheCatalogue, heldOutToThePassages } from './held-out.ts'
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

interface Score {
  readonly precision: number
  readonly recall: number
  readonly wrong: readonly string[]
}

/** The newest version of a name is the catalogue's only where a file has that name, which is looked up later. */
function score(catalogue: readonly string[], passages: readonly string[]): Score {
  const missed = catalogue.filter((question) => read(question).catalogue === null)
  const taken = passages.filter((question) => {
    const asked = read(question).catalogue
    return asked !== null && asked.name === null
  })
  const right = catalogue.length - missed.length
  return { precision: right / (right + taken.length), recall: right / catalogue.length, wrong: [...missed, ...taken] }
}

test('questions that count or list files are told from those about what stands in them, in four languages', () => {
  const [catalogue, passages] = [Object.values(toTheCatalogue).flat(), Object.values(toThePassages).flat()]
  expect(catalogue.length + passages.length).toBeGreaterThanOrEqual(120)
  expect(score(catalogue, passages)).toEqual({ precision: 1, recall: 1, wrong: [] })
})

test('so are questions written afterwards', () => {
  expect(score(heldOutToTheCatalogue, heldOutToThePassages)).toEqual({ precision: 1, recall: 1, wrong: [] })
})

test.each([
  ['我有多少个PDF？', 'count', null],
  ['哪些文件提到热泵？', 'list', '热泵'],
  ['ヒートポンプを含むファイルは何件ありますか？', 'count', 'ヒートポンプ'],
  ['ファイルを一覧表示してください', 'list', null],
] as const)('%s', (question, asks, content) => {
  expect(read(question).catalogue).toMatchObject({ asks, content })
})

const at = (year: number, month: number, day = 1) => new Date(year, month - 1, day).getTime()

test.each([
  ['list all files from March', at(2026, 3), at(2026, 4)],
  ['list all files from December', at(2025, 12), at(2026, 1)],
  ['list all files since 2023', at(2023, 1), undefined],
  ['list all files before March 2024', undefined, at(2024, 3)],
  ['list all files until 14 March 2024', undefined, at(2024, 3, 15)],
  ['list all files between March 2025 and May 2025', at(2025, 3), at(2025, 6)],
  ['list all files between 2021 and 2023', at(2021, 1), at(2024, 1)],
  ['list all files changed last week', at(2026, 11, 2), at(2026, 11, 9)],
  ['list all files changed yesterday', at(2026, 11, 14), at(2026, 11, 15)],
  ['list all files of the last 3 days', at(2026, 11, 12), at(2026, 11, 16)],
  ['list all files from 2024-02', at(2024, 2), at(2024, 3)],
  ['list all files from 31.12.2023', at(2023, 12, 31), at(2024, 1)],
  ['Liste alle Dateien seit dem 3. Mai 2024', at(2024, 5, 3), undefined],
  ['Zeige alle Dateien vom letzten Monat', at(2026, 10), at(2026, 11)],
  ['Liste tous les fichiers de la semaine dernière', at(2026, 11, 2), at(2026, 11, 9)],
  ['Liste tous les fichiers depuis le 3 mai 2024', at(2024, 5, 3), undefined],
  ['Lista todos los archivos desde mayo de 2024', at(2024, 5), undefined],
  ['Lista todos los archivos del mes pasado', at(2026, 10), at(2026, 11)],
  ['列出2024年3月的文件', at(2024, 3), at(2024, 4)],
])('%s', (question, from, to) => {
  const { scope, catalogue } = read(question)
  const own = /changed/.test(question) ? {} : { own: 'dated' }
  expect([catalogue?.asks, scope.modified]).toEqual(['list', { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...own }])
})

test.each([
  ['list all files created in March', 'created'],
  ['which mails were sent in March?', 'dated'],
  ['Welche Dateien wurden im März geändert?', undefined],
  ['Welche Dateien wurden im März erstellt?', 'created'],
  ['quels fichiers ont été modifiés en mars ?', undefined],
  ['¿Qué archivos fueron modificados en marzo?', undefined],
  ['what changed last week?', undefined],
  ['qu’est-ce qui a changé cette semaine ?', undefined],
  ['¿Qué ha cambiado esta semana?', undefined],
  ['Was hat sich diese Woche geändert?', undefined],
  ['今週変更されたファイル', undefined],
  ['本周修改了哪些文件？', undefined],
])('%s: whose date counts', (question, own) => {
  const { scope, catalogue } = read(question)
  expect([catalogue?.asks, scope.modified?.own, scope.modified?.from !== undefined]).toEqual(['list', own, true])
})

test.each([
  ['files larger than 1 MB', { from: 1_000_000 }],
  ['How many PDFs are bigger than 2.5 MB?', { from: 2_500_000 }],
  ['Welche Dateien sind größer als 10 MB?', { from: 10_000_000 }],
  ['Quels fichiers font plus de 3 Mo ?', { from: 3_000_000 }],
  ['¿Qué archivos son más grandes que 5 MB?', { from: 5_000_000 }],
  ['list files under 100 KiB', { to: 102_400 }],
  ['大于1MB的文件有哪些？', { from: 1_000_000 }],
  ['1MB以上のファイルはいくつありますか？', { from: 1_000_000 }],
])('%s', (question, size) => {
  expect(read(question).catalogue?.size).toEqual(size)
})

test.each([
  'How many people live in Lisbon?',
  'What changed in the constitution in 1990?',
  'What changed this week at the harbour?',
  'Which ships are larger than 100 MB?',
  'What is the largest invoice?',
  'What is the largest city in the report?',
  'How many contracts did Anna Berg sign in March?',
  'How many of the files were lost in the fire?',
  'Which documents are needed for a passport?',
  'What is new in version 3?',
  'How many letters are in the alphabet?',
  'Wie viele Einwohner hat Lissabon?',
  'Combien de personnes vivent à Lisbonne ?',
  '¿Cuántas personas viven en Lisboa?',
  '里斯本有多少人？',
  'リスボンには何人住んでいますか？',
])('%s is asked of the passages', (question) => {
  expect(read(question).catalogue).toBeNull()
})

test.each([
  ['What is the rent in lease.pdf?', 'What is the rent in ?', ['/docs/lease.pdf']],
  ['What does Water report 2025.pdf say about lead?', 'What does say about lead?', ['/docs/Water report 2025.pdf']],
  ['What is due according to @Contracts?', 'What is due according to ?', ['/docs/Contracts']],
  ['Was steht im Ordner Contracts über Pumpen?', 'Was steht im über Pumpen?', ['/docs/Contracts']],
])('%s', (question, query, paths) => {
  expect(read(question)).toMatchObject({ query, scope: { paths }, catalogue: null })
})

test('types are limits where the files are one’s own, and nowhere else', () => {
  expect(read('What do I spend on heating according to my spreadsheets?').scope.formats).toEqual(['xlsx', 'xls', 'ods', 'csv'])
  expect(read('Wie hoch ist die Miete in meinen PDFs?').scope.formats).toEqual(['pdf'])
  expect(read('What is a PDF and who invented spreadsheets?').scope).toEqual({})
})

test('a scope that was chosen is narrowed, never widened; what leaves nothing of it is dropped', () => {
  const chosen = { paths: ['/docs/Contracts'] }
  const asked = understand(
    'What is the rent in lease.pdf?',
    chosen,
    ports((scope) => 'paths' in scope && Array.isArray(scope.paths) && scope.paths.length === 0),
  )
  expect([asked.scope, asked.limits]).toEqual([chosen, [{ kind: 'files', words: 'lease.pdf', names: ['lease.pdf'], dropped: true }]])
})

test('a question of any length is understood in a moment', () => {
  const began = performance.now()
  for (const question of [
    `how many files mention ${'my files of the '.repeat(250)}?`.slice(0, 4_000),
    'list '.repeat(59),
    `how many files ${'in my '.repeat(45)}x`,
  ])
    read(question)
  expect(performance.now() - began).toBeLessThan(3_000)
})

test.each([
  ['How many files mention the spring?', 'spring'],
  ['How many files mention The Hague?', 'The Hague'],
  ['Wie viele Dateien erwähnen die Quelle?', 'Quelle'],
  ['Combien de fichiers mentionnent la source ?', 'source'],
  ['¿Cuántos archivos mencionan el manantial?', 'manantial'],
])('an article is no part of what is looked for: %s', (question, content) => {
  expect(read(question).catalogue).toMatchObject({ asks: 'count', content })
})
