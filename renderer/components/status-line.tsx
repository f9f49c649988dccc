/** One line, never a modal: indexing, who answers, and the lock that says what may leave this computer. */
import { Cpu, FileX, Lock, LockKeyhole, Quote, Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RunSnapshot, SourceStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { useApp, useLibrary, useProfile } from '../state/app.ts'
import { notReadOf } from '../state/library.ts'
import { engineIdOf } from '../state/profile.ts'
import { ExperimentLine } from './compare/experiment-line.tsx'
import { formatCount } from './format.ts'
import { HistoryNotice } from './history-notice.tsx'
import { modelTitle } from './model-words.ts'
import { recognitionWords } from './recognition-words.ts'
import { PauseButton, runPace, runWords } from './run-card.tsx'
import { TrainingLine } from './tune/training-line.tsx'
import { useAnswerer } from './use-answerer.ts'
import './status-line.css'

function rest(sources: readonly SourceStatus[]): string {
  const files = sources.reduce((sum, { counts }) => sum + counts.indexed + counts.unchanged, 0)
  const passages = sources.reduce((sum, source) => sum + source.passages, 0)
  return sources.length === 0 ? say('shell.nothing-yet') : say('shell.at-rest', { files: formatCount(files), passages: formatCount(passages) })
}

/** Progress for a screen reader: the sentence as it is now, again every ten seconds and when the state changes. */
function SpokenProgress({ run }: { readonly run: RunSnapshot | null }) {
  const [spoken, setSpoken] = useState('')
  const state = run?.state ?? 'none'
  const words = run ? say('shell.progress', { state: runWords(run), done: run.stages.embedded, found: run.stages.found }) : ''
  const [due, setDue] = useState(0)
  useEffect(() => {
    if (state === 'none') return undefined
    const timer = setInterval(() => setDue((count) => count + 1), 10_000)
    return () => clearInterval(timer)
  }, [state])
  // Only when it is due: not with every count.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => setSpoken(words), [state, due])
  return (
    <span className="unseen" role="status">
      {spoken}
    </span>
  )
}

function Progress({ run }: { readonly run: RunSnapshot }) {
  return (
    <div className="status-progress figures">
      <progress aria-label={say('library.run')} max={Math.max(1, run.stages.found)} value={run.stages.embedded} />
      <span>{runWords(run)}</span>
      <span className="status-count">{run.stages.found === 0 ? '' : say('shell.progress-count', { done: run.stages.embedded, found: run.stages.found })}</span>
      <span className="status-pace">{runPace(run)}</span>
      <PauseButton run={run} bare />
    </div>
  )
}

export function StatusLine() {
  const { layout, connection, bridge } = useApp()
  const run = useLibrary((state) => state.run)
  const sources = useLibrary((state) => state.sources)
  const notRead = notReadOf(sources ?? [])
  const recognition = useLibrary((state) => state.recognition)
  const starting = useLibrary((state) => state.failure === null)
  const network = useProfile((state) => state.network)
  const link = useStore(connection.state, ({ state }) => state)
  const { model, standsIn, wanted } = useAnswerer()
  const Engine = model ? Cpu : Quote
  // Closed both times: nothing leaves this computer either way.
  const Shape = network?.locked ? LockKeyhole : Lock
  const answerer = model
    ? engineIdOf(model) === 'ollama'
      ? say('shell.engine-model', { model })
      : modelTitle(model)
    : standsIn
      ? say('shell.engine-away', { model: modelTitle(wanted ?? '') })
      : say('shell.engine-quotes')
  return (
    <footer className="status-line" aria-label={say('shell.status')}>
      {link === 'lost' ? (
        <span className="status-lost" role="alert">
          <Unplug className="icon" aria-hidden />
          <span>{say(bridge ? 'shell.lost' : 'shell.lost-door')}</span>
        </span>
      ) : run ? (
        <Progress run={run} />
      ) : recognition?.state === 'reading' ? (
        <span className="figures">{recognitionWords(recognition)}</span>
      ) : (
        <span className="figures">{sources ? rest(sources) : starting ? say('shell.starting') : null}</span>
      )}
      <SpokenProgress run={run} />
      {link !== 'lost' && notRead > 0 ? (
        <button type="button" className="bare" onClick={() => layout.setState({ view: 'library', report: { sourceId: null } })}>
          <FileX className="icon" aria-hidden />
          <span className="figures">{say('shell.not-read', { count: notRead })}</span>
        </button>
      ) : null}
      {link === 'lost' ? null : <TrainingLine />}
      {link === 'lost' ? null : <ExperimentLine />}
      <HistoryNotice />
      <span className="status-space" />
      <button type="button" className="bare" title={answerer} onClick={() => layout.setState({ view: 'models' })}>
        <Engine className="icon" aria-hidden />
        <span>{answerer}</span>
      </button>
      {network ? (
        <button type="button" className="bare" onClick={() => layout.setState({ view: 'settings' })}>
          <Shape className="icon" aria-hidden />
          <span>{say(network.locked ? 'shell.locked' : 'shell.unlocked')}</span>
        </button>
      ) : null}
    </footer>
  )
}
