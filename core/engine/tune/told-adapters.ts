/** What is kept of adapters, with every change told to those who follow. */
import type { AdaptersStore } from '../../ports/trainings-store.ts'
import { createPulse, type Pulse } from '../pulse.ts'

/** `changed`: for what is not kept here, such as the files of adapters. */
export type ToldAdapters = AdaptersStore & Pulse

export function createToldAdapters(store: AdaptersStore): ToldAdapters {
  const pulse = createPulse()
  return {
    ...pulse,
    byModel: store.byModel,
    put(record) {
      store.put(record)
      pulse.changed()
    },
    remove(model) {
      store.remove(model)
      pulse.changed()
    },
  }
}
