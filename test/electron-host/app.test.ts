/** The whole desktop app as it is built, on the test host: a dropped folder, a question, the cited page. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath } from '../e2e/chromium.ts'
import { type ElectronHost, launchApp } from './host.ts'

const samples = resolve(import.meta.dirname, '../../samples')

describe.skipIf(browserPath() === undefined)('the desktop app', () => {
  let home: string
  let documents: string
  let host: ElectronHost

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'alcove-desktop-'))
    documents = join(home, "Anna's papers")
    mkdirSync(documents)
    writeFileSync(
      join(documents, 'heating.md'),
      '# Heating\n\nThe boiler in the cellar was replaced in March 2019 by the firm of Lindqvist.\n\nIt is serviced every autumn.\n',
    )
    cpSync(join(samples, 'Water report 2025.pdf'), join(documents, 'Water report 2025.pdf'))
    host = await launchApp({ switches: { data: join(home, 'data') } })
  })
  afterAll(async () => {
    await host.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('a dropped folder is read, a question about it is answered, and the citation opens the passage, marked', async () => {
    const page = await host.page()
    await page.getByRole('heading', { name: 'Ask your own documents' }).waitFor()
    await host.windows()[0]?.webContents.drop([documents])
    await page.getByText('Last check: 2 files read').waitFor({ timeout: 120_000 })

    host.pressMenu('View', 'Ask')
    await page.getByLabel('Your question').fill('When was the boiler replaced?')
    await page.keyboard.press('Enter')
    const numeral = page.locator('button.numeral').first()
    await numeral.click({ timeout: 60_000 })
    await expect.poll(() => numeral.getAttribute('aria-label')).toContain('heating.md')
    await page.locator('mark', { hasText: 'March 2019' }).first().waitFor()

    await page.getByRole('button', { name: 'Open in its own program' }).click()
    await expect.poll(() => host.desk.opened).toEqual([{ how: 'path', what: join(documents, 'heating.md') }])
  })

  test('every child of the engine was started by main, and parsing and embedding ran in them', () => {
    const entries = new Set(host.forks.map(({ modulePath }) => modulePath.slice(modulePath.indexOf('dist/'))))
    expect([...entries].sort()).toEqual(['dist/electron/engine.js', 'dist/processes/embedding-worker.js', 'dist/processes/parser.js'])
    for (const { options } of host.forks.slice(1)) expect(Object.keys(options.env ?? {})).not.toContain('NODE_OPTIONS')
  })

  test('an engine killed in mid-work comes back, and the library is as it was', async () => {
    const page = await host.page()
    const engine = host.forks.filter(({ modulePath }) => modulePath.endsWith('engine.js')).at(-1)?.process
    process.kill(engine?.pid ?? 0, 'SIGKILL')
    await engine?.ended
    host.pressMenu('View', 'Ask')
    await page.getByLabel('Your question').fill('Who replaced the boiler?')
    await page.keyboard.press('Enter')
    await page.getByText('Lindqvist').last().waitFor({ timeout: 60_000 })
    expect(host.windows()).toHaveLength(1)
  })

  test('nothing left the app, nothing broke in the page, and its own files lie in the profile', () => {
    expect(host.leaks).toEqual([])
    expect(host.pageErrors).toEqual([])
    expect(host.app.paths.get('userData')).toBe(join(home, 'data', 'window'))
    expect(existsSync(join(home, 'data', 'alcove.db'))).toBe(true)
  })
})
