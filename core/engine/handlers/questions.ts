/** Questions: the ask line behind a stream that stops the model when its reader leaves. */
import { AlcoveError } from '../../errors.ts'
import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'

export function questionHandlers(os: Implementer, ports: EnginePorts) {
  return {
    ask: os.questions.ask.handler(async ({ input: { question, scope = {}, model }, signal }) => {
      checkScope(scope, ports.sources)
      const chosen = model === undefined ? await usableModel(ports, always(signal)) : model
      const { hiddenText } = ports.settings.read()
      return stream(signal, (left) => ports.ask({ question, scope, model: chosen, hiddenText }, left))
    }),
    again: os.questions.again.handler((): never => {
      throw new AlcoveError('message-unknown')
    }),
    continue: os.questions.continue.handler((): never => {
      throw new AlcoveError('message-unknown')
    }),
  }
}

/** The model of the settings while it can be had; quotes otherwise, and the answer says so. */
async function usableModel({ settings, ollama }: EnginePorts, signal: AbortSignal): Promise<string | null> {
  const { model } = settings.read()
  if (model === null) return null
  const { state, models } = await ollama(signal)
  return state === 'ready' && models.some(({ name }) => name === model) ? model : null
}
