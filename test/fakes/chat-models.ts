/** A computer without any chat model: Ollama is absent. */
import { AlcoveError } from '../../core/errors.ts'
import type { ChatModels } from '../../core/ports/chat-models.ts'

const absent = (): never => {
  throw new AlcoveError('ollama-absent', { address: 'http://127.0.0.1:11434' })
}

export const quotesOnly: ChatModels = {
  state: async () => ({
    engines: [{ kind: 'ollama', id: 'ollama', state: 'ollama-absent', address: 'http://127.0.0.1:11434', version: null, remote: false }],
    models: [],
    blocked: [],
  }),
  usable: async () => false,
  chatModel: absent,
  show: async () => absent(),
  pull: absent,
  remove: async () => absent(),
  load: async () => absent(),
  unload: async () => absent(),
  tokens: async () => absent(),
  file: async () => absent(),
  adapters: async () => [],
  addFile: async () => absent(),
  addAdapter: async () => absent(),
  inOllama: {
    base: async () => absent(),
    readableBase: async () => absent(),
    baseOfFile: async () => absent(),
    takesAdapters: async () => absent(),
    ofFile: absent,
    make: absent,
    sweep: async () => absent(),
    rendered: async () => absent(),
  },
}
