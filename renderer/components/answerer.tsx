/** Says what answers here; without a model, or while it cannot be reached, that answers are quotes. */
import { advice, say } from '../../core/words/words.ts'
import { useApp, useSession } from '../state/app.ts'
import { answererTitle } from './model-select.tsx'
import { modelTitle } from './model-words.ts'
import { useAnswerer } from './use-answerer.ts'

/** One sentence, and the way on from it. */
function useSentence() {
  const { profile, session, layout } = useApp()
  const { own, usual, wanted, model, standsIn } = useAnswerer()
  const toModels = () => layout.setState({ view: 'models' })
  if (standsIn) {
    const words = say(standsIn === 'network-locked' ? 'ask.quotes-locked' : 'ask.quotes-meanwhile', { model: modelTitle(wanted ?? '') })
    return { words, link: say('ask.see-why'), go: toModels }
  }
  if (own !== undefined && own !== usual) {
    const alsoElsewhere = async () => {
      await profile.change({ model: own })
      await session.answerBy(undefined)
    }
    return { words: say('ask.only-here', { model: answererTitle(own), usual: answererTitle(usual) }), link: say('ask.also-new'), go: alsoElsewhere }
  }
  if (model !== null) return { words: say('ask.answered-by', { model: modelTitle(model) }), link: say('ask.change-model'), go: toModels }
  return { words: say('ask.will-quote'), link: say('ask.choose-model'), go: toModels }
}

/** `linked`: with the way on. */
export function Answerer({ linked = true }: { readonly linked?: boolean }) {
  const { words, link, go } = useSentence()
  const failure = useSession((state) => state.choiceFailure)
  return (
    <>
      <p className="composer-answerer">
        {words}{' '}
        {linked ? (
          <button type="button" className="link" onClick={() => go()}>
            {link}
          </button>
        ) : null}
      </p>
      {failure ? (
        <p className="field-failure" role="alert">
          {advice(failure.code, failure.details)}
        </p>
      ) : null}
    </>
  )
}
