/** Texts that differ in a figure or in a name say different things, however alike the rest is. */
import { fold } from '../text/terms.ts'

const figure = /\d+(?:[.,:/-]\d+)*/gu
const name = /(?<=[\p{L}\p{N},;:] )\p{Lu}[\p{L}\p{M}\p{N}'’-]*/gu

export function sameFigures(a: string, b: string): boolean {
  return figuresKey(a) === figuresKey(b)
}

/** The same for texts with the same figures and names. */
export function figuresKey(text: string): string {
  return `${among(text, figure)}|${among(text, name)}`
}

function among(text: string, what: RegExp): string {
  return [...new Set(Array.from(text.matchAll(what), ([found]) => fold(found)))].toSorted().join(' ')
}
