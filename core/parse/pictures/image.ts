/** Pictures: scans and photographs, whose text is recognised apart from parsing. Here only: is it a picture, and of how many pages? */
import type { DocumentPart } from '../../types/document.ts'
import type { ParseSource } from '../source.ts'
import { decoded, openImage } from './image-file.ts'

/** Pixels. Icons and the like hold no text worth reading. */
const smallest = 64

export async function* parseImage(source: ParseSource): AsyncGenerator<DocumentPart> {
  const file = await openImage(source)
  const { width, height } = await file.size(1)
  // a header can be whole where the picture is not
  await decoded(file.page(1).resize(8, 8, { fit: 'fill' }).raw().toBuffer())
  const { pages } = file
  const worthReading = width >= smallest && height >= smallest
  yield { blocks: [], end: { pages, ...(worthReading ? { scanned: Array.from({ length: pages }, (_, at) => ({ page: at + 1 })) } : {}) } }
}
