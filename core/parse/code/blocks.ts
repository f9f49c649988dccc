/** Source code cut by function and class: every line once, each stretch with the names that it stands under. */
import type { Node } from 'web-tree-sitter'
import type { Block } from '../../types/document.ts'
import { cleanText, flatten } from '../shared/clean-text.ts'
import type { Grammar } from './grammars.ts'

/** Lines `[first, last]`, from 0, of a definition with its comments, and the names it stands under, its own last. */
interface Stretch {
  readonly first: number
  readonly last: number
  readonly under: readonly string[]
}

/** Deeper nesting is nobody's writing. */
const deepest = 200
/** A function of more lines is cut by what it holds. */
const longestFunction = 120
/** A function without a name stands for itself from this many lines. */
const leastNameless = 5
/** UTF-16 code units. */
const longestName = 120
/** What a definition is cut together with: it exports, assigns, decorates or hands on what stands in it. */
const wrapping =
  /^(?:export_statement|lexical_declaration|variable_declaration|variable_declarator|expression_statement|assignment_expression|assignment|augmented_assignment_expression|call_expression|arguments|await_expression|pair|public_field_definition|field_definition|decorated_definition|template_declaration|return_statement|parenthesized_expression|ambient_declaration|declaration|type_definition)$/
const commentNode = /comment|^attribute_item$|^decorator$|^attribute_list$/

/** `lines`: the source cut at its line ends; `root`: its tree. */
export function codeBlocks(lines: readonly string[], root: Node, grammar: Grammar): readonly Block[] {
  const stretches: Stretch[] = []
  collect(root, root, [], 0)
  return blocksOf(lines, stretches)

  /** `whole`: the statement that the node is the point of: an export, an assignment, a decorated function. */
  function collect(node: Node, whole: Node, under: readonly string[], depth: number): void {
    if (depth > deepest) return
    const container = grammar.containers.has(node.type) && hasBody(node)
    const nameless = grammar.nameless.has(node.type) && rows(node) >= (whole.parent?.equals(root) === true ? 2 : leastNameless)
    if (!container && !nameless && !isDefinition(node)) {
      for (const child of childrenOver(node)) collect(child, wrapping.test(node.type) ? whole : child, under, depth + 1)
      return
    }
    const inner = [...under, nameOf(node, whole)]
    stretches.push({ first: startOf(whole), last: whole.endPosition.row, under: inner })
    if (!container && rows(node) <= longestFunction) return
    for (const child of childrenOver(node)) collect(child, child, inner, depth + 1)
  }

  function isDefinition(node: Node): boolean {
    return grammar.definitions.has(node.type) && (rows(node) > 1 || node.parent?.equals(root) === true || hasBody(node))
  }
}

/** Children that span lines, or may be definitions of one line: whatever else is inside cannot be cut apart. */
function childrenOver(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child !== null && (rows(child) > 1 || rows(node) > 1))
}

function rows(node: Node): number {
  return node.endPosition.row - node.startPosition.row + 1
}

function hasBody(node: Node): boolean {
  return node.childForFieldName('body') !== null || node.namedChildren.some((child) => /body|block|declaration_list/.test(child?.type ?? ''))
}

/** The first line of the comments and attributes that stand right above. */
function startOf(node: Node): number {
  let first = node.startPosition.row
  for (let above = node.previousSibling; above !== null && commentNode.test(above.type); above = above.previousSibling) {
    // a comment's node may include its line end
    const last = above.endPosition.column === 0 ? above.endPosition.row - 1 : above.endPosition.row
    if (last < first - 1 || above.startPosition.row === first) break
    first = above.startPosition.row
  }
  return first
}

/** From its first word to where its body begins, on one line. */
function nameOf(node: Node, whole: Node): string {
  const body = node.childForFieldName('body') ?? node.namedChildren.find((child) => /body|block|declaration_list/.test(child?.type ?? '')) ?? null
  const start = whole.type === 'decorated_definition' ? node : whole
  const written = body === null ? (start.text.split('\n', 1)[0] ?? '') : start.text.slice(0, Math.max(1, body.startIndex - start.startIndex))
  return flatten(written.slice(0, 4 * longestName).replace(/\n\s*(?:#|\/\/).*/g, ''))
    .replace(/^(?:@[\w.]+(?:\([^()]*\))?\s+)+/, '')
    .replace(/\s*(?:=>|[{:=(;])?\s*$/, '')
    .slice(0, longestName)
}

/** Gaps between definitions belong to what is around them. Where two share a line, the first has it. */
function blocksOf(lines: readonly string[], stretches: readonly Stretch[]): readonly Block[] {
  const file: Stretch = { first: 0, last: lines.length - 1, under: [] }
  const owners = lines.map(() => file)
  // inner ones come later, and take their lines from what is around them
  for (const stretch of stretches) for (let line = Math.max(0, stretch.first); line <= Math.min(stretch.last, lines.length - 1); line++) owners[line] = stretch
  // what only closes stays with what it closes
  for (let line = 1; line < lines.length; line++) if (/^[\s})\];,]*(?:end)?\s*$/.test(lines[line] ?? '')) owners[line] = owners[line - 1] ?? file
  const blocks: Block[] = []
  let from = 0
  for (let line = 1; line <= lines.length; line++) {
    if (line < lines.length && owners[line] === owners[from]) continue
    const block = blockOf(lines, from, line, owners[from]?.under ?? [])
    if (block !== null) blocks.push(block)
    from = line
  }
  return blocks
}

/** Lines `from` to before `to`; null where they are blank. */
function blockOf(lines: readonly string[], from: number, to: number, under: readonly string[]): Block | null {
  let text = ''
  const starts: [number, number][] = []
  for (let line = from; line < to; line++) {
    const clean = cleanText(lines[line] ?? '').trimEnd()
    if (clean === '' && starts.length === 0) continue
    starts.push([text.length, line + 1])
    text += `${clean}\n`
  }
  text = text.trimEnd()
  if (text === '') return null
  const place = { kind: 'lines', starts: starts.filter(([offset]) => offset < text.length) } as const
  return { kind: 'code', text, place, ...(under.length === 0 ? {} : { under }) }
}
