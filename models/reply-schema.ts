/** The JSON Schema that engines force a reply into. */
import type { ReplyFields } from '../core/ports/chat-model.ts'

export function replySchema(fields: ReplyFields) {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type }] as const))
  return { type: 'object', properties, required: Object.keys(fields), additionalProperties: false } as const
}
