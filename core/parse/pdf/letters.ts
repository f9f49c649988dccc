/** The letters of a page: which way they run, how wide they stand, what they are written with. Plain functions. */

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'ft', ﬆ: 'st' }
const shapedLetter = /[\ufb1d-\ufdff\ufe70-\ufefc]/
const privateBullets = /[\uf0a7\uf0b7\uf06e\uf076\uf0d8]/
/** The first code that may be written with other letters: private ones, and behind them shaped ones. */
const firstReplaced = 0xe000

/** What is written for a code: ligatures, and the shapes that Arabic letters take inside a word, as plain letters. */
export function letterOf(code: number): string {
  const letter = String.fromCodePoint(code)
  if (code < firstReplaced) return letter
  if (isPrivateBullet(code)) return '•'
  return code < 0xfb00 ? letter : (ligatures[letter] ?? (shapedLetter.test(letter) ? letter.normalize('NFKC') : letter))
}

/** Drawn by fonts of symbols. */
export const isPrivateBullet = (code: number): boolean => privateBullets.test(String.fromCharCode(code))

/** The UTF-16 code unit that what is written for a code begins with. */
export const unitOf = (code: number): number => (code < firstReplaced ? code : letterOf(code).charCodeAt(0))

/** Of a code unit: Hebrew, Arabic and their neighbours. */
export function isLeftward(unit: number): boolean {
  return unit >= 0x590 && (unit <= 0x8ff || (unit >= 0xfb1d && unit <= 0xfdff) || (unit >= 0xfe70 && unit <= 0xfefc))
}

/** Of a code unit: Han, kana, hangul and their marks, each as wide as high. */
export function isSquare(unit: number): boolean {
  return unit >= 0x2e80 && (unit < 0xd7b0 || (unit >= 0xf900 && unit < 0xfb00) || (unit >= 0xfe30 && unit < 0xfe50) || unit >= 0xff00)
}

/** More are handed over piece by piece: each is an argument of a call. */
const longestPiece = 4_096

/** The text of codes, as they are written. */
export function textOfCodes(codes: readonly number[]): string {
  for (const code of codes) if (code >= firstReplaced) return codes.map(letterOf).join('')
  if (codes.length <= longestPiece) return String.fromCharCode(...codes)
  let text = ''
  for (let from = 0; from < codes.length; from += longestPiece) text += String.fromCharCode(...codes.slice(from, from + longestPiece))
  return text
}

/** UTF-16 code units that are written for a code. */
export const lengthOf = (code: number): number => (code < firstReplaced ? 1 : letterOf(code).length)
