/**
 * Advice from what was measured: an approach must be shown to be better than the one at home, which is RAG wherever it may be
 * used. Hybrid is not better than RAG by itself (RAFT's re-test found no gain for newer bases). Pure.
 */
import type { Advice, AdvicePoint, AdviceQuestions, ArmKind } from '../../types/experiment.ts'
import { worthwhile } from '../statistics/verdict.ts'
import type { Compared, Evidence } from './evidence.ts'
import { harm } from './guards.ts'
import { change, points, reason, wantsFacts } from './material.ts'

/** Slower or faster by less is not felt. */
const felt = 1.5

/** `allowed`: kinds measured that the use does not rule out, the simplest first; RAG or the simplest is at home. Never empty. */
export function byEvidence(evidence: Evidence, allowed: readonly ArmKind[], questions: AdviceQuestions): Advice {
  const home = allowed.includes('rag') ? 'rag' : (allowed[0] ?? 'rag')
  const rivals = allowed.filter((kind) => kind !== home).map((kind) => ({ kind, compared: evidence.compare(kind, home) }))
  const better = rivals.flatMap(({ kind, compared }) => (compared?.told === 'a' ? [{ kind, compared }] : []))
  const harms = better.flatMap(({ kind }) => (wantsFacts(questions) ? (harm(evidence, kind, home) ?? []) : []))
  const sound = better.filter(({ kind }) => !wantsFacts(questions) || harm(evidence, kind, home) === null)
  const advice = sound.length > 0 ? won(evidence, home, sound, questions) : stayed(evidence, home, rivals, questions)
  return { ...advice, reasons: [...advice.reasons, ...harms, ...noGains(evidence), ...speed(evidence, advice.choice, home)] }
}

interface Rival {
  readonly kind: ArmKind
  readonly compared: Compared | null
}

/** Some are shown to be better than the one at home: of those that none of the others beats, the one that fits the need. */
function won(evidence: Evidence, home: ArmKind, better: readonly Rival[], questions: AdviceQuestions): Advice {
  const unbeaten = better.filter(({ kind }) => !better.some((other) => other.kind !== kind && evidence.compare(other.kind, kind)?.told === 'a'))
  const [first, ...others] = unbeaten.toSorted((a, b) => rank(a.kind, evidence, questions) - rank(b.kind, evidence, questions))
  const choice = first?.kind ?? home
  const tied = others.flatMap(({ kind }) => [said(choice, kind, evidence.compare(choice, kind)), ...preferred(evidence, choice, kind, questions)])
  return {
    choice,
    reasons: [...better.flatMap(({ kind, compared }) => (kind === choice ? [said(kind, home, compared)] : [])), ...tied],
    wouldChange: [...more(others.map(({ kind }) => evidence.compare(choice, kind))), ...(choice === 'tuned' ? [change('changes-more')] : [])],
  }
}

/** None is shown to be better, or none that is to be trusted. */
function stayed(evidence: Evidence, home: ArmKind, rivals: readonly Rival[], questions: AdviceQuestions): Advice {
  const facts = wantsFacts(questions)
  const told = (kind: Rival, ...wanted: readonly Compared['told'][]) => wanted.includes(kind.compared?.told ?? 'unclear')
  const unclear = rivals.filter((rival) => told(rival, 'unclear'))
  const alike = rivals.filter((rival) => told(rival, 'alike'))
  const reasons = rivals.map((rival) => said(rival.kind, home, rival.compared))
  const gains = rivals.flatMap((rival) => (isAdapted(rival.kind) && !told(rival, 'a') ? [gain(rival.kind, home)] : []))
  const wouldChange = [...more(unclear.map(({ compared }) => compared)), ...gains]
  const established = home === 'rag' && (facts || rivals.some((rival) => rival.kind === 'base' && told(rival, 'b')))
  if (unclear.length > 0 && !established) return { choice: 'unclear', reasons, wouldChange }
  const other = facts ? null : lighter(evidence, home, alike, questions)
  if (other) return { choice: other.kind, reasons: [...reasons, other.reason], wouldChange }
  const kept = home === 'rag' && !rivals.some((rival) => told(rival, 'a')) && (rivals.length === 0 || !rivals.every((rival) => told(rival, 'b')))
  return {
    choice: home,
    reasons: [
      ...(kept ? [reason('keep-rag')] : []),
      ...reasons,
      ...(home === 'rag' && facts && alike.some(({ kind }) => kind !== 'hybrid') ? [reason('checkable')] : []),
      ...(unclear.length > 0 && facts ? [reason('facts-in-papers')] : []),
    ],
    wouldChange,
  }
}

/** One as good as the one at home that is felt to be faster, where that matters, or that needs neither passages nor an adapter. */
function lighter(
  evidence: Evidence,
  home: ArmKind,
  alike: readonly Rival[],
  questions: AdviceQuestions,
): { readonly kind: ArmKind; readonly reason: AdvicePoint } | null {
  const timed = alike.flatMap(({ kind }) => ({ kind, times: ratio(evidence.answerMs(home), evidence.answerMs(kind)) ?? 0 }))
  const fastest = timed.toSorted((a, b) => b.times - a.times)[0]
  if (questions.speedMatters && fastest && fastest.times >= felt) {
    return { kind: fastest.kind, reason: reason('faster', { arm: fastest.kind, than: home, times: fastest.times }) }
  }
  return alike.some(({ kind }) => kind === 'base') ? { kind: 'base', reason: reason('simpler', { arm: 'base', than: home }) } : null
}

function isAdapted(kind: ArmKind): boolean {
  return kind === 'tuned' || kind === 'hybrid'
}

function gain(arm: ArmKind, over: ArmKind): AdvicePoint {
  return change('gain', { arm, over, points: points(worthwhile) })
}

function said(a: ArmKind, b: ArmKind, compared: Compared | null): AdvicePoint {
  if (!compared) return reason('unclear', { a, b, low: -100, high: 100, questions: 0 })
  const { low, high, value, n } = compared.difference
  const values = { a, b, low: points(low), high: points(high), questions: n }
  if (compared.told === 'a') return reason('better', { ...values, points: points(value) })
  if (compared.told === 'b') return reason('better', { a: b, b: a, low: points(-high), high: points(-low), questions: n, points: points(-value) })
  return compared.told === 'alike' ? reason('alike', { a, b, points: points(worthwhile) }) : reason('unclear', values)
}

/** Where two are not told apart: the faster where speed matters; for facts the one with passages; else the simpler. */
function rank(kind: ArmKind, evidence: Evidence, questions: AdviceQuestions): number {
  const order: readonly ArmKind[] = wantsFacts(questions) ? ['rag', 'hybrid', 'base', 'tuned'] : ['base', 'tuned', 'rag', 'hybrid']
  const time = evidence.answerMs(kind)
  return questions.speedMatters && time !== null ? time : order.indexOf(kind)
}

function preferred(evidence: Evidence, choice: ArmKind, than: ArmKind, questions: AdviceQuestions): readonly AdvicePoint[] {
  const times = ratio(evidence.answerMs(than), evidence.answerMs(choice))
  if (questions.speedMatters && times !== null && times > 1) return [reason('faster', { arm: choice, than, times })]
  return wantsFacts(questions) ? [reason('checkable')] : [reason('simpler', { arm: choice, than })]
}

/** An adapter that is not better than the same without it: it has learned nothing that shows. */
function noGains(evidence: Evidence): readonly AdvicePoint[] {
  const pairs = [
    ['tuned', 'base'],
    ['hybrid', 'rag'],
  ] as const
  return pairs.flatMap(([arm, over]) => {
    const told = evidence.compare(arm, over)?.told
    return told === 'alike' || told === 'b' ? [reason('no-gain', { arm, over })] : []
  })
}

function speed(evidence: Evidence, choice: Advice['choice'], home: ArmKind): readonly AdvicePoint[] {
  if (choice === 'unclear' || choice === home) return []
  const times = ratio(evidence.answerMs(choice), evidence.answerMs(home))
  return times !== null && times >= felt ? [reason('slower', { arm: choice, than: home, times })] : []
}

/** To a tenth. */
function ratio(one: number | null, other: number | null): number | null {
  return one === null || other === null || other === 0 ? null : Math.round((one / other) * 10) / 10
}

function more(compared: readonly (Compared | null)[]): readonly AdvicePoint[] {
  const needs = compared.flatMap((one) => (one && one.needed !== null ? [{ have: one.difference.n, need: one.needed }] : []))
  const most = needs.toSorted((a, b) => b.need - a.need)[0]
  return most ? [change('more-questions', most)] : []
}
