/** Pictures that come with a question: few, small, and of a kind that their first bytes show. */
import { because } from '../../errors.ts'
import type { StoredImage } from '../../ports/conversations-store.ts'

/** All together. Bytes. */
const most = 20_000_000

const beginnings: readonly (readonly [StoredImage['mediaType'], (head: Uint8Array) => boolean])[] = [
  ['image/png', (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47])],
  ['image/jpeg', (head) => startsWith(head, [0xff, 0xd8, 0xff])],
  ['image/webp', (head) => startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head.subarray(8), [0x57, 0x45, 0x42, 0x50])],
]

export async function readImages(images: readonly Blob[]): Promise<readonly StoredImage[]> {
  if (images.reduce((sum, { size }) => sum + size, 0) > most) throw because('input-invalid', 'pictures-too-large', { limit: most / 1_000_000 })
  return await Promise.all(images.map(async (image) => toImage(new Uint8Array(await image.arrayBuffer()))))
}

export function toImage(data: Uint8Array): StoredImage {
  const mediaType = beginnings.find(([, begins]) => begins(data))?.[0]
  if (mediaType === undefined) throw because('input-invalid', 'picture-type')
  return { mediaType, data }
}

function startsWith(data: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => data[at] === byte)
}
