/** What a file says of itself, made plain: no empty fields, dates in ISO 8601, languages in BCP 47. */
import type { DocumentProperties } from '../../types/document.ts'
import { flatten } from './clean-text.ts'
import { isoDate } from './iso-date.ts'

type Said = { readonly [Name in keyof DocumentProperties]?: string | undefined }

const longest = 500
const language = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/i

/** Fields that are empty, or no date or language at all, are left out. */
export function propertiesOf({ title, author, created, modified, language: spoken }: Said): DocumentProperties {
  return {
    ...named('title', words(title)),
    ...named('author', words(author)),
    ...named('created', isoDate(created ?? '')),
    ...named('modified', isoDate(modified ?? '')),
    ...named('language', languageCode(spoken)),
  }
}

function named(name: keyof DocumentProperties, value: string): DocumentProperties {
  return value === '' ? {} : { [name]: value }
}

function words(text = ''): string {
  return flatten(text.slice(0, 4 * longest)).slice(0, longest)
}

function languageCode(text: string | undefined): string {
  const code = text?.trim().replaceAll('_', '-') ?? ''
  return language.test(code) ? code : ''
}
