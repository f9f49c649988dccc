/** Numbers, sizes and times as people read them. The units come from the language, not from us. */
import { say, spokenLanguage } from '../../core/words/words.ts'
import { inEachLanguage } from './in-each-language.ts'

const count = inEachLanguage((language) => new Intl.NumberFormat(language))
const rate = inEachLanguage((language) => new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }))
const milliseconds = inEachLanguage((language) => new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }))
const relative = inEachLanguage((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
const moment = inEachLanguage((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }))
const month = inEachLanguage((language) => new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }))
const day = inEachLanguage((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }))

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function formatCount(value: number): string {
  return count().format(value)
}

export function formatRate(value: number): string {
  return rate().format(value)
}

/** In powers of 1,000, as disks are sold and limits are set. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** power
  const maximumFractionDigits = power === 0 || value >= 100 ? 0 : 1
  return new Intl.NumberFormat(spokenLanguage(), {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits,
  }).format(value)
}

export function formatMs(ms: number): string {
  return milliseconds().format(ms)
}

/** Rounded to what can be promised: seconds, then minutes, then hours. */
export function formatDuration(seconds: number): string {
  const [value, unit] =
    seconds < 90
      ? ([Math.max(1, Math.ceil(seconds)), 'second'] as const)
      : seconds < 5_400
        ? ([Math.round(seconds / 60), 'minute'] as const)
        : ([Math.round(seconds / 360) / 10, 'hour'] as const)
  return new Intl.NumberFormat(spokenLanguage(), { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

/** `then` and `now` in milliseconds since 1970. */
export function formatAgo(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1_000))
  if (seconds < 45) return relative().format(0, 'second')
  if (seconds < 2_700) return relative().format(-Math.max(1, Math.round(seconds / 60)), 'minute')
  if (seconds < 79_200) return relative().format(-Math.max(1, Math.round(seconds / 3_600)), 'hour')
  return relative().format(-Math.max(1, Math.round(seconds / 86_400)), 'day')
}

export function formatMoment(at: number): string {
  return moment().format(at)
}

export function formatMonth(at: number): string {
  return month().format(at)
}

export function formatDay(at: number): string {
  return day().format(at)
}

/** One after the other, with the comma of the language. */
export function joined(parts: readonly string[]): string {
  return parts.join(say('shell.comma'))
}

/** The last part of a path, whichever way its system writes paths. */
export function baseName(path: string): string {
  return (
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) || path
  )
}

/** The path without its last part. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.length - baseName(path).length - 1))
}
