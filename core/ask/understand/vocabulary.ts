/**
 * The words by which a question is understood, one entry per language. Each is a list of alternatives of a
 * regular expression, compared without case; blanks stand for any run of blanks.
 */
import type { Format } from '../../types/document.ts'

export interface Vocabulary {
  /** BCP 47. */
  readonly language: 'en' | 'de' | 'fr' | 'es'
  /** Files of any kind. */
  readonly files: string
  /** Things that are told by their format; the name alone must not mean anything else. */
  readonly formats: readonly (readonly [words: string, formats: readonly Format[]])[]
  /** Things that are told by what the file calls itself: contracts, invoices. */
  readonly kinds: string
  readonly folder: string
  readonly howMany: string
  readonly howOften: string
  /** Imperatives that ask for a list. */
  readonly list: string
  readonly which: string
  /** "In which files …". */
  readonly inWhich: string
  readonly newest: string
  readonly oldest: string
  readonly largest: string
  readonly smallest: string
  readonly version: string
  readonly of: string
  /** Between a verb of listing and what is listed, and before it: articles, "all", "me". */
  readonly before: string
  /** "which", "that", behind the thing listed. */
  readonly relative: string
  /** Verbs and prepositions before the words looked for. */
  readonly holds: string
  /** Prepositions before a name, where letters, mails or contracts are listed: from, with. */
  readonly party: string
  /** Behind the words looked for: "…, erwähnen", "vorkommt". Empty where the language has none. */
  readonly heldBehind: string
  /** Verbs before the words looked for, after "in which files". */
  readonly stands: string
  /** "are", "were". */
  readonly are: string
  /** What may stand around all of this and says nothing. */
  readonly glue: string
  readonly mine: string
  /** "in", "from" before "my spreadsheets". */
  readonly within: string
  readonly dates: DateWords
  /** Before a size in bytes. */
  readonly sizes: { readonly more: string; readonly less: string }
  /** A whole question for what is new, without its date. */
  readonly news: string
}

export interface DateWords {
  /** January to December, each with its short forms. */
  readonly months: readonly string[]
  readonly today: string
  readonly yesterday: string
  readonly thisUnit: (unit: string) => string
  readonly lastUnit: (unit: string) => string
  /** A number stands where `#` is. */
  readonly lastMany: (unit: string) => string
  readonly units: Readonly<Record<'day' | 'week' | 'month' | 'year', string>>
  readonly since: string
  readonly after: string
  readonly before: string
  readonly until: string
  readonly between: string
  readonly and: string
  /** From, in, of, during. */
  readonly within: string
  /** Verbs by which a file is dated: changed, modified, created. */
  readonly changed: string
  /** Those of them that mean what the document itself says: created, and dated, written, sent. */
  readonly created: string
  readonly dated: string
}
