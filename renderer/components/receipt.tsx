/** What was retrieved, sent and cut: plain words first, the details folded. */
import type { Receipt as ReceiptData } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'
import { baseName, formatMs } from './format.ts'
import { shownName } from './inert-characters.ts'
import { sentences, stepName, summary } from './receipt-words.ts'
import './receipt.css'

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
              <td title={shownName(passage.file)}>{shownName(baseName(passage.file))}</td>
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
        <ul className="receipt-sentences">
          {[...new Set(sentences(receipt))].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
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
        {receipt.passages.length > 0 ? <PassageRows receipt={receipt} /> : null}
      </div>
    </details>
  )
}
