/** LaTeX as its readers see it, without running it: text, headings, lists, tables, notes, and formulas as they are written. */
import type { Block, BlockKind, DocumentPart } from '../../types/document.ts'
import { decodeAll, isBinary } from '../shared/decode.ts'
import { isoDate } from '../shared/iso-date.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { blockOf, type Draft, emptyDraft, sourceBlock, write } from './blocks.ts'
import { afterDropped, environments, headingCommands } from './commands.ts'
import type { LatexSource, Range } from './source.ts'
import { afterComment, afterSpaces, createSource } from './source.ts'
import { accents, symbols, typed } from './symbols.ts'
import { afterArguments, tableOf } from './table.ts'

/** Groups in groups beyond this are left out. */
const deepest = 60
/** UTF-16 code units of a formula within a line. */
const longestFormula = 2_000
const command = /\\(?:([a-zA-Z@]+)\*?|([^]))/y

export async function* parseLatex(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = await readAll(source)
  if (isBinary(bytes)) {
    yield { blocks: [], end: { skipped: 'binary' } }
    return
  }
  const reader = createReader(createSource(decodeAll(bytes).replace(/\r\n?/g, '\n')))
  yield { blocks: reader.blocks(), end: propertiesOf({ ...reader.said, created: isoDate(reader.said.created ?? '') }) }
}

interface Said {
  title?: string
  author?: string
  created?: string
}

function createReader(source: LatexSource): { blocks(): readonly Block[]; readonly said: Said } {
  const { text } = source
  const blocks: Block[] = []
  const said: Said = {}
  const firstLevel = /\\chapter\b/.test(text) ? 0 : 1
  /** Kinds of what surrounds the place, the innermost last. */
  const around: BlockKind[] = []
  let draft = emptyDraft()
  let notes: Block[] = []
  let depth = 0

  const flush = (): void => {
    blocks.push(...blockOf(around.at(-1) ?? 'paragraph', draft), ...notes)
    draft = emptyDraft()
    notes = []
  }
  /** The text of a stretch of source, apart from what is being written. */
  const apart = (range: Range): Draft => {
    const outer = draft
    draft = emptyDraft()
    convert(range)
    const inner = draft
    draft = outer
    return inner
  }
  const put = (written: string, at: number): void => write(draft, written, source.lineAt(at))

  function convert([from, to]: Range): void {
    if (depth > deepest) return
    depth += 1
    for (let at = from; at < to; ) at = step(at, to)
    depth -= 1
  }

  /** Takes what stands at `at`; gives the place behind it. */
  function step(at: number, to: number): number {
    const char = text[at] ?? ''
    if (char === '\\') return takeCommand(at, to)
    if (char === '%') return afterComment(text, at)
    if (char === '$') return takeFormula(at, to)
    if (char === '{' || char === '}') return at + 1
    const blank = /^\n[^\S\n]*\n\s*/.exec(text.slice(at, at + 200))
    if (blank !== null) {
      flush()
      return at + blank[0].length
    }
    const plain = /[^\\%${}\n~`'-]+|---?|``|''|[^]/y
    plain.lastIndex = at
    const taken = plain.exec(text)?.[0].slice(0, to - at) ?? char
    put(typed(taken), at)
    return at + taken.length
  }

  function takeFormula(at: number, to: number): number {
    const double = text[at + 1] === '$'
    const end = source.find(double ? '$$' : '$', at + (double ? 2 : 1))
    if (end < 0 || end >= to || end - at > longestFormula) {
      put('$', at)
      return at + 1
    }
    if (double) return displayed([at + 2, end], end + 2)
    put(text.slice(at, end + 1), at)
    return end + 1
  }

  /** A formula on lines of its own, as it is written. */
  function displayed([from, to]: Range, end: number): number {
    flush()
    const lead = /^\s*/.exec(text.slice(from, to))?.[0].length ?? 0
    blocks.push(...sourceBlock(text.slice(from + lead, to).replace(/\\label\{[^{}]*\}/g, ''), source.lineAt(from + lead)))
    return end
  }

  function takeCommand(at: number, to: number): number {
    command.lastIndex = at
    const found = command.exec(text)
    const [whole = '\\', name = '', mark = ''] = found ?? []
    const next = at + whole.length
    if (name === '') return takeMark(mark, at, next, to)
    const level = headingCommands.get(name)
    if (level !== undefined) return takeHeading(level, next)
    if (name === 'begin') return takeBegin(next, to)
    if (name === 'end') return takeEnd(next)
    if (accents.has(name) && /^\s*[\\{a-zA-Z]/.test(text.slice(next, next + 3))) return takeAccent(accents.get(name) ?? '', at, next)
    const symbol = symbols.get(name)
    if (symbol !== undefined) {
      if (name === 'and') draft.pending = ''
      if (symbol === '\n\n') flush()
      else put(symbol, at)
      // a command takes the blanks behind it, or an empty group
      return text.startsWith('{}', next) ? next + 2 : afterSpaces(text, next)
    }
    return takeNamed(name, at, next)
  }

  function takeMark(mark: string, at: number, next: number, to: number): number {
    const accent = accents.get(mark)
    if (accent !== undefined) return takeAccent(accent, at, next)
    if (mark === '(' || mark === '[') {
      const end = source.find(mark === '(' ? '\\)' : '\\]', next)
      if (end < 0 || end >= to || end - at > 10 * longestFormula) return next
      if (mark === '[') return displayed([next, end], end + 2)
      put(`$${text.slice(next, end)}$`, at)
      return end + 2
    }
    if (mark === '\\') {
      draft.pending = '\n'
      return source.afterOption(next)
    }
    if (!/[-/!@]/.test(mark)) put(/[,;: \n]/.test(mark) ? ' ' : mark, at)
    return next
  }

  function takeAccent(accent: string, at: number, next: number): number {
    const group = source.group(next)
    const bare = /^\s*(?:\\([ij])\b|([a-zA-Z]))/.exec(text.slice(next, next + 8))
    if (text[next] !== '{' && bare !== null) {
      put(`${bare[1] ?? bare[2] ?? ''}${accent}`.normalize('NFC'), at)
      return next + bare[0].length
    }
    if (group === null) return next
    const [letter = '', ...rest] = apart(group.inner).text.replace('ı', 'i').replace('ȷ', 'j')
    put(`${letter}${accent}${rest.join('')}`.normalize('NFC'), at)
    return group.end
  }

  function takeHeading(level: number, next: number): number {
    const group = source.group(source.afterOption(next))
    if (group === null) return next
    flush()
    const heading = apart(group.inner)
    blocks.push(...blockOf('heading', heading, Math.min(6, Math.max(1, level - firstLevel + 1))), ...notes)
    notes = []
    return group.end
  }

  function takeNamed(name: string, at: number, next: number): number {
    const group = source.group(source.afterOption(next))
    switch (name) {
      case 'title':
      case 'author':
      case 'date':
        return group === null ? next : takeSaid(name, group)
      case 'footnote':
      case 'footnotetext':
      case 'thanks':
        if (group === null) return next
        notes.push(...blockOf('note', apart(group.inner)))
        return group.end
      case 'caption':
        if (group === null) return next
        flush()
        blocks.push(...blockOf('paragraph', apart(group.inner)))
        return group.end
      case 'item':
      case 'bibitem':
        return takeItem(name, at, next)
      case 'def':
      case 'gdef':
      case 'edef':
      case 'xdef': {
        const body = source.find('{', next)
        return body < 0 || body - next > 200 ? next : (source.group(body)?.end ?? body)
      }
      case 'verb':
      case 'lstinline':
        return takeVerb(at, next)
      default:
    }
    if (group !== null && /^(?:[a-zA-Z]*cite[a-zA-Z]*|ref|eqref|pageref|autoref|cref|Cref|vref)$/.test(name) && name !== 'nocite') {
      put(`[${text.slice(...group.inner).trim()}]`, at)
      return group.end
    }
    const end = afterDropped(source, name, next)
    if (end > next) return end
    const behind = source.afterOption(next)
    return behind > next || text[next] === '{' ? behind : afterSpaces(text, next)
  }

  function takeSaid(name: 'title' | 'author' | 'date', group: { readonly inner: Range; readonly end: number }): number {
    flush()
    const written = apart(group.inner)
    const plain = written.text.replace(/\s*\n\s*/g, ' ').trim()
    if (plain !== '') said[name === 'date' ? 'created' : name] ??= name === 'author' ? plain.replace(/\s*,\s*/g, ', ') : plain
    blocks.push(...blockOf(name === 'title' ? 'heading' : 'paragraph', written, name === 'title' ? 1 : undefined), ...notes)
    notes = []
    return group.end
  }

  function takeItem(name: string, at: number, next: number): number {
    flush()
    const behind = source.afterOption(next)
    const key = name === 'bibitem' ? source.group(behind) : null
    if (key !== null) put(`[${text.slice(...key.inner)}] `, at)
    else if (behind > next) {
      convert([next + 1, behind - 1])
      put(' ', at)
    }
    return key === null ? behind : key.end
  }

  /** `\verb|x|`: up to the mark that it began with. */
  function takeVerb(at: number, next: number): number {
    const mark = text[next] === '{' ? '}' : (text[next] ?? '')
    const end = mark === '' ? -1 : source.find(mark, next + 1)
    if (end < 0) return next
    put(text.slice(next + 1, end), at)
    return end + 1
  }

  function takeBegin(next: number, to: number): number {
    const group = source.group(next)
    if (group === null) return next
    const name = text.slice(...group.inner).replace(/\*$/, '')
    const exact = text.slice(...group.inner)
    const environment = environments.get(name)
    const behind = source.afterOption(group.end)
    const end = source.find(`\\end{${exact}}`, behind)
    flush()
    if (environment === undefined || end < 0 || end >= to) {
      around.push(around.at(-1) ?? 'paragraph')
      return behind
    }
    const close = end + `\\end{${exact}}`.length
    if (environment === 'unseen') return close
    if (environment === 'formula') return displayed([group.end, end], close)
    if (environment === 'source') {
      const first = text.indexOf('\n', behind)
      const from = first >= 0 && first < end ? first + 1 : behind
      blocks.push(...sourceBlock(text.slice(from, end), source.lineAt(from)))
      return close
    }
    if (environment === 'table') {
      blocks.push(...blockOf('table', tableOf(source, [afterArguments(source, name, behind), end], apart)), ...notes)
      notes = []
      return close
    }
    around.push(environment)
    return name === 'thebibliography' ? (source.group(behind)?.end ?? behind) : behind
  }

  function takeEnd(next: number): number {
    flush()
    around.pop()
    return source.group(next)?.end ?? next
  }

  return {
    said,
    blocks() {
      const begin = text.indexOf('\\begin{document}')
      const end = text.indexOf('\\end{document}', Math.max(0, begin))
      if (begin >= 0)
        for (const match of text.slice(0, begin).matchAll(/^[^%\n]*?\\(title|author|date)\b/gm))
          takeNamed(match[1] ?? '', match.index, match.index + match[0].length)
      convert([begin < 0 ? 0 : begin + '\\begin{document}'.length, end < 0 ? text.length : end])
      flush()
      return blocks
    },
  }
}
