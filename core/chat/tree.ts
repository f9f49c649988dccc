/** Conversations as trees: questions stand below answers, answers below questions. Pure. */
import type { Message, QuestionMessage } from '../types/conversation.ts'

/** From the root to the message; empty where there is none of that id. */
export function branchTo(messages: readonly Message[], id: string | null): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const branch: Message[] = []
  for (
    let at = id === null ? undefined : byId.get(id);
    at !== undefined && !branch.includes(at);
    at = at.parentId === null ? undefined : byId.get(at.parentId)
  ) {
    branch.unshift(at)
  }
  return branch
}

/** The branch that is shown: through the message that was chosen, and on to its end by what came last. */
export function branchShown(messages: readonly Message[], leafId: string | null): readonly Message[] {
  const branch = [...branchTo(messages, leafId)]
  for (;;) {
    const end = branch.at(-1)?.id ?? null
    const next = messages.filter(({ parentId }) => parentId === end).at(-1)
    if (next === undefined || branch.includes(next)) return branch
    branch.push(next)
  }
}

/** A question and its answer on a branch. */
export interface Said {
  readonly question: QuestionMessage
  readonly answer: Extract<Message, { role: 'answer' }>
}

/** The exchanges of a branch, oldest first, without what was never answered. */
export function exchangesOf(branch: readonly Message[]): readonly Said[] {
  return branch.flatMap((message, at) => {
    const next = branch[at + 1]
    return message.role === 'question' && next?.role === 'answer' && (next.text !== '' || next.state === 'done') ? [{ question: message, answer: next }] : []
  })
}
