/** The engine cannot start, for a reason that the user can change: says which, and asks what to do. */
import { app, dialog } from 'electron'
import type { ErrorCode, ErrorDetails } from '../core/errors.ts'
import { advice, say } from '../core/words/words.ts'

/** True: try again. False: the app is ending. */
export async function askWhatToDo(code: ErrorCode, details: ErrorDetails): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: say('desktop.unusable'),
    detail: advice(code, details),
    buttons: [say('desktop.try-again'), say('desktop.quit')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  if (response === 0) return true
  app.quit()
  return false
}
