/**
 * Every sentence people read. `{name}` takes a value; `{count|one passage|# passages}` chooses by
 * number, `#` standing for the number as the language writes it.
 */
import type { ErrorCode, ErrorDetails } from '../errors.ts'
import { ask } from './en/ask.ts'
import { commandLine } from './en/command-line.ts'
import { desktop } from './en/desktop.ts'
import { errorAdvice } from './en/errors.ts'
import { library } from './en/library.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'

export const english = { ...shell, ...library, ...ask, ...settings, ...desktop, ...commandLine } as const
export type WordsKey = keyof typeof english
export type WordsValues = Readonly<Record<string, string | number>>

const numbers = new Intl.NumberFormat('en')
const plurals = new Intl.PluralRules('en')

function fill(template: string, values: WordsValues): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    const written = typeof value === 'number' ? numbers.format(value) : value
    if (other === undefined) return written
    return (plurals.select(Number(value)) === 'one' ? (one ?? other) : other).replaceAll('#', written)
  })
}

export function say(key: WordsKey, values: WordsValues = {}): string {
  return fill(english[key], values)
}

/** What happened and what to do, for an error code. */
export function advice(code: ErrorCode, details: ErrorDetails = {}): string {
  return fill(errorAdvice[code], details)
}
