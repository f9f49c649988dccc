/** Measures of examples whose right output is one JSON object of fields. Pure. */
import { answerMatch } from './answer-match.ts'

export interface FieldScore {
  readonly name: string
  /** 1 where the values are the same after `answerTokens`; a field that is wanted as null or empty is right where it is absent too. */
  readonly exact: number
  /** Token F1 of the values; of a list or an object, of what it says written out. */
  readonly f1: number
}

export interface Extracted {
  /** The output is one JSON object, whatever stands around it but a code fence. */
  readonly valid: boolean
  /** The reference's fields, in its order. */
  readonly fields: readonly FieldScore[]
  /** Mean F1 over the reference's fields and, each as 0, the fields that nobody asked for. All 0 where the output is not valid. */
  readonly fieldF1: number
  /** 1 where every field is exact and none is there that nobody asked for. */
  readonly exact: number
}

/** Null where the reference itself is no JSON object. */
export function extraction(output: string, reference: string, language: string | null = null): Extracted | null {
  const wanted = fieldsIn(reference)
  if (!wanted) return null
  const said = fieldsIn(output)
  const fields = [...wanted].map(([name, value]) => ({ name, ...compared(said?.get(name), value, language, said !== null) }))
  const invented = said ? [...said].filter(([name, value]) => !wanted.has(name) && value !== '').length : 0
  const counted = fields.length + invented
  const none = said ? 1 : 0
  return {
    valid: said !== null,
    fields,
    fieldF1: counted === 0 ? none : fields.reduce((sum, { f1 }) => sum + f1, 0) / counted,
    exact: said && invented === 0 && fields.every(({ exact }) => exact === 1) ? 1 : 0,
  }
}

function compared(said: string | undefined, wanted: string, language: string | null, valid: boolean): Pick<FieldScore, 'exact' | 'f1'> {
  if (!valid) return { exact: 0, f1: 0 }
  const { exact, f1 } = answerMatch(said ?? '', [wanted], language)
  return { exact, f1 }
}

/** Values written out, by the name of their field; null where the text is no JSON object. */
function fieldsIn(text: string): ReadonlyMap<string, string> | null {
  const bare = /^\s*```[a-z]*\s*\n([\s\S]*?)\n\s*```\s*$/iu.exec(text)?.[1] ?? text
  const value = parsed(bare)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return new Map(Object.entries(value).map(([name, one]) => [name, writtenOut(one)] as const))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (failure) {
    if (failure instanceof SyntaxError) return null
    throw failure
  }
}

/** Nothing nested deeper is read: it is no field that anybody reads. */
const deepest = 20

function writtenOut(value: unknown, depth = 0): string {
  if (value === null || depth > deepest) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return JSON.stringify(value)
  return Object.values(value)
    .map((one) => writtenOut(one, depth + 1))
    .join(' ')
}
