/**
 * The one renderer for answers, while they stream and after. React elements only: HTML in the text stays text,
 * pictures become their alt text, links open only after they were asked about. What is finished is drawn once.
 */
import { createContext, Fragment, memo, type ReactNode, useContext } from 'react'
import ReactMarkdown, { type Components, type ExtraProps, type Options } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { say } from '../../core/words/words.ts'
import { type AnswerBlock, blocksOf } from './answer/answer-blocks.ts'
import { CodeBlock } from './answer/code-block.tsx'
import { Formula } from './answer/formula.tsx'
import { formulas } from './answer/formula-syntax.ts'
import { InertLink, OfferedLink } from './answer/offered-link.tsx'
import { settled } from './answer/open-end.ts'
import { plainHtml } from './answer/plain-html.ts'
import { isPlain, type SentencePiece, sentencePieces } from './answer/sentence-pieces.ts'
import { withoutTurning } from './inert-characters.ts'
import { type CheckedSentence, citationNumerals } from './sentences.ts'
import './markdown.css'

/** Draws the numeral `n`. A context, so that a numeral keeps its state while text streams in around it. */
const NumeralContext = createContext<(n: number) => ReactNode>((n) => n)
export const NumeralProvider = NumeralContext.Provider

function Numeral({ n }: { readonly n: number }) {
  return useContext(NumeralContext)(n)
}

type Element = NonNullable<ExtraProps['node']>
type ElementContent = Element['children'][number]

const textIn = (node: ElementContent): string => (node.type === 'text' ? node.value : 'children' in node ? node.children.map(textIn).join('') : '')
const holds = (node: Element, tag: string): boolean => node.children.some((child) => child.type === 'element' && (child.tagName === tag || holds(child, tag)))

/** Headings of an answer stand below its question; how deep they were nested is not kept. */
const Heading: Components['h3'] = ({ children }) => <h3>{children}</h3>

const components: Components = {
  a: ({ node, href, children }) =>
    // A numeral is a button of its own.
    node && holds(node, 'sup') ? <InertLink address={href ?? ''}>{children}</InertLink> : <OfferedLink address={href ?? ''}>{children}</OfferedLink>,
  img: ({ alt }) => (alt ? <span className="inert-picture">{alt}</span> : null),
  sup: ({ node, children }) => {
    const n = Number(node?.properties['dataCitation'])
    return Number.isInteger(n) && n > 0 ? <Numeral n={n} /> : <sup>{children}</sup>
  },
  span: ({ node, className, children }) => {
    const style = node?.properties['dataFormula']
    if (node && style !== undefined) return <Formula tex={node.children.map(textIn).join('')} display={style === 'display'} />
    return <span className={className}>{children}</span>
  },
  pre: ({ node, children }) => {
    const code = node?.children[0]
    if (code?.type !== 'element') return <pre>{children}</pre>
    const names = code.properties['className']
    const language = Array.isArray(names) ? String(names[0]).replace(/^language-/, '') : ''
    return <CodeBlock code={textIn(code).replace(/\n$/, '')} language={language} />
  },
  // What is written from the right has its bullets, bars and columns there as well.
  ul: ({ children }) => <ul dir="auto">{children}</ul>,
  ol: ({ start, children }) => (
    <ol dir="auto" start={start}>
      {children}
    </ol>
  ),
  blockquote: ({ children }) => <blockquote dir="auto">{children}</blockquote>,
  h1: Heading,
  h2: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  table: ({ children }) => (
    // Wide tables scroll inside the answer, and whatever scrolls can be reached by key.
    <div className="table-frame" role="group" aria-label={say('ask.table')} tabIndex={0}>
      <table dir="auto">{children}</table>
    </div>
  ),
}

/** Of a piece of a paragraph, which has its element already. */
const inParagraph: Components = { ...components, p: ({ children }) => children }

/** Task lists draw form fields; the words beside them stay. */
const disallowed = ['input']

const AsWritten = ({ text }: { readonly text: string }) => <p className="as-written answer-plain">{text}</p>

function parsed(text: string, checked: readonly CheckedSentence[], drawn: Components): ReactNode {
  const plugins: Options['remarkPlugins'] = [remarkGfm, plainHtml, formulas, [citationNumerals, checked]]
  try {
    return ReactMarkdown({ children: text, remarkPlugins: plugins, components: drawn, disallowedElements: disallowed })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // Nested deeper than the parser can go.
    return <AsWritten text={text} />
  }
}

interface PieceProps {
  readonly text: string
  readonly checked: readonly CheckedSentence[]
}

const sameSentence = (a: CheckedSentence, b: CheckedSentence | undefined) => a.start === b?.start && a.end === b.end && a.verdict === b.verdict

const isSamePiece = (before: PieceProps, after: PieceProps) =>
  before.text === after.text && before.checked.length === after.checked.length && before.checked.every((one, index) => sameSentence(one, after.checked[index]))

const Piece = memo(function Piece({ text, checked }: PieceProps) {
  if (checked.length === 0 && isPlain(text)) return text
  return parsed(text, checked, inParagraph)
}, isSamePiece)

interface BlockProps extends PieceProps {
  readonly kind: AnswerBlock['kind']
  readonly open: boolean
}

/** Drawn anew only where its own text or its own sentences' verdicts are others; of a paragraph, its sentences one by one. */
const Block = memo(
  function Block({ kind, text, checked, open }: BlockProps) {
    if (kind === 'plain') return <AsWritten text={text} />
    if (kind === 'formula') return <Formula tex={text} display />
    const pieces = sentencePieces(text)
    if (!pieces) return parsed(open ? settled(text) : text, checked, components)
    return (
      <p>
        {pieces.map((piece, index) => (
          <Fragment key={index}>
            <Piece text={open && index === pieces.length - 1 ? settled(piece.text) : piece.text} checked={ofPiece(checked, piece)} />
            {piece.after}
          </Fragment>
        ))}
      </p>
    )
  },
  (before, after) => before.kind === after.kind && before.open === after.open && isSamePiece(before, after),
)

const moved = (claims: readonly CheckedSentence[], by: number) => claims.map(({ start, end, verdict }) => ({ start: start - by, end: end - by, verdict }))

/** Those that begin in the block, counted from its start. */
const ofBlock = (claims: readonly CheckedSentence[], { start, text }: AnswerBlock) =>
  moved(
    claims.filter((claim) => claim.start >= start && claim.start < start + text.length),
    start,
  )

/** Those of which a part at least is in the piece, counted from its start. */
const ofPiece = (claims: readonly CheckedSentence[], { start, text }: SentencePiece) =>
  moved(
    claims.filter((claim) => claim.end > start && claim.start < start + text.length),
    start,
  )

interface Props {
  readonly text: string
  /** More may follow. */
  readonly streaming: boolean
  /** Sentences that were checked. Their spans are in the text. */
  readonly claims?: readonly CheckedSentence[]
}

const none: readonly CheckedSentence[] = []

export const Markdown = memo(function Markdown({ text, streaming, claims = none }: Props) {
  return blocksOf(withoutTurning(text), streaming).map((block, index) => {
    const { kind, open } = block
    // What is still open keeps its place among the blocks, so that none is drawn anew when it closes.
    if (open && kind === 'formula') return null
    return <Block key={index} kind={kind} text={block.text} checked={open ? none : ofBlock(claims, block)} open={open} />
  })
})
