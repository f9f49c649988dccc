/** The embedding worker's entry: a child process that holds one model and answers calls for vectors. */
import process from 'node:process'
import { childSettings, connectToParent } from './child-port.ts'
import type { EmbedReply, EmbedRequest } from './embedding-calls.ts'
import { openEmbeddingSession } from './embedding-session.ts'
import { serveCalls } from './serve-calls.ts'

const port = connectToParent()
const session = openEmbeddingSession(String(childSettings()['modelFolder']))
// each call reports the failure; without this the first would end the process before any call
session.catch(() => undefined)

serveCalls<EmbedRequest, EmbedReply>(port, async ({ texts }) => {
  const { embed } = await session
  return { vectors: await embed(texts), residentBytes: process.memoryUsage.rss() }
})
