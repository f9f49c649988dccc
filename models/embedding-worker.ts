/** The embedding worker's entry: a child process that holds one model and answers calls for vectors. */
import process from 'node:process'
import { childSettings, connectToParent } from './child-port.ts'
import type { EmbedReply, EmbedRequest } from './embedding-calls.ts'
import { openEmbeddingSession } from './embedding-session.ts'
import { serveCalls } from './serve-calls.ts'

const port = connectToParent()
const session = openEmbeddingSession(String(childSettings()['modelFolder']))
/** One call after the other: the parent sends the next while this one is worked on. Each call reports its own failure. */
let last: Promise<unknown> = session.catch(() => undefined)

serveCalls<EmbedRequest, EmbedReply>(port, ({ texts }) => {
  const reply = last.then(async () => {
    const { embed } = await session
    return { vectors: await embed(texts), residentBytes: process.memoryUsage.rss() }
  })
  last = reply.catch(() => undefined)
  return reply
})
