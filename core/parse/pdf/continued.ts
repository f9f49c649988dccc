/** Tables that go on on the next page: their rows there keep the first row of the whole. Plain functions. */
import type { Block } from '../../types/document.ts'

interface Ended {
  readonly page: number
  readonly header: string
  readonly columns: number
}

/** Takes the pages one after the other. */
export function continueTables(): (page: number, blocks: readonly Block[]) => readonly Block[] {
  let ended: Ended | null = null
  return (page, blocks) => {
    const [first, ...rest] = blocks
    const goesOn = first?.kind === 'table' && ended !== null && ended.page === page - 1 && ended.columns === columnsOf(first.text)
    const header = goesOn && ended !== null && ended.header !== rowOf(first.text) ? ended.header : undefined
    const out = first === undefined || header === undefined ? blocks : [{ ...first, header }, ...rest]
    const last = out.at(-1)
    ended = last?.kind === 'table' ? { page, header: last.header ?? rowOf(last.text), columns: columnsOf(last.text) } : null
    return out
  }
}

const rowOf = (text: string): string => text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'))

const columnsOf = (text: string): number => rowOf(text).split('\t').length
