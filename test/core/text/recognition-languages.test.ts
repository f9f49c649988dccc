import { expect, test } from 'vitest'
import { languagesToRead, usualLanguages } from '../../../core/text/recognition-languages.ts'

const installed = ['deu', 'eng', 'fra', 'spa']

test('the system’s language comes first, then English, then the others; a system in another language has English first', () => {
  expect(usualLanguages(installed, 'de-AT')).toEqual(['deu', 'eng', 'fra', 'spa'])
  expect(usualLanguages(installed, 'fr')).toEqual(['fra', 'eng', 'deu', 'spa'])
  expect(usualLanguages(installed, 'en-GB')).toEqual(['eng', 'deu', 'fra', 'spa'])
  expect(usualLanguages(installed, 'fi')).toEqual(['eng', 'deu', 'fra', 'spa'])
  expect(usualLanguages(['chi_sim', 'chi_tra', 'eng'], 'zh-Hans-CN')).toEqual(['chi_sim', 'chi_tra', 'eng'])
  expect(usualLanguages(['osd', 'x1', 'eng'], 'en')[0]).toBe('eng')
  expect(usualLanguages([], 'en')).toEqual([])
})

test('those chosen are used where they are installed, and the usual ones where none of them is', () => {
  expect(languagesToRead(['spa', 'tur'], installed, 'de')).toEqual(['spa'])
  expect(languagesToRead(['tur'], installed, 'de')).toEqual(usualLanguages(installed, 'de'))
  expect(languagesToRead(null, installed, 'de')).toEqual(usualLanguages(installed, 'de'))
})
