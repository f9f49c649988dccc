/** Children that run under the system's own recorder of system calls, each with a log of its own. */
import { fork, spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { childEnvironment } from '../../host/processes/child-environment.ts'
import type { Spawner } from '../../host/processes/spawner.ts'

/** strace, which is Linux's and may be missing: CI installs it, so that what needs it runs there always. */
export const recorder = process.platform === 'linux' && spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0

/** Logs calls that name a file, open a connection or start a program, into `folder`. */
export function createRecordingSpawner(folder: string): Spawner {
  let started = 0
  return {
    spawn(options) {
      const log = join(folder, `calls-${started++}`)
      const child = fork(resolve(import.meta.dirname, '../../dist/processes', `${options.entry}.js`), [], {
        execPath: 'strace',
        execArgv: ['-f', '-qq', '-s', '400', '-e', 'trace=%file,%network,execve', '-o', log, process.execPath],
        serialization: 'advanced',
        env: childEnvironment(options, process.env),
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
      return {
        pid: child.pid,
        send: (message) => void child.send(message as object, () => undefined),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.once('exit', (code, signal) => listener({ code, signal })),
        // the recorder holds back signals; the child goes when its parent does
        kill: () => {
          if (child.connected) child.disconnect()
        },
      }
    },
  }
}

export async function recordedLogs(folder: string): Promise<readonly string[]> {
  return await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
}
