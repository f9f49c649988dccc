import { AlcoveError } from '../errors.ts'
import type { DocumentPart } from '../types/document.ts'
import type { ParseSource } from './source.ts'

// biome-ignore lint: PLACEHOLDER, replaced before hand-in
export async function* parseMsg(_source: ParseSource): AsyncGenerator<DocumentPart> {
  throw new AlcoveError('file-broken')
}
