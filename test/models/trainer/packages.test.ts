/** What the trainer is installed from: every line pinned to a version and to hashes, for every kind of computer. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageKind, packageKinds, pinsFor, readPackages, readRequirements } from '../../../models/trainer/packages.ts'

const folder = resolve(import.meta.dirname, '../../../models/trainer')
const pythons = ['3.10', '3.11', '3.12', '3.13']

describe.each(packageKinds)('%s', (kind) => {
  const packages = readPackages(folder, kind)

  test('every line is pinned and hashed, and each Python gets one version of each package', () => {
    for (const python of pythons) {
      const names = pinsFor(packages, python).map((pin) => pin.split('==')[0])
      expect(new Set(names).size, python).toBe(names.length)
      expect(names).toEqual(expect.arrayContaining(['torch', 'transformers', 'gguf', kind.endsWith('mlx') ? 'mlx-lm' : 'peft']))
    }
    for (const { sha256 } of packages.requirements) expect(sha256.every((hash) => /^[0-9a-f]{64}$/u.test(hash))).toBe(true)
  })

  test('it is known how large it is and where it comes from', () => {
    expect(packages.download).toBeGreaterThan(100e6)
    expect(packages.disk).toBeGreaterThan(packages.download)
    expect(packages.hosts.slice(0, 2)).toEqual(['pypi.org', 'files.pythonhosted.org'])
    expect(packages.hosts.slice(2)).toEqual(kind === 'linux-x64-cpu' ? ['download.pytorch.org'] : [])
  })
})

test('without a card, nothing for cards is fetched', () => {
  const pins = readPackages(folder, 'linux-x64-cpu').requirements.map(({ pin }) => pin)
  expect(pins.filter((pin) => /^(nvidia|cuda|triton)/u.test(pin))).toEqual([])
  expect(pins).toContain('torch==2.10.0+cpu')
  expect(readPackages(folder, 'linux-x64-cuda').requirements.some(({ pin }) => pin.startsWith('nvidia-cublas'))).toBe(true)
})

test('pip itself is pinned', () => {
  expect(readRequirements(readFileSync(join(folder, 'requirements', 'pip.txt'), 'utf8'))).toHaveLength(1)
})

test.each([
  'torch',
  'torch>=2.10.0 --hash=sha256:'.padEnd(92, '0'),
  'torch==2.10.0',
  'torch==2.10.0 --hash=md5:0123',
  '--extra-index-url https://elsewhere.example',
  'torch @ http://elsewhere.example/torch-1-py3.whl --hash=sha256:'.padEnd(127, '0'),
  'git+https://elsewhere.example/torch --hash=sha256:'.padEnd(114, '0'),
])('refuses “%s”', (line) => {
  expect(() => readRequirements(`${line}\n`)).toThrow('not pinned')
})

test('tells by the machine what to install', () => {
  expect(packageKind('linux', 'x64', false)).toBe('linux-x64-cpu')
  expect(packageKind('linux', 'x64', true)).toBe('linux-x64-cuda')
  expect(packageKind('linux', 'arm64', true)).toBe('linux-arm64-cpu')
  expect(packageKind('win32', 'x64', false)).toBe('win32-x64-cpu')
  expect(packageKind('darwin', 'arm64', false)).toBe('darwin-arm64-mlx')
  expect(packageKind('darwin', 'x64', false)).toBeNull()
  expect(packageKind('linux', 'riscv64', false)).toBeNull()
})
