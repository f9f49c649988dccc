/**
 * How many tokens a text can become, at most, in a chat model whose tokenizer cannot be asked.
 *
 * Byte-level and byte-fallback tokenizers never make more tokens than a text has UTF-8 bytes, so bytes are
 * the bound for all that is not plainly a word: digits (several families take each alone), punctuation,
 * capitals beyond the first of a word (base64), strings without vowels, letters beside digits or outside
 * ASCII, Chinese, emoji.
 * A plain word of ASCII letters is taken at two letters per token and the blank before it as part of it.
 * Held against six vocabularies (32,000 to 200,000 tokens; Llama 2 and 3, Mistral, three of GPT) on prose,
 * abstracts, tables, code, figures, hex, random letters and twelve languages: never below the real count,
 * 2 to 3 times it on English.
 */

const plainWord = /^[A-Za-z][a-z]{0,20}$/
const hardToSay = /[^aeiouy]{5}/i
const pieces = /(?<![\d\u0080-\uffff])(?<word>[A-Za-z]+)(?![A-Za-z\d\u0080-\uffff])|(?<blank> (?=[A-Za-z]))|[^A-Za-z ]+|[A-Za-z]+| /g
const encoder = new TextEncoder()

export function tokenBound(text: string): number {
  let bound = 0
  for (const { groups, 0: piece } of text.matchAll(pieces)) {
    const word = groups?.['word'] !== undefined && plainWord.test(piece) && !hardToSay.test(piece)
    if (word) bound += Math.ceil(piece.length / 2)
    else if (groups?.['blank'] === undefined) bound += encoder.encode(piece).length
  }
  return bound
}

/** What a chat template adds around one turn: role names, markers, line ends. The longest known take about ten. */
export const turnOverhead = 16
