/** Walks through RTF: a stack of groups, each with its own way to look and its own destination. */
import { AlcoveError } from '../../errors.ts'
import type { DocumentProperties } from '../../types/document.ts'
import { isUnseen } from '../docx/look.ts'
import { symbolOf } from '../office/symbol-fonts.ts'
import type { PlacelessBlock } from '../office/word-table.ts'
import type { RtfGroup } from './group.ts'
import { formatGroup, groupWithin, outermostGroup, plainParagraph } from './group.ts'
import type { RtfFont } from './letters.ts'
import { codePageEncoding, createRtfLetters } from './letters.ts'
import { createRtfRow } from './row.ts'
import type { RtfParagraph } from './story.ts'
import { createRtfStory } from './story.ts'
import { createColourTable, createFontTable, createInfo, createStyleSheet } from './tables.ts'
import { createRtfTokens } from './tokens.ts'
import { boxGroups, contentGroups, frameGroups, languages, letterSymbols, letterWords, noteGroups, readGroups, skippedGroups } from './words.ts'

export interface RtfReader {
  /** Reads on until so many blocks are whole; false at the end. Throws `file-broken` where groups are nested too deep. */
  read(blocks: number): boolean
  /** The blocks since the last time. */
  take(): readonly PlacelessBlock[]
  properties(): DocumentProperties
}

/** Deeper than any program writes. */
const deepest = 4_000

export function createRtfReader(bytes: Uint8Array): RtfReader {
  const tokens = createRtfTokens(bytes)
  const letters = createRtfLetters()
  const fonts = new Map<number, RtfFont>()
  const colours: string[] = []
  const styles = createStyleSheet()
  const info = createInfo()
  /** Letters in each language. */
  const spoken = new Map<number, number>()
  let encoding = 'cp1252'
  let usualFont = 0
  let usualLanguage = 0
  /** Groups open below one that is skipped. */
  let depth = 0
  /** Characters to pass over: they stand for what `\u` gave. */
  let passing = 0
  /** The group's first word says what it is for; `\*` before it, that it may be skipped. */
  let first = false
  let optional = false
  const row = createRtfRow()
  let whole: PlacelessBlock[] = []
  let group = outermostGroup(createRtfStory())
  const main = group.story

  function flush(): void {
    write(letters.take(fonts.get(group.font), encoding))
  }

  function write(text: string): void {
    const { destination, story, language } = group
    if (text === '') return
    if (destination === 'story') {
      if (group.deleted) return
      spoken.set(language, (spoken.get(language) ?? 0) + text.length)
      story.add(text, unseen())
    } else if (typeof destination !== 'string') destination.text(text)
  }

  function unseen(): boolean {
    const inShade = group.inTable && row.isShaded()
    const ground = group.ground || group.paragraphGround
    return isUnseen({
      vanish: group.hidden,
      size: group.size,
      colour: group.colour === 0 ? 'auto' : (colours[group.colour] ?? 'auto'),
      ground: ground > 0 ? (colours[ground] ?? 'unknown') : inShade || group.story !== main ? 'unknown' : 'ffffff',
    })
  }

  function paragraph(): RtfParagraph {
    const inside = group.inTable || group.depth > 0 ? Math.max(1, group.depth) : 0
    const level = group.outline === undefined ? styles.level(group.style) : group.outline <= 8 ? Math.min(6, group.outline + 1) : undefined
    if (level !== undefined) return { kind: 'heading', level, depth: inside }
    return { kind: group.list || styles.isList(group.style) ? 'list-item' : 'paragraph', depth: inside }
  }

  function open(): void {
    flush()
    depth += 1
    if (depth > deepest) throw new AlcoveError('file-broken')
    group = groupWithin(group)
    passing = 0
    first = true
    optional = false
  }

  function close(): void {
    flush()
    passing = 0
    first = false
    const { around, ends, story } = group
    if (around === undefined) return
    depth -= 1
    if (ends !== undefined) {
      const found = story.take({ kind: 'paragraph', depth: 0 })
      around.story.hang(ends === 'box' ? found : asNote(found))
    }
    // a list item is marked by a group within its paragraph
    if (skippedList === group) around.list = true
    group = around
  }
  let skippedList: RtfGroup | undefined

  /** True where the word names what the group is for. */
  function startsGroup(word: string): boolean {
    const { destination } = group
    if (destination === 'skip') return true
    if (typeof destination !== 'string') {
      if (optional) group.destination = 'skip'
      return optional
    }
    if (destination === 'info') {
      group.destination = info.property(word) ?? 'skip'
      return true
    }
    const table = word === 'fonttbl' ? createFontTable(fonts) : word === 'colortbl' ? createColourTable(colours) : word === 'stylesheet' ? styles : undefined
    if (table !== undefined) group.destination = table
    else if (word === 'info') group.destination = 'info'
    else if (boxGroups.has(word)) startStory('box')
    else if (destination === 'story' && noteGroups.has(word)) startStory('note')
    else if (contentGroups.has(word)) group.destination = 'story'
    else if (skippedGroups.has(word) || /^m[a-zA-Z]+Pr$/.test(word)) {
      if ((word === 'pntext' || word === 'listtext') && destination === 'story') skippedList = group
      group.destination = 'skip'
    } else if (frameGroups.has(word)) group.destination = 'frame'
    else if (optional && !readGroups.has(word)) group.destination = 'skip'
    else return false
    return true
  }

  function startStory(ends: 'note' | 'box'): void {
    Object.assign(group, { destination: 'story', ends, story: createRtfStory(), hidden: false, deleted: false, ...plainParagraph })
  }

  function word(name: string, value: number | undefined): void {
    if (first) {
      first = false
      if (startsGroup(name)) return
    }
    if (name === 'u' && group.destination !== 'skip') {
      const code = (value ?? 0) & 0xffff
      const font = fonts.get(group.font)
      write(code >= 0xf020 && code <= 0xf0ff && font !== undefined ? symbolOf(font.name, code) : String.fromCharCode(code))
      passing = group.fallback
    } else if (name === 'uc') group.fallback = Math.min(100, Math.max(0, value ?? 1))
    else if (typeof group.destination !== 'string') group.destination.word(name, value)
    else if (group.destination === 'story') storyWord(name, value)
  }

  function storyWord(name: string, value: number | undefined): void {
    const letter = letterWords.get(name)
    if (letter !== undefined) write(letter)
    else if (!paragraphWord(name) && !formatGroup(group, name, value, usualFont) && !row.word(name, value)) documentWord(name, value)
  }

  function paragraphWord(name: string): boolean {
    switch (name) {
      case 'par':
      case 'sect':
      case 'page':
        if (name !== 'page') group.story.endParagraph(paragraph())
        else write('\n')
        break
      case 'cell':
        group.story.endCell({ ...paragraph(), depth: 1 })
        break
      case 'nestcell':
        group.story.endCell({ ...paragraph(), depth: Math.max(2, group.depth) })
        break
      case 'row':
        group.story.endRow(1, row.shape())
        break
      case 'nestrow':
        group.story.endRow(Math.max(2, group.depth), row.shape())
        break
      default:
        return false
    }
    return true
  }

  function documentWord(name: string, value: number | undefined): void {
    if (name === 'ansicpg') encoding = codePageEncoding(value) ?? encoding
    else if (name === 'mac') encoding = 'macroman'
    else if (name === 'pc') encoding = 'cp437'
    else if (name === 'pca') encoding = 'cp850'
    else if (name === 'deff') {
      usualFont = value ?? 0
      group.font = usualFont
    } else if (name === 'deflang') usualLanguage = value ?? 0
  }

  function symbol(name: string): void {
    if (name === '*') {
      optional = first
      return
    }
    first = false
    const letter = letterSymbols.get(name)
    if (letter !== undefined) write(letter)
    else if ((name === '\n' || name === '\r') && group.destination === 'story') group.story.endParagraph(paragraph())
  }

  function text(): void {
    first = false
    if (group.destination === 'skip' || group.destination === 'frame') return
    const from = Math.min(tokens.to, tokens.from + passing)
    passing -= from - tokens.from
    if (from < tokens.to) letters.bytes(bytes.subarray(from, tokens.to))
  }

  function byte(): void {
    first = false
    if (passing > 0) passing -= 1
    else if (group.destination !== 'skip' && group.destination !== 'frame') letters.byte(tokens.value ?? 0)
  }

  function gather(blocks: readonly PlacelessBlock[]): void {
    for (const block of blocks) whole.push(block)
  }

  function control(): void {
    flush()
    if (passing > 0 && (tokens.kind === 'symbol' || letterWords.has(tokens.word))) {
      passing -= 1
      return
    }
    if (tokens.kind === 'symbol') symbol(tokens.word)
    else word(tokens.word, tokens.value)
  }

  return {
    read(blocks) {
      for (tokens.next(); tokens.kind !== 'end'; tokens.next()) {
        if (tokens.kind === 'text') text()
        else if (tokens.kind === 'byte') byte()
        else if (tokens.kind === 'open') open()
        else if (tokens.kind === 'close') close()
        else control()
        if (tokens.kind !== 'word' || tokens.word !== 'par') continue
        gather(main.take(undefined))
        if (whole.length >= blocks) return true
      }
      while (group.around !== undefined) close()
      flush()
      gather(main.take({ kind: 'paragraph', depth: 0 }))
      return false
    },
    take() {
      const taken = whole
      whole = []
      return taken
    },
    properties() {
      const [most] = [...spoken].filter(([language]) => languages.has(language)).sort(([, one], [, other]) => other - one)
      const language = languages.get(most?.[0] ?? usualLanguage)
      return { ...(language === undefined ? {} : { language }), ...info.read() }
    },
  }
}

/** A note is one block; what nobody sees of it is another. */
function asNote(blocks: readonly PlacelessBlock[]): readonly PlacelessBlock[] {
  return [false, true].flatMap((hidden): readonly PlacelessBlock[] => {
    const text = blocks.filter((block) => (block.hidden ?? false) === hidden).map((block) => block.text)
    return text.length === 0 ? [] : [{ kind: 'note', text: text.join('\n'), ...(hidden ? { hidden } : {}) }]
  })
}
