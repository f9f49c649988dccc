/** The examples that are looked through, which one is at hand, and what can be taken back. Plain values. */
import type { Example, ExampleState } from '../../../core/types/data-set.ts'

/** What was done, as it was before. */
export type Step =
  | { readonly kind: 'review'; readonly before: readonly { readonly id: string; readonly state: ExampleState }[] }
  | { readonly kind: 'edit'; readonly before: Example }

export interface Reviewed {
  readonly examples: readonly Example[]
  /** There are more to be read. */
  readonly more: boolean
  /** Which is at hand. */
  readonly index: number
  /** The newest last. */
  readonly steps: readonly Step[]
}

/** As many can be taken back. */
const mostSteps = 100

export const nothingReviewed: Reviewed = { examples: [], more: false, index: 0, steps: [] }

const within = (index: number, length: number) => Math.max(0, Math.min(index, length - 1))

/** Read anew: what is at hand stays at hand, where it is still among them. */
export function withExamples(before: Reviewed, examples: readonly Example[], more: boolean): Reviewed {
  const id = before.examples[before.index]?.id
  const found = examples.findIndex((one) => one.id === id)
  return { ...before, examples, more, index: within(found === -1 ? before.index : found, examples.length) }
}

export function withMore(before: Reviewed, examples: readonly Example[], more: boolean): Reviewed {
  const known = new Set(before.examples.map(({ id }) => id))
  return { ...before, examples: [...before.examples, ...examples.filter(({ id }) => !known.has(id))], more }
}

export function moved(before: Reviewed, step: number): Reviewed {
  return { ...before, index: within(before.index + step, before.examples.length) }
}

export function at(before: Reviewed, id: string): Reviewed {
  const index = before.examples.findIndex((one) => one.id === id)
  return index === -1 ? before : { ...before, index }
}

/** The step that reviewing these would be; those that are in that state already are left out. */
export function reviewStep({ examples }: Reviewed, ids: readonly string[], state: ExampleState): Step & { readonly kind: 'review' } {
  const before = examples.filter((one) => ids.includes(one.id) && one.state !== state).map((one) => ({ id: one.id, state: one.state }))
  return { kind: 'review', before }
}

const remembered = (steps: readonly Step[], step: Step) => [...steps, step].slice(-mostSteps)

/** They stay where they are, in their new state. */
export function withReview(before: Reviewed, step: Step & { readonly kind: 'review' }, state: ExampleState): Reviewed {
  const ids = new Set(step.before.map(({ id }) => id))
  return { ...before, examples: before.examples.map((one) => (ids.has(one.id) ? { ...one, state } : one)), steps: remembered(before.steps, step) }
}

export function withEdit(before: Reviewed, edited: Example): Reviewed {
  const old = before.examples.find(({ id }) => id === edited.id)
  const examples = before.examples.map((one) => (one.id === edited.id ? edited : one))
  return { ...before, examples, steps: old ? remembered(before.steps, { kind: 'edit', before: old }) : before.steps }
}

/** As the engine has it now; nothing was done to it here since. */
export function withNewest(before: Reviewed, example: Example): Reviewed {
  const changed = before.examples.find(({ id }) => id === example.id)
  if (changed?.output !== example.output || changed.input !== example.input) return before
  return { ...before, examples: before.examples.map((one) => (one.id === example.id ? { ...example, state: one.state } : one)) }
}

/** What was done to them elsewhere; they stay where they are. */
export function withOthers(before: Reviewed, newest: readonly Example[]): Reviewed {
  const byId = new Map(newest.map((one) => [one.id, one]))
  return { ...before, examples: before.examples.map((one) => byId.get(one.id) ?? one) }
}

/** The last step is taken back: the first example it was about is at hand again. */
export function withoutLast(before: Reviewed): Reviewed {
  const step = before.steps.at(-1)
  if (!step) return before
  const steps = before.steps.slice(0, -1)
  if (step.kind === 'edit') {
    return at({ ...before, steps, examples: before.examples.map((one) => (one.id === step.before.id ? step.before : one)) }, step.before.id)
  }
  const states = new Map(step.before.map(({ id, state }) => [id, state]))
  const examples = before.examples.map((one) => ({ ...one, state: states.get(one.id) ?? one.state }))
  return at({ ...before, steps, examples }, step.before[0]?.id ?? '')
}
