/** The app scheme: what it serves, what it refuses, and under which headers. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const registered = vi.hoisted(() => ({ handler: undefined as ((request: Request) => Promise<Response>) | undefined }))
vi.mock('electron', () => ({
  protocol: {
    handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
      registered.handler = handler
    },
  },
}))
const { fileFor, servePage } = await import('../../electron/protocol.ts')

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'alcove-page-'))
  const folder = join(root, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets', 'app.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'secret.key'), 'key')
  writeFileSync(join(root, 'outside.html'), 'outside')
  mkdirSync(join(root, 'renderer-of-another'))
  writeFileSync(join(root, 'renderer-of-another', 'index.html'), 'sibling')
  servePage(folder)
})
afterAll(() => rmSync(root, { recursive: true }))

const get = async (url: string, method = 'GET'): Promise<Response> => {
  const response = await registered.handler?.(new Request(url, { method }))
  if (response === undefined) throw new Error('no handler')
  return response
}

test('files of the page are served with their type and the policy that holds the page down', async () => {
  const page = await get('alcove://app/index.html')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect((await get('alcove://app/assets/app.js?v=1#x')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
})

test.each([
  'alcove://app/../outside.html',
  'alcove://app/assets/../../outside.html',
  'alcove://app/%2e%2e/outside.html',
  'alcove://app/%2e%2e%2foutside.html',
  'alcove://app/..%5coutside.html',
  'alcove://app/..%2frenderer-of-another/index.html',
  'alcove://app//etc/passwd.html',
  'alcove://app/index.html%00.js',
  'alcove://app/%E0%A4%A.html',
  'alcove://app/assets',
  'alcove://app/assets/',
  'alcove://app/missing.html',
  'alcove://app/assets/secret.key',
  'alcove://other/index.html',
  'alcove://app.evil/index.html',
  'alcove://user@app/index.html',
])('%s is refused', async (address) => {
  // `Request` tidies addresses, as Chromium does; the check must hold without that too
  const file = fileFor(address, join(root, 'renderer'))
  if (file !== null) expect(file.startsWith(join(root, 'renderer') + '/')).toBe(true)
  const response = address.includes('@') ? null : await get(address)
  expect(response?.status ?? 404).toBe(404)
})

test('only reading is served', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) expect((await get('alcove://app/index.html', method)).status).toBe(404)
})
