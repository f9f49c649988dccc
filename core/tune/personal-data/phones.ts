/** Phone numbers: with a country's number, in the groups of a country, or with a word before them that says so. */
import { type Found, isSaidBefore } from './numbers.ts'

const candidate = /(?<![\p{L}\p{N}.,:/+-])(?:\+ ?|\()?\d(?:[\d()./ -]{5,22})\d(?![\p{L}\p{N}])/gu
const said =
  /(?:\btel(?:e(?:fon|phone|fax))?|\bphone|\bcall|\bfax|\bmobile?|\bcell|\bhandy|\btél(?:éphone)?|\bportable|\bteléfono|\bmóvil|電話|携帯|电话|手机|☎|📞)\W{0,4}(?:(?:no|nr|number|nummer)\W{0,3})?$/iu
const dates = /(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?!\d)/u
const isbn = /\b(?:isbn|issn|doi|ean)\b[^\n]{0,12}$/iu
const unit = /^ ?(?:[%€$£¥°]|EUR|USD|GBP|CHF|kg|km|mm?|元|円)/u

export function phones(text: string): readonly Found[] {
  return Array.from(text.matchAll(candidate)).flatMap(({ 0: match, index }): readonly Found[] => {
    const number = match.replace(/[ ./-]+$/u, '')
    const digits = number.replace(/\D/gu, '')
    const end = index + number.length
    if (digits.length < 7 || digits.length > 15 || dates.test(number) || isbn.test(text.slice(0, index)) || unit.test(text.slice(end, end + 5))) return []
    return isSaidBefore(said, text, index) || isInternational(number, digits) || isGrouped(number) ? [{ kind: 'phone', start: index, end }] : []
  })
}

/** A round number with a sign is none. */
function isInternational(number: string, digits: string): boolean {
  return /^(?:\+|00)/u.test(number) && digits.replace(/^00/u, '').length >= 9 && !digits.endsWith('000') && !/\.\d{1,2}$/u.test(number)
}

const grouped: readonly RegExp[] = [
  // North America
  /^\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}$/u,
  // France: pairs
  /^0[1-9](?:([ .-])\d{2})(?:\1\d{2}){3}$/u,
  // Germany, United Kingdom, Japan: an area that begins with 0, then the number
  /^\(?0[1-9]\d{0,4}\)?[ /-]{1,3}\d{3,8}(?:[ -]\d{2,5}){0,3}$/u,
  // mobiles of China
  /^1[3-9]\d([ -])\d{4}\1\d{4}$/u,
  // Spain
  /^[679]\d{2}([ -])\d{3}\1\d{3}$/u,
]

function isGrouped(number: string): boolean {
  const digits = number.replace(/\D/gu, '').length
  return digits >= 9 && digits <= 12 && grouped.some((form) => form.test(number))
}
