/** Questions to files as wholes: further pages of a list, summaries, comparisons. */
import { AlcoveError } from '../../errors.ts'
import type { FileRecord } from '../../ports/stores.ts'
import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'
import { usableModel } from './questions.ts'

/** More would make no text that one can read. */
const compared = { fewest: 2, most: 5 }

export function fileQuestionHandlers(os: Implementer, ports: EnginePorts) {
  return {
    list: os.questions.list.handler(async ({ input, signal }) => {
      checkScope(input.scope, ports.sources)
      return { list: await ports.list({ ...input, hiddenText: ports.settings.read().hiddenText }, always(signal)) }
    }),
    summarise: os.questions.summarise.handler(async ({ input: { model, ...named }, signal }) => {
      const request = { files: filesNamed(named, ports), model: await chosen(model, ports, signal), hiddenText: ports.settings.read().hiddenText }
      if (request.files.length === 0) throw new AlcoveError('input-invalid')
      return stream(signal, (left) => ports.summarise(request, left))
    }),
    compare: os.questions.compare.handler(async ({ input: { model, ...named }, signal }) => {
      const request = { files: filesNamed(named, ports), model: await chosen(model, ports, signal), hiddenText: ports.settings.read().hiddenText }
      if (request.files.length < compared.fewest || request.files.length > compared.most) throw new AlcoveError('input-invalid')
      return stream(signal, (left) => ports.compare(request, left))
    }),
  }
}

async function chosen(model: string | null | undefined, ports: EnginePorts, signal: AbortSignal | undefined): Promise<string | null> {
  return model === undefined ? await usableModel(ports, always(signal)) : model
}

/** Each once, in the order named. */
function filesNamed(
  { fileIds, paths }: { readonly fileIds: readonly string[]; readonly paths: readonly string[] },
  { files }: EnginePorts,
): readonly FileRecord[] {
  const all = [...fileIds.map((id) => files.byId(id)), ...paths.map((path) => files.byPath(path))]
  const known = all.filter((file) => file !== null)
  if (known.length < all.length) throw new AlcoveError('file-gone')
  return known.filter((file, at) => known.findIndex(({ id }) => id === file.id) === at)
}
