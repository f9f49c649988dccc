/** `alcove ask QUESTION` */
import type { Answer, ListedFile, Scope } from '../../../core/types/answer.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import { forJson, readAnswer, type Stored, sayCitations } from '../answer-output.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import { inOption, sinceOption, typeOption, untilOption } from '../options.ts'
import { scopeOf } from '../scope.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'

export function askCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('ask', 'command-line.ask.about')
    .argument('<question>', say('command-line.ask.question'))
    .addOption(inOption())
    .addOption(typeOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .option('--model <name>', say('command-line.ask.model'))
    .option('--conversation <id>', say('command-line.ask.conversation'))
    .action((question, options) =>
      run(options, async (client) => {
        const model = options.model === undefined ? {} : { model: options.model === 'none' ? null : options.model }
        const scope = await scopeOf(options)
        const stored: Stored[] = []
        const limited = Object.keys(scope).length > 0
        const place = options.conversation === undefined ? null : await placeIn(client, options.conversation, signal)
        const kept = place === null ? {} : { conversation: place.conversation }
        const parts = client.questions.ask({ question, ...(limited ? { scope } : {}), ...model, ...kept }, { signal })
        const answer = await readAnswer(parts, options.json ? null : terminal, signal, (ids) => stored.push(ids))
        const files = answer.list ? await everyFile(client, answer, limited ? scope : (place?.scope ?? {}), signal) : []
        if (options.json) terminal.result(JSON.stringify({ ...forJson(answer, files), ...(stored[0] === undefined ? {} : { conversation: stored[0] }) }))
        else {
          for (const { file } of files.slice(answer.list?.items.length)) terminal.result(`- ${printable(file)}`)
          sayCitations(terminal, answer)
          if (stored[0] !== undefined) terminal.say(say('command-line.ask.kept', { id: stored[0].conversationId }))
        }
        return answer.answered ? exitCodes.success : exitCodes.nothing
      }),
    )
}

interface Place {
  readonly conversation: { readonly id: string | null; readonly parentId: string | null }
  /** What the conversation is about. */
  readonly scope: Scope
}

/** Behind its last answer; `new`: in a conversation of its own. */
async function placeIn(client: Client, id: string, signal: AbortSignal): Promise<Place> {
  if (id === 'new') return { conversation: { id: null, parentId: null }, scope: {} }
  const { messages, leafId, summary } = await client.conversations.get({ id }, { signal })
  const leaf = messages.find((message) => message.id === leafId)
  return { conversation: { id, parentId: leaf?.role === 'question' ? leaf.parentId : leafId }, scope: summary.scope }
}

/** The whole list, of which the answer carries the beginning. */
async function everyFile(client: Client, { list }: Answer, scope: Scope, signal: AbortSignal): Promise<readonly ListedFile[]> {
  const files = [...(list?.items ?? [])]
  for (let more = list?.more === true; more; ) {
    const page = await client.questions.list(
      { question: list?.question ?? '', within: list?.within ?? [], scope, after: files.at(-1)?.fileId ?? null, limit: 1_000 },
      { signal },
    )
    files.push(...(page.list?.items ?? []))
    more = page.list?.more === true
  }
  return files
}
