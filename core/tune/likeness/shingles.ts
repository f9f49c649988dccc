/**
 * How alike two texts are: the share of runs of five words that both have (Jaccard over shingles, Broder 1997). In scripts
 * without blanks each character counts as a word.
 */
import { fold, unspaced } from '../../text/terms.ts'

/** Hashes of a text's runs of words. */
export type Shingles = ReadonlySet<number>

const run = 5
const word = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')

/** Words in order, lower case, without punctuation. */
export function plainWords(text: string): readonly string[] {
  return fold(text).match(word) ?? []
}

/** What is the same text but for case, blanks and punctuation. */
export function sameTextKey(text: string): string {
  return plainWords(text).join(' ')
}

/** A text of fewer than five words is one run. */
export function shingles(text: string): Shingles {
  const words = plainWords(text).map(hashOf)
  const found = new Set<number>()
  for (let at = 0; at < Math.max(1, words.length - run + 1); at++) {
    let hash = words.length
    if (words.length >= run) hash = 0
    for (const one of words.slice(at, at + run)) hash = mixed(Math.imul(hash, 31) ^ one)
    found.add(hash)
  }
  return words.length === 0 ? new Set() : found
}

/** 0 to 1; 0 where either is empty. */
export function jaccard(a: Shingles, b: Shingles): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const one of small) if (large.has(one)) shared++
  const all = a.size + b.size - shared
  return all === 0 ? 0 : shared / all
}

/** FNV-1a over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The finalizer of MurmurHash3: every bit of the value moves every bit of the result. */
export function mixed(value: number): number {
  let bits = value | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
