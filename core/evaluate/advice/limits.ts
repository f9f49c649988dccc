/** Which approaches the use rules out, whatever was measured. Pure. */
import type { AdviceChange } from '../../types/advice.ts'
import type { AdvicePoint, ArmKind } from '../../types/experiment.ts'
import { type AdviceMaterial, reason, wantsFacts } from './material.ts'

export interface Limit {
  readonly arms: readonly ArmKind[]
  readonly reason: AdvicePoint
  /** Said where an arm that this rules out was measured as better; null: nothing. */
  readonly lifted: AdviceChange | null
}

/** Shares of documents from which on answers from memory are often old: ours, no paper gives one. */
const oftenChanged = 0.1
const tooStale = 0.2

export function limitsOf(material: AdviceMaterial): readonly Limit[] {
  return [...citing(material), ...changing(material), ...stale(material), ...empty(material)]
}

/** What has no passages has nothing to cite. */
function citing({ questions }: AdviceMaterial): readonly Limit[] {
  return questions.mustCite ? [{ arms: ['base', 'tuned'], reason: reason('must-cite'), lifted: 'no-citing' }] : []
}

function changing({ questions, corpus: { documents, changedPerMonth } }: AdviceMaterial): readonly Limit[] {
  if (questions.need === 'style') return []
  if (questions.changes === 'daily') return [{ arms: ['tuned'], reason: reason('changes-often'), lifted: 'changes-less' }]
  if (changedPerMonth === null || documents === 0 || changedPerMonth / documents < oftenChanged) return []
  return [{ arms: ['tuned'], reason: reason('changed-lately', { documents, changed: changedPerMonth }), lifted: 'changes-less' }]
}

/** Of style an adapter knows as much as before. */
function stale({ questions, staleness }: AdviceMaterial): readonly Limit[] {
  if (!staleness || !wantsFacts(questions) || staleShare(staleness) < tooStale) return []
  const { documents, changed, gone } = staleness
  return [{ arms: ['tuned', 'hybrid'], reason: reason('too-stale', { documents, changed, gone }), lifted: null }]
}

function staleShare({ documents, changed, gone }: NonNullable<AdviceMaterial['staleness']>): number {
  return documents === 0 ? 0 : (changed + gone) / documents
}

function empty({ corpus }: AdviceMaterial): readonly Limit[] {
  return corpus.documents === 0 ? [{ arms: ['rag', 'hybrid'], reason: reason('no-documents'), lifted: null }] : []
}
