/** `--unlock`: encrypted files of true formats through the built program, and their password nowhere afterwards. */
import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import officeCrypto from 'officecrypto-tool'
import { expect, test } from 'vitest'
import { writeDocx } from '../fixtures/documents/make/docx-writer.ts'
import { columnOfText, writePdf } from '../fixtures/documents/make/pdf-writer.ts'
import { alcove, alcoveJson, cli, type Ended, endOf, temporaryFolder } from './alcove.ts'

interface Added {
  readonly outcomes: Readonly<Record<string, number>>
  readonly notIndexed: readonly { readonly file: string; readonly reason: string; readonly message: string }[]
}

/** With the password as the first line of standard input. */
async function withPassword(args: readonly string[], password: string): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(`${password}\n`)
  return await endOf(child)
}

test('files under a password are indexed with it, wrong ones are told, and no byte of the data folder holds one', async () => {
  const [root, data] = [await temporaryFolder('unlock'), await temporaryFolder('unlock-data')]
  const docs = join(root, 'docs')
  await mkdir(docs)
  const [password, wrong] = ['zqcanary-honey-7', 'zqcanary-wrong-8']
  await writeFile(join(docs, 'locked.pdf'), writePdf({ pages: [{ texts: columnOfText(['The observatory opens in spring.']) }], password }))
  const plain = writeDocx([{ heading: 'Cellar', level: 1 }, { paragraph: 'The barometer hangs in the cellar.' }])
  await writeFile(join(docs, 'locked.docx'), officeCrypto.encrypt(Buffer.from(plain), { password }))
  await writeFile(join(docs, 'other.docx'), officeCrypto.encrypt(Buffer.from(plain), { password: 'another one' }))
  await writeFile(join(docs, 'open.md'), 'The lantern hangs in the hall.')

  const first = await withPassword(['add', docs, '--unlock', '--data', data, '--json'], wrong)
  const tried = JSON.parse(first.stdout) as Added
  expect(tried.outcomes).toMatchObject({ scanned: 4, indexed: 1, failed: 3 })
  expect(tried.notIndexed.map(({ reason }) => reason)).toEqual(['password-wrong', 'password-wrong', 'password-wrong'])

  const second = await withPassword(['sync', '--unlock', '--data', data, '--json'], password)
  expect(second.code).toBe(0)
  const unlocked = JSON.parse(second.stdout) as Added
  expect(unlocked.outcomes).toMatchObject({ scanned: 4, indexed: 2, unchanged: 1, failed: 1 })
  expect(unlocked.notIndexed.map(({ file, reason }) => [file, reason])).toEqual([[join(docs, 'other.docx'), 'password-wrong']])

  for (const [word, name] of [
    ['observatory', 'locked.pdf'],
    ['barometer', 'locked.docx'],
  ] as const) {
    const { results } = await alcoveJson<{ results: readonly { file: string }[] }>(['search', word, '--data', data, '--mode', 'keyword'])
    expect(results[0]?.file).toBe(join(docs, name))
  }
  const nothing = await withPassword(['sync', '--unlock', '--data', data], '')
  expect(nothing.code).toBe(2)
  const { stdout } = await alcove(['status', '--files', '--data', data])

  for (const { stdout: out, stderr } of [first, second, { stdout, stderr: '' }]) expect(out + stderr).not.toContain('zqcanary')
  let files = 0
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    files += 1
    const bytes = await readFile(join(entry.parentPath, entry.name))
    for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from('zqcanary', encoding)), entry.name).toBe(false)
  }
  expect(files).toBeGreaterThan(3)
})
