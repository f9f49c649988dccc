/** PDFium as WebAssembly, with its memory handed back whatever happens. One document at a time. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { init } from '@embedpdf/pdfium'
import { AlcoveError } from '../../errors.ts'
import type { ParseSource } from '../source.ts'

/** The library's declarations leave Emscripten's own members open. */
interface Memory {
  readonly HEAPU8: Uint8Array
  readonly HEAPF32: Float32Array
  readonly HEAP32: Int32Array
  /** The functions themselves: the wrapped ones cost more than what they call, which counts once per character. */
  readonly wasmExports: RawFunctions
}

export interface RawFunctions {
  malloc(bytes: number): number
  free(pointer: number): void
  FPDFText_GetUnicode(textPage: number, index: number): number
  FPDFText_IsGenerated(textPage: number, index: number): number
  FPDFText_GetLooseCharBox(textPage: number, index: number, rect: number): number
  FPDFText_GetTextObject(textPage: number, index: number): number
  FPDFText_GetCharAngle(textPage: number, index: number): number
  FPDFText_GetFontInfo(textPage: number, index: number, buffer: number, bytes: number, flags: number): number
  FPDFText_GetFontWeight(textPage: number, index: number): number
  FPDFText_HasUnicodeMapError(textPage: number, index: number): number
  FPDFTextObj_GetTextRenderMode(object: number): number
  FPDFTextObj_GetFont(object: number): number
  FPDFPage_GetAnnot(page: number, index: number): number
  FPDFPage_CloseAnnot(annotation: number): void
  FPDFAnnot_GetSubtype(annotation: number): number
  FPDFPage_GetObject(page: number, index: number): number
  FPDFPageObj_GetType(object: number): number
  FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number
  FPDFPageObj_GetMatrix(object: number, matrix: number): number
  FPDFPageObj_GetFillColor(object: number, red: number, green: number, blue: number, alpha: number): number
  FPDFPageObj_GetStrokeColor(object: number, red: number, green: number, blue: number, alpha: number): number
  FPDFPageObj_GetClipPath(object: number): number
  FPDFPageObj_CountMarks(object: number): number
  FPDFPageObj_GetMark(object: number, index: number): number
  FPDFPageObjMark_GetName(mark: number, buffer: number, bytes: number, needed: number): number
  FPDFPageObj_SetIsActive(object: number, active: number): number
  FPDFClipPath_CountPaths(clip: number): number
  FPDFClipPath_CountPathSegments(clip: number, path: number): number
  FPDFClipPath_GetPathSegment(clip: number, path: number, segment: number): number
  FPDFPath_GetDrawMode(path: number, fillMode: number, stroke: number): number
  FPDFPath_CountSegments(path: number): number
  FPDFPath_GetPathSegment(path: number, index: number): number
  FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number
  FPDFPathSegment_GetType(segment: number): number
  FPDFFormObj_CountObjects(form: number): number
  FPDFFormObj_GetObject(form: number, index: number): number
}

export interface Pdfium extends Omit<WrappedPdfiumModule, 'pdfium'> {
  readonly memory: Memory
}

/** PDFium's reasons for not opening a document (fpdfview.h). */
const openErrors = { password: 4, security: 5 } as const

let loading: Promise<Pdfium> | undefined

function loadPdfium(): Promise<Pdfium> {
  loading ??= start()
  return loading
}

async function start(): Promise<Pdfium> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'))
  const overrides = { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) }
  const module = await init(overrides)
  module.PDFiumExt_Init()
  return Object.assign(module, { memory: module.pdfium as unknown as Memory })
}

/** Memory of PDFium's, freed when `use` has ended. */
export async function withMemory<T>(pdfium: Pdfium, bytes: number, use: (pointer: number) => T | Promise<T>): Promise<T> {
  const pointer = pdfium.memory.wasmExports.malloc(Math.max(1, bytes))
  if (pointer === 0) throw new AlcoveError('parser-memory')
  try {
    return await use(pointer)
  } finally {
    pdfium.memory.wasmExports.free(pointer)
  }
}

/** Opens the document, hands it to `use` and closes it. Throws `file-encrypted`, `password-wrong`, `encryption-unsupported` or `file-broken` where it cannot be opened. */
export async function* withDocument<T>(source: ParseSource, use: (pdfium: Pdfium, document: number) => AsyncIterable<T>): AsyncGenerator<T> {
  const pdfium = await loadPdfium()
  const { wasmExports } = pdfium.memory
  const bytes = wasmExports.malloc(Math.max(1, source.size))
  if (bytes === 0) throw new AlcoveError('parser-memory')
  let document = 0
  try {
    await fill(pdfium, bytes, source)
    document = pdfium.FPDF_LoadMemDocument(bytes, source.size, source.password ?? '')
    if (document === 0) throw openFailure(pdfium.FPDF_GetLastError(), source.password)
    if (pdfium.FPDF_GetPageCount(document) < 1) throw new AlcoveError('file-broken')
    yield* use(pdfium, document)
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document)
    wasmExports.free(bytes)
  }
}

/** Pages of one document, one after the other. */
export interface OpenPages {
  /** 0 where it cannot be read. */
  load(index: number): number
  close(): void
}

/** A page stays open until the next is loaded: PDFium keeps the fonts of open pages, and reading them again costs much of the next. */
export function createPages(pdfium: Pdfium, document: number): OpenPages {
  let open = 0
  const close = (): void => {
    if (open !== 0) pdfium.FPDF_ClosePage(open)
    open = 0
  }
  return {
    load(index) {
      const page = pdfium.FPDF_LoadPage(document, index)
      close()
      open = page
      return page
    },
    close,
  }
}

function openFailure(reason: number, password: string | undefined): AlcoveError {
  if (reason !== openErrors.password && reason !== openErrors.security) return new AlcoveError('file-broken')
  if (password === undefined) return new AlcoveError('file-encrypted')
  return new AlcoveError(reason === openErrors.password ? 'password-wrong' : 'encryption-unsupported')
}

/** Straight into PDFium's memory, so that a large file is held once. */
async function fill(pdfium: Pdfium, pointer: number, source: ParseSource): Promise<void> {
  let at = 0
  for await (const chunk of source.chunks) {
    if (at + chunk.length > source.size) throw new AlcoveError('file-changing')
    pdfium.memory.HEAPU8.set(chunk, pointer + at)
    at += chunk.length
  }
  if (at !== source.size) throw new AlcoveError('file-changing')
}

/** A text that PDFium writes as UTF-16: `read` is called for its length in bytes, then to fill the buffer. */
export function readUtf16(pdfium: Pdfium, read: (buffer: number, bytes: number) => number): string {
  const bytes = read(0, 0)
  if (bytes <= 2) return ''
  const pointer = pdfium.memory.wasmExports.malloc(bytes)
  if (pointer === 0) throw new AlcoveError('parser-memory')
  try {
    read(pointer, bytes)
    const view = new DataView(pdfium.memory.HEAPU8.buffer, pointer, bytes - 2)
    let text = ''
    for (let at = 0; at + 1 < view.byteLength; at += 2) text += String.fromCharCode(view.getUint16(at, true))
    return text
  } finally {
    pdfium.memory.wasmExports.free(pointer)
  }
}
