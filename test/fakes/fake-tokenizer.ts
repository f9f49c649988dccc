/** Words of at most four letters are tokens, signs are tokens of their own. Additive over blanks, as the real one is. */
import type { Tokenizer } from '../../core/ports/tokenizer.ts'

export const fakeTokenizer: Tokenizer = {
  specialTokens: 2,
  count: (text) => [...text.matchAll(/[\p{L}\p{N}\p{M}]{1,4}|[^\s\p{L}\p{N}\p{M}]/gu)].length,
  spans: (text) =>
    [...text.matchAll(/[\p{L}\p{N}\p{M}]{1,4}|[^\s\p{L}\p{N}\p{M}]/gu)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
}
