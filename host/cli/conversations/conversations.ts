/** `alcove conversations …`: what is kept of questions and answers. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { correctAnswerCommand, rateAnswerCommand } from './judge.ts'
import { listCommand } from './list.ts'
import { removeConversationsCommand } from './remove.ts'
import { showCommand } from './show.ts'

export function conversationsCommand(surroundings: Surroundings, outcome: Outcome) {
  return new Command('conversations')
    .description(say('command-line.conversations.about'))
    .addCommand(listCommand(surroundings, outcome))
    .addCommand(showCommand(surroundings, outcome))
    .addCommand(rateAnswerCommand(surroundings, outcome))
    .addCommand(correctAnswerCommand(surroundings, outcome))
    .addCommand(exportCommand(surroundings, outcome))
    .addCommand(importCommand(surroundings, outcome))
    .addCommand(removeConversationsCommand(surroundings, outcome))
}
