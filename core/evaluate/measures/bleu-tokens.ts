/** The tokens that BLEU counts: mteval-v13a's, as sacreBLEU names them `13a`. Pure. */

/** Western rules: brackets and signs stand alone; full stop, comma stand alone but between digits; a dash stands alone behind a digit. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/[!-&(-+:-@[-`{-~/]/gu, ' $& '],
  [/([^0-9])([.,])/gu, '$1 $2 '],
  [/([.,])([^0-9])/gu, ' $1 $2'],
  [/([0-9])-/gu, '$1 - '],
]
const characterReferences: readonly (readonly [string, string])[] = [
  ['&quot;', '"'],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
]

/** Scripts without blanks stay whole: BLEU tells little of them, chrF more. */
export function bleuTokens(text: string): readonly string[] {
  const line = text
    .replace(/\p{White_Space}+$/u, '')
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
  const decoded = characterReferences.reduce((read, [from, to]) => read.replaceAll(from, to), line)
  const spaced = rules.reduce((read, [pattern, replacement]) => read.replace(pattern, replacement), ` ${decoded} `)
  return spaced.match(/\P{White_Space}+/gu) ?? []
}
