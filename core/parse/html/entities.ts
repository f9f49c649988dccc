/** Character references of HTML, decoded as browsers do. */
import { decodeNamedCharacterReference } from 'decode-named-character-reference'

const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,30}))(;?)/g

/** Names that count without their semicolon too. */
const withoutSemicolon =
  /^(?:amp|AMP|lt|LT|gt|GT|quot|QUOT|nbsp|copy|reg|deg|sect|para|middot|laquo|raquo|[aeiouyAEIOUY](?:acute|uml)|[aeiouAEIOU](?:grave|circ)|[anoANO]tilde|[cC]cedil|[aA]ring|(?:ae|AE|sz)lig|[oO]slash)$/

/** What pages of the 1990s wrote for the upper half of Windows-1252: 128 to 159. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole: string, decimal?: string, hex?: string, name?: string, semicolon?: string) => {
    if (name !== undefined) {
      const known = semicolon === ';' || withoutSemicolon.test(name) ? decodeNamedCharacterReference(name) : false
      return known === false ? whole : known
    }
    return ofCode(decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal))
  })
}

function ofCode(code: number): string {
  if (code >= 128 && code < 160) return windows1252[code - 128] ?? '\ufffd'
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
