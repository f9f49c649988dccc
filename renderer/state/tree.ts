/** A conversation as a tree: an edited question is a branch beside it, a further answer stands beside the first. Plain functions of plain values. */
import type { AnswerMessage, Conversation, QuestionMessage } from '../../core/types/conversation.ts'
import { type Exchange, kept } from './answer.ts'

export type Exchanges = ReadonlyMap<string, Exchange>

/** One place of the branch that is shown. */
export interface Step {
  readonly id: string
  /** Stays while other answers to the same question are shown. */
  readonly key: string
  /** Exchanges to change to, one for each wording of the question, the shown one among them. */
  readonly wordings: readonly string[]
  /** All answers to this question. */
  readonly answers: readonly string[]
}

/** Oldest first. */
function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  return [...exchanges].sort((a, b) => a.at - b.at)
}

function childrenOf(exchanges: Exchanges): ReadonlyMap<string | null, readonly Exchange[]> {
  const children = new Map<string | null, Exchange[]>()
  for (const exchange of exchanges.values()) children.set(exchange.parent, [...(children.get(exchange.parent) ?? []), exchange])
  return new Map([...children].map(([parent, all]) => [parent, inOrder(all)]))
}

/** The newest exchange below this one, itself where none is. */
export function newestBelow(exchanges: Exchanges, id: string): string {
  const children = childrenOf(exchanges)
  let at = id
  for (let next = children.get(at)?.at(-1); next !== undefined; next = children.get(at)?.at(-1)) at = next.id
  return at
}

/** From the beginning of the conversation to `leaf`; empty where there is none. */
export function branchTo(exchanges: Exchanges, leaf: string | null): readonly Step[] {
  const children = childrenOf(exchanges)
  const steps: Step[] = []
  for (let one = leaf === null ? undefined : exchanges.get(leaf); one !== undefined; one = one.parent === null ? undefined : exchanges.get(one.parent)) {
    const { id, questionKey, parent } = one
    const beside = children.get(parent) ?? []
    const answers = beside.filter((other) => other.questionKey === questionKey).map((other) => other.id)
    // Of each other wording the newest answer.
    const wordings = new Map(beside.map((other) => [other.questionKey, other.id]))
    wordings.set(questionKey, id)
    steps.unshift({ id, key: questionKey, wordings: [...wordings.values()], answers })
  }
  return steps
}

/** Whether two branches are the same to look at. */
export function isSameBranch(a: readonly Step[], b: readonly Step[]): boolean {
  const same = (one: readonly string[], other: readonly string[]) => one.length === other.length && one.every((id, at) => id === other[at])
  return a.length === b.length && a.every((step, at) => step.id === b[at]?.id && same(step.wordings, b[at].wordings) && same(step.answers, b[at].answers))
}

/** Nothing of it changed; or it was stopped here, and the engine has not finished with it yet. */
function isSettled(old: Exchange, fresh: Exchange): boolean {
  if (old.state === 'stopped' && fresh.state === 'answering') return true
  if (old.rating !== fresh.rating || old.correction !== fresh.correction) return false
  return old.state === fresh.state && old.text === fresh.text && (old.answer === null) === (fresh.answer === null) && old.images.length === fresh.images.length
}

/**
 * What the engine keeps, as exchanges. Those that this window has already keep their ids, and stay the same values where
 * nothing of them changed, so that nothing is drawn anew.
 */
export function fromStored({ messages, leafId }: Conversation, before: Exchanges): { readonly exchanges: Exchanges; readonly leaf: string | null } {
  const known = new Map([...before.values()].flatMap((one) => (one.stored?.answerId ? [[one.stored.answerId, one] as const] : [])))
  const keys = new Map([...before.values()].flatMap((one) => (one.stored ? [[one.stored.questionId, one.questionKey] as const] : [])))
  const local = (answerId: string | null) => (answerId === null ? null : (known.get(answerId)?.id ?? answerId))
  const answersTo = new Map<string, AnswerMessage[]>()
  for (const message of messages) if (message.role === 'answer') answersTo.set(message.parentId, [...(answersTo.get(message.parentId) ?? []), message])

  const exchangeOf = (question: QuestionMessage, answer: AnswerMessage | null): Exchange => {
    const fresh = kept(local(question.parentId), question, answer)
    const old = answer === null ? undefined : known.get(answer.id)
    if (old && isSettled(old, fresh)) return old
    return { ...fresh, id: old?.id ?? fresh.id, questionKey: keys.get(question.id) ?? question.id, thought: old?.thought ?? null }
  }
  const all = messages.flatMap((message) => {
    if (message.role === 'answer') return []
    const answers = answersTo.get(message.id) ?? []
    return answers.length === 0 ? [exchangeOf(message, null)] : answers.map((answer) => exchangeOf(message, answer))
  })
  // What the engine does not keep, an answer that it refused to give for one, stays as long as the window has it.
  const unkept = [...before.values()].filter(({ stored, state }) => stored === null || (stored.answerId === null && state === 'failed'))
  const exchanges = new Map([...unkept, ...all].map((one) => [one.id, one]))
  const shown = all.find(({ stored }) => stored?.answerId === leafId || stored?.questionId === leafId)
  return { exchanges, leaf: (shown ?? inOrder(all).at(-1))?.id ?? null }
}
