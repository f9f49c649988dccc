/** One question and its answer: streaming, done, stopped, failed, or "your documents do not say this". */
import { memo } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { type Exchange as ExchangeData, isRunning } from '../state/answer.ts'
import { useApp } from '../state/app.ts'
import type { Step } from '../state/tree.ts'
import { AnswerListTable } from './answer-list.tsx'
import { ClaimNotes } from './claim-notes.tsx'
import { Ending, Foot } from './exchange-foot.tsx'
import { Nearest, Sources } from './exchange-sources.tsx'
import { Thinking, Working } from './exchange-work.tsx'
import { Markdown, NumeralProvider } from './markdown.tsx'
import { modelTitle } from './model-words.ts'
import { Numeral } from './numeral.tsx'
import { Question } from './question.tsx'
import './exchange.css'

function bylineOf({ mode, model, wanted, answer }: ExchangeData): string {
  if (answer?.list) return say('ask.by-count')
  if (mode === 'model') return say('ask.by-model', { model: modelTitle(model ?? '') })
  return wanted === null ? say('ask.by-quotes') : say('ask.by-quotes-instead', { model: modelTitle(wanted) })
}

/** Who wrote what is read below; nothing where nothing is. */
function Byline({ exchange }: { readonly exchange: ExchangeData }) {
  return exchange.mode === null ? null : <p className="exchange-byline">{bylineOf(exchange)}</p>
}

/** What an answer says in words: behind the first paragraph of one that counts stands the list, which is drawn as a table. */
function inWords({ answer, text }: ExchangeData): string {
  if (text === '' && answer?.answered === false) return say('ask.not-in-documents')
  return answer?.list ? text.replace(/\n\n[^]*/u, '') : text
}

/** The answer's text, its numerals ready to open what they stand for. */
function Text({ exchange, text }: { readonly exchange: ExchangeData; readonly text: string }) {
  const { evidence } = useApp()
  const shown = useStore(evidence.store, (state) => (state.open ? state.citations[state.index] : undefined))
  const citations = exchange.answer?.citations ?? []
  const numeral = (n: number) => {
    const index = citations.findIndex((citation) => citation.n === n)
    return (
      <Numeral n={n} citation={citations[index]} current={shown !== undefined && shown === citations[index]} onOpen={() => evidence.show(citations, index)} />
    )
  }
  return (
    <div className="prose">
      <NumeralProvider value={numeral}>
        <Markdown text={text} streaming={isRunning(exchange)} {...(exchange.answer?.mode === 'model' ? { claims: exchange.answer.claims } : {})} />
      </NumeralProvider>
    </div>
  )
}

interface Props {
  readonly exchange: ExchangeData
  /** Where it stands in its conversation; null: it stands by itself, and is not changed here. */
  readonly step?: Step | null
  /** An answer is being given in this conversation. */
  readonly busy?: boolean
}

/** Finished exchanges are drawn once, however fast another one streams. */
export const Exchange = memo(function Exchange({ exchange, step = null, busy = false }: Props) {
  const { evidence } = useApp()
  const running = isRunning(exchange)
  const text = inWords(exchange)
  const citations = exchange.answer?.citations ?? []
  const nearest = exchange.answer?.nearest ?? []
  return (
    <article className="exchange" aria-labelledby={`question-${exchange.id}`} aria-busy={running} data-exchange={exchange.id}>
      <Question exchange={exchange} step={step} busy={busy} />
      {exchange.rewrite ? <p className="exchange-note">{say('conversations.searched-for', { query: exchange.rewrite.query })}</p> : null}
      <Thinking exchange={exchange} />
      {text === '' ? null : <Byline exchange={exchange} />}
      {text === '' ? null : <Text exchange={exchange} text={text} />}
      {exchange.answer?.list ? (
        <AnswerListTable
          key={exchange.id}
          list={exchange.answer.list}
          citations={citations}
          scope={exchange.scope}
          onOpen={(index) => evidence.show(citations, index)}
        />
      ) : null}
      {running ? <Working exchange={exchange} /> : null}
      {exchange.answer ? <ClaimNotes answer={exchange.answer} onOpen={(from, index) => evidence.show(from, index)} /> : null}
      <Ending exchange={exchange} text={text} busy={busy} />
      {nearest.length > 0 ? <Nearest nearest={nearest} onOpen={(index) => evidence.show(nearest, index)} /> : null}
      {citations.length > 0 && !exchange.answer?.list ? (
        <Sources citations={citations} marked={exchange.mode === 'model'} onOpen={(index) => evidence.show(citations, index)} />
      ) : null}
      {running ? null : <Foot key={`foot-${exchange.id}`} exchange={exchange} text={text} busy={busy} step={step} />}
    </article>
  )
})
