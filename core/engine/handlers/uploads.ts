/** Dropped files whose place on disk the browser does not tell: their bytes become a folder of ours. */
import { AlcoveError, because } from '../../errors.ts'
import type { Implementer } from '../context.ts'
import type { PickRegistry } from '../pick-registry.ts'
import type { EnginePorts } from '../ports.ts'
import { safeName, safeSegments } from '../upload-names.ts'

export function uploadHandlers(os: Implementer, { uploads, settings, random }: EnginePorts, picks: PickRegistry) {
  const open = new Map<string, string>()

  function folderOf(uploadId: string): string {
    const folder = open.get(uploadId)
    if (folder === undefined) throw because('input-invalid', 'no-upload')
    return folder
  }

  return {
    begin: os.uploads.begin.handler(async ({ input }) => {
      const uploadId = random.id()
      open.set(uploadId, await uploads.create(safeName(input.name)))
      return { uploadId }
    }),
    put: os.uploads.put.handler(async ({ input: { uploadId, path, offset, chunk } }) => {
      const folder = folderOf(uploadId)
      const limit = settings.read().maxFileMb
      if (offset + chunk.size > limit * 1_000_000) throw new AlcoveError('upload-too-large', { limit })
      return { size: await uploads.append(folder, safeSegments(path), offset, new Uint8Array(await chunk.arrayBuffer())) }
    }),
    finish: os.uploads.finish.handler(({ input }) => {
      const folder = folderOf(input.uploadId)
      open.delete(input.uploadId)
      return { pick: picks.name(folder) }
    }),
  }
}
