/**
 * A JSON value as blocks of lines "key: value", the keys above joined by dots. A record, which is an object in a list,
 * stands on its own, below a line that says which list of what it is in; where it is large, its parts do.
 */
import type { Block } from '../../types/document.ts'
import { cleanText, flatten } from '../shared/clean-text.ts'
import type { JsonReader } from './scan.ts'

export interface JsonBlocks extends JsonReader {
  /** What is whole by now. */
  take(): readonly Block[]
  /** Characters in it. */
  waiting(): number
}

/** A passage holds a block of this length whole. UTF-16 code units. */
const longestBlock = 420
/** A longer text is a block of its own, and so is one of several lines. */
const longText = 200
const longestLabel = 60
/** Names on the way to a value that are told. */
const longestPath = 6
/** A longer object is no record in one block. UTF-16 code units of its source. */
export const bigSource = 600

interface Frame {
  readonly kind: 'object' | 'array'
  /** Its own key in the object above, empty in a list. */
  readonly key: string
  /** Its parts stand in blocks of their own. */
  readonly big: boolean
  /** The first short value in it: what it is called. */
  label: string
  /** The last key that was read. */
  current: string
}

/** `isBig` of where an object or a list begins; `lineAt`: the line of a place in the text, asked in ascending order. */
export function createJsonBlocks(isBig: (at: number) => boolean, lineAt: (at: number) => number): JsonBlocks {
  let blocks: Block[] = []
  let characters = 0
  const frames: Frame[] = []
  let text = ''
  let starts: [number, number][] = []
  /** Where `text` has its first value. */
  let valuesFrom = 0
  /** The list that the last line goes on with. */
  let list = ''
  /** The path above the innermost object or list, as long as that is the same. */
  let prefix: string | null = null

  function flush(): void {
    if (text.length > valuesFrom) push('paragraph', text, starts)
    text = ''
    starts = []
    valuesFrom = 0
    list = ''
  }

  function push(kind: 'paragraph', content: string, lines: readonly (readonly [number, number])[]): void {
    blocks.push({ kind, text: content, place: { kind: 'lines', starts: lines } })
    characters += content.length
  }

  /** Frames whose parts stand alone: they are named above a block. */
  function bigFrames(): readonly Frame[] {
    const end = frames.findIndex(({ big }) => !big)
    return end < 0 ? frames : frames.slice(0, end)
  }

  function contextLine(): string {
    const big = bigFrames()
    const parts: string[] = []
    for (const { key, label } of big.slice(-longestPath)) {
      if (key !== '') parts.push(key)
      if (label !== '') parts.push(label)
    }
    // a record that goes on in a further block says again what it is called
    const record = frames[big.length]?.label ?? ''
    return (record === '' ? parts : [...parts, record]).join(' › ')
  }

  /** The names from the block's own level down to the value. */
  function pathOf(): string {
    if (prefix === null) {
      const big = bigFrames().length
      const names = frames.slice(Math.max(big - 1, 0), -1).slice(-longestPath)
      prefix = names.map(({ current }) => (current === '' ? '' : `${current}.`)).join('')
    }
    const name = frames.at(-1)?.current ?? ''
    return name === '' ? prefix.slice(0, -1) : prefix + name
  }

  function addLine(line: string, number: number): void {
    if (text !== '' && text.length + line.length > longestBlock) flush()
    if (text === '') {
      const context = contextLine()
      if (context !== '') text = `${context}\n`
      valuesFrom = text.length
      starts = [[0, number]]
    } else if (text.length > valuesFrom) text += '\n'
    if ((starts.at(-1)?.[1] ?? 0) < number) starts.push([text.length, number])
    text += line
  }

  function addLong(path: string, value: string, number: number): void {
    flush()
    const context = [contextLine(), path].filter((part) => part !== '').join(' › ')
    push('paragraph', context === '' ? value : `${context}: ${value}`, [[0, number]])
  }

  return {
    open(kind, at) {
      const above = frames.at(-1)
      const big = (above === undefined || above.big) && isBig(at)
      // a record begins a block, and so does what has blocks of its own
      if (big || (above?.big === true && above.kind === 'array')) flush()
      list = ''
      prefix = null
      frames.push({ kind, key: above?.current ?? '', big, label: '', current: '' })
    },
    close() {
      const frame = frames.pop()
      prefix = null
      const above = frames.at(-1)
      if (frame?.big === true || (above?.big === true && above.kind === 'array')) flush()
      list = ''
    },
    key(name) {
      const frame = frames.at(-1)
      if (frame !== undefined) frame.current = flatten(name)
    },
    leaf(raw, at) {
      const frame = frames.at(-1)
      const value = cleanText(raw).trim()
      if (value === '') return
      const path = pathOf()
      if (value.length > longText || value.includes('\n')) addLong(path, value, lineAt(at))
      else {
        const flat = flatten(value)
        if (frame?.kind === 'array' && list === path && text !== '' && text.length + flat.length < longestBlock) {
          const number = lineAt(at)
          text += ', '
          if ((starts.at(-1)?.[1] ?? 0) < number) starts.push([text.length, number])
          text += flat
        } else addLine(path === '' ? flat : `${path}: ${flat}`, lineAt(at))
        list = frame?.kind === 'array' ? path : ''
      }
      if (frame?.kind === 'object' && frame.label === '' && value.length <= longestLabel && !value.includes('\n')) frame.label = `${frame.current}: ${value}`
    },
    ended: flush,
    take() {
      const taken = blocks
      blocks = []
      characters = 0
      return taken
    },
    waiting: () => characters,
  }
}
