/** A conversation as the scripted engine keeps it. */
import type { AnswerMessage, Conversation, QuestionMessage } from '../../core/types/conversation.ts'
import { answers } from './scripted-library.ts'

/** Of so many questions, each with one answer. `age` in milliseconds. */
export function conversation(id: string, title: string, turns: number, age: number, changes: Partial<Conversation['summary']> = {}): Conversation {
  const changedAt = Date.now() - age
  const messages = Array.from({ length: turns }, (_, n): [QuestionMessage, AnswerMessage] => [
    {
      role: 'question',
      id: `${id}-q${n}`,
      parentId: n === 0 ? null : `${id}-a${n - 1}`,
      at: changedAt - (turns - n) * 2_000,
      text: `${title}, part ${n + 1}?`,
      scope: {},
    },
    {
      role: 'answer',
      id: `${id}-a${n}`,
      parentId: `${id}-q${n}`,
      at: changedAt - (turns - n) * 2_000 + 1_000,
      state: 'done',
      text: answers.model.answer,
      answer: answers.model,
      model: 'llama3.2:3b',
    },
  ]).flat()
  return {
    summary: { id, title, titledBy: 'question', pinned: false, createdAt: changedAt, changedAt, messages: messages.length, scope: {}, ...changes },
    messages,
    leafId: messages.at(-1)?.id ?? null,
  }
}
