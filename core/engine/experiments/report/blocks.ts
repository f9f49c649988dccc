/** What a report consists of, whatever it is written as. All text is plain. */

export interface Interval {
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly strong?: true }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** The first column names the rows. */
  | { readonly kind: 'table'; readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Drawn from `from` to `to`; a table with the same numbers stands beside it. */
  | { readonly kind: 'plot'; readonly title: string; readonly from: number; readonly to: number; readonly intervals: readonly Interval[] }
