/** Jupyter notebooks: prose, code and what the code printed, in reading order. Nothing is run. */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentPart } from '../../types/document.ts'
import { scanHtml } from '../html/scan.ts'
import { cleanText } from '../shared/clean-text.ts'
import { decodeAll } from '../shared/decode.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { markdownBlocks, titleOf } from './markdown.ts'

type Fields = Readonly<Record<string, unknown>>
type Loose = Omit<Block, 'place'>

/** Colours of a terminal. */
const escapes = new RegExp('\\u001b\\[[\\d;]*[A-Za-z]', 'g')

export async function* parseNotebook(source: ParseSource): AsyncGenerator<DocumentPart> {
  const notebook = readJson(decodeAll(await readAll(source)))
  const cells = cellsOf(notebook)
  const blocks = cells.flatMap(cellBlocks).map((block, index): Block => ({ ...block, place: { kind: 'block', block: index + 1 } }))
  const said = fieldsOf(notebook['metadata'])
  const title = textOf(said['title']) || titleOf(blocks)
  const author = listOf(said['authors'])
    .map((one) => textOf(fieldsOf(one)['name']) || textOf(one))
    .join(', ')
  yield { blocks, end: propertiesOf({ title, author }) }
}

function readJson(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    if (isFields(value)) return value
  } catch (error) {
    throw new AlcoveError('file-broken', {}, error)
  }
  throw new AlcoveError('file-broken')
}

/** Of format 4, and of 3, which had sheets of cells. */
function cellsOf(notebook: Fields): readonly Fields[] {
  const sheets = listOf(notebook['worksheets']).map(fieldsOf)
  const cells = Array.isArray(notebook['cells']) ? listOf(notebook['cells']) : sheets.flatMap((sheet) => listOf(sheet['cells']))
  if (cells.length === 0 && !('cells' in notebook) && !('worksheets' in notebook)) throw new AlcoveError('file-broken')
  return cells.map(fieldsOf)
}

function cellBlocks(cell: Fields): readonly Loose[] {
  const text = textOf(cell['source'] ?? cell['input'])
  switch (cell['cell_type']) {
    case 'markdown':
      return markdownBlocks(text)
    case 'heading':
      return blockOf('heading', text.trim()).map((block) => ({ ...block, level: Math.min(6, Math.max(1, Number(cell['level']) || 1)) }))
    case 'code':
      return [...blockOf('code', text), ...listOf(cell['outputs']).flatMap((output) => outputBlocks(fieldsOf(output)))]
    default:
      return blockOf('paragraph', text)
  }
}

/** Its plain text; where a picture is all there is, nothing. */
function outputBlocks(output: Fields): readonly Loose[] {
  const type = output['output_type']
  if (type === 'error' || type === 'pyerr') {
    const trace = linesOf(output['traceback'])
    return blockOf('code', trace === '' ? `${textOf(output['ename'])}: ${textOf(output['evalue'])}` : trace)
  }
  if (type === 'stream') return blockOf('code', textOf(output['text']))
  // format 3 had the kinds of data beside the rest
  const data = 'data' in output ? fieldsOf(output['data']) : output
  const markdown = textOf(data['text/markdown'])
  if (markdown !== '') return markdownBlocks(markdown)
  const html = textOf(data['text/html'] ?? data['html'])
  const tables = html.includes('<table') ? scanHtml(html).filter((block) => block.kind === 'table') : []
  if (tables.length > 0) return tables
  const plain = textOf(data['text/plain'] ?? data['text'])
  return plain === '' && html !== '' ? scanHtml(html) : blockOf('code', plain)
}

function blockOf(kind: Loose['kind'], written: string): readonly Loose[] {
  const text = cleanText(written.replace(escapes, ''))
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  return text.trim() === '' ? [] : [{ kind, text }]
}

/** A text, or its lines with their line ends. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return listOf(value)
    .filter((part) => typeof part === 'string')
    .join('')
}

/** Lines without line ends. */
function linesOf(value: unknown): string {
  return listOf(value)
    .filter((part) => typeof part === 'string')
    .join('\n')
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
