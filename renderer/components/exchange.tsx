/** One question and its answer: streaming, done, stopped, failed, or "your documents do not say this". */
import { Check, Copy, Pencil, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { errors } from '../../core/errors.ts'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import { type Exchange as ExchangeData, isRunning } from '../state/answer.ts'
import { useApp } from '../state/app.ts'
import { copyText } from './copy-text.ts'
import { FailureNote } from './failure-note.tsx'
import { Markdown, NumeralProvider } from './markdown.tsx'
import { Numeral } from './numeral.tsx'
import { placeOf } from './place.ts'
import { Receipt, stepName } from './receipt.tsx'
import { Support } from './support.tsx'
import './exchange.css'

/** The answer as text to paste: Markdown, then what its numerals stand for. */
function asText(exchange: ExchangeData): string {
  const sources = exchange.answer?.citations.map((citation) => `[${citation.n}] ${citation.fileName}, ${placeOf(citation.anchor)}`) ?? []
  return [exchange.text, ...sources].join('\n\n').trim()
}

function CopyButton({ text }: { readonly text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const word = state === 'idle' ? say('ask.copy') : say(state === 'copied' ? 'ask.copied' : 'ask.copy-failed')
  return (
    <button type="button" className="bare" onClick={() => setState(copyText(text) ? 'copied' : 'failed')} onBlur={() => setState('idle')}>
      {state === 'copied' ? <Check className="icon" aria-hidden /> : <Copy className="icon" aria-hidden />}
      <span aria-live="polite">{word}</span>
    </button>
  )
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

function Actions({ exchange }: { readonly exchange: ExchangeData }) {
  const { session } = useApp()
  const edit = () => {
    session.draft(exchange.question)
    document.getElementById('question')?.focus()
  }
  return (
    <div className="exchange-actions">
      <CopyButton text={asText(exchange)} />
      <button type="button" className="bare" onClick={edit}>
        <Pencil className="icon" aria-hidden />
        {say('ask.edit')}
      </button>
      <button type="button" className="bare" onClick={() => session.ask(exchange.question, exchange.scope)}>
        <RotateCw className="icon" aria-hidden />
        {say('ask.again')}
      </button>
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
            <span className="exchange-source-name">{citation.fileName}</span>
            <span className="quiet">{placeOf(citation.anchor)}</span>
            {marked ? <Support supported={citation.supported} /> : null}
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
              <span className="exchange-nearest-quote">{citation.quote}</span>
              <span className="quiet">
                {citation.fileName}, {placeOf(citation.anchor)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Byline({ exchange }: { readonly exchange: ExchangeData }) {
  if (exchange.mode === null) return null
  return <p className="exchange-byline">{exchange.mode === 'quotes' ? say('ask.by-quotes') : say('ask.by-model', { model: exchange.model ?? '' })}</p>
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
      <h2 id={`question-${exchange.id}`}>{exchange.question}</h2>
      <Byline exchange={exchange} />
      {running && text === '' ? <p className="exchange-step">{exchange.step ? stepName(exchange.step) : say('ask.waiting')}</p> : null}
      {text ? (
        <div className={running ? 'prose prose-running' : 'prose'}>
          <NumeralProvider value={numeral}>
            <Markdown text={text} streaming={running} />
          </NumeralProvider>
        </div>
      ) : null}
      {exchange.answer?.receipt.stoppedAtLimit ? <p className="exchange-note">{say('ask.at-limit')}</p> : null}
      {exchange.state === 'stopped' ? <p className="exchange-note">{say('ask.stopped')}</p> : null}
      {exchange.state === 'failed' ? <Failed exchange={exchange} /> : null}
      {nearest.length > 0 ? <Nearest nearest={nearest} onOpen={(index) => evidence.show(nearest, index)} /> : null}
      {citations.length > 0 ? <Sources citations={citations} marked={exchange.mode === 'model'} onOpen={(index) => evidence.show(citations, index)} /> : null}
      {running ? null : (
        <footer className="exchange-foot">
          {exchange.state === 'failed' ? null : <Actions exchange={exchange} />}
          {exchange.answer ? <Receipt receipt={exchange.answer.receipt} /> : null}
        </footer>
      )}
    </article>
  )
}
