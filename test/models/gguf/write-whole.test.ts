/** Files that are there whole or not at all: what is left, and what is told, where the disk has no room. */
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { unfinishedEnding, writeWhole } from '../../../models/gguf/write-whole.ts'

async function place(): Promise<{ readonly folder: string; readonly to: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-whole-'))
  onTestFinished(async () => await rm(folder, { recursive: true }))
  return { folder, to: join(folder, 'made.gguf') }
}

async function* pieces(...given: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const one of given) {
    if (one instanceof Error) throw one
    yield new TextEncoder().encode(one)
  }
}

test('what was written is told by its size and sum, and stands alone', async () => {
  const { folder, to } = await place()
  const sha256 = createHash('sha256').update('GGUF and more').digest('hex')
  expect(await writeWhole(to, 13, pieces('GGUF ', '', 'and more'))).toEqual({ size: 13, sha256 })
  expect([await readdir(folder), await readFile(to, 'utf8')]).toEqual([['made.gguf'], 'GGUF and more'])
})

test('what would not fit is refused before the first byte is asked for', async () => {
  const { folder, to } = await place()
  const asked = pieces(new Error('asked'))
  await expect(writeWhole(to, Number.MAX_SAFE_INTEGER, asked)).rejects.toMatchObject({ code: 'disk-full', details: { path: to } })
  expect(await readdir(folder)).toEqual([])
})

// a device that is always full, as Linux has it
test.skipIf(process.platform !== 'linux')('a disk that fills while it is written is told as such, and nothing is left', async () => {
  const { folder, to } = await place()
  await symlink('/dev/full', `${to}${unfinishedEnding}`)
  await expect(writeWhole(to, 4, pieces('GGUF'))).rejects.toMatchObject({ code: 'disk-full', details: { path: to }, cause: { code: 'ENOSPC' } })
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['ENOSPC', { code: 'disk-full' }],
  ['EDQUOT', { code: 'disk-full' }],
  ['EROFS', { code: 'path-unwritable' }],
  ['EIO', { code: 'EIO' }],
])('what the system calls %s keeps its meaning, and takes with it what was begun', async (code, told) => {
  const { folder, to } = await place()
  await expect(writeWhole(to, 4, pieces('GG', Object.assign(new Error('no'), { code })))).rejects.toMatchObject(told)
  expect(await readdir(folder)).toEqual([])
})
