/**
 * Which approach to use, as data: the use rules some out, measured differences decide among the rest, and where these tell
 * nothing, published studies do, or nobody. "Keep RAG" is `rag` with the reason `keep-rag`; "not enough evidence" is `unclear`. Pure.
 */
import type { Advice, AdvicePoint, ArmKind } from '../../types/experiment.ts'
import { fewestQuestions } from '../statistics/verdict.ts'
import { byEvidence } from './by-evidence.ts'
import { byPapers, goodExamples } from './by-papers.ts'
import { type Evidence, evidenceIn } from './evidence.ts'
import { type Limit, limitsOf } from './limits.ts'
import { type AdviceMaterial, change, points, reason, wantsFacts } from './material.ts'

/** Below this the documents that test questions come from are too few to stand for the others. */
const fewestDocuments = 10

export function advise(material: AdviceMaterial): Advice {
  const limits = limitsOf(material)
  const evidence = material.results && evidenceIn(material.results)
  const allowed = evidence?.kinds.filter((kind) => !limits.some(({ arms }) => arms.includes(kind))) ?? []
  const unfit = whyUnfit(material, evidence, allowed)
  const advice = unfit || !evidence ? byPapers(material, unfit?.reasons ?? [], unfit?.wouldChange ?? []) : byEvidence(evidence, allowed, material.questions)
  return {
    choice: advice.choice,
    reasons: once([...limits.map((limit) => limit.reason), ...advice.reasons, ...staleNote(material, limits)]),
    wouldChange: once([
      ...advice.wouldChange,
      ...(evidence && !unfit ? lifted(evidence, limits, advice.choice) : []),
      ...further(material, advice.choice, evidence),
    ]),
  }
}

/** Why the experiment tells nothing of this use; null where it does. */
function whyUnfit(material: AdviceMaterial, evidence: Evidence | null, allowed: readonly ArmKind[]): Pick<Advice, 'reasons' | 'wouldChange'> | null {
  if (!material.results || !evidence) return { reasons: [reason('not-measured')], wouldChange: [change('measure')] }
  if (material.results.tiny) return { reasons: [reason('tiny-base')], wouldChange: [change('bigger-base')] }
  if (evidence.questions < fewestQuestions) {
    const counts = { have: evidence.questions, need: fewestQuestions }
    return { reasons: [reason('few-questions', counts)], wouldChange: [change('more-questions', counts)] }
  }
  const arm = missing(material, allowed)
  return arm && { reasons: [reason('arm-not-measured', { arm })], wouldChange: [change('measure-arm', { arm })] }
}

/** An arm without which nothing can be said: RAG where facts are asked for; elsewhere a second one. */
function missing({ questions, corpus }: AdviceMaterial, allowed: readonly ArmKind[]): ArmKind | null {
  if (wantsFacts(questions) && corpus.documents > 0) return allowed.includes('rag') ? null : 'rag'
  if (allowed.length > 1) return null
  return allowed.includes('base') ? 'tuned' : 'base'
}

/** Arms ruled out that were measured as better than the one advised. */
function lifted(evidence: Evidence, limits: readonly Limit[], choice: Advice['choice']): readonly AdvicePoint[] {
  if (choice === 'unclear') return []
  return limits.flatMap(({ arms, lifted: key }) =>
    arms.flatMap((arm) => {
      const compared = key !== null && evidence.kinds.includes(arm) ? evidence.compare(arm, choice) : null
      return key !== null && compared?.told === 'a' ? [change(key, { arm, points: points(compared.difference.value) })] : []
    }),
  )
}

function staleNote({ staleness }: AdviceMaterial, limits: readonly Limit[]): readonly AdvicePoint[] {
  if (!staleness || staleness.changed + staleness.gone === 0 || limits.some((limit) => limit.reason.key === 'too-stale')) return []
  const { documents, changed, gone } = staleness
  return [reason('stale', { documents, changed, gone })]
}

function further({ questions, staleness, examples, corpus }: AdviceMaterial, choice: Advice['choice'], evidence: Evidence | null): readonly AdvicePoint[] {
  const adapted = choice === 'tuned' || choice === 'hybrid'
  const { documents, languages } = corpus
  const few = documents < fewestDocuments && (evidence !== null || documents === 0)
  const reading = evidence && wantsFacts(questions) && documents > 0 ? (['rag', 'hybrid'] as const) : []
  return [
    ...reading.filter((arm) => !evidence?.kinds.includes(arm)).map((arm) => change('measure-arm', { arm })),
    ...(staleness && staleness.changed + staleness.gone > 0 ? [change('retrain')] : []),
    ...(!adapted && examples !== null && examples < goodExamples ? [change('more-examples', { have: examples, need: goodExamples })] : []),
    ...(few ? [change('more-documents', { have: documents, need: fewestDocuments })] : []),
    ...(evidence && languages.length > 1 ? [change('each-language', { languages: languages.join(', ') })] : []),
  ]
}

/** Each once for the same arms. */
function once(all: readonly AdvicePoint[]): readonly AdvicePoint[] {
  const name = ({ key, values }: AdvicePoint) => [key, values['arm'], values['a'], values['b']].join(' ')
  return all.filter((point, at) => all.findIndex((other) => name(other) === name(point)) === at)
}
