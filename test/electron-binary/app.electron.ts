/** What only Electron itself can show: the locked-down window, its scheme, its policy and its processes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
let data: string
let app: ElectronApplication
let page: Page

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'alcove-electron-'))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  app = await _electron.launch({ executablePath: process.env['ALCOVE_ELECTRON'] ?? '', args: [root, `--data=${data}`, ...asRoot], cwd: root })
  page = await app.firstWindow()
})
afterAll(async () => {
  await app.close()
  rmSync(data, { recursive: true, force: true })
})

test('promise 1: the window runs with all that locks it down', async () => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> } | undefined
    return contents?.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
  })
})

test('the page comes from the app scheme, under a policy that lets no script of its own run', async () => {
  expect(page.url()).toBe('alcove://app/index.html')
  expect(await page.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined')
  await expect(page.evaluate('new Function("return 1")()')).rejects.toThrow(/unsafe-eval|Content Security Policy|trusted/i)
})

test('the engine answers over its message port', async () => {
  await page.waitForFunction(() => document.querySelector('main') !== null)
  const names = await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map((metric) => metric.name ?? metric.type))
  expect(names).toContain('Alcove engine')
})

test('promise 8: no second window, no navigation, no permission', async () => {
  await page.evaluate(() => {
    window.open('http://127.0.0.1:9/')
    location.href = 'http://127.0.0.1:9/'
  })
  await page.waitForTimeout(500)
  expect(page.url()).toBe('alcove://app/index.html')
  expect(app.windows()).toHaveLength(1)
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied')
})

test('an engine that is killed comes back, and the window stays', async () => {
  const pidOfEngine = () => app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().find((metric) => metric.name === 'Alcove engine')?.pid ?? 0)
  const before = await pidOfEngine()
  process.kill(before, 'SIGKILL')
  await expect.poll(pidOfEngine, { timeout: 20_000 }).not.toBe(before)
  await expect.poll(pidOfEngine, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(app.windows()).toHaveLength(1)
})
