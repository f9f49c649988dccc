import { existsSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../host/make-folder.ts'
import { temporaryPlace } from './local-door/doors.ts'

test('folders that are missing are made, for this user only', async () => {
  const { root } = await temporaryPlace()
  const path = join(root, 'a', 'b', 'c')
  await makeFolder(path)
  await makeFolder(path)
  for (const made of [path, join(path, '..'), join(path, '../..')]) expect(statSync(made).mode & 0o777).toBe(0o700)
})

test('where none can be made it fails, and does not try for ever', async () => {
  const { root } = await temporaryPlace()
  await writeFile(join(root, 'file'), '')
  await expect(makeFolder(join(root, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  if (existsSync('/proc/self')) await expect(makeFolder('/proc/nowhere/below')).rejects.toMatchObject({ code: 'ENOENT' })
})
