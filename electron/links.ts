/** The one way in which a link leaves the app: https only, after the user saw the whole host and agreed. */
import { BrowserWindow, dialog, shell } from 'electron'
import { openable } from '../core/contract/openable.ts'
import { say } from '../core/words/words.ts'

let asking = false

/** One question at a time: what asks while another is open is dropped. */
export async function offerLink(address: string): Promise<void> {
  const url = openable(address)
  if (url === null || asking) return
  asking = true
  try {
    const question = {
      type: 'question' as const,
      message: say('desktop.link.question', { host: url.host }),
      detail: url.href,
      buttons: [say('desktop.link.open'), say('desktop.cancel')],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    }
    const window = BrowserWindow.getFocusedWindow()
    const { response } = await (window === null ? dialog.showMessageBox(question) : dialog.showMessageBox(window, question))
    if (response === 0) await shell.openExternal(url.href)
  } finally {
    asking = false
  }
}
