/** Text whose characters can turn no other text around: a file name that reads `report.pdf` ends in `pdf`. */

/** Embeddings, overrides and isolates of the direction of text, and control characters but tab and line end. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g
const unseen = /[\0-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g

/** Of the same length; each such character becomes one that can be seen. */
export function withoutTurning(text: string): string {
  return text.replace(turning, '\ufffd')
}

/** What is put into a sentence: it stays on its line, and turns nothing around it. */
export function shownValue(value: string): string {
  return shownName(value.replace(/\s+/g, ' '))
}

/** A name of a file, a folder or a conversation, on one line. */
export function shownName(name: string): string {
  return name.replace(unseen, '\ufffd')
}
