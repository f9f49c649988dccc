/** Fonts whose letters are signs: what their codes look like, in Unicode. (The tables that Unicode publishes for Symbol and Wingdings.) */

/** From 0x21 on; a blank where there is no such sign. */
const symbol =
  '!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼' +
  ' '.repeat(33) +
  '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'

const wingdings: ReadonlyMap<number, string> = new Map([
  [0x21, '✏'],
  [0x28, '☎'],
  [0x2a, '✉'],
  [0x4a, '☺'],
  [0x4c, '☹'],
  [0x6c, '●'],
  [0x6d, '❍'],
  [0x6e, '■'],
  [0x6f, '□'],
  [0x71, '❑'],
  [0x72, '❒'],
  [0x74, '⧫'],
  [0x75, '◆'],
  [0x76, '❖'],
  [0x9f, '•'],
  [0xa7, '▪'],
  [0xa8, '◻'],
  [0xd8, '➢'],
  [0xdf, '←'],
  [0xe0, '→'],
  [0xe1, '↑'],
  [0xe2, '↓'],
  [0xe8, '➔'],
  [0xef, '⇦'],
  [0xf0, '⇨'],
  [0xfb, '✗'],
  [0xfc, '✓'],
  [0xfd, '☒'],
  [0xfe, '☑'],
])

/** `code`: as the file has it, alone or moved to the private area at F000. Empty where the sign is not known. */
export function symbolOf(font: string, code: number): string {
  const plain = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  if (plain > 0xff) return String.fromCodePoint(plain)
  if (/^symbol$/i.test(font)) return symbol[plain - 0x21]?.trim() ?? ''
  if (/^(wingdings|webdings)/i.test(font)) return wingdings.get(plain) ?? ''
  return plain >= 0x20 && plain < 0x7f ? String.fromCodePoint(plain) : ''
}

/** Text in the private area that such fonts use, as signs. */
export function symbolText(font: string, text: string): string {
  return text.replace(/[\uf020-\uf0ff]/g, (letter) => symbolOf(font, letter.charCodeAt(0)))
}
