/** Picture files, decoded: a page is drawn for people or made grey for text recognition. */
import sharp, { type Sharp } from 'sharp'
import { AlcoveError } from '../../errors.ts'
import type { PagePicture, PageToDraw } from '../../types/page-picture.ts'
import { type ParseSource, readAll } from '../source.ts'
import { decodeBitmap, isBitmap } from './bitmap.ts'
import { bestResolution, type GreyPicture, mostPixels } from './grey-picture.ts'

/** An opened picture file. Its first page stands for the size of all. */
export interface ImageFile {
  readonly pages: number
  /** Pixels of the page as people see it. Throws `page-missing` or `file-broken`. */
  size(page: number): Promise<{ readonly width: number; readonly height: number }>
  /** The page, upright. */
  page(number: number): Sharp
}

/** Larger pictures are refused before they are decoded. Pixels. */
const mostDecoded = 200_000_000
const mostPages = 5_000
/** A page of a picture file is at most as long as a sheet of A4, so that it is drawn like one. Points. */
const longestSide = 842
/** Pictures smaller than a sheet at the best resolution are enlarged, but not without end: blurred print is not read better. */
const mostEnlarged = 3

// only what the formats need: a drawing in SVG would be given the system's fonts, whatever its file is called
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Png', 'Jpeg', 'Webp', 'Tiff', 'Nsgif'].map((format) => `VipsForeignLoad${format}`) })
sharp.cache(false)
sharp.concurrency(1)

export async function openImage(source: ParseSource): Promise<ImageFile> {
  const bytes = await readAll(source)
  const bitmap = isBitmap(bytes) ? decodeBitmap(bytes, mostDecoded) : null
  const input = bitmap === null ? bytes : bitmap.pixels
  const raw = bitmap === null ? {} : { raw: { width: bitmap.width, height: bitmap.height, channels: 3 as const } }
  const decoder = (page: number): Sharp => sharp(input, { limitInputPixels: mostDecoded, failOn: 'truncated', page, ...raw })
  const first = await decoded(decoder(0).metadata())
  // only TIFF has pages; those of the others are moments of a moving picture
  const pages = first.format === 'tiff' ? Math.min(first.pages ?? 1, mostPages) : 1
  const checked = (number: number): number => {
    if (!Number.isInteger(number) || number < 1 || number > pages) throw new AlcoveError('page-missing')
    return number - 1
  }
  return {
    pages,
    async size(number) {
      const { autoOrient } = await decoded(decoder(checked(number)).metadata())
      return autoOrient
    },
    page: (number) => decoder(checked(number)).autoOrient().flatten({ background: '#ffffff' }),
  }
}

/** Whatever the decoder says of the bytes, they are broken. */
export async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new AlcoveError('file-broken', {}, error)
  }
}

/** Pixels per point of a page of this size. */
function pixelsPerPoint({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.max(1, Math.max(width, height) / longestSide)
}

export async function greyImage(source: ParseSource, page: number): Promise<GreyPicture> {
  const file = await openImage(source)
  const size = await file.size(page)
  const best = (longestSide / 72) * bestResolution
  const enlarged = Math.min(mostEnlarged, Math.max(1, best / Math.max(size.width, size.height)))
  const factor = Math.min(enlarged, Math.sqrt(mostPixels / (size.width * size.height)))
  const scaled = file.page(page).resize({ width: Math.max(1, Math.round(size.width * factor)), kernel: 'cubic' })
  const { data, info } = await decoded(scaled.greyscale().raw().toBuffer({ resolveWithObject: true }))
  return { pixels: data, width: info.width, height: info.height, scale: pixelsPerPoint(size) * (info.width / size.width) }
}

export async function drawImage(source: ParseSource, { page, scale }: PageToDraw): Promise<PagePicture> {
  const file = await openImage(source)
  const size = await file.size(page)
  const perPoint = pixelsPerPoint(size)
  const factor = Math.min(1, scale / perPoint, Math.sqrt(mostPixels / (size.width * size.height)))
  const scaled = file.page(page).resize({ width: Math.max(1, Math.round(size.width * factor)) })
  const png = await decoded(scaled.toColourspace('srgb').png({ compressionLevel: 3 }).toBuffer())
  return { png, width: size.width / perPoint, height: size.height / perPoint, pages: file.pages, quoteRects: [] }
}
