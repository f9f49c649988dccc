/** What was retrieved, sent and cut: plain words first, the details folded. */
import type { Receipt as ReceiptData } from '../../core/types/answer.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { baseName, formatMs } from './format.ts'
import { placeOf } from './place.ts'
import './receipt.css'

/** Steps by the name the engine gives them; a step without words is shown by its name. */
const stepWords: Readonly<Record<string, WordsKey>> = {
  retrieve: 'ask.step-retrieve',
  fuse: 'ask.step-fuse',
  pack: 'ask.step-pack',
  generate: 'ask.step-generate',
  quote: 'ask.step-quote',
  cite: 'ask.step-cite',
}

export function stepName(name: string): string {
  const key = Object.hasOwn(stepWords, name) ? stepWords[name] : undefined
  return key ? say(key) : name
}

function summary(receipt: ReceiptData): string {
  const { tokens, sent, files, cut, retrieved } = receipt
  if (sent === 0) return say('ask.receipt-none', { retrieved })
  if (!tokens) return say('ask.receipt-quotes', { retrieved, sent, files })
  const read = say(tokens.counted === 'model' ? 'ask.receipt-model' : 'ask.receipt-bound', { sent, files, prompt: tokens.prompt, context: tokens.context })
  return cut > 0 ? `${read} ${say('ask.receipt-cut', { cut })}` : read
}

function PassageRows({ receipt }: { readonly receipt: ReceiptData }) {
  return (
    <div className="receipt-table" role="group" aria-label={say('ask.receipt-passages')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('ask.receipt-number')}</th>
            <th scope="col">{say('ask.receipt-file')}</th>
            <th scope="col">{say('ask.receipt-place')}</th>
            <th scope="col" className="number">
              {say('ask.receipt-keyword')}
            </th>
            <th scope="col" className="number">
              {say('ask.receipt-meaning')}
            </th>
            <th scope="col">{say('ask.receipt-use')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.passages.map((passage) => (
            <tr key={passage.passageId}>
              <td className="figures">{passage.n ?? '–'}</td>
              <td title={passage.file}>{baseName(passage.file)}</td>
              <td>{placeOf(passage.anchor)}</td>
              <td className="number">{passage.keywordRank ?? '–'}</td>
              <td className="number">{passage.vectorRank ?? '–'}</td>
              <td>{say(passage.use === 'sent' ? 'ask.receipt-sent' : receipt.mode === 'model' ? 'ask.receipt-left-out' : 'ask.receipt-not-read')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Receipt({ receipt }: { readonly receipt: ReceiptData }) {
  const total = receipt.steps.reduce((sum, step) => sum + step.ms, 0)
  return (
    <details
      className="receipt"
      onToggle={(event) => {
        if (event.currentTarget.open) event.currentTarget.scrollIntoView({ block: 'nearest' })
      }}
    >
      <summary>
        <span className="receipt-title">{say('ask.receipt')}</span> {summary(receipt)}
      </summary>
      <div className="receipt-details">
        <dl className="receipt-steps figures">
          {receipt.steps.map((step) => (
            <div key={step.name}>
              <dt>{stepName(step.name)}</dt>
              <dd>{formatMs(step.ms)}</dd>
            </div>
          ))}
          <div>
            <dt>{say('ask.receipt-total')}</dt>
            <dd>{formatMs(total)}</dd>
          </div>
          {receipt.firstTokenMs === null ? null : (
            <div>
              <dt>{say('ask.receipt-first')}</dt>
              <dd>{formatMs(receipt.firstTokenMs)}</dd>
            </div>
          )}
        </dl>
        {receipt.tokens?.answer == null ? null : <p className="quiet">{say('ask.receipt-answer-tokens', { tokens: receipt.tokens.answer })}</p>}
        {receipt.markersRemoved > 0 ? <p className="quiet">{say('ask.receipt-markers', { count: receipt.markersRemoved })}</p> : null}
        {receipt.hidden === undefined ? null : <p className="quiet">{say('ask.receipt-hidden', { count: receipt.hidden })}</p>}
        {receipt.passages.length > 0 ? <PassageRows receipt={receipt} /> : null}
      </div>
    </details>
  )
}
