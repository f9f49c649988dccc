/** What could be quoted, each line with how well it fits the question: its words, its passage's place, and the kind of thing asked for. Pure. */
import { askedFor, holdsAsked, nameTerms, subjectTerms } from '../text/question-words.ts'
import { terms } from '../text/terms.ts'
import type { Found } from '../types/answer.ts'
import { rarityOf } from './closeness.ts'
import { type PassageLine, passageLines } from './passage-lines.ts'

export interface Candidate {
  readonly passage: Found
  readonly line: PassageLine
  /** The line before it in the passage. */
  readonly before: PassageLine | null
  /** Share of the question's words, the rare ones counting more, that the line holds or stands beside: 0 to 1. */
  readonly coverage: number
  /** The same for the line's own words only. */
  readonly own: number
  /** It holds a thing of the kind asked for; null where no kind is. */
  readonly holds: boolean | null
  /** The question names something, or a number, that the whole passage does not. */
  readonly strange: boolean
  readonly score: number
}

/** Passages whose lines are looked at. */
export const passagesRead = 8
/** A line of fewer terms is a remnant. */
const fewestTerms = 3

/** What a word of the question is worth that stands not in the line itself. */
const worth = { questionBefore: 0.8, beside: 0.5, passage: 0.25 }
const weights = { passage: 2, holds: 0.15, title: -0.3, strange: -0.2 }

/** `found`: best first, as many as there are; rarity is judged among all of them. Best first. */
export function candidatesIn(question: string, found: readonly Found[]): readonly Candidate[] {
  const asked = subjectTerms(question)
  const names = nameTerms(question)
  const kind = askedFor(question)
  const all = found.map((passage) => new Set(terms(`${passage.context}\n${passage.text}`)))
  const rarity = new Map(asked.map((term) => [term, rarityOf(all.filter((one) => one.has(term)).length, all.length)]))
  const whole = [...rarity.values()].reduce((sum, one) => sum + one, 0) || 1
  const share = (of: (term: string) => number) => asked.reduce((sum, term) => sum + of(term) * (rarity.get(term) ?? 0), 0) / whole
  return found
    .slice(0, passagesRead)
    .flatMap((passage, place) => {
      const context = new Set(terms(`${passage.context} ${nameOf(passage.file)}`))
      const strange = names.some((name) => !all[place]?.has(name) && !context.has(name))
      const lines = passageLines(passage)
      return lines.flatMap((line, at): readonly Candidate[] => {
        const [before, after] = [lines[at - 1], lines[at + 1]]
        if (!isQuotable(line, before, lines)) return []
        const coverage = share((term) => {
          if (line.terms.has(term)) return 1
          if (before?.kind === 'question' && before.terms.has(term)) return worth.questionBefore
          if (context.has(term) || line.under.has(term) || before?.terms.has(term) || after?.terms.has(term)) return worth.beside
          return all[place]?.has(term) ? worth.passage : 0
        })
        const holds = kind === null ? null : holdsAsked(kind, line.text)
        const score =
          coverage +
          weights.passage * passage.score +
          (holds ? weights.holds : 0) +
          (line.kind === 'title' ? weights.title : 0) +
          (strange ? weights.strange : 0)
        return [{ passage, line, before: before ?? null, coverage, own: share((term) => (line.terms.has(term) ? 1 : 0)), holds, strange, score }]
      })
    })
    .toSorted((a, b) => b.score - a.score)
}

/** A question is no answer, and neither is a heading or a remnant while the passage has something better. */
function isQuotable(line: PassageLine, before: PassageLine | undefined, all: readonly PassageLine[]): boolean {
  if (line.kind === 'question') return false
  const whole = (one: PassageLine) => one.kind !== 'label' && one.kind !== 'question' && one.terms.size >= fewestTerms
  return whole(line) || (line.kind !== 'label' && before?.kind === 'question') || !all.some(whole)
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.[^.]*$/u, '')
}
