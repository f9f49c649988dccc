/** The index keeper: a child process that folds one table at a time, and may be ended whenever it is idle. */
import process from 'node:process'
import { foldApart } from '../../core/store/index/fold-apart.ts'
import { connectToParent } from '../../models/child-port.ts'
import { serveCalls } from '../../models/serve-calls.ts'
import type { KeepReply, KeepRequest } from './keep-index.ts'

serveCalls<KeepRequest, KeepReply>(connectToParent(), async (order) => {
  const folded = await foldApart(order)
  return { ...folded, residentBytes: process.memoryUsage.rss() }
})
