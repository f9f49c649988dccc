/** The embedding model's own tokens, counted synchronously. */
export interface Tokenizer {
  /** Tokens that the model adds around every text (`[CLS]`, `[SEP]`). */
  readonly specialTokens: number
  /** Tokens of the text, without the special ones. */
  count(text: string): number
  /** Where each token stands: ascending UTF-16 offsets, `end` exclusive; special tokens left out. */
  spans(text: string): readonly { readonly start: number; readonly end: number }[]
}
