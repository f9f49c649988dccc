/** What a citation opens: the page as a picture, or the text around the place. */
import { citedFile } from '../cited-file.ts'
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always } from '../streams.ts'
import { textAround } from '../text-around.ts'

export function evidenceHandlers(os: Implementer, ports: EnginePorts) {
  const open = citedFile(ports)
  return {
    page: os.evidence.page.handler(async ({ input: { fileId, contentHash, password, page, within, scale, quote }, signal }) => {
      const file = await open(fileId, contentHash, password, always(signal))
      const { png, ...drawn } = await ports.pictures.draw(file, { page, ...(within === undefined ? {} : { within }), scale, quote }, always(signal))
      return { picture: new Blob([new Uint8Array(png)], { type: 'image/png' }), ...drawn }
    }),
    text: os.evidence.text.handler(async ({ input: { fileId, contentHash, password, anchor, beyond }, signal }) => {
      const file = await open(fileId, contentHash, password, always(signal))
      return await textAround(ports.parser.parse(file, always(signal)), anchor, beyond)
    }),
  }
}
