import { expect, test } from 'vitest'
import { read } from './files.ts'

test('the lock file names no host', () => {
  const lock = read('package-lock.json')
  expect(lock).not.toMatch(/"resolved":/)
  const addresses = [...lock.matchAll(/https?:\/\/([^/"]+)/g)].map((match) => match[1])
  const funding = new Set(['github.com', 'opencollective.com', 'paypal.com', 'www.patreon.com', 'www.buymeacoffee.com'])
  expect(addresses.filter((host) => host !== undefined && /registry|mirror|proxy|npm/.test(host) && !funding.has(host))).toEqual([])
})

test('npm runs no install script and writes no address into the lock file', () => {
  const settings = read('.npmrc').split('\n')
  expect(settings).toEqual(expect.arrayContaining(['ignore-scripts=true', 'omit-lockfile-registry-resolved=true', 'engine-strict=false']))
})

test('every version is pinned exactly', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^(?:npm:[a-z@/-]+@)?\d+\.\d+\.\d+$/.test(version))
  expect(loose).toEqual([])
})
