/** Files that are given to the window from outside: into the library, and into the question where one is being asked. */
import type { App } from '../state/app.ts'
import { withPath } from '../state/scope.ts'
import { focusQuestion } from './use-keys.ts'

/** Whether questions are being asked in the window now: not while its library is empty. */
export function isAsking({ layout, library }: App): boolean {
  return layout.getState().view === 'ask' && (library.store.getState().sources?.length ?? 0) > 0
}

/** Adds what was dropped or pasted to the library; where questions are being asked, it is asked about. Must be called while the event is being handled. */
export async function takeFiles(app: App, transfer: DataTransfer): Promise<void> {
  const { layout, intake, draft, library } = app
  const files = [...transfer.files]
  if (files.length > 0 && files.every(({ name }) => name.toLowerCase().endsWith('.gguf'))) {
    layout.setState({ view: 'models' })
    await app.models.drop(files)
    return
  }
  const asking = isAsking(app)
  if (!asking) layout.setState({ view: 'library' })
  const added = await intake.drop(transfer)
  if (!asking) return
  draft.limit((scope) => added.reduce((all, { path }) => withPath(all, path), scope))
  const { actionFailure, refused } = library.store.getState()
  // What could not be taken is told in the library.
  if (actionFailure || refused.length > 0) layout.setState({ view: 'library' })
  else if (added.length > 0) focusQuestion(app)
}
