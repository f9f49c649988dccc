/** Declares which codes of the table a call may fail with, with details as data. */
import { z } from 'zod'
import type { ErrorCode } from '../errors.ts'

const details = z.record(z.string(), z.union([z.string(), z.number()])).optional()

export function failsWith<const Codes extends readonly ErrorCode[]>(...codes: Codes) {
  return Object.fromEntries(codes.map((code) => [code, { data: details }])) as { [Code in Codes[number]]: { data: typeof details } }
}
