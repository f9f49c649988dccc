/** Whether a file is what it is asked for as: a contract, an invoice. Told by what it calls itself. Pure. */
import { compiled } from '../../text/compiled.ts'
import { fold } from '../../text/terms.ts'

/** Shorter words stand for themselves; longer ones also at the end of a compound ("Mietvertrag"). */
const compoundFrom = 5
/** Of the text a file begins with. UTF-16 code units. */
export const openingLength = 160

/** `kind`: one of the words of the vocabularies, in the singular or plural. */
export function callsItself(kind: string, texts: readonly string[]): boolean {
  const root = rootOf(fold(kind))
  const before = root.length >= compoundFrom ? '' : '(?<![\\p{L}])'
  const named = compiled(`${before}${root}(?:e|s|es|en|n|er|y|ies)?(?![\\p{L}])`, 'u')
  return texts.some((text) => named.test(fold(text).replaceAll('_', ' ')))
}

function rootOf(word: string): string {
  const single = word.replace(/ies$/u, 'y')
  const root = single.replace(/(?:en|es|e|n|s|y)$/u, '')
  return root.length >= 4 ? root : single.replace(/s$/u, '')
}
