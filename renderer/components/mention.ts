/** The mention that is being typed: `@` and what follows it, up to the caret. Plain functions of plain values. */

export interface Mention {
  /** Of the `@`. */
  readonly start: number
  readonly query: string
}

/** After a blank or a bracket: an address of mail is no mention. An input method may give the wide sign. */
const typed = /(?:^|[\s([{「（])[@＠]((?!\s)[^@＠\n]{0,60})$/u

export function mentionAt(text: string, caret: number): Mention | null {
  const query = typed.exec(text.slice(0, caret))?.[1]
  return query === undefined ? null : { start: caret - query.length - 1, query }
}

/** The name stands in the question where its mention was typed. */
export function withName(text: string, { start, query }: Mention, name: string): { readonly text: string; readonly caret: number } {
  const rest = text.slice(start + 1 + query.length)
  const gap = /^\s/.test(rest) ? '' : ' '
  return { text: text.slice(0, start) + name + gap + rest, caret: start + name.length + 1 }
}
