import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listPage } from '../../../../core/ask/catalogue/answer-by-list.ts'
import { callsItself } from '../../../../core/ask/catalogue/kinds.ts'
import { understand } from '../../../../core/ask/understand/understand.ts'
import type { AnswerList } from '../../../../core/types/answer.ts'
import { now, type WholeLibrary, wholeLibrary } from '../whole-library.ts'

const filler = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} speaks of ferns, paths and the weather of that day.`).join('\n\n')
let whole: WholeLibrary

beforeAll(async () => {
  whole = await wholeLibrary({
    'contracts/Acme supply.txt': `Contract of supply\n\nBetween Acme and the island society. Signed by Anna Berg.\n\n${filler}\n\nAnna Berg keeps a copy.`,
    'contracts/Acme supply copy.txt': `Contract of supply\n\nBetween Acme and the island society. Signed by Anna Berg.\n\n${filler}\n\nAnna Berg keeps a copy.`,
    'contracts/Boat hire contract.md': 'Boat hire\n\nThe boat is hired by Anna Müller. The mooring belongs to Peter Berg.',
    'letters/Letter to Anna.txt': { text: 'Dear Anna Berg,\n\nthank you for the plums.', changed: [2026, 3, 14] },
    'letters/Heat pump.txt': { text: 'The heat pump was serviced in spring.\n\nA second heat pump is ordered.', changed: [2025, 3, 2] },
    'budget 2025.csv': { text: 'Item,Sum\nHeat,120', changed: [2026, 11, 1] },
    'budget 2026.csv': { text: 'Item,Sum\nPump,340', changed: [2026, 2, 1] },
    'Ferry ticket.txt': { text: '%dated 2026-03-20\nTicket for the ferry.', changed: [2026, 9, 9] },
    'many.txt': `${filler}\n\nThe pump of the well gives heat to nobody.`,
    'broken.txt': '%broken and nobody can tell what of Anna Berg',
  })
})
afterAll(async () => await whole?.close())

const names = (list: { readonly items: readonly { readonly fileName: string }[] } | undefined) => list?.items.map(({ fileName }) => fileName)

describe('files that hold words', () => {
  test('a name is looked for word for word, in every passage; each file counts once, with a passage that shows it', async () => {
    const answer = await whole.ask('Which files mention Anna Berg?')
    expect(names(answer.list)).toEqual(['Acme supply copy.txt', 'Letter to Anna.txt'])
    expect(answer).toMatchObject({ answered: true, mode: 'quotes', list: { total: 2, of: 'files', copies: 1, unread: 1, more: false } })
    expect(answer.list?.items[0]).toMatchObject({ passages: 2, copies: [expect.stringContaining('Acme supply.txt')], n: 1 })
    for (const citation of answer.citations) expect(citation.quote).toContain('Anna Berg')
    expect(answer.answer).toContain('2 files hold “Anna Berg”.')
    expect(answer.answer).toContain('One more file holds the same bytes')
    expect(answer.answer).toContain('One file was not read')
  })

  test('words that are no name must stand in one passage, not in this order', async () => {
    expect(names((await whole.ask('Which files mention the heat pump?')).list)).toEqual(['Heat pump.txt', 'many.txt'])
    expect(names((await whole.ask('Which files contain "heat pump"?')).list)).toEqual(['Heat pump.txt'])
  })

  test('either of two, and both of two wherever they stand', async () => {
    expect((await whole.ask('Which files mention plums or boats?')).list?.total).toBe(2)
    expect(names((await whole.ask('Which files mention Acme and Anna Berg?')).list)).toEqual(['Acme supply copy.txt'])
  })

  test('kinds of files are told by what they call themselves', async () => {
    const answer = await whole.ask('How many contracts name Anna Berg?')
    expect([answer.list?.total, names(answer.list)]).toEqual([1, ['Acme supply copy.txt']])
    const none = await whole.ask('How many invoices name Anna Berg?')
    expect([none.list?.total, none.answer.includes('No file is named or begins as “invoices”')]).toEqual([2, true])
  })

  test('a kind is told in whatever language a file calls itself', () => {
    expect(callsItself('Verträge', ['boat contract.txt'])).toBe(true)
    expect(callsItself('contracts', ['合同.txt'])).toBe(true)
    expect(callsItself('契約書', ['Mietvertrag 2024.pdf'])).toBe(true)
    expect(callsItself('facturas', ['Rechnung 7.pdf'])).toBe(true)
    expect(callsItself('factures', ['Invoices of May'])).toBe(true)
    expect(callsItself('letters', ['briefing notes.txt'])).toBe(false)
    expect(callsItself('reports', ['We inform you', 'information.txt'])).toBe(false)
    expect(callsItself('informes', ['Annual report'])).toBe(true)
    expect(callsItself('minutes', ['Acta de la reunión', 'Sitzungsprotokoll'])).toBe(true)
  })

  test('how often counts passages', async () => {
    expect((await whole.ask('How often is Anna Berg mentioned?')).list).toMatchObject({ of: 'passages', total: 3, files: 2 })
  })

  test('nothing found is said as none, exactly', async () => {
    const answer = await whole.ask('How many files mention Rotterdam?')
    expect(answer).toMatchObject({ answered: true, citations: [], list: { total: 0, items: [] } })
    expect(answer.answer).toContain('No file holds “Rotterdam”')
  })
})

describe('files for themselves', () => {
  test('by type, by date, by folder, together with the scope', async () => {
    expect((await whole.ask('How many CSV files do I have?')).list?.total).toBe(2)
    const march = await whole.ask('List every file from March')
    expect(names(march.list)).toEqual(['Ferry ticket.txt', 'Letter to Anna.txt'])
    expect(march.answer).toContain('Period: March 1 – 31, 2026; one file by the date in the document, one by the last change on disk.')
    expect(march.answer).toContain('- Ferry ticket.txt (March 20, 2026)')
    expect(march.receipt.understood).toEqual([
      { kind: 'modified', words: 'from March', from: new Date(2026, 2, 1).getTime(), to: new Date(2026, 3, 1).getTime(), own: 'dated' },
    ])
    expect((await whole.ask('How many files are in the folder letters?')).list?.total).toBe(2)
    expect((await whole.ask('How many files do I have?', { scope: { formats: ['csv'] } })).list?.total).toBe(2)
    expect((await whole.ask('How many files do I have?')).list?.total).toBe(9)
  })

  test('what was changed was changed on disk, whatever date it carries', async () => {
    const march = await whole.ask('Which files were changed in March?')
    expect(names(march.list)).toEqual(['Letter to Anna.txt'])
    expect(march.answer).toContain('Period: March 1 – 31, 2026, by the last change on disk.')
    const week = await whole.ask('What changed this week?')
    expect(names(week.list)?.toSorted()).toEqual(['Acme supply copy.txt', 'Boat hire contract.md', 'broken.txt', 'many.txt'])
    expect((await whole.ask('What changed in 1990?')).list).toBeUndefined()
  })

  test('by size', async () => {
    const large = await whole.ask('Which files are larger than 1 kB?')
    expect(names(large.list)).toEqual(['Acme supply copy.txt', 'many.txt'])
    expect(large.answer).toContain('Only files of 1 kB or more were counted.')
    expect(large.answer).toMatch(/- many\.txt \([\d.]+ kB\)/)
    expect((await whole.ask('Welche CSV-Dateien sind kleiner als 1 kB?')).list?.total).toBe(2)
    const largest = await whole.ask('What is the largest file?')
    expect([largest.list?.items[0]?.fileName, largest.answer]).toEqual([
      'Acme supply copy.txt',
      expect.stringMatching(/^The largest is Acme supply copy\.txt, /),
    ])
  })

  test('both of two things', async () => {
    const both = await whole.ask('Which files mention both heat and spring?')
    expect([names(both.list), both.answer.includes('“heat and spring”')]).toEqual([['Heat pump.txt'], true])
    expect(names((await whole.ask('Which files mention both Acme and Anna Berg?')).list)).toEqual(['Acme supply copy.txt'])
  })

  test('files of a type with a date need no word of listing', async () => {
    expect(names((await whole.ask('documents from March')).list)).toEqual(['Ferry ticket.txt', 'Letter to Anna.txt'])
  })

  test('the newest version is told by dates in the names before dates on the disk', async () => {
    const answer = await whole.ask('Where is the newest version of the budget?')
    expect(names(answer.list)).toEqual(['budget 2026.csv', 'budget 2025.csv'])
    expect(answer.answer).toContain('The newest is budget 2026.csv')
  })

  test('a version of what no file is named after is a question to the passages', async () => {
    expect((await whole.ask('What is the latest version of Python?')).list).toBeUndefined()
  })
})

test('a list goes on page by page behind the answer', async () => {
  const question = 'list all files'
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const page: AnswerList | null = await listPage(
      { question, within: [], scope: {}, after, limit: 3 },
      { hidden: false },
      whole.ports,
      new AbortController().signal,
    )
    seen.push(...(names(page ?? undefined) ?? []))
    after = page?.items.at(-1)?.fileId ?? null
    expect(page?.total).toBe(9)
    if (!page?.more) break
  }
  expect([seen.length, new Set(seen).size]).toEqual([9, 9])
})

describe('limits of ordinary questions', () => {
  test('a file named limits the question, and the receipt says so', async () => {
    const { receipt, list } = await whole.ask('What is ordered in "Heat pump.txt"?')
    expect(list).toBeUndefined()
    expect(receipt.understood).toMatchObject([{ kind: 'files', names: ['Heat pump.txt'] }])
    expect(receipt.passages.every(({ file }) => file.endsWith('Heat pump.txt'))).toBe(true)
    expect((await whole.ask('What is ordered in @Heat pump?')).receipt.understood).toMatchObject([{ kind: 'files', words: '@Heat pump' }])
  })

  test('a limit that nothing satisfies is dropped and said; one that is not wanted is not taken', async () => {
    const { receipt } = await whole.ask('What do my spreadsheets of 1999 and @nowhere.pdf say about ferns?')
    expect(receipt.understood).toContainEqual({ kind: 'files', words: '@nowhere.pdf', names: [], dropped: true })
    expect(receipt.retrieved).toBeGreaterThan(1)
    expect((await whole.ask('What is ordered in Heat pump.txt?', { understand: false })).receipt.understood).toBeUndefined()
  })

  test('dates of files are limits, dates of events are not', () => {
    expect(understand('What do documents from March say about plums?', {}, whole.ports).scope.modified).toEqual({
      from: new Date(2026, 2, 1).getTime(),
      to: new Date(2026, 3, 1).getTime(),
      own: 'dated',
    })
    expect(understand('What happened in March 2024?', {}, whole.ports).scope).toEqual({})
    expect(now).toBeGreaterThan(0)
  })
})
