/** Picture files: which are pictures, of how many pages, and how a page is drawn. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decodeBitmap } from '../../../../core/parse/pictures/bitmap.ts'
import { unpackRuns } from '../../../../core/parse/pictures/bitmap-runs.ts'
import { drawPage } from '../../../../core/parse/pictures/picture.ts'
import { writeBitmap } from '../../../fixtures/documents/make/bitmap-writer.ts'
import { read } from '../read.ts'

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#ffffff' } })

async function draw(bytes: Uint8Array, page = 1, scale = 2) {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  const { png, ...drawn } = await drawPage({ name: 'x', size: bytes.length, format: 'image', chunks: chunks() }, { page, scale, quote: null })
  return { ...drawn, picture: await sharp(png).raw().toBuffer({ resolveWithObject: true }) }
}

test.each(['png', 'jpeg', 'tiff', 'webp', 'gif'] as const)('a %s picture is one page to be recognised, and has no text of its own', async (format) => {
  const { blocks, end } = await read(await plain(200, 300).toFormat(format).toBuffer(), 'image')
  expect(blocks).toEqual([])
  expect(end).toEqual({ pages: 1, scanned: [{ page: 1 }] })
})

test('every page of a TIFF is a page; the moments of a moving picture are not', async () => {
  const pages = await Promise.all(
    ['#ffffff', '#eeeeee', '#dddddd'].map((background) =>
      sharp({ create: { width: 100, height: 80, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const joined = sharp(pages, { join: { animated: true } })
  const tiff = await read(await joined.clone().tiff().toBuffer(), 'image')
  expect(tiff.end).toEqual({ pages: 3, scanned: [{ page: 1 }, { page: 2 }, { page: 3 }] })
  const gif = await read(await joined.clone().gif().toBuffer(), 'image')
  expect(gif.end.pages).toBe(1)
  const third = await draw(await joined.clone().tiff().toBuffer(), 3)
  expect(third).toMatchObject({ pages: 3, width: 100, height: 80 })
  expect(third.picture.data[0]).toBe(0xdd)
})

test('an icon holds nothing worth reading', async () => {
  expect((await read(await plain(48, 48).png().toBuffer(), 'image')).end).toEqual({ pages: 1 })
})

test('what is no picture, is cut off, or would take gigabytes is broken', async () => {
  const whole = await sharp(Buffer.from(Array.from({ length: 300 * 300 }, (_, at) => (at * at) % 251)), { raw: { width: 300, height: 300, channels: 1 } })
    .png()
    .toBuffer()
  await expect(read('no picture', 'image')).rejects.toMatchObject({ code: 'file-broken' })
  await expect(read(whole.subarray(0, whole.length / 2), 'image')).rejects.toMatchObject({ code: 'file-broken' })
  const bomb = Buffer.from(whole)
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  await expect(read(bomb, 'image')).rejects.toMatchObject({ code: 'file-broken' })
})

test('a page is drawn upright, at most as long as a sheet, never larger than it is', async () => {
  const wide = await plain(3000, 1500).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const { width, height, picture } = await draw(wide)
  expect([Math.round(width), Math.round(height)]).toEqual([421, 842])
  expect([picture.info.width, picture.info.height]).toEqual([842, 1684])
  const small = await draw(await plain(90, 60).png().toBuffer(), 1, 4)
  expect([small.width, small.height, small.picture.info.width]).toEqual([90, 60, 90])
  await expect(draw(wide, 2)).rejects.toMatchObject({ code: 'page-missing' })
})

test.each([1, 4, 8, 16, 24, 32] as const)('a bitmap of %i bits a pixel', async (bits) => {
  const bytes = writeBitmap(bits)
  const { width, height, pixels } = decodeBitmap(bytes, 1_000_000)
  expect([width, height]).toEqual([70, 65])
  const at = (x: number, y: number): number[] => [...pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)]
  // black, but for a white corner at the top left
  expect([at(0, 0), at(4, 4), at(5, 0), at(0, 5), at(69, 64)]).toEqual([
    [255, 255, 255],
    [255, 255, 255],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ])
  expect((await read(bytes, 'image')).end).toEqual({ pages: 1, scanned: [{ page: 1 }] })
  expect((await draw(bytes)).picture.info).toMatchObject({ width: 70, height: 65 })
  await expect(read(bytes.subarray(0, bytes.length - 40), 'image')).rejects.toMatchObject({ code: 'file-broken' })
})

test('packed rows of a bitmap: runs, stretches, moves, and what points outside', () => {
  const eight = [3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 2, 9, 0, 0, 0, 2, 1, 0, 1, 5, 0, 1, 4, 4]
  expect([...unpackRuns(Uint8Array.from(eight), 5, 3, 8)]).toEqual([7, 7, 7, 0, 0, 1, 2, 3, 9, 9, 0, 5, 0, 0, 0])
  const four = [3, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 200, 0xff]
  expect([...unpackRuns(Uint8Array.from(four), 6, 2, 4)]).toEqual([1, 2, 1, 0, 0, 0, 3, 4, 5, 6, 7, 15])
  expect([...unpackRuns(Uint8Array.from([2, 1, 0, 2, 255, 255]), 2, 2, 8)]).toEqual([1, 1, 0, 0])
})
