/** Opens a passage of an example beside the work, at its place in its document. */
import { AlcoveError } from '../../../core/errors.ts'
import type { ExamplePassage } from '../../../core/types/data-set.ts'
import type { App } from '../../state/app.ts'

/** Throws what the engine says, and `file-gone` where it has the file no longer. */
export async function openPassage({ client, evidence }: App, passage: ExamplePassage): Promise<void> {
  const { documentId, passageId, file, fileName, contentHash, anchor, text } = passage
  const { found } = await client.library.complete({ text: fileName.slice(0, 300), limit: 100 })
  const known = found.find((one) => one.kind === 'file' && one.path === file)
  if (known?.kind !== 'file') throw new AlcoveError('file-gone')
  evidence.show([{ n: 1, fileId: known.fileId, documentId, passageId, file, fileName, contentHash, anchor, quote: text, supported: null }], 0, 'tune')
}
