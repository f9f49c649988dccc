/** Languages that text recognition has data of: the packages installed for it. None where it is not installed. */
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export function recognitionLanguages(): readonly string[] {
  const require = createRequire(import.meta.url)
  try {
    require.resolve('tesseract.js-core/tesseract-core-simd-lstm.js')
    const folder = dirname(dirname(require.resolve('@tesseract.js-data/eng/package.json')))
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, '4.0.0_best_int', `${name}.traineddata.gz`)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'MODULE_NOT_FOUND' || error.code === 'ENOENT')) return []
    throw error
  }
}
