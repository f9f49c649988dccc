/** The run under way: each stage by itself, so that a stall has a place; true counts, rate, time left. */
import { Pause, Play } from 'lucide-react'
import type { RunSnapshot } from '../../core/types/library.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { formatCount, formatDuration, formatRate, joined } from './format.ts'
import './run-card.css'

const stages = [
  ['found', 'library.stage-found'],
  ['read', 'library.stage-read'],
  ['searchable', 'library.stage-searchable'],
  ['embedded', 'library.stage-embedded'],
] as const satisfies readonly (readonly [keyof RunSnapshot['stages'], WordsKey])[]

export function runWords(run: RunSnapshot): string {
  if (run.state === 'paused') return say('library.run-paused')
  if (run.state === 'scanning') return say('library.run-scanning')
  return say('library.run-working')
}

/** Rate and time left, as far as they are known. */
export function runPace(run: RunSnapshot): string {
  if (run.state !== 'working') return ''
  const rate = run.passagesPerSecond > 0 ? say('library.run-rate', { rate: formatRate(run.passagesPerSecond) }) : ''
  const left = run.secondsLeft === null ? '' : say('library.run-left', { time: formatDuration(run.secondsLeft) })
  return joined([rate, left].filter((part) => part !== ''))
}

export function PauseButton({ run, bare }: { readonly run: RunSnapshot; readonly bare?: boolean }) {
  const { library } = useApp()
  const paused = run.state === 'paused'
  const Shape = paused ? Play : Pause
  return (
    <button type="button" className={bare ? 'bare' : undefined} onClick={() => library.pause(!paused)}>
      <Shape className="icon" aria-hidden />
      {say(paused ? 'library.resume' : 'library.pause')}
    </button>
  )
}

export function RunCard({ run }: { readonly run: RunSnapshot }) {
  const whole = Math.max(1, run.stages.found)
  return (
    <section className="run-card" aria-label={say('library.run')}>
      <header>
        <h2>{runWords(run)}</h2>
        <PauseButton run={run} />
        <p className="quiet figures">{runPace(run)}</p>
      </header>
      <ol className="run-stages">
        {stages.map(([stage, key]) => (
          <li key={stage}>
            <span className="run-stage-name">{say(key)}</span>
            <span className="run-stage-count figures">{formatCount(run.stages[stage])}</span>
            <progress aria-label={say(key)} max={whole} value={run.stages[stage]} />
          </li>
        ))}
      </ol>
      {run.passages.found > 0 ? (
        <p className="quiet figures">{say('library.run-passages', { embedded: run.passages.embedded, found: run.passages.found })}</p>
      ) : null}
    </section>
  )
}
