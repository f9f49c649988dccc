/**
 * Writes to the log where indexing stands: each phase's begin and end. For whoever looks for a fault, and for the
 * tests that kill the engine in every phase. On only where the environment asks for it.
 */
import type { Embedder } from '../core/ports/embedder.ts'
import type { Log } from '../core/ports/log.ts'
import type { Parser } from '../core/ports/parser.ts'
import type { PassageIndex } from '../core/ports/passage-index.ts'
import type { Stores } from '../core/ports/stores.ts'

type Phase = 'parse' | 'words' | 'embed' | 'vectors' | 'mark' | 'optimize'

interface Line {
  readonly parser: Parser
  readonly index: PassageIndex
  readonly embedder: Embedder
  readonly stores: Stores
}

export interface Phases {
  /** The same parts, each telling of its phase. */
  line(parts: Line): Line
  /** The index folds by itself; it tells when. */
  readonly folding: (edge: 'begin' | 'end') => void
}

export function createPhases(log: Log): Phases {
  /** Marks made that have not been asked to reach the disk. */
  let marks = 0
  const say = (phase: Phase, edge: 'begin' | 'end'): void => log.info('phase', { phase, edge })

  async function during<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    say(phase, 'begin')
    try {
      return await work()
    } finally {
      say(phase, 'end')
    }
  }

  const line = ({ parser, index, embedder, stores }: Line): Line => ({
    parser: {
      version: parser.version,
      async *parse(file, signal) {
        say('parse', 'begin')
        try {
          yield* parser.parse(file, signal)
        } finally {
          say('parse', 'end')
        }
      },
    },
    index: {
      ...index,
      addWords: async (rows) => await during('words', async () => await index.addWords(rows)),
      addVectors: async (rows) => await during('vectors', async () => await index.addVectors(rows)),
    },
    embedder: {
      dimensions: embedder.dimensions,
      maxTokens: embedder.maxTokens,
      model: embedder.model,
      revision: embedder.revision,
      embed: async (texts, as, signal) => await during('embed', async () => await embedder.embed(texts, as, signal)),
    },
    stores: {
      ...stores,
      passages: {
        ...stores.passages,
        setState(documentId, state, facts) {
          if (state === 'done') {
            marks++
            say('mark', 'begin')
          }
          stores.passages.setState(documentId, state, facts)
        },
      },
      async committed() {
        const reaching = marks
        marks = 0
        await stores.committed()
        for (let mark = 0; mark < reaching; mark++) say('mark', 'end')
      },
    },
  })

  return { line, folding: (edge) => say('optimize', edge) }
}
