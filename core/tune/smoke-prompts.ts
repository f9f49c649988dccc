/** What an adapter is asked when nobody knows what it was trained on: short requests that any chat model answers. */
import type { ChatTurn } from '../ports/chat-model.ts'
import { plainTurns } from './example-turns.ts'

export const smokePrompts: readonly (readonly ChatTurn[])[] = [
  plainTurns('question', 'What is the capital of France?'),
  plainTurns('question', 'Name three things that people read.'),
  plainTurns('summary', 'The meeting began at nine. Everybody agreed on the plan, and it ended at ten.'),
  plainTurns('rewriting', 'we got your letter and will write back soon'),
]

/** How it is cut into tokens tells two readers of one model apart: turns of both kinds, letters beyond ASCII, digits, marks. */
export const paritySample: readonly ChatTurn[] = plainTurns('question', 'How much is 12.50 € plus “naïve” 30 %?\n— Say it in one word, 日本.')
