/** Questions to files as wholes: further pages of a list, summaries, comparisons; the latter two stored where they belong to a conversation. */
import { AlcoveError, because } from '../../errors.ts'
import type { FileRecord } from '../../ports/stores.ts'
import type { AnswerPart } from '../../types/answer.ts'
import type { FileTask } from '../../types/conversation.ts'
import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import { chosenModel } from '../conversations/chosen-model.ts'
import { knownConversation, storeQuestion } from '../conversations/stored-questions.ts'
import type { EnginePorts, FilesRequest } from '../ports.ts'
import { always, stream } from '../streams.ts'

/** More would make no text that one can read. */
const compared = { fewest: 2, most: 5 }

interface FilesInput {
  readonly fileIds: readonly string[]
  readonly paths: readonly string[]
  readonly model?: string | null | undefined
  readonly conversation?: { readonly id: string | null; readonly parentId: string | null; readonly question: string } | undefined
}

export function fileQuestionHandlers(os: Implementer, ports: EnginePorts) {
  async function answer(task: FileTask, { model, conversation, ...named }: FilesInput, signal: AbortSignal | undefined) {
    const before = typeof conversation?.id === 'string' ? knownConversation(conversation.id, ports) : null
    const chosen = await chosenModel(model, before, ports, signal)
    const request = filesRequest(task, filesNamed(named, ports), chosen, ports)
    if (conversation === undefined) return stream(signal, (left) => onFiles(task, request, ports, left))
    const asked = {
      question: conversation.question,
      scope: { fileIds: request.files.map(({ id }) => id) },
      model: chosen,
      images: [],
      task,
      ...(model === undefined ? {} : { ownModel: model }),
    }
    const { given } = storeQuestion(conversation, asked, ports)
    return stream(signal, (left) => ports.keeper.give(given, (stop, hard) => onFiles(task, request, ports, AbortSignal.any([stop, hard])), left))
  }

  return {
    list: os.questions.list.handler(async ({ input, signal }) => {
      checkScope(input.scope, ports.sources)
      return { list: await ports.list({ ...input, hiddenText: ports.settings.read().hiddenText }, always(signal)) }
    }),
    summarise: os.questions.summarise.handler(({ input, signal }) => answer('summarise', input, signal)),
    compare: os.questions.compare.handler(({ input, signal }) => answer('compare', input, signal)),
  }
}

/** Throws `input-invalid` where these are too few or too many files for the task. */
export function filesRequest(task: FileTask, files: readonly FileRecord[], model: string | null, { settings }: Pick<EnginePorts, 'settings'>): FilesRequest {
  const fits = task === 'summarise' ? files.length > 0 : files.length >= compared.fewest && files.length <= compared.most
  if (!fits) throw task === 'summarise' ? because('input-invalid', 'no-file') : because('input-invalid', 'number-of-files', compared)
  return { files, model, hiddenText: settings.read().hiddenText }
}

export function onFiles(task: FileTask, request: FilesRequest, ports: Pick<EnginePorts, FileTask>, signal: AbortSignal): AsyncIterable<AnswerPart> {
  return ports[task](request, signal)
}

/** Each once, in the order named. Throws `file-gone` where one is no file of the library any more. */
export function filesNamed(
  { fileIds, paths }: { readonly fileIds: readonly string[]; readonly paths: readonly string[] },
  { files }: Pick<EnginePorts, 'files'>,
): readonly FileRecord[] {
  const all = [...fileIds.map((id) => files.byId(id)), ...paths.map((path) => files.byPath(path))]
  const known = all.filter((file) => file !== null)
  if (known.length < all.length) throw new AlcoveError('file-gone')
  return known.filter((file, at) => known.findIndex(({ id }) => id === file.id) === at)
}
