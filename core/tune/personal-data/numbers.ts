/** Check digits, and how places in a text are named. */
import type { PersonalDataKind } from '../../types/data-set.ts'

export interface Found {
  readonly kind: PersonalDataKind
  /** UTF-16 code units, `end` exclusive. */
  readonly start: number
  readonly end: number
}

/** Luhn's check, as on payment cards. Digits only. */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const twice = at % 2 === 1 ? digit * 2 : digit
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/** The rest of a long number by a small one. Digits only. */
export function restOf(digits: string, by: number): number {
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % by
  return rest
}

/** Whether one of the words stands shortly before the place. */
export function isSaidBefore(words: RegExp, text: string, start: number): boolean {
  return words.test(text.slice(Math.max(0, start - 40), start))
}
