/**
 * Makes text from documents inert before a model reads it: what people cannot see is taken out, and what
 * model families read as control tokens is broken up, so that a document can neither hide words from the
 * user nor end its own passage. What is shown and quoted is never made from this.
 */

const lineEnd = /\r\n?|[\u2028\u2029\u0085]/gu
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu
/** Marks without a glyph of their own: zero-width, direction, tags, variation selectors, fillers. Joiners come after. */
const invisible = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
/** Joiners carry meaning inside words of these scripts, and nowhere else. */
const joining =
  '\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Mong}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}'
const strayJoiner = new RegExp(`(?<![${joining}\\p{M}])[\\u200c\\u200d]|[\\u200c\\u200d](?![\\p{L}\\p{M}])`, 'gu')

/**
 * By shape, so that the names of tomorrow's families are caught too: `<|name|>` and its full-width twin,
 * `<name>` and `</name>`, `<<SYS>>`, `<[name]>`, `[INST]` and `[gMASK]`, `[control_8]`.
 */
const openings = [/<(?=[|｜<[])/gu, /<(?=\/?[\p{L}\p{N}_▁.:-]{1,80}\/?>)/gu, /\[(?=\/?(?:[A-Z][A-Z_\d]{2,}|[gs]MASK|control_\d+)\])/gu]

/** A blank after the opening bracket is enough: no tokenizer reads the rest as special then. */
export function inert(text: string): string {
  const visible = text.replace(lineEnd, '\n').replace(controls, '').replace(invisible, '').replace(strayJoiner, '')
  return openings.reduce((result, opening) => result.replace(opening, '$& '), visible)
}
