/** Takes out of a text what nobody sees and what no store can hold. Letters are left as written. */

/** Control characters but tab and line ends, zero-width and direction marks, noncharacters, soft hyphens. */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]/gu

const plain = /^[\t\n\r -~]*$/

export function cleanText(text: string): string {
  if (plain.test(text)) return text
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(unseen, '')
}

/** White space as it is printed; line breaks stay. */
export function tidyLines(text: string): string {
  return cleanText(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** One line of prose: every run of white space becomes one space. */
export function flatten(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
