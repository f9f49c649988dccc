/** Small values that many calls carry, checked. */
import { z } from 'zod'
import { type ErrorCode, errors, type Failure } from '../errors.ts'
import type { Anchor } from '../types/anchor.ts'

export const count = z.number().int().nonnegative()
/** A numeral, or a place that counts from 1. */
export const fromOne = z.number().int().min(1)
export const id = z.string().min(1).max(100)
/** Anything a person may have called a file; checked for NUL, which no disk allows. */
export const path = z
  .string()
  .min(1)
  .max(32_768)
  .refine((value) => !value.includes('\0'))
export const errorCode = z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]])

export const failure = z.object({ code: errorCode, details: z.record(z.string(), z.union([z.string(), z.number()])) }) satisfies z.ZodType<Failure>
export const modelName = z.string().trim().min(1).max(300)
/** Opens an encrypted file, for this call only; kept nowhere. UTF-16 code units. */
export const password = z.string().min(1).max(1_000).optional()

/** x, y, width, height in points, origin top left. */
export const rects = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()).readonly()

const lineRange = z.tuple([fromOne, fromOne]).readonly()
const attached = { message: fromOne.exactOptional(), part: z.string().exactOptional() }
const headings = z.array(z.string()).readonly()

export const anchor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: fromOne, label: z.string().exactOptional(), rects, ...attached }).readonly(),
  z.object({ kind: z.literal('lines'), lines: lineRange, headings, ...attached }).readonly(),
  z.object({ kind: z.literal('block'), headings, block: fromOne, lastBlock: fromOne.exactOptional(), ...attached }).readonly(),
  z.object({ kind: z.literal('sheet'), sheet: z.string(), range: z.string().max(40), ...attached }).readonly(),
  z.object({ kind: z.literal('slide'), slide: fromOne, shape: fromOne, lastShape: fromOne.exactOptional(), ...attached }).readonly(),
  z.object({ kind: z.literal('message'), message: fromOne, part: z.string(), block: fromOne, lastBlock: fromOne.exactOptional() }).readonly(),
]) satisfies z.ZodType<Anchor>
