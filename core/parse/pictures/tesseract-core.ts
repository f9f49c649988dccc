/** The part of Tesseract's interface, as its WebAssembly build has it, that is used here; the build declares none. */
import { createRequire } from 'node:module'

export interface TesseractApi {
  /** 0 where it worked. `engine` 1: the neural one. */
  Init(folder: null, languages: string, engine: number): number
  SetVariable(name: string, value: string): void
  /** Reads `/input`, turned clockwise by `radians`; 1 where it could not. */
  SetImageFile(exifOrientation: number, radians: number): number
  FindLines(): number
  /** Slope of the lines found, in radians. */
  GetGradient(): number
  Recognize(monitor: null): number
  GetJSONText(): string
  Clear(): void
  End(): void
}

export interface TesseractModule {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void }
  readonly TessBaseAPI: new () => TesseractApi
}

export async function loadTesseract(): Promise<TesseractModule> {
  const require = createRequire(import.meta.url)
  const load = require('tesseract.js-core/tesseract-core-simd-lstm.js') as (overrides: {
    print(line: string): void
    printErr(line: string): void
  }) => Promise<TesseractModule>
  const silent = (): void => undefined
  return await load({ print: silent, printErr: silent })
}
