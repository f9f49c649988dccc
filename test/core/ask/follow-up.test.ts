/** Follow-ups: which questions lean on what was said, what is searched for then, and when a model's wording is believed. */
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../core/ask/earlier.ts'
import { usable } from '../../../core/ask/follow-up/by-model.ts'
import { rewriteByRules } from '../../../core/ask/follow-up/by-rules.ts'
import { terms } from '../../../core/text/terms.ts'

interface Case {
  readonly earlier: Exchange
  /** Follow-ups, each with words that the rewrite must hold. */
  readonly follow: readonly (readonly [question: string, holds: string])[]
  readonly standalone: readonly string[]
}

const cases: Readonly<Record<string, Case>> = {
  en: {
    earlier: { question: 'How much water did the upper spring yield in 2009?', answer: 'The upper spring yielded 4,100 litres, as Ada Lind measured [1].' },
    follow: [
      ['And in 2010?', 'upper spring yield 2010'],
      ['in 2010?', 'water upper spring'],
      ['2010?', 'upper spring yield'],
      ['Why?', 'upper spring'],
      ['How did she measure it?', 'Ada Lind spring measure'],
      ['When did it run dry?', 'spring dry'],
      ['What about the lower spring?', 'lower yield'],
      ['Who is responsible for it?', 'responsible spring'],
      ['Was that more than before?', 'spring'],
      ['Tell me more', 'upper spring'],
      ['Who lives there?', 'lives spring'],
      ['Is this more than the lower one?', 'lower upper'],
      ['Which page?', 'spring'],
      ['What does this report say about pipes?', 'pipes spring'],
      ['How much does that cost?', 'cost spring'],
      ['For the tank as well?', 'tank yield'],
      ['What is its depth?', 'depth spring'],
      ['And who paid for the pipes?', 'pipes spring'],
    ],
    standalone: [
      'Who wrote the letter to the council?',
      'When does the society meet?',
      'How do members pay their rent?',
      'What did Ada Lind say when she left the committee?',
      'Is it possible to water on Sundays?',
      'How long does it take to fill the tank?',
      'What is the tank and how does it work?',
      'Which rules say that members must pay in March?',
      'In which year did the council build the weir?',
      'What was the rent this year?',
      'Are there any rules about dogs?',
      'annual rent of a plot',
      'Who pays for the pipes if they break?',
      'How many plots are there in the garden?',
      'Does the society publish its accounts?',
      'What do the minutes say about the notice that the treasurer wrote?',
      'On which days may members draw water?',
    ],
  },
  de: {
    earlier: { question: 'Wie viel Wasser gab die obere Quelle 2009?', answer: 'Die obere Quelle gab 4.100 Liter [1].' },
    follow: [
      ['Und 2010?', 'obere Quelle Wasser'],
      ['Warum?', 'Quelle'],
      ['Wann ist sie versiegt?', 'versiegt Quelle'],
      ['Was ist mit der unteren Quelle?', 'unteren Wasser'],
      ['Wer ist dafür verantwortlich?', 'verantwortlich Quelle'],
      ['Wie tief ist sie?', 'tief Quelle'],
      ['Und im Sommer?', 'Sommer Quelle'],
      ['Was bedeutet das?', 'Quelle'],
      ['Mehr dazu', 'Quelle'],
      ['In welchem Jahr?', 'Jahr Quelle'],
    ],
    standalone: [
      'Wer schrieb den Brief an den Rat?',
      'Wie viele Parzellen gibt es im Garten?',
      'Ist es erlaubt, sonntags zu gießen?',
      'In welchem Jahr baute die Gemeinde das Wehr?',
      'Wie zahlen die Mitglieder ihre Pacht?',
      'Wann trifft sich der Verein, und wo hat er sein Lager?',
      'Können Sie die Regeln für Hunde nennen?',
      'Wie hoch muss der Zaun sein?',
      'Was sagt der Vertrag über die Kündigung?',
    ],
  },
  fr: {
    earlier: { question: 'Combien d’eau la source haute donnait-elle en 2009 ?', answer: 'La source haute donnait 4 100 litres [1].' },
    follow: [
      ['Et en 2010 ?', 'source haute'],
      ['Pourquoi ?', 'source'],
      ['Quand s’est-elle tarie ?', 'source'],
      ['Que dit ce rapport ?', 'rapport source'],
      ['Quelle est sa profondeur ?', 'profondeur source'],
      ['Et la source basse ?', 'basse donnait'],
      ['Que signifie cela ?', 'source'],
    ],
    standalone: [
      'Qui a écrit la lettre au conseil ?',
      'Y a-t-il des règles pour les chiens ?',
      'Le comité a-t-il voté le budget ?',
      'Est-il possible d’arroser le dimanche ?',
      'Qu’est-ce que le loyer comprend ?',
      'À quelle heure ouvre le jardin ?',
      'Combien de parcelles le jardin compte-t-il ?',
    ],
  },
  es: {
    earlier: { question: '¿Cuánta agua dio el manantial alto en 2009?', answer: 'El manantial alto dio 4.100 litros [1].' },
    follow: [
      ['¿Y en 2010?', 'manantial alto agua'],
      ['¿Por qué?', 'manantial'],
      ['¿Cuándo se secó eso?', 'manantial'],
      ['¿Cuál es su profundidad?', 'profundidad manantial'],
      ['¿Qué dice este informe?', 'informe manantial'],
      ['¿Quién lo midió?', 'manantial'],
    ],
    standalone: [
      '¿Quién escribió la carta al consejo?',
      '¿Hay reglas para los perros?',
      '¿Cuándo se reúne la sociedad?',
      '¿Cómo pagan los socios su alquiler?',
      '¿Qué es lo que incluye la cuota?',
      '¿Cuántas parcelas tiene el huerto?',
    ],
  },
  ja: {
    earlier: { question: '上の泉の水量は2009年にどれくらいでしたか？', answer: '4,100リットルでした [1]。' },
    follow: [
      ['2010年は？', '泉 水量'],
      ['なぜですか？', '泉'],
      ['それはいつ枯れましたか？', '泉'],
      ['その深さは？', '深さ 泉'],
    ],
    standalone: ['会費はいくらですか？', '庭の区画の数はいくつありますか？', '総会はいつ開かれますか？'],
  },
  zh: {
    earlier: { question: '上面的泉水2009年的水量是多少？', answer: '4100升 [1]。' },
    follow: [
      ['2010年呢？', '泉水 水量'],
      ['为什么？', '泉水'],
      ['它什么时候干涸？', '泉水'],
      ['那下面的泉水呢？', '水量'],
    ],
    standalone: ['谁写了给理事会的信？', '花园里有多少块地？', '其他规定是什么？', '租金什么时候交？'],
  },
}

describe.each(Object.entries(cases))('%s', (_, { earlier, follow, standalone }) => {
  test.each(follow)('“%s” takes along what was said', (question, holds) => {
    const query = rewriteByRules(question, [earlier])
    expect(query).not.toBeNull()
    const found = new Set(terms(query ?? ''))
    expect(terms(holds).filter((term) => term.length > 1 && !found.has(term))).toEqual([])
  })

  test.each(standalone)('“%s” stands for itself', (question) => {
    expect(rewriteByRules(question, [earlier])).toBeNull()
  })

  test.each(follow)('“%s” is as it is where nothing was said before', (question) => {
    expect(rewriteByRules(question, [])).toBeNull()
  })
})

test('there are at least 60 examples', () => {
  expect(Object.values(cases).flatMap(({ follow, standalone }) => [...follow, ...standalone]).length).toBeGreaterThanOrEqual(60)
})

test('a year that is asked for takes the place of the one before', () => {
  const query = rewriteByRules('And in 2010?', [cases['en']?.earlier as Exchange]) ?? ''
  expect(query).toContain('2010')
  expect(query).not.toContain('2009')
})

test('a follow-up to a follow-up goes on from what that was searched for as', () => {
  const first = cases['en']?.earlier as Exchange
  const query = rewriteByRules('And in 2010?', [first]) ?? ''
  const second = rewriteByRules('and in 2011?', [first, { question: 'And in 2010?', query, answer: '3,900 litres.' }]) ?? ''
  expect(terms(second)).toEqual(expect.arrayContaining(terms('upper spring yield 2011')))
})

describe('a model’s wording', () => {
  const earlier: readonly Exchange[] = [{ question: 'Who wrote the Water Report of 2009?', answer: 'Ada Lind wrote it [1].' }]
  test.each([
    ['When did Ada Lind leave?', 'When did Ada Lind leave?'],
    ['  "When did Ada Lind leave?"\n\nI added the name.', 'When did Ada Lind leave?'],
    ['Rewritten question: When did Ada Lind leave?', 'When did Ada Lind leave?'],
    ['', null],
    ['When did Grace Okafor leave?', null],
    ['When did Ada Lind leave in 1999?', null],
    ['NOT_IN_DOCUMENTS', null],
    ['Ada Lind left in 2009 [1].', null],
    [`When did Ada Lind leave${' and leave'.repeat(60)}?`, null],
  ])('%j', (said, used) => {
    expect(usable(said, 'When did she leave?', earlier)).toBe(used)
  })

  test('has to keep the names and numbers of the question', () => {
    expect(usable('What did Ada Lind write?', 'And in March 2010?', earlier)).toBeNull()
    expect(usable('What did Ada Lind write in March 2010?', 'And in March 2010?', earlier)).not.toBeNull()
  })

  test('has to speak of what was spoken of', () => {
    expect(usable('hpdrj woq mmfu sky trel bo', 'When did she leave?', earlier)).toBeNull()
  })
})
