/**
 * Tesseract as WebAssembly, in this very process: without the wrapper around it that starts threads and fetches what
 * it does not find. Language data are read from installed packages and from nowhere else.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { AlcoveError } from '../../errors.ts'
import type { GreyPicture } from './grey-picture.ts'
import type { ReadPage, ReadParagraph } from './read-page.ts'
import { columnsApart } from './recognized-columns.ts'
import { loadTesseract, type TesseractApi, type TesseractModule } from './tesseract-core.ts'

const languageName = /^[A-Za-z]{2,}(?:_[A-Za-z]+)?$/
const neural = 1
/** Find columns, paragraphs and lines; do not look for the page's orientation, which needs data of its own. */
const layout = { tessedit_pageseg_mode: '3' }
/** Radians. Lines that slope less are read as they are; more than the most is no slope of a scan. */
const slope = { least: 0.005, most: 0.35 }

let loaded: Promise<TesseractModule> | undefined
let ready: { readonly languages: string; readonly api: TesseractApi } | undefined

/** `languages`: names of installed data, the likeliest first. */
export async function readPicture(picture: GreyPicture, languages: readonly string[]): Promise<ReadPage> {
  const tesseract = await (loaded ??= loadTesseract())
  const api = open(tesseract, languages)
  try {
    show(tesseract, api, picture, 0)
    api.FindLines()
    const gradient = api.GetGradient()
    const turned = Math.abs(gradient) >= slope.least && Math.abs(gradient) <= slope.most ? gradient : 0
    if (turned !== 0) show(tesseract, api, picture, turned)
    if (api.Recognize(null) !== 0) throw new AlcoveError('file-broken')
    const { blocks } = JSON.parse(api.GetJSONText()) as { readonly blocks: readonly { readonly paragraphs: readonly ReadParagraph[] }[] | null }
    return { paragraphs: columnsApart((blocks ?? []).flatMap(({ paragraphs }) => paragraphs)), turned }
  } finally {
    api.Clear()
  }
}

/** Kept from page to page. */
function open({ FS, TessBaseAPI }: TesseractModule, languages: readonly string[]): TesseractApi {
  const joined = languages.join('+')
  if (ready?.languages === joined) return ready.api
  ready?.api.End()
  for (const language of languages) FS.writeFile(`${language}.traineddata`, languageData(language))
  const api = new TessBaseAPI()
  if (api.Init(null, joined, neural) !== 0) throw new RangeError('language data that Tesseract does not take')
  for (const [name, value] of Object.entries(layout)) api.SetVariable(name, value)
  ready = { languages: joined, api }
  return api
}

function languageData(language: string): Uint8Array {
  if (!languageName.test(language)) throw new RangeError('no name of a language')
  const folder = dirname(createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`))
  return gunzipSync(readFileSync(join(folder, '4.0.0_best_int', `${language}.traineddata.gz`)))
}

/** As a portable grey map, which needs no decoding. */
function show({ FS }: TesseractModule, api: TesseractApi, { pixels, width, height }: GreyPicture, radians: number): void {
  FS.writeFile('/input', Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]))
  const failed = api.SetImageFile(1, radians) === 1
  FS.unlink('/input')
  if (failed) throw new AlcoveError('file-broken')
}
