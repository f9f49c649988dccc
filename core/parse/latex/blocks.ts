/** Puts the text of LaTeX together to blocks, each place in it with its source line. */
import type { Block, BlockKind } from '../../types/document.ts'
import { cleanText } from '../shared/clean-text.ts'

export interface Draft {
  text: string
  starts: [number, number][]
  /** White space that is written before the next word, if one comes: to look at the end of a long text costs its length. */
  pending: '' | ' ' | '\n'
}

export const emptyDraft = (): Draft => ({ text: '', starts: [], pending: '' })

/** Runs of white space become one space; line breaks that were asked for stay. */
export function write(draft: Draft, text: string, line: number): void {
  for (const part of cleanText(text).split(/(\s+)/)) {
    if (part === '') continue
    if (part.trim() === '') {
      if (draft.pending === '') draft.pending = ' '
      continue
    }
    if (draft.text !== '') draft.text += draft.pending
    draft.pending = ''
    if ((draft.starts.at(-1)?.[1] ?? 0) < line) draft.starts.push([draft.text.length, line])
    draft.text += part
  }
}

export function blockOf(kind: BlockKind, draft: Draft, level?: number): readonly Block[] {
  const text = draft.text.trimEnd()
  if (text.trim() === '') return []
  return [{ kind, text, place: { kind: 'lines', starts: draft.starts.filter(([offset]) => offset < text.length) }, ...(level === undefined ? {} : { level }) }]
}

/** Source as it stands: its first line is `line`. */
export function sourceBlock(source: string, line: number): readonly Block[] {
  const draft = emptyDraft()
  source.split('\n').forEach((written, index) => {
    const text = cleanText(written).trimEnd()
    if (text === '' && draft.text === '') return
    draft.starts.push([draft.text.length, line + index])
    draft.text += `${text}\n`
  })
  return blockOf('code', draft)
}
