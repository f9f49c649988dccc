/** Opens an address in the browser that the system has for it. */
import { spawn } from 'node:child_process'
import type { Environment } from '../environment.ts'

/**
 * Whether it worked is not known; the address stands in the terminal in any case. The address can be
 * read in the list of processes for a moment, which is why its token works once.
 */
export function openBrowser(address: string, { platform, hasDisplay }: Environment): void {
  if (!hasDisplay) return
  const [command, ...before] = platform === 'darwin' ? ['open'] : platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
  if (command === undefined) return
  const opened = spawn(command, [...before, address], { stdio: 'ignore', detached: true })
  opened.on('error', () => undefined)
  opened.unref()
}
