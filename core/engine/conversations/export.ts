/** A conversation as a file for people or for another profile. */

import { fileNameOf, isQuestion } from '../../chat/export/exported.ts'
import { asJson } from '../../chat/export/json.ts'
import { asMarkdown } from '../../chat/export/markdown.ts'
import { branchShown } from '../../chat/tree.ts'
import { AlcoveError } from '../../errors.ts'
import { toBase64 } from '../../text/base64.ts'
import type { Scope } from '../../types/answer.ts'
import type { Conversation, ExportFormat, Message } from '../../types/conversation.ts'
import type { EnginePorts } from '../ports.ts'
import { exportWords } from './export-words.ts'

interface ExportRequest {
  readonly id: string
  readonly format: ExportFormat
  readonly messageIds?: readonly string[] | undefined
}

export interface ExportedDocument {
  readonly fileName: string
  readonly mediaType: string
  readonly content: Blob
}

const kinds = {
  markdown: { ending: 'md', mediaType: 'text/markdown' },
  html: { ending: 'html', mediaType: 'text/html' },
  json: { ending: 'json', mediaType: 'application/json' },
} as const

export async function exportConversation({ id, format, messageIds }: ExportRequest, ports: EnginePorts): Promise<ExportedDocument> {
  const conversation = ports.conversations.get(id)
  if (conversation === null) throw new AlcoveError('conversation-unknown')
  const { ending, mediaType } = kinds[format]
  const content = new Blob([await written(conversation, format, messageIds, ports)], { type: mediaType })
  return { fileName: fileNameOf(conversation.summary.title, ending), mediaType, content }
}

async function written(conversation: Conversation, format: ExportFormat, messageIds: readonly string[] | undefined, ports: EnginePorts): Promise<string> {
  if (format === 'json') return asJson(portable(conversation, ports), (imageId) => base64Of(imageId, ports), ports.clock.now())
  const { title, createdAt } = conversation.summary
  const messages = chosen(conversation, messageIds)
  const shown = { title, createdAt, messages }
  if (format === 'markdown') return asMarkdown(shown, exportWords)
  // the reader of Markdown is large: no engine starts with it
  const { asHtml } = await import('../../chat/export/html.ts')
  return await asHtml(shown, picturesOf(messages, ports), exportWords)
}

function chosen({ messages, leafId }: Conversation, messageIds: readonly string[] | undefined): readonly Message[] {
  if (messageIds === undefined) return branchShown(messages, leafId)
  const named = messages.filter(({ id }) => messageIds.includes(id))
  if (named.length < new Set(messageIds).size) throw new AlcoveError('message-unknown')
  return named
}

function picturesOf(messages: readonly Message[], ports: EnginePorts): ReadonlyMap<string, string> {
  const images = messages.filter(isQuestion).flatMap(({ images: own = [] }) => own)
  return new Map(images.map(({ id, mediaType }) => [id, `data:${mediaType};base64,${base64Of(id, ports)}`]))
}

function base64Of(imageId: string, { conversations }: Pick<EnginePorts, 'conversations'>): string {
  const image = conversations.image(imageId)
  return image === null ? '' : toBase64(image.data)
}

/** Ids of sources and files mean nothing elsewhere: what they name is named by its path. */
function portable(conversation: Conversation, ports: EnginePorts): Conversation {
  return {
    ...conversation,
    summary: { ...conversation.summary, scope: byPath(conversation.summary.scope, ports) },
    messages: conversation.messages.map((message) => (message.role === 'question' ? { ...message, scope: byPath(message.scope, ports) } : message)),
  }
}

function byPath({ sourceIds, fileIds, paths, ...scope }: Scope, { sources, files }: Pick<EnginePorts, 'sources' | 'files'>): Scope {
  const named = paths ?? fileIds?.map((id) => files.byId(id)?.path) ?? sourceIds?.map((id) => sources.byId(id)?.path)
  const known = named?.filter((path) => path !== undefined)
  return { ...scope, ...(known === undefined || known.length === 0 ? {} : { paths: known }) }
}
