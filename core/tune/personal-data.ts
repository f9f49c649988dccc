/** Flags what looks like somebody's data: mail addresses, phone, card and id numbers. A number is only flagged where its own check digits, its form or the word before it speak for it. */
import type { Example, PersonalDataFlag, PersonalDataKind } from '../types/data-set.ts'
import { idNumbers } from './personal-data/id-numbers.ts'
import { type Found, isLuhn } from './personal-data/numbers.ts'
import { phones } from './personal-data/phones.ts'

const mail =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+-](?:[\p{L}\p{N}._%+-]{0,62}[\p{L}\p{N}_%+-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,4}\p{L}{2,24}(?![\p{L}\p{N}-])/gu
/** Groups as they stand on cards, or none. */
const card = /(?<![\p{L}\p{N}.,-])(?:[3-6]\d{12,18}|2[2-7]\d{14}|[2-6]\d{3}(?:[ -]\d{4}){3}|3[47]\d{2}[ -]\d{6}[ -]\d{5})(?![\p{L}\p{N}]|[.,-]\d)/gu

/** All places in input, output and passages, ascending in each. */
export function personalDataIn({ input, output, passages }: Pick<Example, 'input' | 'output' | 'passages'>): readonly PersonalDataFlag[] {
  return [
    ...personalDataOf(input).map((found) => ({ ...found, field: 'input' as const })),
    ...personalDataOf(output).map((found) => ({ ...found, field: 'output' as const })),
    ...passages.flatMap(({ text }, passage) => personalDataOf(text).map((found) => ({ ...found, field: 'passages' as const, passage }))),
  ]
}

export function personalDataOf(text: string): readonly Found[] {
  const found = [...places('mail', mail, text), ...places('card', card, text).filter(({ start, end }) => isCard(text.slice(start, end))), ...idNumbers(text)]
  const numbers = phones(text).filter((one) => !found.some((other) => one.start < other.end && other.start < one.end))
  return [...found, ...numbers].toSorted((a, b) => a.start - b.start)
}

function places(kind: PersonalDataKind, what: RegExp, text: string): readonly Found[] {
  return Array.from(text.matchAll(what), ({ 0: found, index }) => ({ kind, start: index, end: index + found.length }))
}

function isCard(text: string): boolean {
  const digits = text.replace(/\D/gu, '')
  return new Set(digits).size > 1 && isLuhn(digits)
}
