/** Questions: the ask line behind a stream that stops the model when its reader leaves, stored where they belong to a conversation. */
import type { Along } from '../../ask/asked.ts'
import { AlcoveError } from '../../errors.ts'
import type { Scope } from '../../types/answer.ts'
import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import { chosenModel } from '../conversations/chosen-model.ts'
import { readImages } from '../conversations/images.ts'
import { knownConversation, messageOf, type Stored, storeAgain, storeContinued, storeQuestion } from '../conversations/stored-questions.ts'
import type { AskRequest, EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'
import { filesNamed, filesRequest, onFiles } from './file-questions.ts'

export function questionHandlers(os: Implementer, ports: EnginePorts) {
  const { conversations, keeper, settings, sources } = ports

  function request(question: string, scope: Scope, model: string | null, understand = true): AskRequest {
    const { hiddenText, thinking } = settings.read()
    return { question, scope, model, hiddenText, thinking, understand }
  }

  function give({ given, along }: Stored, asked: AskRequest, signal: AbortSignal | undefined) {
    return stream(signal, (left) => keeper.give(given, (stop, hard) => ports.ask({ ...asked, along: { ...along, stop } }, hard), left))
  }

  return {
    prepare: os.questions.prepare.handler(({ signal }) => ports.prepare(always(signal))),
    ask: os.questions.ask.handler(async ({ input: { question, conversation, model: own, understand, ...input }, signal }) => {
      const before = typeof conversation?.id === 'string' ? knownConversation(conversation.id, ports) : null
      const scope = input.scope ?? before?.scope ?? {}
      checkScope(scope, sources)
      const images = await readImages(input.images ?? [])
      const model = await chosenModel(own, before, ports, signal)
      const asked = request(question, scope, model, understand)
      const along: Along = images.length > 0 ? { images } : {}
      if (conversation === undefined) return stream(signal, (left) => ports.ask({ ...asked, along }, left))
      const stored = storeQuestion(conversation, { question, scope, model, images, ...(own === undefined ? {} : { ownModel: own }) }, ports)
      return give(stored, asked, signal)
    }),
    again: os.questions.again.handler(async ({ input, signal }) => {
      const { conversationId, message } = messageOf(input.questionId, ports)
      if (message.role !== 'question') throw new AlcoveError('message-unknown')
      checkScope(message.scope, sources)
      const model = await chosenModel(input.model, conversations.summary(conversationId), ports, signal)
      const { task, scope } = message
      if (task === undefined) return give(storeAgain(message, conversationId, model, ports), request(message.text, scope, model), signal)
      const files = filesRequest(
        task,
        filesNamed({ fileIds: scope.fileIds ?? [], paths: scope.fileIds === undefined ? (scope.paths ?? []) : [] }, ports),
        model,
        ports,
      )
      const { given } = storeAgain(message, conversationId, model, ports)
      return stream(signal, (left) => keeper.give(given, (stop, hard) => onFiles(task, files, ports, AbortSignal.any([stop, hard])), left))
    }),
    continue: os.questions.continue.handler(({ input, signal }) => {
      const { conversationId, message } = messageOf(input.answerId, ports)
      if (message.role !== 'answer') throw new AlcoveError('message-unknown')
      const { message: question } = messageOf(message.parentId, ports)
      return give(storeContinued(message, conversationId, ports), request(question.text, {}, message.model), signal)
    }),
  }
}
