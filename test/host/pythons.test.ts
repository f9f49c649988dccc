/** Pythons are found by the names of files, in the order in which they suit. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPythons } from '../../host/pythons.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'alcove-pythons-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function put(...path: readonly string[]): string {
  const file = join(home, ...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  return file
}

const find = (path: string, platform: NodeJS.Platform = 'linux', localAppData: string | null = null): readonly { path: string; version: string }[] =>
  findPythons({ platform, home, localAppData, all: { PATH: path } }).filter((one) => one.path.startsWith(home))

test('3.10 to 3.13 fit, older and newer do not', () => {
  for (const version of ['3.9', '3.10', '3.13', '3.14', '3']) put('bin', `python${version}`)
  expect(find(join(home, 'bin')).map(({ version }) => version)).toEqual(['3.13', '3.10'])
  put('bin', 'python3.12')
  expect(find(join(home, 'bin'))[0]?.version).toBe('3.12')
})

test('those of version managers are found without being on the PATH, and shims are passed over', () => {
  put('shims', 'python3.11')
  expect(find(join(home, 'shims'))).toEqual([])
  const managed = put('.pyenv', 'versions', '3.13.0', 'bin', 'python3.13')
  const other = put('.local', 'share', 'uv', 'python', 'cpython-3.12', 'bin', 'python3.12')
  expect(find('')).toEqual([
    { path: other, version: '3.12' },
    { path: managed, version: '3.13' },
  ])
})

test('on Windows they lie in folders of their own', () => {
  const path = put('Programs', 'Python', 'Python312', 'python.exe')
  expect(find('', 'win32', home)).toEqual([{ path, version: '3.12' }])
})
