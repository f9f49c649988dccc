/** Whether a file is what it is asked for as: a contract, an invoice. Told by what it calls itself. Pure. */
import { compiled } from '../../text/compiled.ts'
import { fold } from '../../text/terms.ts'

/** Shorter words stand for themselves; longer ones also at the end of a compound ("Mietvertrag"). */
const compoundFrom = 5
/** Of the text a file begins with. UTF-16 code units. */
export const openingLength = 160

/** What one kind of file is called in each language: a library holds contracts in several. In the singular. */
const sameKind: readonly (readonly string[])[] = [
  ['contract', 'agreement', 'vertrag', 'contrat', 'contrato', '合同', '契約書'],
  ['invoice', 'rechnung', 'facture', 'factura', '发票', '請求書'],
  ['letter', 'brief', 'lettre', 'carta', '信件', '手紙'],
  ['report', 'bericht', 'rapport', 'informe', '报告', '報告書'],
  ['minutes', 'protokoll', 'compte rendu', 'proces-verbal', 'acta', '会议纪要', '議事録'],
  ['offer', 'angebot', 'offre', 'oferta', '报价', '見積書'],
]

/** `kind`: one of the words of the vocabularies, in the singular or plural; files that say the same in another language count. */
export function callsItself(kind: string, texts: readonly string[]): boolean {
  const root = rootOf(fold(kind))
  const roots = new Set([root, ...(sameKind.find((group) => group.some((word) => rootOf(word) === root)) ?? [])])
  const all = texts.map((text) => fold(text).replaceAll('_', ' '))
  return [...roots].some((one) => {
    const named = patternOf(one)
    return all.some((text) => named.test(text))
  })
}

function patternOf(root: string): RegExp {
  // words of scripts without blanks stand anywhere
  if (/\p{sc=Han}/u.test(root)) return compiled(root, 'u')
  const before = root.length >= compoundFrom ? '' : '(?<![\\p{L}])'
  return compiled(`${before}${root}(?:e|s|es|en|n|er|y|ies|a|as|o|os|aux|al)?(?![\\p{L}])`, 'u')
}

function rootOf(word: string): string {
  const single = word.replace(/ies$/u, 'y')
  const root = single.replace(/(?:en|es|e|n|s|y)$/u, '')
  return root.length >= 4 ? root : single.replace(/s$/u, '')
}
