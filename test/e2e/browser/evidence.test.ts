/** What can be done with a cited passage and with files that were not read, in a real browser on the scripted engine. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { citing, code, hidden, mail, type ScriptedDocument, sheet } from '../../fakes/scripted-documents.ts'
import { emptyScript, type Script, type ScriptedEngine, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { fullLibrary } from '../../fakes/scripted-library.ts'
import { browserPath, launchBrowser, openWindow } from '../chromium.ts'
import { askIn } from './asking.ts'

describe.skipIf(browserPath() === undefined)('evidence and report', () => {
  let browser: Browser
  let context: BrowserContext
  let engine: ScriptedEngine
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    context = await openWindow(browser, {
      viewport: { width: 1_280, height: 800 },
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
  })
  afterEach(async () => {
    await page?.close()
    await engine?.close()
  })
  afterAll(() => browser?.close())

  async function start(fill: (script: Script) => void): Promise<void> {
    const script = emptyScript()
    fill(script)
    engine = await startScriptedEngine(script)
    page = await context.newPage()
    await page.goto(engine.newAddress())
  }

  async function ask(document: ScriptedDocument, change: (script: Script) => void = () => undefined): Promise<void> {
    await start((script) => {
      citing(document)(script)
      change(script)
    })
    await askIn(page, 'What happened?')
    await page.getByText('Receipt:').waitFor()
  }

  const numeral = () => page.getByRole('button', { name: /^Citation 1:/ })
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  const inputsOf = (name: string) => engine.script.calls.filter((call) => call.name === name).map(({ input }) => input)
  const inSight = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const box = element.getBoundingClientRect()
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + 4)
        return top !== null && (element.contains(top) || top.contains(element))
      })

  test('a citation is copied with its place: from the panel, from its card, and by key', async () => {
    await ask(mail)
    const text = '“The council will pay for half of the second main if work begins before March.” (Society letters.mbox, message 12)'
    await numeral().focus()
    await page.keyboard.press('Control+c')
    await expect.poll(clipboard).toBe(text)
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' })
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await numeral().hover()
    await page.getByRole('button', { name: 'Copy with its place' }).click()
    await expect.poll(clipboard).toBe(text)
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await numeral().click()
    await page.getByRole('complementary').getByRole('button', { name: 'Copy with its place' }).click()
    await expect.poll(clipboard).toBe(text)
  })

  test('a sheet is a table with letters and numbers, and the quoted cells are in sight and marked', async () => {
    await ask(sheet)
    await numeral().click()
    await page.locator('[data-cited]').waitFor()
    const table = page.getByRole('table', { name: /^Yield/ })
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'Row',
      'B',
      'C',
      'D',
      'E',
      'F',
      'G',
      'Year',
      'Month',
      'Upper spring (l)',
      'Lower spring (l)',
      'Tank (l)',
      'Remark',
    ])
    await expect.poll(() => table.locator('mark').allInnerTexts()).toEqual(sheet.citation.quote.split('\t'))
    expect(await inSight('[data-cited]')).toBe(true)
    expect(
      await table
        .getByRole('row')
        .filter({ has: page.locator('mark') })
        .getByRole('rowheader')
        .innerText(),
    ).toBe('21')
  })

  test('code has the number of every line, which is not copied with it', async () => {
    await ask(code)
    await numeral().click()
    await page.locator('[data-cited]').waitFor()
    expect(await page.locator('.code-line').evaluateAll((lines) => lines.map((line) => line.getAttribute('data-line')))).toEqual(
      [...Array(15).keys(), 17, 18].map((n) => `${n + 1}`),
    )
    await expect.poll(() => page.locator('.code-line-marked').count()).toBe(6)
    await expect.poll(() => page.locator('.code-lines').last().innerText()).toMatch(/^def warn/)
  })

  test('what a mail quotes is folded, and unfolds', async () => {
    await ask(mail)
    await numeral().click()
    await page.getByRole('heading', { name: 'Re: The second main' }).waitFor()
    const quoted = page.getByText('Would the council share the cost')
    await expect.poll(() => quoted.isVisible()).toBe(false)
    await page.getByText('Quoted from earlier mails').click()
    await expect.poll(() => quoted.isVisible()).toBe(true)
    await expect.poll(() => page.getByRole('term').allInnerTexts()).toEqual(['From', 'To', 'Date', 'Attachments'])
  })

  test('a locked file is shown with its password, which is asked for once and again where it is wrong', async () => {
    await ask(hidden, (script) => {
      script.password = 'sesame'
    })
    await numeral().click()
    const field = page.getByLabel('Offer.docx is locked. Password (not stored)')
    await field.fill('open')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('does not open it').waitFor()
    await expect.poll(() => field.inputValue()).toBe('')
    await field.fill('sesame')
    await page.getByRole('complementary').getByRole('button', { name: 'Unlock' }).click()
    await page.getByText('We lay the second main').waitFor()
    await expect.poll(() => page.getByText('Not visible to readers of the file').count()).toBe(2)
    await expect
      .poll(() => inputsOf('evidence.text').map((input) => (input as { password?: string }).password))
      .toEqual(expect.arrayContaining([undefined, 'open', 'sesame']))
  })

  test('files that were not read are tried again by reason, by file and with a password; the field is empty afterwards', async () => {
    await start(fullLibrary)
    await page.getByRole('contentinfo').getByRole('button', { name: '6 not read' }).click()
    await page.getByRole('button', { name: 'Read it again' }).first().click()
    await expect.poll(() => inputsOf('library.retry').at(-1)).toEqual({ files: { outcomes: ['failed'], reason: 'file-broken' } })
    const password = page.getByLabel('One password for all 2 files (not stored)')
    await password.fill('sesame')
    await page.keyboard.press('Enter')
    await expect.poll(() => inputsOf('library.retry').at(-1)).toEqual({ files: { outcomes: ['failed'], reason: 'file-encrypted' }, password: 'sesame' })
    await expect.poll(() => password.inputValue()).toBe('')
    await page.getByRole('button', { name: 'Show 2 files' }).click()
    await page.getByRole('button', { name: 'Unlock Accounts (locked).pdf' }).click()
    await page.keyboard.type('open')
    await page.keyboard.press('Enter')
    await expect.poll(() => inputsOf('library.retry').at(-1)).toEqual({ fileIds: ['/home/ada/papers/Accounts (locked).pdf'], password: 'open' })
    await page.getByRole('main').getByRole('button', { name: 'Library' }).click()
    await page.getByRole('heading', { name: 'Library' }).waitFor()
  })

  test('hidden text is used once the setting says so', async () => {
    await start(fullLibrary)
    await page.getByRole('contentinfo').getByText('235 files read').waitFor()
    await page.keyboard.press('Alt+6')
    const uses = page.getByRole('group', { name: 'Text that readers of a file do not see' })
    await expect.poll(() => uses.getByRole('radio', { name: 'Leave it out of answers' }).isChecked()).toBe(true)
    await uses.getByText('Use it').click()
    await expect.poll(() => inputsOf('settings.set').at(-1)).toEqual({ hiddenText: 'use' })
    await expect.poll(() => uses.getByRole('radio', { name: 'Use it' }).isChecked()).toBe(true)
  })

  test('at twice the size everything of a grid and of the report can be reached, and the page does not scroll sideways', async () => {
    await ask(sheet)
    await page.setViewportSize({ width: 640, height: 400 })
    await numeral().click()
    await page.locator('[data-cited]').waitFor()
    expect(await inSight('[data-cited]')).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(400)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('contentinfo').getByRole('button', { name: '6 not read' }).click()
    await page.getByRole('heading', { name: 'Read, with gaps' }).scrollIntoViewIfNeeded()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})
