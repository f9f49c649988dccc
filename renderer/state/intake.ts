/** How documents come in: a drop, a dialog, the samples. One place, whichever door this window is. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Failure } from '../../core/errors.ts'
import type { Source } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import type { Bridge } from '../client/bridge.ts'
import type { Client } from '../client/client.ts'
import { droppedEntries, droppedRoots } from '../client/dropped.ts'
import { failureOf } from '../client/failure.ts'
import { type UploadProgress, upload } from '../client/upload.ts'
import type { Library, Refusal } from './library.ts'

export interface IntakeState {
  /** Browser mode's own folder dialog. */
  readonly browsing: boolean
  /** Null while nothing is being copied. */
  readonly uploading: UploadProgress | null
}

export interface Intake {
  readonly store: StoreApi<IntakeState>
  /** What was added. */
  drop(transfer: DataTransfer): Promise<readonly Source[]>
  chooseFolder(): Promise<void>
  chooseFiles(): Promise<void>
  /** What browser mode's dialog ended with; null: nothing. */
  browsed(pick: string | null): Promise<void>
  samples(): Promise<void>
  stopUpload(): void
}

export function createIntake(client: Client, bridge: Bridge | null, library: Library): Intake {
  const store = createStore<IntakeState>(() => ({ browsing: false, uploading: null }))
  let controller: AbortController | null = null

  async function addPicks(picks: readonly string[], refused: readonly Refusal[] = []): Promise<readonly Source[]> {
    return picks.length > 0 || refused.length > 0 ? await library.add({ picks: [...picks] }, refused) : []
  }

  async function uploadAll(entries: readonly FileSystemEntry[]): Promise<readonly Source[]> {
    const mine = new AbortController()
    controller = mine
    const picks: string[] = []
    const refused: Refusal[] = []
    let failure: Failure | null = null
    store.setState({ uploading: { name: entries[0]?.name ?? '', files: 0, filesDone: 0, bytes: 0, bytesDone: 0 } })
    try {
      for (const root of await droppedRoots(entries, say('library.loose-files'))) {
        const done = await upload(client, root, (uploading) => store.setState({ uploading }), mine.signal)
        picks.push(done.pick)
        refused.push(...done.refused)
      }
    } catch (error) {
      failure = failureOf(error, mine.signal)
    }
    controller = null
    store.setState({ uploading: null })
    const added = await addPicks(picks, refused)
    if (failure) library.failed(failure)
    return added
  }

  /** Asks the system for a choice; what fails before the library is asked is shown where its own failures are. */
  async function addChosen(choose: () => Promise<string[]>): Promise<readonly Source[]> {
    try {
      return await addPicks(await choose())
    } catch (error) {
      library.failed(failureOf(error))
      return []
    }
  }

  return {
    store,
    async drop(transfer) {
      if (bridge) {
        const files = [...transfer.files]
        return addChosen(() => bridge.dropFiles(files))
      }
      const entries = droppedEntries(transfer)
      return entries.length > 0 && !controller ? await uploadAll(entries) : []
    },
    async chooseFolder() {
      if (bridge) await addChosen(() => bridge.chooseFolder())
      else store.setState({ browsing: true })
    },
    async chooseFiles() {
      if (bridge) await addChosen(() => bridge.chooseFiles())
      else store.setState({ browsing: true })
    },
    async browsed(pick) {
      store.setState({ browsing: false })
      if (pick !== null) await addPicks([pick])
    },
    async samples() {
      await library.add({ samples: true })
    },
    stopUpload: () => controller?.abort(),
  }
}
