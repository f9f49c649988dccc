/** Rows as Arrow tables, column by column: the fastest way into LanceDB. */
import {
  Field,
  FixedSizeList,
  Float32,
  Int64,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow'
import type { VectorRow } from '../../ports/passage-index.ts'

export interface PreparedWords {
  readonly id: number
  readonly documentId: string
  /** Terms with blanks between. */
  readonly terms: string
}

export const wordsSchema = new Schema([new Field('id', new Int64(), false), new Field('document', new Utf8(), false), new Field('terms', new Utf8(), false)])

export function vectorsSchema(dimensions: number): Schema {
  return new Schema([
    new Field('id', new Int64(), false),
    new Field('document', new Utf8(), false),
    new Field('hash', new Utf8(), false),
    new Field('vector', new FixedSizeList(dimensions, new Field('item', new Float32(), false)), false),
  ])
}

export function wordsTable(rows: readonly PreparedWords[]): Table {
  return table(wordsSchema, rows.length, [ids(rows), texts(rows.map(({ documentId }) => documentId)), texts(rows.map(({ terms }) => terms))])
}

export function vectorsTable(rows: readonly VectorRow[], dimensions: number): Table {
  const values = new Float32Array(rows.length * dimensions)
  for (const [index, { vector }] of rows.entries()) {
    if (vector.length !== dimensions) throw new RangeError(`a vector of ${vector.length} numbers among ${dimensions}`)
    values.set(vector, index * dimensions)
  }
  const schema = vectorsSchema(dimensions)
  const lists = makeData({
    type: new FixedSizeList(dimensions, new Field('item', new Float32(), false)),
    length: rows.length,
    nullCount: 0,
    child: makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values }),
  })
  return table(schema, rows.length, [
    ids(rows),
    texts(rows.map(({ documentId }) => documentId)),
    texts(rows.map(({ textHash }) => textHash)),
    makeVector(lists),
  ])
}

function ids(rows: readonly { readonly id: number }[]): Vector {
  return makeVector(BigInt64Array.from(rows, ({ id }) => BigInt(id)))
}

function texts(values: readonly string[]): Vector {
  return vectorFromArray(values, new Utf8())
}

function table(schema: Schema, length: number, columns: readonly Vector[]): Table {
  const children = columns.map((column) => column.data[0]).filter((data) => data !== undefined)
  return new Table(schema, new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children })))
}
