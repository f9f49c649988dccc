/**
 * The one renderer for answers, while they stream and after. React elements only: HTML in the text
 * stays text, pictures become their alt text, links become inert words with their host.
 */
import { type ComponentProps, createContext, memo, type ReactNode, useContext } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import remend from 'remend'
import { say } from '../../core/words/words.ts'
import { citationNumerals } from './sentences.ts'
import './markdown.css'

/** Draws the numeral `n`. A context, so that a numeral keeps its state while text streams in around it. */
const NumeralContext = createContext<(n: number) => ReactNode>((n) => n)
export const NumeralProvider = NumeralContext.Provider

function Numeral({ n }: { readonly n: number }) {
  return useContext(NumeralContext)(n)
}

/** Hosts are shown, never followed. */
function hostOf(address: string | undefined): string | null {
  return address && URL.canParse(address) ? new URL(address).host || null : null
}

function InertLink({ href, children }: ComponentProps<'a'>) {
  const host = hostOf(href)
  return (
    <span className="inert-link">
      {children}
      {host ? <span className="inert-host"> ({host})</span> : null}
    </span>
  )
}

const Heading = ({ children }: ComponentProps<'h3'>) => <h3>{children}</h3>

const components: Components = {
  a: ({ href, children }) => <InertLink {...(href === undefined ? {} : { href })}>{children}</InertLink>,
  img: ({ alt }) => (alt ? <span className="inert-picture">{alt}</span> : null),
  sup: ({ node, children }) => {
    const n = Number(node?.properties['dataCitation'])
    return Number.isInteger(n) && n > 0 ? <Numeral n={n} /> : <sup>{children}</sup>
  },
  h1: Heading,
  h2: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  table: ({ children }) => (
    // Wide tables scroll inside the answer, and whatever scrolls can be reached by key.
    <div className="table-frame" role="group" aria-label={say('ask.table')} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
}

const plugins = [remarkGfm, citationNumerals]
/** Task lists draw form fields; the words beside them stay. */
const disallowed = ['input']

interface Props {
  readonly text: string
  /** Half-written syntax at the end is closed. */
  readonly streaming: boolean
}

export const Markdown = memo(function Markdown({ text, streaming }: Props) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} disallowedElements={disallowed}>
      {streaming ? remend(text, { images: false }) : text}
    </ReactMarkdown>
  )
})
