/** Promise 35 at both doors that read folders: whatever cannot be read is listed with its reason, and the rest is read. */
import { execFileSync } from 'node:child_process'
import { mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { alcove, alcoveJson, startAlcove, temporaryFolder } from './alcove.ts'
import { alcoveUnprivileged, canRunUnprivileged, openToAll, ownFolder } from './unprivileged.ts'

interface Added {
  readonly outcomes: Readonly<Record<string, number>>
  readonly notIndexed: readonly { readonly file: string; readonly outcome: string; readonly reason: string }[]
}

interface Parsed {
  readonly path: string
  readonly outcome: string
  readonly code: string | null
}

const parsedOf = (lines: string): Parsed[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Parsed)
const endings = (parsed: readonly Parsed[]): Record<string, string> =>
  Object.fromEntries(parsed.map(({ path, outcome, code }) => [path, `${outcome}: ${code ?? ''}`]))

/** Every kind of entry that is no readable file, and one that is. By path: how it ends. */
async function oddFolder(folder: string): Promise<Record<string, string>> {
  const at = (name: string): string => join(folder, name)
  await writeFile(at('plain.txt'), 'Plain words')
  await writeFile(at('sparse.txt'), '')
  await truncate(at('sparse.txt'), 1_000_000_000_000)
  await symlink('gone.txt', at('dangling.txt'))
  await symlink('loop.txt', at('loop.txt'))
  await symlink('/dev/zero', at('zero.txt'))
  await mkdir(at('round'))
  await symlink('..', at('round/up'))
  execFileSync('mkfifo', [at('pipe.txt')])
  const server = createServer()
  await new Promise<void>((listening) => server.listen(at('socket.txt'), listening))
  onTestFinished(() => void server.close())
  return {
    [at('plain.txt')]: 'indexed: ',
    [at('sparse.txt')]: 'skipped: too-large',
    [at('dangling.txt')]: 'skipped: link',
    [at('loop.txt')]: 'skipped: link',
    [at('zero.txt')]: 'skipped: link',
    [at('round/up')]: 'skipped: link',
    [at('pipe.txt')]: 'skipped: special-file',
    [at('socket.txt')]: 'skipped: special-file',
  }
}

// Windows keeps no pipes and sockets in folders
test.skipIf(process.platform === 'win32')(
  'pipes, sockets, links to nowhere and to themselves, and a terabyte of nothing hold up neither adding nor parsing',
  async () => {
    const [folder, data] = [await temporaryFolder('odd'), await temporaryFolder('odd-data')]
    const expected = await oddFolder(folder)
    const parsed = await alcove(['eval', 'parse', folder, '--json'])
    expect(parsed.code, parsed.stderr).toBe(0)
    expect(endings(parsedOf(parsed.stdout))).toEqual(expected)
    const added = await alcoveJson<Added>(['add', folder, '--data', data])
    expect(added.outcomes).toMatchObject({ scanned: 8, indexed: 1, skipped: 7, pending: 0 })
    const reasons = added.notIndexed.map(({ file, outcome, reason }) => [file, `${outcome}: ${reason}`])
    expect(Object.fromEntries(reasons)).toEqual(Object.fromEntries(Object.entries(expected).filter(([, why]) => why !== 'indexed: ')))
  },
)

test.skipIf(!canRunUnprivileged)('what may not be read is named by parsing too', async () => {
  const [root, home] = [await temporaryFolder('closed'), await temporaryFolder('closed-home')]
  const folder = join(root, 'documents')
  for (const path of [folder, join(folder, 'closed')]) await mkdir(path)
  await writeFile(join(folder, 'open.md'), 'Plain words')
  await writeFile(join(folder, 'secret.md'), 'Plain words', { mode: 0o000 })
  for (const path of [root, folder, home]) await openToAll(path)
  execFileSync('chmod', ['000', join(folder, 'closed')])
  await ownFolder(home)
  const { code, stdout, stderr } = await alcoveUnprivileged(['eval', 'parse', folder, '--json'], home)
  execFileSync('chmod', ['755', join(folder, 'closed')])
  expect(code, stderr).toBe(0)
  expect(endings(parsedOf(stdout))).toEqual({
    [join(folder, 'open.md')]: 'indexed: ',
    [join(folder, 'secret.md')]: 'failed: file-unreadable',
    [join(folder, 'closed')]: 'failed: file-unreadable',
  })
})

test('files that vanish while their folder is read are gone, and the rest is read', async () => {
  const folder = await temporaryFolder('vanishing')
  for (let n = 100; n < 400; n += 1) await writeFile(join(folder, `note-${n}.txt`), `Note ${n}\n${'Words upon words. '.repeat(500)}`)
  const { child, ended } = startAlcove(['eval', 'parse', folder, '--json'])
  await new Promise((told) => child.stdout?.once('data', told))
  for (const name of (await readdir(folder)).filter((name) => name >= 'note-300')) await rm(join(folder, name))
  const { code, stdout, stderr } = await ended
  expect(code, stderr).toBe(0)
  const parsed = parsedOf(stdout)
  expect(parsed.filter(({ path, outcome }) => path < join(folder, 'note-300') && outcome === 'indexed')).toHaveLength(200)
  for (const { outcome, code: reason } of parsed) expect(`${outcome}: ${reason ?? ''}`).toMatch(/^indexed: $|^failed: file-gone$/)
})
