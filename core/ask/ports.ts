/** What the ask line needs from outside. */
import type { Clock } from '../ports/clock.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { PassageIndex } from '../ports/passage-index.ts'
import type { Random } from '../ports/random.ts'
import type { FilesStore, PassagesStore } from '../ports/stores.ts'
import type { Wording } from './wording.ts'

export interface SearchPorts {
  readonly index: Pick<PassageIndex, 'searchWords' | 'searchVectors' | 'similarities'>
  readonly passages: Pick<PassagesStore, 'byIds' | 'document' | 'hiddenAmong'>
  readonly files: Pick<FilesStore, 'ofDocument' | 'byId' | 'documentsIn'>
  readonly embedder: Embedder
  readonly clock: Clock
}

export interface AskPorts extends SearchPorts {
  readonly index: SearchPorts['index'] & Pick<PassageIndex, 'documentsHolding'>
  readonly passages: SearchPorts['passages'] & Pick<PassagesStore, 'slice' | 'pagesOf'>
  readonly files: SearchPorts['files'] & Pick<FilesStore, 'catalogue' | 'complete'>
  readonly random: Random
  readonly wording: Wording
}
