/** Numbers that name a person or an account: bank accounts, social insurance, tax, identity cards, passports. */
import { type Found, isSaidBefore, restOf } from './numbers.ts'

interface Form {
  readonly what: RegExp
  /** Of the match without blanks and separators, upper case. */
  readonly isOne: (plain: string) => boolean
  /** Stands shortly before it; absent: its form tells. */
  readonly said?: RegExp
}

const forms: readonly Form[] = [
  { what: /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu, isOne: isIban },
  // social insurance of the United States
  { what: /(?<![\p{L}\p{N}-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}-])/gu, isOne: () => true },
  // national insurance of the United Kingdom
  { what: /(?<![\p{L}\p{N}])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\p{N}])/gu, isOne: () => true },
  // social insurance of France
  { what: /(?<![\p{L}\p{N}.,])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\p{L}\p{N}])/gu, isOne: isFrench },
  // identity of Spain, nationals and residents
  { what: /(?<![\p{L}\p{N}])(?:\d{8}|[XYZ]\d{7})[ -]?[A-HJ-NP-TV-Z](?![\p{L}\p{N}])/gu, isOne: isSpanish },
  // identity of China
  { what: /(?<![\p{L}\p{N}.,])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\p{L}\p{N}])/gu, isOne: isChinese },
  // tax number of Germany, number of Japan
  { what: /(?<![\p{L}\p{N}.,])\d{2} ?\d{3} ?\d{3} ?\d{3}(?![\p{L}\p{N}])/gu, isOne: () => true, said: /(?:steuer|\bid-?nr|idnr|identifikationsnummer)/iu },
  { what: /(?<![\p{N}.,])\d{4}[ -]?\d{4}[ -]?\d{4}(?!\p{N})/gu, isOne: () => true, said: /マイナンバー|個人番号|my number/iu },
  {
    what: /(?<![\p{L}\p{N}])(?=[A-Z0-9]*\d[A-Z0-9]*\d)[A-Z0-9]{7,10}(?![\p{L}\p{N}])/gu,
    isOne: () => true,
    said: /(?:passport|reisepass|personalausweis|ausweisnummer|passeport|carte d.identité|pasaporte|旅券|パスポート|护照)[^\n]{0,20}$/iu,
  },
]

export function idNumbers(text: string): readonly Found[] {
  const found = forms.flatMap(({ what, isOne, said }) =>
    Array.from(text.matchAll(what)).flatMap(({ 0: match, index }): readonly Found[] => {
      const isIt = isOne(match.replace(/[ -]/gu, '').toUpperCase()) && (said === undefined || isSaidBefore(said, text, index))
      return isIt ? [{ kind: 'id-number', start: index, end: index + match.length }] : []
    }),
  )
  return found.filter((one, at) => !found.slice(0, at).some((other) => one.start < other.end && other.start < one.end))
}

/** ISO 13616: letters count from 10, the rest by 97 is 1. */
function isIban(plain: string): boolean {
  if (plain.length < 15 || plain.length > 34) return false
  const turned = `${plain.slice(4)}${plain.slice(0, 4)}`
  return (
    restOf(
      turned.replace(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  )
}

/** The last two digits are 97 less the rest; 2A and 2B are Corsica. */
function isFrench(plain: string): boolean {
  const number = plain.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return /^\d{13}$/u.test(number) && 97 - restOf(number, 97) === Number(plain.slice(13))
}

function isSpanish(plain: string): boolean {
  const number = plain.slice(0, 8).replace(/^[XYZ]/u, (letter) => String('XYZ'.indexOf(letter)))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === plain[8]
}

/** ISO 7064 MOD 11-2. */
function isChinese(plain: string): boolean {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(plain[at]) * (2 ** (17 - at) % 11)
  return '10X98765432'[sum % 11] === plain[17]
}
