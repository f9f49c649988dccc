/**
 * Takes from this process the means to start programs. node-llama-cpp can fetch and compile llama.cpp, and on Linux tests
 * its binary in a child of its own, in a way that a packed Electron app forbids. Ours is already the process that may
 * crash, so that test is answered here, and everything else throws.
 */
import childProcess from 'node:child_process'
import { EventEmitter } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'

const starters = ['exec', 'execFile', 'execFileSync', 'execSync', 'spawn', 'spawnSync'] as const

export function forbidPrograms(): void {
  for (const starter of starters) Object.assign(childProcess, { [starter]: refuse })
  Object.assign(childProcess, {
    fork: (script: unknown) => (basename(String(script)) === 'testBindingBinary.js' ? standIn() : refuse()),
  })
  syncBuiltinESMExports()
}

function refuse(): never {
  throw new Error('this process starts no programs')
}

/** Speaks the test’s protocol: what is asked of it is said to have gone well. */
function standIn(): EventEmitter {
  const child = Object.assign(new EventEmitter(), {
    stdout: null,
    stderr: null,
    killed: false,
    exitCode: null as number | null,
    kill: () => true,
    send: (message: { readonly type: 'start' | 'test' | 'exit' }) => {
      setImmediate(() => {
        if (message.type === 'exit') {
          child.exitCode = 0
          child.emit('exit', 0)
        } else child.emit('message', { type: message.type === 'start' ? 'loaded' : 'done' })
      })
    },
  })
  setImmediate(() => child.emit('message', { type: 'ready' }))
  return child
}
