/** One question and its answer: streaming, done, stopped, failed, or "your documents do not say this". */
import { Pencil, RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { errors } from '../../core/errors.ts'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import { type Exchange as ExchangeData, isRunning } from '../state/answer.ts'
import { useApp } from '../state/app.ts'
import { CopyButton } from './copy-button.tsx'
import { FailureNote } from './failure-note.tsx'
import { formatDuration } from './format.ts'
import { Markdown, NumeralProvider } from './markdown.tsx'
import { Numeral } from './numeral.tsx'
import { placeOf } from './place.ts'
import { Receipt, stepName } from './receipt.tsx'
import { Support } from './support.tsx'
import './exchange.css'

/** The answer as text to paste: Markdown, then what its numerals stand for. */
function asText(text: string, citations: readonly Citation[]): string {
  const sources = citations.map((citation) => `[${citation.n}] ${citation.fileName}, ${placeOf(citation.anchor)}`)
  return [text, ...sources].join('\n\n').trim()
}

function Failed({ exchange }: { readonly exchange: ExchangeData }) {
  const { session } = useApp()
  if (!exchange.failure) return null
  const again = errors[exchange.failure.code].retry === 'now'
  return (
    <FailureNote
      failure={exchange.failure}
      action={
        <button type="button" onClick={() => session.ask(exchange.question, exchange.scope, again ? undefined : null)}>
          {say(again ? 'ask.again' : 'ask.quotes-instead')}
        </button>
      }
    />
  )
}

function Actions({ exchange, text }: { readonly exchange: ExchangeData; readonly text: string }) {
  const { session } = useApp()
  const edit = () => {
    session.draft(exchange.question)
    document.getElementById('question')?.focus()
  }
  return (
    <div className="exchange-actions">
      {text === '' ? null : <CopyButton text={asText(text, exchange.answer?.citations ?? [])} label={say('ask.copy')} />}
      <button type="button" className="bare" onClick={edit}>
        <Pencil className="icon" aria-hidden />
        {say('ask.edit')}
      </button>
      {exchange.state === 'failed' ? null : (
        <button type="button" className="bare" onClick={() => session.ask(exchange.question, exchange.scope)}>
          <RotateCw className="icon" aria-hidden />
          {say('ask.again')}
        </button>
      )}
    </div>
  )
}

interface SourcesProps {
  readonly citations: readonly Citation[]
  /** A quote is always word for word: only what a model wrote is marked. */
  readonly marked: boolean
  readonly onOpen: (index: number) => void
}

function Sources({ citations, marked, onOpen }: SourcesProps) {
  return (
    <ul className="exchange-sources" aria-label={say('ask.sources')}>
      {citations.map((citation, index) => (
        <li key={citation.n}>
          <button type="button" className="bare" onClick={() => onOpen(index)}>
            <span className="numeral numeral-waiting">{citation.n}</span>
            <span className="exchange-source">
              <bdi className="exchange-source-name">{citation.fileName}</bdi>
              <span className="quiet">{placeOf(citation.anchor)}</span>
              {marked ? <Support supported={citation.supported} /> : null}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Nearest({ nearest, onOpen }: { readonly nearest: readonly Citation[]; readonly onOpen: (index: number) => void }) {
  return (
    <section className="exchange-nearest">
      <h3>{say('ask.nearest')}</h3>
      <ul>
        {nearest.map((citation, index) => (
          <li key={citation.passageId}>
            <button type="button" onClick={() => onOpen(index)}>
              <span className="exchange-nearest-quote as-written">{citation.quote}</span>
              <span className="quiet">
                <bdi>{citation.fileName}</bdi>, {placeOf(citation.anchor)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Seconds without anything new after which that is said. */
const patience = 10

/** What is being done; once nothing has come for a while, for how long. */
function Working({ exchange }: { readonly exchange: ExchangeData }) {
  const { step, text, state } = exchange
  const [quiet, setQuiet] = useState(0)
  useEffect(() => {
    setQuiet(0)
    const timer = setInterval(() => setQuiet((seconds) => seconds + 5), 5_000)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- anything that arrives begins the count anew
  }, [step, text])
  const doing = step ? stepName(step) : say(state === 'waiting' ? 'ask.waiting' : 'ask.step-generate')
  return <p className="exchange-step">{quiet < patience ? doing : say('ask.nothing-new', { step: doing, time: formatDuration(quiet) })}</p>
}

/** Who wrote what is read below; nothing where nothing is. */
function Byline({ exchange: { mode, model, wanted } }: { readonly exchange: ExchangeData }) {
  if (mode === null) return null
  const words =
    mode === 'model' ? say('ask.by-model', { model: model ?? '' }) : wanted === null ? say('ask.by-quotes') : say('ask.by-quotes-instead', { model: wanted })
  return <p className="exchange-byline">{words}</p>
}

export function Exchange({ exchange }: { readonly exchange: ExchangeData }) {
  const { evidence } = useApp()
  const shown = useStore(evidence.store, (state) => (state.open ? state.citations[state.index] : undefined))
  const running = isRunning(exchange)
  const text = exchange.text === '' && exchange.answer?.answered === false ? say('ask.not-in-documents') : exchange.text
  const citations = exchange.answer?.citations ?? []
  const nearest = exchange.answer?.nearest ?? []
  const numeral = (n: number) => {
    const index = citations.findIndex((citation) => citation.n === n)
    return (
      <Numeral n={n} citation={citations[index]} current={shown !== undefined && shown === citations[index]} onOpen={() => evidence.show(citations, index)} />
    )
  }
  return (
    <article className="exchange" aria-labelledby={`question-${exchange.id}`} aria-busy={running}>
      <h2 id={`question-${exchange.id}`} className="as-written">
        {exchange.question}
      </h2>
      {text === '' ? null : <Byline exchange={exchange} />}
      {text === '' ? null : (
        <div className="prose">
          <NumeralProvider value={numeral}>
            <Markdown text={text} streaming={running} />
          </NumeralProvider>
        </div>
      )}
      {running ? <Working exchange={exchange} /> : null}
      {exchange.answer?.receipt.stoppedAtLimit ? <p className="exchange-note">{say('ask.at-limit')}</p> : null}
      {exchange.state === 'stopped' ? <p className="exchange-note">{say(text === '' ? 'ask.stopped-early' : 'ask.stopped')}</p> : null}
      {exchange.state === 'failed' ? <Failed exchange={exchange} /> : null}
      {nearest.length > 0 ? <Nearest nearest={nearest} onOpen={(index) => evidence.show(nearest, index)} /> : null}
      {citations.length > 0 ? <Sources citations={citations} marked={exchange.mode === 'model'} onOpen={(index) => evidence.show(citations, index)} /> : null}
      {running ? null : (
        <footer className="exchange-foot">
          <Actions exchange={exchange} text={text} />
          {exchange.answer ? <Receipt receipt={exchange.answer.receipt} /> : null}
        </footer>
      )}
    </article>
  )
}
