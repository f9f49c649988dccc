import { expect, test } from 'vitest'
import { askedFor, denies, holdsAsked, isQuestion, leansBack, nameTerms, subjectTerms } from '../../../core/text/question-words.ts'

test.each([
  ['How many hens may I keep?', 'number', 'Up to four hens.', 'Some hens.'],
  ['What does the repair cost?', 'number', '140 euros.', 'A lot.'],
  ['Wie oft wird der Filter gereinigt?', 'number', 'Alle sechs Monate.', 'Selten.'],
  ['When is the fair?', 'time', 'On 18 July.', 'Soon.'],
  ['Quand sort-on les poubelles ?', 'time', 'Le mardi soir.', 'Le soir.'],
  ['Wann öffnet das Amt?', 'time', 'Um 8 Uhr.', 'Früh.'],
  ['Who keeps the key?', 'person', 'It was Tom Abara.', 'it was nobody.'],
  ['¿Dónde aprendió la receta?', 'place', 'La aprendió en Toledo.', 'La aprendió en casa.'],
  ['Why is it off?', null, 'Anything.', null],
])('%s asks for a %s', (question, kind, with_, without) => {
  const asked = askedFor(question)
  expect(asked).toBe(kind)
  expect(holdsAsked(asked, with_)).toBe(true)
  if (without !== null) expect(holdsAsked(asked, without)).toBe(false)
})

test.each([
  ['How many members does the society have?', ['member', 'societi']],
  ['Wie lange gilt die Garantie?', ['gilt', 'garanti']],
  ['Quel est le loyer ?', ['loyer']],
  ['¿Cuánto cuesta el vino?', ['cuesta', 'vino']],
  ['When did the son die in the war?', ['son', 'die', 'war']],
  ['What is it?', ['what', 'is', 'it']],
])('%s is about %j', (question, subject) => {
  expect(subjectTerms(question)).toEqual(subject)
})

test.each([
  ['When did Rollo meet King Charles in 911?', ['rollo', 'king', 'charl', '911']],
  ['Wann wurde die Firma Brandt 1950 gegründet?', ['1950']],
  ['What Is The Price Of A Plot?', []],
  ['Rent in spring?', []],
])('%s names %j', (question, names) => {
  expect(nameTerms(question)).toEqual(names)
})

test.each([
  ['Did it rain?', true],
  ['“Did it rain?”', true],
  ['Did it rain?[2]', true],
  ['**Did it rain?**', true],
  ['Did it rain?!', true],
  ['下雨了吗？', true],
  ['هل هطل المطر؟', true],
  ['Έβρεξε\u037e', true],
  ['He asked: did it rain? Then he left.', false],
  ['It rained;', false],
  ['It rained.', false],
])('%s', (sentence, question) => {
  expect(isQuestion(sentence)).toBe(question)
})

test('denials and words that lean on what was said before', () => {
  for (const text of ['It does not rain.', 'It isn’t wet.', 'It never rains.', 'Es regnet nicht.', 'Il ne pleut pas.', 'Nunca llueve.'])
    expect(denies(text)).toBe(true)
  for (const text of ['It rains.', 'A knot is tied.', 'Nothingham', 'The note.']) expect(denies(text)).toBe(false)
  for (const text of ['It holds 5 litres.', 'They left.', 'Sie erlischt.', 'Elle est grande.']) expect(leansBack(text)).toBe(true)
  for (const text of ['Italy is warm.', 'Theirs', 'Thenceforth it rained.']) expect(leansBack(text)).toBe(false)
})
