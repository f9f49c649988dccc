/**
 * Tokens of one piece of text (a word, or a run of signs without blanks) and where they stand in
 * it. The packaged tokenizer gives no offsets, so they are derived from its own normaliser, one
 * character at a time: lower-casing, accents, dropped and split characters included.
 */
import type { Tokenizer as PackagedTokenizer } from '@huggingface/tokenizers'
import { AlcoveError } from '../core/errors.ts'

export interface Piece {
  readonly ids: readonly number[]
  /** UTF-16 offsets in the piece, one each per id; `ends` exclusive. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** The model's plain word pieces only, so that nothing in a text is taken for a special token. */
export function createPieceReader(packaged: PackagedTokenizer): (text: string) => Piece {
  const { normalizer, pre_tokenizer: preTokenizer, model } = packaged
  if (normalizer === null || preTokenizer === null || model === null) throw new AlcoveError('model-broken', { file: 'tokenizer.json' })
  const continued = continuation(packaged)
  const unknown = model.unk_token

  const normalizeCharacter = (character: string): string => normalizer.normalize(character).replace(/\s/gu, '')

  return (text) => {
    const words = preTokenizer.pre_tokenize(normalizer.normalize(text))
    const plain = /^[0-9A-Za-z]*$/.test(text)
    const origins = plain ? null : originOf(text, normalizeCharacter)
    const ids: number[] = []
    const starts: number[] = []
    const ends: number[] = []
    let at = 0 // in the normalised text, blanks left out
    for (const word of words) {
      const tokens = model.encode([word])
      for (const [i, token] of tokens.entries()) {
        const length = token === unknown ? word.length : i === 0 ? token.length : token.length - continued.length
        ids.push(model.tokens_to_ids.get(token) ?? model.unk_token_id ?? 0)
        starts.push(origins?.starts[at] ?? at)
        ends.push(origins?.ends[at + length - 1] ?? at + length)
        at += length
      }
    }
    // copies: an array that was pushed to keeps room for sixteen more, and tens of thousands of pieces are remembered
    return { ids: ids.slice(), starts: starts.slice(), ends: ends.slice() }
  }
}

/** What marks a token that goes on with a word: `##`. */
function continuation(packaged: PackagedTokenizer): string {
  const prefix = (packaged.model?.config as { readonly continuing_subword_prefix?: string } | undefined)?.continuing_subword_prefix
  return prefix ?? '##'
}

/** For each UTF-16 unit of the normalised text, blanks left out: the characters of the piece that it stands for. */
function originOf(text: string, normalize: (character: string) => string): { readonly starts: readonly number[]; readonly ends: readonly number[] } {
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const character of text) {
    const end = at + character.length
    const units = normalize(character).length
    for (let i = 0; i < units; i++) {
      starts.push(at)
      ends.push(end)
    }
    // an accent that is dropped stays with its letter
    if (units === 0 && ends.length > 0 && /^\p{M}$/u.test(character)) {
      const start = starts.at(-1)
      for (let i = ends.length - 1; i >= 0 && starts[i] === start; i--) ends[i] = end
    }
    at = end
  }
  return { starts, ends }
}
