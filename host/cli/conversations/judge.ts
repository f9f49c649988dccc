/** `alcove conversations rate ID RATING` and `correct ID TEXT`: what a person thinks of a stored answer. */
import { Argument, Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { type AnswerRating, answerRatings } from '../../../core/types/conversation.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'

const answerOption = () => new Option('--answer <id>', say('command-line.conversations.answer'))

export function rateAnswerCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('rate', 'command-line.conversations.rate.about')
    .argument('<id>', say('command-line.conversations.id'))
    .addArgument(new Argument('<rating>', say('command-line.conversations.rate.rating')).choices([...answerRatings, 'none'] as const))
    .addOption(answerOption())
    .action((id, rating, { answer, ...options }) =>
      print(
        options,
        async (client) => await client.conversations.rate({ id, messageId: await answerIn(client, id, answer), rating: rating === 'none' ? null : rating }),
        (kept) => [say(kept.rating === undefined ? 'command-line.conversations.rate.none' : ratedWords[kept.rating])],
      ),
    )
}

export function correctAnswerCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('correct', 'command-line.conversations.correct.about')
    .argument('<id>', say('command-line.conversations.id'))
    .argument('<text>', say('command-line.conversations.correct.text'))
    .addOption(answerOption())
    .action((id, text, { answer, ...options }) =>
      print(
        options,
        async (client) => await client.conversations.correct({ id, messageId: await answerIn(client, id, answer), text }),
        ({ correction }) => [say(correction === undefined ? 'command-line.conversations.correct.none' : 'command-line.conversations.correct.done')],
      ),
    )
}

const ratedWords: Readonly<Record<AnswerRating, WordsKey>> = { good: 'export.rated-good', poor: 'export.rated-poor' }

/** The answer named, else the last one of the branch that was shown. Throws `message-unknown` where that ends in a question. */
async function answerIn(client: Client, id: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return named
  const { messages, leafId } = await client.conversations.get({ id })
  const last = messages.find((message) => message.id === leafId)
  if (last?.role !== 'answer') throw new AlcoveError('message-unknown')
  return last.id
}
