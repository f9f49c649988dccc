import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { packagesMatch } from '../../scripts/lib/steps.mjs'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function clone(wanted: object, installed: object | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'alcove-set-up-'))
  folders.push(folder)
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': { version: '0.1.0' }, ...wanted } }))
  if (installed === null) return folder
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  return folder
}

const zod = { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } }

test('packages that npm ci has installed are not installed again', () => {
  const otherPlatform = { 'node_modules/only-there': { version: '1.0.0', integrity: 'sha512-c', optional: true } }
  expect(packagesMatch(clone({ ...zod, ...otherPlatform }, zod))).toBe(true)
})

test('packages that are missing, older or other than the lock file says are', () => {
  expect(packagesMatch(clone(zod, null))).toBe(false)
  expect(packagesMatch(clone(zod, {}))).toBe(false)
  expect(packagesMatch(clone(zod, { 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-a' } }))).toBe(false)
  expect(packagesMatch(clone(zod, { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-b' } }))).toBe(false)
})
