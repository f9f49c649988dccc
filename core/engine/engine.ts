/** The engine: the contract's handlers over the ports it is handed. */
import { createRouterClient } from '@orpc/server'
import { type CallContext, implementer } from './context.ts'
import { adapterHandlers } from './handlers/adapters.ts'
import { appHandlers } from './handlers/app.ts'
import { conversationHandlers } from './handlers/conversations.ts'
import { dataSetHandlers } from './handlers/data-sets.ts'
import { evidenceHandlers } from './handlers/evidence.ts'
import { experimentHandlers } from './handlers/experiments.ts'
import { fileQuestionHandlers } from './handlers/file-questions.ts'
import { libraryHandlers } from './handlers/library.ts'
import { modelHandlers } from './handlers/models.ts'
import { networkHandlers } from './handlers/network.ts'
import { pickHandlers } from './handlers/picks.ts'
import { questionHandlers } from './handlers/questions.ts'
import { searchHandlers } from './handlers/search.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { trainingHandlers } from './handlers/training.ts'
import { uploadHandlers } from './handlers/uploads.ts'
import { createPickRegistry } from './pick-registry.ts'
import type { EnginePorts } from './ports.ts'

/** What a transport needs to serve calls; its context names the door. */
export type EngineRouter = ReturnType<typeof createEngine>

export function createEngine(ports: EnginePorts) {
  const os = implementer(ports.log)
  const picks = createPickRegistry(ports.random, ports.clock)
  return os.router({
    app: appHandlers(os, ports),
    library: libraryHandlers(os, ports, picks),
    search: searchHandlers(os, ports),
    questions: { ...questionHandlers(os, ports), ...fileQuestionHandlers(os, ports) },
    conversations: conversationHandlers(os, ports),
    evidence: evidenceHandlers(os, ports),
    models: modelHandlers(os, ports, picks),
    dataSets: dataSetHandlers(os, ports),
    experiments: experimentHandlers(os, ports),
    settings: settingsHandlers(os, ports),
    network: networkHandlers(os, ports),
    picks: pickHandlers(os, ports, picks),
    training: trainingHandlers(os, ports),
    adapters: adapterHandlers(os, ports),
    uploads: uploadHandlers(os, ports, picks),
  })
}

/** Calls the engine in this process, as one door. */
export function clientOf(router: EngineRouter, context: CallContext) {
  return createRouterClient(router, { context })
}
