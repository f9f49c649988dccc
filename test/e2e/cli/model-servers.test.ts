/** Servers on the command line: entered with a key that is no argument, asked with it, listed without it, and forgotten with it. */
import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alcove, cli, type Ended, endOf, temporaryFolder } from '../../anomaly/alcove.ts'
import { type FakeServer, startFakeServer } from '../../fakes/openai/server.ts'

const key = 'sk-only-for-this-test-4711'
let server: FakeServer
beforeAll(async () => {
  server = await startFakeServer({ models: ['small'], key })
})
afterAll(async () => await server?.close())

function withKey(args: readonly string[], typed: string): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(typed)
  return endOf(child)
}

test('a server is entered, told apart by whether it lets us in, listed, changed and forgotten without a trace of its key', async () => {
  const folder = await temporaryFolder('servers')
  const data = ['--data', folder]
  const closed = await alcove(['models', 'add-server', 'desk', server.address, ...data])
  expect([closed.code, closed.stdout]).toEqual([0, `Server desk is entered: ${server.address}\n`])
  expect(closed.stderr).toContain('wants a key')

  const open = await withKey(['models', 'add-server', 'desk', `${server.address}/v1`, '--key', '--json', ...data], `${key}\n`)
  expect(JSON.parse(open.stdout)).toEqual({ id: 'desk', address: server.address, keyed: true, state: 'ready', models: ['server:desk/small'] })
  expect(server.requests.at(-1)?.key).toBe(key)
  expect((await alcove(['models', 'servers', ...data])).stdout).toBe(`desk\t${server.address}\twith a key\n`)

  const keyless = await alcove(['models', 'add-server', 'desk', server.address, '--no-key', '--json', ...data])
  expect(JSON.parse(keyless.stdout)).toMatchObject({ keyed: false, state: 'server-key', models: [] })
  for (const name of await readdir(folder, { recursive: true })) {
    const bytes = await readFile(join(folder, name)).catch(() => null)
    expect([name, bytes?.includes(key) ?? false]).toEqual([name, false])
  }
  expect((await alcove(['models', 'remove-server', 'desk', '--json', ...data])).stdout).toBe('{"removed":["desk"]}\n')
  expect((await alcove(['models', 'servers', ...data])).code).toBe(3)
})

test('what is not on this computer is entered only with a word that says so; a wrong name or no key is misuse', async () => {
  const data = async () => ['--data', await temporaryFolder('servers')]
  const [elsewhere, misnamed, unkeyed] = await Promise.all([
    alcove(['models', 'add-server', 'lab', 'http://192.0.2.7:8000', ...(await data())]),
    alcove(['models', 'add-server', 'My Lab', server.address, ...(await data())]),
    withKey(['models', 'add-server', 'lab', server.address, '--key', ...(await data())], ''),
  ])
  expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringContaining('is not on this computer')])
  expect([misnamed.code, unkeyed.code]).toEqual([2, 2])
})
