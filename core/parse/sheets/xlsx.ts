/** XLSX workbooks, sheet by sheet, at the memory of the largest sheet. (ECMA-376, 18.) */
import type { OfficePackage } from '../office/package.ts'
import { type Relation, relatedPart, relationsOf } from '../office/relations.ts'
import { readXmlStream } from '../office/xml-stream.ts'
import type { Sheet, SheetNote } from './sheet.ts'
import { readDrawing, readNotes } from './xlsx-notes.ts'
import { isOn, readSheet, unescapeControls } from './xlsx-sheet.ts'
import { readStyles } from './xlsx-styles.ts'

/** Where the workbook's own part stands, if there is one. */
export function workbookPart(pack: OfficePackage): string | undefined {
  const related = relatedPart(relationsOf(pack, ''), 'officeDocument')
  return [related, 'xl/workbook.xml', 'xl/workbook.bin'].find((part) => part !== undefined && pack.has(part))
}

export async function* xlsxSheets(pack: OfficePackage, part: string): AsyncGenerator<Sheet> {
  const relations = relationsOf(pack, part)
  const { sheets, dates1904 } = await readWorkbook(pack, part)
  const stylesPart = relatedPart(relations, 'styles')
  const strings = await readStrings(pack, relatedPart(relations, 'sharedStrings'))
  const styles = await readStyles(stylesPart !== undefined && pack.has(stylesPart) ? pack.stream(stylesPart) : ['<styleSheet/>'], dates1904)
  for (const { name, id, hidden } of sheets) {
    const relation = relations.get(id)
    if (relation === undefined || !pack.has(relation.part)) continue
    const about = relationsOf(pack, relation.part)
    const notes = await notesOf(pack, about)
    const isGrid = relation.type === 'worksheet' || relation.type === 'xlMacrosheet'
    const cells = isGrid
      ? await readSheet(pack.stream(relation.part), { strings, styles, dates1904 })
      : { rows: [], merges: [], hiddenColumns: new Set<number>() }
    yield { name, ...cells, notes, ...(hidden ? { hidden: true } : {}) }
  }
}

interface SheetEntry {
  readonly name: string
  /** Of its relation. */
  readonly id: string
  readonly hidden: boolean
}

async function readWorkbook(pack: OfficePackage, part: string): Promise<{ readonly sheets: readonly SheetEntry[]; readonly dates1904: boolean }> {
  const sheets: SheetEntry[] = []
  let dates1904 = false
  await readXmlStream(pack.stream(part), {
    open(name, attribute) {
      if (name === 'workbookPr') dates1904 = isOn(attribute('date1904'))
      else if (name === 'sheet') {
        const state = attribute('state') ?? 'visible'
        sheets.push({ name: attribute('name') ?? '', id: attribute('r:id') ?? attribute('id') ?? '', hidden: state === 'hidden' || state === 'veryHidden' })
      }
    },
    text() {},
    close() {},
  })
  return { sheets, dates1904 }
}

/** Each text once, without the reading aids of Japanese. */
async function readStrings(pack: OfficePackage, part: string | undefined): Promise<readonly string[]> {
  const strings: string[] = []
  if (part === undefined || !pack.has(part)) return strings
  let text = ''
  let reading = false
  let phonetic = false
  await readXmlStream(pack.stream(part), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') reading = true
      else if (name === 'rPh') phonetic = true
    },
    text(piece) {
      if (reading && !phonetic) text += piece
    },
    close(name) {
      if (name === 't') reading = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') strings.push(unescapeControls(text))
    },
  })
  return strings
}

/** Text in boxes above the cells, then comments. */
async function notesOf(pack: OfficePackage, relations: ReadonlyMap<string, Relation>): Promise<readonly SheetNote[]> {
  const parts = (type: string): readonly string[] =>
    [...relations.values()].filter((relation) => relation.type === type && pack.has(relation.part)).map(({ part }) => part)
  const notes: SheetNote[] = []
  for (const part of parts('drawing')) notes.push(...(await readDrawing(pack.stream(part))))
  for (const part of parts('threadedComment')) notes.push(...(await readNotes(pack.stream(part))))
  const discussed = new Set(notes.filter(({ kind }) => kind === 'note').map(({ row, column }) => `${row} ${column}`))
  // a discussion has a copy for older programs, which says so at length
  for (const part of parts('comments')) notes.push(...(await readNotes(pack.stream(part))).filter(({ row, column }) => !discussed.has(`${row} ${column}`)))
  return notes
}
