/** A draft as it is being written down, and as the engine is asked for it. Plain values. */
import { type DraftPlan, type ExampleKind, usualPlan } from '../../../core/types/data-set.ts'

export interface WantedDraft {
  readonly kinds: readonly ExampleKind[]
  /** Ids of those left out. */
  readonly without: readonly string[]
  readonly conversations: boolean
  /** Empty: none. */
  readonly model: string
  readonly judge: string
  /** Per cent. */
  readonly threshold: number | null
  readonly perDocument: number | null
  readonly distractors: number | null
  /** Per cent. */
  readonly unanswerable: number | null
  /** One a line. */
  readonly labels: string
  readonly fields: string
  readonly style: string
}

export const usualDraft: WantedDraft = {
  kinds: ['question'],
  without: [],
  conversations: false,
  model: '',
  judge: '',
  threshold: 100 * usualPlan.threshold,
  perDocument: usualPlan.perDocument,
  distractors: usualPlan.distractors,
  unanswerable: 100 * usualPlan.unanswerable,
  labels: '',
  fields: '',
  style: '',
}

/** As it was drafted last. */
export function draftOf(plan: DraftPlan | null, sourceIds: readonly string[]): WantedDraft {
  if (plan === null) return usualDraft
  const { scope, model, judge, labels, fields, unanswerable, ...same } = plan
  const from = scope.sourceIds
  return {
    ...same,
    without: from === undefined ? [] : sourceIds.filter((id) => !from.includes(id)),
    model: model ?? '',
    judge: judge?.model ?? '',
    threshold: Math.round((judge?.threshold ?? 0.6) * 100),
    unanswerable: Math.round(unanswerable * 100),
    labels: labels.join('\n'),
    fields: fields.join('\n'),
  }
}

function linesOf(text: string): readonly string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}

/** Null while something that is needed is missing. */
export function planOf(wanted: WantedDraft, sourceIds: readonly string[]): DraftPlan | null {
  const { kinds, without, conversations, threshold, perDocument, distractors, unanswerable } = wanted
  const from = sourceIds.filter((id) => !without.includes(id))
  const model = wanted.model === '' ? null : wanted.model
  const asked = model === null ? kinds.filter((kind) => kind !== 'rewriting') : kinds
  const [labels, fields, style] = [linesOf(wanted.labels), linesOf(wanted.fields), wanted.style.trim()]
  const complete =
    (!asked.includes('classification') || labels.length > 1) &&
    (!asked.includes('extraction') || fields.length > 0) &&
    (!asked.includes('rewriting') || style !== '') &&
    (from.length > 0 || conversations)
  if (asked.length === 0 || !complete) return null
  if (threshold === null || perDocument === null || distractors === null || unanswerable === null) return null
  return {
    kinds: asked,
    scope: from.length === sourceIds.length ? {} : { sourceIds: from },
    conversations,
    model,
    judge: wanted.judge === '' ? null : { model: wanted.judge, threshold: threshold / 100 },
    perDocument,
    distractors,
    unanswerable: unanswerable / 100,
    labels,
    fields,
    style,
  }
}
