/** All stores on one database. */
import type { Stores } from '../ports/stores.ts'
import { createConversationsStore } from './conversations-store.ts'
import { createDataSetsStore } from './data-sets-store.ts'
import { createExperimentsStore } from './experiments-store.ts'
import { createFilesStore } from './files-store.ts'
import { openDatabase } from './open-database.ts'
import { createPassagesStore } from './passages-store.ts'
import { createNetworkLogStore, createProfileStore, createSettingsStore } from './profile-stores.ts'
import { createScansStore } from './scans-store.ts'
import { createSourcesStore } from './sources-store.ts'
import { createAdaptersStore, createTrainingsStore } from './trainings-store.ts'

/** `path`: absolute, of `alcove.db`. Fails as `openDatabase` does. */
export function openStores(path: string): Stores {
  const database = openDatabase(path)
  return {
    sources: createSourcesStore(database),
    files: createFilesStore(database),
    passages: createPassagesStore(database),
    scans: createScansStore(database),
    profile: createProfileStore(database),
    settings: createSettingsStore(database),
    networkLog: createNetworkLogStore(database),
    conversations: createConversationsStore(database),
    dataSets: createDataSetsStore(database),
    experiments: createExperimentsStore(database),
    trainings: createTrainingsStore(database),
    adapters: createAdaptersStore(database),
    scrubbed: () => database.scrubbed(),
    committed: () => database.committed(),
    close: () => database.close(),
  }
}
