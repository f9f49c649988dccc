import { expect, test } from 'vitest'
import { errors } from '../../core/errors.ts'
import { errorAdvice } from '../../core/words/en/errors.ts'
import { english } from '../../core/words/english.ts'
import { read, repositoryFiles } from './files.ts'

const code = repositoryFiles('core/**', 'host/**', 'electron/**', 'renderer/**')
  .filter((path) => /\.tsx?$/.test(path) && !/^core\/words\/[a-z]{2}\//.test(path))
  .map((path) => read(path))
  .join('\n')

/** Keys put together at run time: a literal start, then a value. */
const built = [...code.matchAll(/`([a-z-]+(?:\.[a-zA-Z-]+)*\.)\$\{/g)].map((match) => match[1] ?? '')

test('every word is used, and every part keeps to its prefix', () => {
  const unused = Object.keys(english).filter((key) => !code.includes(`'${key}'`) && !code.includes(`"${key}"`) && !built.some((start) => key.startsWith(start)))
  expect(unused).toEqual([])
})

test('every error code has words', () => {
  expect(Object.keys(errorAdvice).sort()).toEqual(Object.keys(errors).sort())
})

test('words stay calm: no exclamation marks', () => {
  const loud = [...Object.values(english), ...Object.values(errorAdvice)].filter((words) => words.includes('!'))
  expect(loud).toEqual([])
})
