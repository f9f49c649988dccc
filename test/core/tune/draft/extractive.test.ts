/** Questions taken from documents without a model: in each of our languages the right question with the sentence itself as its answer. */
import { describe, expect, test } from 'vitest'
import type { Drawn } from '../../../../core/tune/draft/candidate.ts'
import { extractiveQuestions } from '../../../../core/tune/draft/extractive.ts'
import { soundSentences } from '../../../../core/tune/draft/sound-sentences.ts'

function drawn(texts: readonly string[], headings: readonly string[] = []): Drawn {
  const passages = texts.map((text, at) => ({
    id: at + 1,
    documentId: 'd',
    ordinal: at,
    text,
    context: '',
    anchor: { kind: 'lines' as const, lines: [1, 2] as const, headings },
    tokens: 50,
  }))
  return { path: '/docs/manual.md', name: 'manual.md', title: 'The manual', contentHash: 'h', documentId: 'd', passages }
}

const asked = (text: string, headings: readonly string[] = []) =>
  extractiveQuestions(drawn([text], headings), 10).map(({ text: { input, output } }) => [input, output])

describe('by the form of a sentence', () => {
  const en = 'A heat pump is a device that moves heat from a cold place to a warm one.'
  const filler = {
    de: 'Das Gerät ist nicht für den Einsatz im Freien und auch nicht für die Küche gedacht. ',
    fr: 'Elle est dans la cuisine avec les autres pour que nous la voyions. ',
    es: 'Ella está en la cocina con los otros para que no la vean por la noche. ',
  }
  test.each([
    [en, 'What is a heat pump?', en],
    ['The old bridge was rebuilt by the town in 1931.', 'When was the old bridge rebuilt by the town?', 'The old bridge was rebuilt by the town in 1931.'],
    [
      'The tank holds 350 litres of water when the valve is closed.',
      'Which figure is missing here: “The tank holds ___ litres of water when the valve is closed.”?',
      'The tank holds 350 litres of water when the valve is closed.',
    ],
    [
      `${filler.de}Eine Wärmepumpe ist eine Maschine, die Wärme von einem kalten an einen warmen Ort bringt.`,
      'Was ist eine Wärmepumpe?',
      'Eine Wärmepumpe ist eine Maschine, die Wärme von einem kalten an einen warmen Ort bringt.',
    ],
    [
      `${filler.de}Die alte Brücke wurde im Jahr 1931 von der Stadt erneuert.`,
      'Wann wurde die alte Brücke von der Stadt erneuert?',
      'Die alte Brücke wurde im Jahr 1931 von der Stadt erneuert.',
    ],
    [
      `${filler.fr}Une pompe à chaleur est une machine qui porte la chaleur d’un lieu froid vers un lieu chaud.`,
      'Qu’est-ce qu’une pompe à chaleur ?',
      'Une pompe à chaleur est une machine qui porte la chaleur d’un lieu froid vers un lieu chaud.',
    ],
    [
      `${filler.es}La bomba de calor es una máquina que lleva el calor de un lugar frío a uno caliente.`,
      '¿Qué es la bomba de calor?',
      'La bomba de calor es una máquina que lleva el calor de un lugar frío a uno caliente.',
    ],
    ['同社は2019年に設立された。', '同社はいつ設立されたか。', '同社は2019年に設立された。'],
    ['热泵是一种把热量从低温处送到高温处的设备。', '什么是热泵？', '热泵是一种把热量从低温处送到高温处的设备。'],
  ])('%s', (text, question, answer) => expect(asked(text)).toContainEqual([question, answer]))
})

test('a section gives what it begins with, and a heading that is a question is the question', () => {
  const text = 'Water enters the house below the kitchen window. The meter stands beside the main valve in the cellar.'
  expect(asked(text, ['Pipes and water'])).toContainEqual([
    'What does the section “Pipes and water” of “The manual” say?',
    'Water enters the house below the kitchen window.',
  ])
  expect(asked(text, ['The manual'])).toContainEqual(['What does “The manual” say at the beginning?', 'Water enters the house below the kitchen window.'])
  expect(asked(text, ['Where does the water enter?'])).toContainEqual(['Where does the water enter?', 'Water enters the house below the kitchen window.'])
  expect(asked(text, ['References'])).toEqual([])
})

test('what stands in several passages is asked in none, and never more than wanted', () => {
  const footer = 'The old bridge was rebuilt by the town in 1931.'
  const own = (at: number) => `The tank number ${at} holds water for the upper floors of the house.`
  expect(extractiveQuestions(drawn([`${own(1)} ${footer}`, `${own(2)} ${footer}`]), 10).map(({ text }) => text.output)).not.toContain(footer)
  const many = Array.from({ length: 50 }, (_, at) => `The tank in cellar ${at + 1} feeds the upper floors of the house.`)
  expect(extractiveQuestions(drawn(many), 7)).toHaveLength(7)
})

test('only whole sentences that stand alone are taken', () => {
  const kept = (text: string) => soundSentences({ text })
  expect(kept('It was finished in 1931, long after the first one had gone.')).toEqual([])
  expect(kept('Who was it that finished the bridge in 1931 after all?')).toEqual([])
  expect(kept('The case was decided in the year of the flood as Miller v.')).toEqual([])
  expect(kept('Such devices are sold in shops all over the northern country.')).toEqual([])
  expect(kept('name\tvalue\tnumber\nheat pump\t12\t13 and so on for some while.')).toEqual([])
  expect(kept('The bridge over the river was\nfinished by the town in spring.')).toEqual(['The bridge over the river was finished by the town in spring.'])
  expect(soundSentences({ text: 'The bridge over the river was finished by the town.', hidden: true })).toEqual([])
})

test('a gap is asked for the one figure of a sentence, not for the number of a name or one of many, and no sentence twice', () => {
  const gap = (text: string) => asked(text).filter(([input]) => input?.includes('___'))
  expect(gap('The cistern below the house holds 40 barrels of rain water.')).toEqual([
    [
      'Which figure is missing here: “The cistern below the house holds ___ barrels of rain water.”?',
      'The cistern below the house holds 40 barrels of rain water.',
    ],
  ])
  expect(gap('The cistern below the house holds 40 barrels in winter and 12 barrels in summer.')).toEqual([])
  expect(gap('The keepers of the old house are bound by Rule 405 in all of their work.')).toEqual([])
  const sentence = 'A heat pump is a device that moves heat from a cold place to a warm one.'
  expect(asked(sentence, ['Pumps for heat']).filter(([, output]) => output === sentence)).toHaveLength(1)
})

test('a section whose sentence stands far down is not asked for', () => {
  const far = `${'1. Aa\n'.repeat(60)}\n\nWater enters the house below the kitchen window on the north side.`
  expect(asked(far, ['Pipes and water']).filter(([input]) => input?.includes('section'))).toEqual([])
})

test.each([
  'The old bridge over the river is shown in figure 3 of this manual.',
  'The old bridge (over the river was finished by the town in spring.',
  `The old bridge over the river was finished by ${'the town and '.repeat(30)}its people.`,
])('not whole, or not by itself: %s', (text) => expect(soundSentences({ text })).toEqual([]))
