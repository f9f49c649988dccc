/** Finds sizes of files that a question names: "larger than 1 MB". Pure. */
import { compiled } from '../../text/compiled.ts'
import type { Span } from '../../types/passage.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Bytes, `from` inclusive, `to` exclusive. */
export interface Sizes {
  readonly from?: number
  readonly to?: number
}

export interface SizeFound extends Span {
  readonly size: Sizes
}

const amount = '(?<number>\\d+(?:[.,]\\d+)?)\\s*(?<unit>[kmgt]i?[bo]|bytes?|octets?|(?:kilo|mega|méga|giga)(?:bytes?|octets?)|mega?s?)'
const powers = ['', 'k', 'm', 'g', 't']

/** Every size named, in order. Chinese and Japanese are understood beside the language. */
export function sizesIn(text: string, words: Pick<Vocabulary, 'sizes'>): readonly SizeFound[] {
  const { more, less } = words.sizes
  const pattern = compiled(
    `(?<![\\p{L}\\p{N}])(?:(?<more>${more})|(?<less>${less}))\\s*${amount}(?![\\p{L}\\p{N}])|(?:(?<more2>大于|超过|大於)|(?<less2>小于|不到|小於))\\s*${amount.replaceAll(/<(\w+)>/g, '<$12>')}的?|${amount.replaceAll(/<(\w+)>/g, '<$13>')}(?:(?<more3>以上|を超える|より大きい)|(?<less3>以下|未満|より小さい))の?`.replaceAll(
      ' ',
      '\\s+',
    ),
    'giu',
  )
  return [...text.matchAll(pattern)].map((match) => {
    const groups = match.groups ?? {}
    const read = (name: string) => groups[name] ?? groups[`${name}2`] ?? groups[`${name}3`]
    const bytes = bytesOf(read('number') ?? '', read('unit') ?? '')
    return { start: match.index, end: match.index + match[0].length, size: read('more') === undefined ? { to: bytes } : { from: bytes } }
  })
}

/** Thousands, as sizes are shown; KiB and its like are 1,024. */
function bytesOf(number: string, unit: string): number {
  const small = unit.toLowerCase().replace('é', 'e')
  const power = /^(?:byte|octet)/.test(small) ? 0 : Math.max(0, powers.indexOf(small.charAt(0)))
  return Math.round(Number(number.replace(',', '.')) * (/^[kmgt]ib/.test(small) ? 1_024 : 1_000) ** power)
}
