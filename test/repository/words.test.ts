import { expect, test } from 'vitest'
import { errors } from '../../core/errors.ts'
import { languages } from '../../core/types/language.ts'
import { errorAdvice } from '../../core/words/en/errors.ts'
import { type Catalogue, english, englishCatalogue, type WordsKey } from '../../core/words/english.ts'
import { advice, say, speak } from '../../core/words/words.ts'
import { read, repositoryFiles } from './files.ts'

const code = repositoryFiles('core/**', 'host/**', 'electron/**', 'renderer/**')
  .filter((path) => /\.tsx?$/.test(path) && !/^core\/words\/[a-z]{2}\//.test(path))
  .map((path) => read(path))
  .join('\n')

test('every word is used, by its whole key', () => {
  const unused = Object.keys(english).filter((key) => !code.includes(`'${key}'`) && !code.includes(`"${key}"`))
  expect(unused).toEqual([])
})

test('every error code has words', () => {
  expect(Object.keys(errorAdvice).sort()).toEqual(Object.keys(errors).sort())
})

test('words stay calm: no exclamation marks', () => {
  const loud = [...Object.values(english), ...Object.values(errorAdvice)].filter((words) => words.includes('!'))
  expect(loud).toEqual([])
})

const placeholders = (words: string): readonly string[] => [...new Set([...words.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort()
const others = languages.filter((language) => language !== 'en')

test.each(others)('%s says what English says, with the same values', async (language) => {
  const { catalogue } = (await import(`../../core/words/${language}/catalogue.ts`)) as { readonly catalogue: Catalogue }
  for (const part of ['words', 'advice', 'reasons'] as const) {
    const wanted: Readonly<Record<string, string>> = englishCatalogue[part]
    const given: Readonly<Record<string, string>> = catalogue[part]
    expect(Object.keys(given).sort()).toEqual(Object.keys(wanted).sort())
    const wrong = Object.entries(given).filter(
      ([key, words]) => words.trim() === '' || /[!！¡]/.test(words) || String(placeholders(words)) !== String(placeholders(wanted[key] ?? '')),
    )
    expect(wrong).toEqual([])
  }
  const same = Object.entries<string>(catalogue.words).filter(
    ([key, words]) => words === english[key as WordsKey] && /[a-z]{4}/i.test(words.replaceAll(/\{[^}]*\}/g, '')),
  )
  // names, and words that two languages share
  expect(same.length).toBeLessThan(Object.keys(english).length / 20)
})

test.each(others)('%s is spoken once it is chosen', async (language) => {
  await speak(language)
  try {
    expect(say('shell.settings')).not.toBe(english['shell.settings'])
    expect(advice('stopped')).not.toBe(englishCatalogue.advice.stopped)
    expect(say('library.count-files', { count: 1_234 })).toMatch(/1.?234/)
  } finally {
    await speak('en')
  }
})
