/** A failure with a code, said to the user where the page could not: over the bridge only its message would survive. */
import { type BrowserWindow, dialog } from 'electron'
import { AlcoveError } from '../core/errors.ts'
import { advice, say } from '../core/words/words.ts'

/** The work's result, or undefined after the user was told why there is none. A bug is thrown on. */
export async function reportFailure<Result>(window: BrowserWindow, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AlcoveError)) throw error
    await dialog.showMessageBox(window, {
      type: 'warning',
      message: say('desktop.failed'),
      detail: advice(error.code, error.details),
      buttons: [say('desktop.close')],
      noLink: true,
    })
    return undefined
  }
}
