/** What LaTeX's commands for single characters stand for. */

/** Marks that are put on the letter after them, as combining characters. */
export const accents: ReadonlyMap<string, string> = new Map([
  ['`', '\u0300'],
  ["'", '\u0301'],
  ['^', '\u0302'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['u', '\u0306'],
  ['.', '\u0307'],
  ['"', '\u0308'],
  ['r', '\u030a'],
  ['H', '\u030b'],
  ['v', '\u030c'],
  ['d', '\u0323'],
  ['c', '\u0327'],
  ['k', '\u0328'],
  ['b', '\u0331'],
])

export const symbols: ReadonlyMap<string, string> = new Map([
  ['ss', 'ß'],
  ['ae', 'æ'],
  ['AE', 'Æ'],
  ['oe', 'œ'],
  ['OE', 'Œ'],
  ['aa', 'å'],
  ['AA', 'Å'],
  ['o', 'ø'],
  ['O', 'Ø'],
  ['l', 'ł'],
  ['L', 'Ł'],
  ['i', 'ı'],
  ['j', 'ȷ'],
  ['dh', 'ð'],
  ['th', 'þ'],
  ['S', '§'],
  ['P', '¶'],
  ['dag', '†'],
  ['ddag', '‡'],
  ['pounds', '£'],
  ['euro', '€'],
  ['EUR', '€'],
  ['texteuro', '€'],
  ['copyright', '©'],
  ['textcopyright', '©'],
  ['textregistered', '®'],
  ['texttrademark', '™'],
  ['textdegree', '°'],
  ['degree', '°'],
  ['dots', '…'],
  ['ldots', '…'],
  ['textellipsis', '…'],
  ['textbullet', '•'],
  ['textendash', '–'],
  ['textemdash', '—'],
  ['textquoteleft', '‘'],
  ['textquoteright', '’'],
  ['textquotedblleft', '“'],
  ['textquotedblright', '”'],
  ['guillemotleft', '«'],
  ['guillemotright', '»'],
  ['og', '«\u00a0'],
  ['fg', '\u00a0»'],
  ['glqq', '„'],
  ['grqq', '“'],
  ['textbackslash', '\\'],
  ['textasciitilde', '~'],
  ['textasciicircum', '^'],
  ['textunderscore', '_'],
  ['textbar', '|'],
  ['textless', '<'],
  ['textgreater', '>'],
  ['textasteriskcentered', '*'],
  ['slash', '/'],
  ['quad', ' '],
  ['qquad', ' '],
  ['space', ' '],
  ['TeX', 'TeX'],
  ['LaTeX', 'LaTeX'],
  ['LaTeXe', 'LaTeX2e'],
  ['BibTeX', 'BibTeX'],
  ['newline', '\n'],
  ['linebreak', '\n'],
  ['par', '\n\n'],
  ['today', ''],
  ['and', ', '],
  ['quotedblbase', '„'],
])

/** What is typed for what is printed. */
export function typed(text: string): string {
  switch (text) {
    case '---':
      return '—'
    case '--':
      return '–'
    case '``':
      return '“'
    case "''":
      return '”'
    case '`':
      return '‘'
    case '~':
      return ' '
    default:
      return text
  }
}
