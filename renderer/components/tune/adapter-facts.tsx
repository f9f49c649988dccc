/** What is known of an adapter: what its check found, sample answers beside those of its base, and whether its documents are still as they were. */
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import type { Adapter, Preflight, PreflightResult } from '../../../core/types/adapter.ts'
import { checkResultWords, checkWords } from '../../../core/words/training.ts'
import { say } from '../../../core/words/words.ts'
import { ScrollTable } from '../compare/scroll-table.tsx'
import { shownName, withoutTurning } from '../inert-characters.ts'
import { modelTitle } from '../model-words.ts'

const shapes = { passed: CircleCheck, failed: CircleX, unknown: CircleHelp } as const
function Result({ result: { check, state, count, of } }: { readonly result: PreflightResult }) {
  const Shape = shapes[state]
  return (
    <li className={`check-${state}`}>
      <Shape className="icon" aria-hidden />
      <span>
        {checkWords(check)}: {checkResultWords(state)}
        {count === undefined || of === undefined ? null : <span className="quiet figures"> ({say('tune.count-of', { count, of })})</span>}
      </span>
    </li>
  )
}

function Samples({ adapter: { base }, samples }: { readonly adapter: Adapter; readonly samples: Preflight['samples'] }) {
  if (samples.length === 0) return null
  return (
    <details>
      <summary>{say('tune.samples')}</summary>
      <ScrollTable label={say('tune.samples')} head={[{ word: say('tune.prompt') }, { word: modelTitle(base) }, { word: say('tune.with-adapter') }]}>
        {samples.map(({ prompt, base: plain, adapted }, at) => (
          <tr key={at}>
            {[prompt, plain, adapted].map((text, column) => (
              <td key={column} className="as-written">
                {withoutTurning(text)}
              </td>
            ))}
          </tr>
        ))}
      </ScrollTable>
    </details>
  )
}

export function CheckResults({ adapter }: { readonly adapter: Adapter }) {
  const { preflight, name, model } = adapter
  if (!preflight) return null
  return (
    <>
      <ul className="adapter-checks" aria-label={say('tune.checks', { name: shownName(name) })}>
        {preflight.results.map((result) => (
          <Result key={result.check} result={result} />
        ))}
      </ul>
      <p>{say(preflight.passed ? 'training.may-answer' : 'training.may-not-answer', { model: modelTitle(model) })}</p>
      <Samples adapter={adapter} samples={preflight.samples} />
    </>
  )
}

export function Staleness({ adapter: { origin, staleness } }: { readonly adapter: Adapter }) {
  if (!staleness) return origin === 'trained' ? <p className="adapter-stale">{say('tune.version-gone')}</p> : null
  const { changed, gone, documents } = staleness
  if (changed + gone === 0) return <p className="quiet">{say('tune.fresh')}</p>
  return <p className="adapter-stale figures">{say('training.stale', { changed: changed + gone, documents })}</p>
}
