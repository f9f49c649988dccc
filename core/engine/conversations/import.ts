/** Takes in conversations that were exported as JSON. The file may come from anyone: it is checked whole before anything is kept. */
import { z } from 'zod'
import { exportFormat, exportVersion } from '../../chat/export/json.ts'
import { answerMessage, conversationSummary, questionMessage } from '../../contract/conversation-schemas.ts'
import { AlcoveError, because } from '../../errors.ts'
import { fromBase64 } from '../../text/base64.ts'
import type { Answer, Citation } from '../../types/answer.ts'
import type { ConversationSummary } from '../../types/conversation.ts'
import { imageTypes } from '../../types/conversation.ts'
import type { EnginePorts } from '../ports.ts'
import { toImage } from './images.ts'

/** Bytes. */
const largestFile = 100_000_000
/** The largest time that a date can have. Milliseconds since 1970. */
const latest = 8_640_000_000_000_000

const time = z.number().min(0).max(latest)
const image = z.object({ id: z.string().max(100), mediaType: z.enum(imageTypes), size: z.number(), base64: z.base64().max(30_000_000) })
const message = z.discriminatedUnion('role', [
  questionMessage.omit({ images: true }).extend({ at: time, text: z.string().max(100_000), images: z.array(image).max(8).readonly().exactOptional() }),
  answerMessage.extend({ at: time }),
])
const file = z.object({
  format: z.literal(exportFormat),
  version: z.literal(exportVersion),
  conversations: z
    .array(
      z.object({
        summary: conversationSummary.omit({ messages: true }).extend({ title: z.string().min(1).max(1_000), createdAt: time, changedAt: time }),
        leafId: z.string().max(100).nullable(),
        messages: z.array(message).max(10_000).readonly(),
      }),
    )
    .min(1)
    .max(1_000),
})

type Exported = z.output<typeof file>['conversations'][number]

export async function importConversations(content: Blob, ports: EnginePorts): Promise<readonly ConversationSummary[]> {
  const conversations = checked(await readJson(content))
  const kept: ConversationSummary[] = []
  try {
    for (const conversation of conversations) kept.push(keep(conversation, ports))
    await ports.committed()
    return kept
  } catch (error) {
    // whole or not at all
    ports.conversations.erase(
      ports.conversations.remove(
        kept.map(({ id }) => id),
        ports.clock.now(),
      ),
    )
    throw error
  }
}

async function readJson(content: Blob): Promise<unknown> {
  if (content.size > largestFile) throw because('import-invalid', 'too-large', { limit: largestFile / 1_000_000 })
  try {
    return JSON.parse(await content.text())
  } catch (error) {
    throw because('import-invalid', 'not-json', {}, error)
  }
}

function checked(json: unknown): readonly Exported[] {
  const named = z.object({ format: z.literal(exportFormat), version: z.number() }).safeParse(json)
  if (!named.success) throw because('import-invalid', 'no-format')
  if (named.data.version > exportVersion) throw because('import-invalid', 'newer-alcove')
  const read = file.safeParse(json)
  if (!read.success) throw because('import-invalid', 'field', { field: (read.error.issues[0]?.path ?? []).map(String).join('.') })
  for (const { messages, leafId } of read.data.conversations) checkTree(messages, leafId)
  return read.data.conversations
}

/** Questions stand below answers that came before them, answers below such questions, and no id is used twice. */
function checkTree(messages: Exported['messages'], leafId: string | null): void {
  const roles = new Map<string, 'question' | 'answer'>()
  for (const { id, role, parentId } of messages) {
    const above = parentId === null ? null : roles.get(parentId)
    const fits = role === 'question' ? parentId === null || above === 'answer' : above === 'question'
    if (!fits || roles.has(id)) throw because('import-invalid', 'no-conversation')
    roles.set(id, role)
  }
  if (leafId !== null && !roles.has(leafId)) throw because('import-invalid', 'no-conversation')
}

function keep({ summary, messages, leafId }: Exported, ports: EnginePorts): ConversationSummary {
  const { conversations } = ports
  const { id } = conversations.create(summary)
  const ids = new Map<string, string>()
  const renewed = (old: string): string => ids.get(old) ?? ''
  try {
    for (const one of messages) ids.set(one.id, keepMessage(id, one, renewed, ports))
    const changes = leafId === null ? {} : { leafId: renewed(leafId) }
    const kept = conversations.update(id, changes)
    if (kept === null) throw new AlcoveError('conversation-unknown')
    return kept
  } catch (error) {
    conversations.erase(conversations.remove([id], ports.clock.now()))
    throw error
  }
}

function keepMessage(conversationId: string, one: Exported['messages'][number], renewed: (id: string) => string, ports: EnginePorts): string {
  if (one.role === 'question') {
    const { parentId, at, text, scope, task, images = [] } = one
    const pictures = images.map(({ base64 }) => toImage(fromBase64(base64)))
    const fields = { at, text, scope, images: pictures, ...(task === undefined ? {} : { task }) }
    return ports.conversations.addQuestion(conversationId, { parentId: parentId === null ? null : renewed(parentId), ...fields }).id
  }
  const { parentId, at, state, answer, ...now } = one
  return ports.conversations.addAnswer(conversationId, {
    ...now,
    parentId: renewed(parentId),
    at,
    state: state === 'running' ? 'stopped' : state,
    answer: answer === null ? null : here(answer, ports),
  }).id
}

/** Ids of files and passages of another profile name nothing here: files are found again by their path, passages not at all. */
function here(answer: Answer, { files }: Pick<EnginePorts, 'files'>): Answer {
  const own = (citation: Citation): Citation => ({ ...citation, fileId: files.byPath(citation.file)?.id ?? 'elsewhere', passageId: 0 })
  return {
    ...answer,
    citations: answer.citations.map(own),
    nearest: answer.nearest.map(own),
    disagreements: answer.disagreements.map((one) => ({ ...one, sources: [own(one.sources[0]), own(one.sources[1])] })),
    receipt: { ...answer.receipt, passages: answer.receipt.passages.map((passage) => ({ ...passage, passageId: 0 })) },
  }
}
