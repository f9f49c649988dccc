/** The one way in which a link leaves the app: https only, after the user saw the whole host and agreed. */
import { BrowserWindow, dialog, shell } from 'electron'
import { say } from '../core/words/words.ts'

const longestAddress = 2_000
let asking = false

/** The address as it will be opened, or null where it may not be opened at all. */
export function openable(address: string): URL | null {
  if (address.length > longestAddress || !URL.canParse(address)) return null
  const url = new URL(address)
  // a name before the host is there to make the host look like another
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.host !== '' ? url : null
}

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
