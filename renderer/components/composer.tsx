/** Where a question is written: Enter sends, Shift+Enter breaks, Enter while a word is being composed does neither. */
import { ArrowUp, Square } from 'lucide-react'
import { type KeyboardEvent, useId } from 'react'
import { say } from '../../core/words/words.ts'
import { isRunning } from '../state/answer.ts'
import { useApp, useLibrary, useProfile, useSession } from '../state/app.ts'
import { answererOf } from '../state/profile.ts'
import { baseName } from './format.ts'
import './composer.css'

/** UTF-16 code units: the contract takes no more. */
const longest = 4_000
/** What browsers report as `keyCode` for keys that an input method has swallowed. */
const composingKey = 229

/** The chosen source, as long as it is there. */
function useScope(): string | null {
  const sources = useLibrary((state) => state.sources)
  const chosen = useSession((state) => state.sourceId)
  return sources?.some(({ id }) => id === chosen) ? chosen : null
}

function ScopeChoice() {
  const { session } = useApp()
  const sources = useLibrary((state) => state.sources) ?? []
  const chosen = useScope()
  const id = useId()
  return (
    <span className="composer-scope">
      <label className="unseen" htmlFor={id}>
        {say('ask.scope')}
      </label>
      <select id={id} value={chosen ?? ''} onChange={(event) => session.chooseSource(event.target.value || null)}>
        <option value="">{say('ask.scope-all')}</option>
        {sources.map((source) => (
          <option key={source.id} value={source.id}>
            {baseName(source.path)}
          </option>
        ))}
      </select>
    </span>
  )
}

/** Says what answers; without a model, or while it cannot be reached, that answers are quotes. */
export function Answerer() {
  const { layout } = useApp()
  const chosen = useProfile((state) => state.chosen)
  const ollama = useProfile((state) => state.ollama)
  const { model, standsIn } = answererOf({ chosen, ollama })
  const [words, link] = standsIn
    ? ([say(standsIn === 'network-locked' ? 'ask.quotes-locked' : 'ask.quotes-meanwhile', { model: chosen ?? '' }), 'ask.see-why'] as const)
    : model
      ? ([say('ask.answered-by', { model }), 'ask.change-model'] as const)
      : ([say('ask.will-quote'), 'ask.choose-model'] as const)
  return (
    <p className="composer-answerer">
      {words}{' '}
      <button type="button" className="link" onClick={() => layout.setState({ view: 'settings' })}>
        {say(link)}
      </button>
    </p>
  )
}

export function Composer() {
  const { session } = useApp()
  const draft = useSession((state) => state.draft)
  const running = useSession((state) => state.exchanges.some(isRunning))
  const sourceId = useScope()
  const question = draft.trim()

  const send = () => {
    if (question === '' || running) return
    session.draft('')
    void session.ask(question, sourceId === null ? {} : { sourceIds: [sourceId] })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === composingKey) return
    event.preventDefault()
    send()
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label className="unseen" htmlFor="question">
        {say('ask.question')}
      </label>
      <textarea
        id="question"
        className="as-written"
        rows={1}
        maxLength={longest}
        placeholder={say('ask.placeholder')}
        value={draft}
        onChange={(event) => session.draft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-bar">
        <ScopeChoice />
        {running ? (
          <button type="button" className="composer-send" onClick={() => session.stop()}>
            <Square className="icon" aria-hidden />
            {say('ask.stop')}
          </button>
        ) : (
          <button type="submit" className="loud composer-send" disabled={question === ''}>
            <ArrowUp className="icon" aria-hidden />
            {say('ask.send')}
          </button>
        )}
      </div>
    </form>
  )
}
