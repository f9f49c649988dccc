/** The analysis shared by text and question. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryTerms, terms } from '../../../core/text/terms.ts'

const finds = (question: string, text: string) => {
  const there = new Set(terms(text))
  return queryTerms(question).every((term) => there.has(term))
}

test('either unicode form of an accent, and none, finds the word', () => {
  for (const written of ['r\u00e9sum\u00e9', 're\u0301sume\u0301', 'RÉSUMÉ', 'resume'])
    for (const asked of ['r\u00e9sum\u00e9', 're\u0301sume\u0301', 'resume']) expect(finds(asked, `the ${written} of a life`)).toBe(true)
  expect(finds('strasse', 'Straße')).toBe(true)
  expect(finds('αθηνα', 'Αθήνα')).toBe(true)
})

test('Cyrillic letters with marks stay themselves', () => {
  expect(terms('йод')).toEqual(['йод'])
  expect(finds('и\u0306од', 'йод')).toBe(true)
})

test('Japanese, Chinese, Korean and Thai are found inside a run without blanks', () => {
  expect(finds('東京', '私は東京都に住んでいます')).toBe(true)
  expect(finds('住', '私は東京都に住んでいます')).toBe(true)
  expect(finds('大阪', '私は東京都に住んでいます')).toBe(false)
  expect(finds('ガラス', 'カ\u3099ラスの器')).toBe(true)
  expect(finds('ガラス', 'カラスの群れ')).toBe(false)
  expect(finds('机器学习', '这是机器学习的课程')).toBe(true)
  expect(finds('서울', '서울에서 만나요')).toBe(true)
  expect(finds('ภาษา', 'ผมพูดภาษาไทย')).toBe(true)
})

test('numbers stay whole, with or without their thousands separators', () => {
  expect(terms('1,234.5 and 2024-05-01, 3.12.1')).toEqual(['1234.5', 'and', '2024', '05', '01', '3.12.1'])
  expect(finds('1234.5', 'costs 1,234.5 euros')).toBe(true)
  expect(finds('1234', 'costs 1,234 euros.')).toBe(true)
})

test('English endings and possessives fall away, apostrophes join', () => {
  expect(finds('connected', 'the connections')).toBe(true)
  expect(terms("the dog's isn’t")).toEqual(['the', 'dog', 'isnt'])
})

test('ligatures and full-width letters read as plain ones, soft hyphens as nothing', () => {
  expect(finds('office', 'the o\ufb03ce')).toBe(true)
  expect(finds('ABC123', 'ＡＢＣ１２３')).toBe(true)
  expect(finds('information', 'infor\u00admation')).toBe(true)
})

test('a question of stop words alone still asks for them', () => {
  expect(queryTerms('what is the speed of light')).toEqual(['speed', 'light'])
  expect(queryTerms('to be or to be').length).toBeGreaterThan(0)
})

test('no term holds a blank or is empty, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      for (const term of terms(text)) expect(term).toMatch(/^\S{1,200}$/u)
    }),
    { numRuns: 500 },
  )
})

test('every word of a text finds that text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { maxLength: 20 }), (words) => {
      const text = words.join(' ')
      for (const word of words) expect(finds(word, text) || queryTerms(word).length === 0).toBe(true)
    }),
    { numRuns: 300 },
  )
})
