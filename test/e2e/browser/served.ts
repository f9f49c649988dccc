/** The built command line serving one throw-away profile, as a user starts it, and its page in a browser. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'

const repository = resolve(import.meta.dirname, '../../..')

export interface Served {
  /** Works once. */
  readonly address: string
  /** The profile and all that belongs to it: for another start on the same data. */
  readonly folder: string
  /** An empty folder for the test's documents. */
  readonly documents: string
  /** Ends the engine at once and for good. */
  kill(): Promise<void>
  /** Ends it as Ctrl-C does, and removes the profile. */
  close(): Promise<void>
}

function addressFrom(child: ChildProcess): Promise<string> {
  return new Promise((settle, reject) => {
    let output = ''
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString()
      const address = /^http:\/\/\S+$/m.exec(output)?.[0]
      if (address) settle(address)
    })
    child.stderr?.on('data', (data: Buffer) => {
      output += data.toString()
    })
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${output}`)))
  })
}

export async function serve({ port, folder: before }: { readonly port?: number; readonly folder?: string } = {}): Promise<Served> {
  const folder = before ?? mkdtempSync(join(tmpdir(), 'alcove-served-'))
  const documents = join(folder, 'documents')
  mkdirSync(documents, { recursive: true })
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: tmpdir() }
  const options = ['--no-open', '--data', join(folder, 'data'), ...(port === undefined ? [] : ['--port', String(port)])]
  const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), 'serve', ...options], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((settle) => child.once('exit', () => settle()))
  const end = async (signal: 'SIGINT' | 'SIGKILL') => {
    child.kill(signal)
    await gone
  }
  return {
    address: await addressFrom(child),
    folder,
    documents,
    kill: () => end('SIGKILL'),
    async close() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Drops files and folders on the window as a person does: through the browser's own input, with true entries behind it. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const place = { x: 500, y: 300, data }
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...place })
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...place })
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...place })
  await session.detach()
}
