/**
 * Every sentence people read. `{name}` takes a value; `{count|one passage|# passages}` chooses by
 * number, `#` standing for the number as the language writes it. One language is spoken at a time;
 * English until another has been loaded.
 */
import { type ErrorCode, type ErrorDetails, isReason } from '../errors.ts'
import type { Language } from '../types/language.ts'
import { type Catalogue, englishCatalogue, type WordsKey } from './english.ts'

export type { WordsKey } from './english.ts'
export type WordsValues = Readonly<Record<string, string | number>>

/** Loaded when they are first spoken. */
const catalogues: Readonly<Partial<Record<Language, () => Promise<Catalogue>>>> = {
  de: async () => (await import('./de/catalogue.ts')).catalogue,
  es: async () => (await import('./es/catalogue.ts')).catalogue,
  fr: async () => (await import('./fr/catalogue.ts')).catalogue,
  ja: async () => (await import('./ja/catalogue.ts')).catalogue,
  zh: async () => (await import('./zh/catalogue.ts')).catalogue,
}

interface Spoken extends Catalogue {
  readonly language: Language
  readonly numbers: Intl.NumberFormat
  readonly plurals: Intl.PluralRules
}

let spoken = speaker('en', englishCatalogue)

function speaker(language: Language, catalogue: Catalogue): Spoken {
  return { ...catalogue, language, numbers: new Intl.NumberFormat(language), plurals: new Intl.PluralRules(language) }
}

let passed: (value: string) => string = (value) => value

/** From now on every text that is put into a sentence goes through this first. */
export function passValues(through: (value: string) => string): void {
  passed = through
}

/** From now on `say` and `advice` speak this language. */
export async function speak(language: Language): Promise<void> {
  if (language !== spoken.language) spoken = speaker(language, (await catalogues[language]?.()) ?? englishCatalogue)
}

/** The one spoken now. */
export function spokenLanguage(): Language {
  return spoken.language
}

/** `unknown`: what stands where a value is not given; else its place stays as it is. */
function fill(template: string, values: WordsValues, unknown?: string): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name]
    if (value === undefined) return unknown ?? whole
    const written = typeof value === 'number' ? spoken.numbers.format(value) : passed(value)
    if (other === undefined) return written
    return (spoken.plurals.select(Number(value)) === 'one' ? (one ?? other) : other).replaceAll('#', written)
  })
}

export function say(key: WordsKey, values: WordsValues = {}): string {
  return fill(spoken.words[key], values)
}

/** A number with as many decimals, as the language writes it. */
export function decimal(value: number, places: number): string {
  return value.toLocaleString(spoken.language, { minimumFractionDigits: places, maximumFractionDigits: places })
}

/** Sentences side by side, as the language writes them: Chinese and Japanese put no blank between them. */
export function sentences(parts: readonly string[]): string {
  return parts.join(spoken.language === 'ja' || spoken.language === 'zh' ? '' : ' ')
}

/** What happened and what to do, for an error code. */
export function advice(code: ErrorCode, details: ErrorDetails = {}): string {
  const { reason = 'unexpected' } = details
  return fill(spoken.advice[code], { ...details, reason: isReason(reason) ? fill(spoken.reasons[reason], details, '…') : reason }, '…')
}
