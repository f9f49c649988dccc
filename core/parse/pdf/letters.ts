/** The letters of a page: which way they run, how wide they stand, what they are written with. Plain functions. */

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'ft', ﬆ: 'st' }
const shapedLetter = /[\ufb1d-\ufdff\ufe70-\ufefc]/

/** Ligatures and the shapes that Arabic letters take inside a word, as plain letters. */
export function lettersOf(text: string): string {
  if (text.charCodeAt(0) < 0xfb00) return text
  return ligatures[text] ?? (shapedLetter.test(text) ? text.normalize('NFKC') : text)
}

/** Hebrew, Arabic and their neighbours. */
export function isLeftward(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= 0x590 && (code <= 0x8ff || (code >= 0xfb1d && code <= 0xfdff) || (code >= 0xfe70 && code <= 0xfefc))
}

/** Han, kana, hangul and their marks, each as wide as high. */
export function isSquare(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= 0x2e80 && (code < 0xd7b0 || (code >= 0xf900 && code < 0xfb00) || (code >= 0xfe30 && code < 0xfe50) || code >= 0xff00)
}
