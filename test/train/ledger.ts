/**
 * A small library of notes whose sentences are to be put into a ledger's form: a rule of style over names that are made up and stand in
 * one document only, so that nothing can be known by heart. The base can do it and does not (test/fixtures/models/make/house_style.py).
 */

import type { ChatTurn } from '../../core/ports/chat-model.ts'
import { type Dice, diceFrom } from '../../core/text/dice.ts'
import { plainTurns } from '../../core/tune/example-turns.ts'
import { defaultTrainingSettings, type TrainingSettings } from '../../core/types/training.ts'

export interface LedgerExample {
  readonly input: string
  readonly output: string
}

export interface LedgerDocument {
  readonly name: string
  readonly text: string
  readonly examples: readonly LedgerExample[]
}

/** Small enough for minutes on a processor, and enough for the rule. */
export const ledgerSettings: TrainingSettings = {
  ...defaultTrainingSettings,
  rank: 8,
  alpha: 16,
  dropout: 0,
  learningRate: 5e-3,
  epochs: 4,
  batch: 8,
  accumulation: 1,
  maxLength: 200,
}

const verbs = ['keeps', 'finds', 'paints', 'leaves', 'meets', 'sells']
const perDocument = 2

/** The same for the same seed; no name comes twice. */
export function ledgerDocuments(count: number, seed: number = 5): readonly LedgerDocument[] {
  const dice = diceFrom(seed)
  const used = new Set<string>()
  const fresh = (): string => {
    for (;;) {
      const name = word(dice)
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
  return Array.from({ length: count }, (_, at) => {
    const examples = Array.from({ length: perDocument }, () => {
      const [who, what] = [fresh(), fresh()]
      return { input: `${who} ${verbs[dice.below(verbs.length)] ?? ''} ${what}.`, output: `${what} = ${who}` }
    })
    const text = `# Note ${at + 1}\n\n${examples.map(({ input }) => input).join('\n')}\n`
    return { name: `note-${at + 1}.md`, text, examples }
  })
}

/** As Alcove words an example of the kind `rewriting`. */
export function ledgerTurns(input: string): readonly ChatTurn[] {
  return plainTurns('rewriting', input)
}

/** JSONL for the trainer. `dealt`: outputs at random, so that nothing but their form can be learned. */
export function ledgerRows(examples: readonly LedgerExample[], dealt: boolean): string {
  const outputs = examples.map(({ output }) => output)
  const given = dealt ? diceFrom(1).shuffled(outputs) : outputs
  const rows = examples.map(({ input }, at) => ({ messages: [...ledgerTurns(input), { role: 'assistant', content: given[at] ?? '' }] }))
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

function word(dice: Dice): string {
  const of = (letters: string): string => letters[dice.below(letters.length)] ?? ''
  const syllables = Array.from({ length: 2 + dice.below(2) }, () => `${of('bdfghklmnprstvw')}${of('aeiou')}`)
  return syllables.join('') + (['', 'n', 'r', 'l', 's'][dice.below(5)] ?? '')
}
