/**
 * Promise 6: nothing leaves. The whole line runs under the system's own recorder of system calls, native
 * code and children included.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openStores } from '../../core/store/open-stores.ts'
import { startFakeOllama } from '../fakes/ollama/server.ts'
import { cli, startProgram, temporaryFolder } from './alcove.ts'
import { recorder } from './recorded-children.ts'

const samples = resolve(import.meta.dirname, '../../samples')

interface Connection {
  readonly address: string
  readonly port: number
}

/** Every address that any process of the tree connected or sent a datagram to, but for local sockets. */
async function connections(folder: string): Promise<Connection[]> {
  const logs = await Promise.all((await readdir(folder)).filter((name) => name.startsWith('calls')).map((name) => readFile(join(folder, name), 'utf8')))
  const found = logs.join('\n').matchAll(/sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"/g)
  return [...found].map((match) => ({ address: match[2] ?? '', port: Number(match[1]) }))
}

async function recorded(folder: string, args: readonly string[]) {
  const calls = ['-f', '-ff', '-qq', '--seccomp-bpf', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', join(folder, 'calls')]
  return startProgram('strace', [...calls, process.execPath, cli, ...args]).ended
}

test.skipIf(!recorder)('the recorder sees a connection and a question to a name server', async () => {
  const folder = await temporaryFolder('recorder')
  const script =
    "require('net').connect(9, '192.0.2.1').on('error', () => {}).setTimeout(200, function () { this.destroy() }); require('dns').resolve4('example.invalid', () => {})"
  await startProgram('strace', ['-f', '-ff', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', join(folder, 'calls'), process.execPath, '-e', script])
    .ended
  const seen = await connections(folder)
  expect(seen).toContainEqual({ address: '192.0.2.1', port: 9 })
  expect(seen.some(({ port }) => port === 53)).toBe(true)
})

test.skipIf(!recorder)('promise 6: adding, searching, quoting and chatting connect to loopback only and ask no name server', async () => {
  const data = await temporaryFolder('network-data')
  const folder = await temporaryFolder('network-calls')
  const ollama = await startFakeOllama({ models: [{ name: 'tiny:1b' }], answer: 'Tom Abara keeps the key [1].' })
  try {
    expect((await recorded(folder, ['add', samples, '--data', data])).code).toBe(0)
    expect((await recorded(folder, ['search', 'tool shed key', '--data', data])).code).toBe(0)
    expect((await recorded(folder, ['ask', 'Who keeps the key of the tool shed?', '--model', 'none', '--data', data])).code).toBe(0)
    const stores = openStores(join(data, 'alcove.db'))
    stores.settings.write({ ollamaAddress: ollama.address })
    await stores.committed()
    stores.close()
    const chat = await recorded(folder, ['ask', 'Who keeps the key of the tool shed?', '--model', 'tiny:1b', '--data', data, '--json'])
    expect(JSON.parse(chat.stdout)).toMatchObject({ mode: 'model', answered: true, citations: [{ n: 1 }] })
  } finally {
    await ollama.close()
  }
  const seen = await connections(folder)
  expect(seen).toContainEqual({ address: '127.0.0.1', port: Number(new URL(ollama.address).port) })
  expect(seen.filter(({ address }) => address !== '127.0.0.1' && address !== '::1')).toEqual([])
  expect(seen.filter(({ port }) => port === 53)).toEqual([])
})
