/** Conversations over the true engine, without a model: asked, followed up, put in other words, found again, taken out, deleted and brought back. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser } from '../chromium.ts'
import { askIn } from './asking.ts'
import { type Served, serve } from './served.ts'

const first = 'When was the split pipe beside plot 23 found?'

describe.skipIf(browserPath() === undefined)('conversations that are kept', () => {
  let browser: Browser
  let served: Served
  let page: Page

  const list = () => page.getByRole('region', { name: 'Conversations' })
  const rows = () => list().locator('.history-open')
  const last = () => page.getByRole('article').last()
  async function ask(question: string): Promise<void> {
    await askIn(page, question)
    await page.getByRole('article').filter({ hasText: question }).last().getByText('Receipt:', { exact: true }).waitFor()
  }
  /** What is out of sight is not drawn. */
  async function toBeginning(): Promise<void> {
    await page.getByRole('group', { name: 'Questions and answers' }).evaluate((element) => element.scrollTo(0, 0))
    await page.getByRole('heading', { name: first }).waitFor()
  }
  async function choose(entry: string): Promise<void> {
    await rows().first().hover()
    await list()
      .getByRole('button', { name: /^What to do with/ })
      .first()
      .click()
    await list().getByRole('menuitem', { name: entry }).click()
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    served = await serve()
    page = await browser.newPage({ viewport: { width: 1_280, height: 800 }, acceptDownloads: true })
    await page.goto(served.address)
    await page.getByText('Try it with sample documents').click()
    await page.getByRole('contentinfo').getByText('5 files read').waitFor({ timeout: 90_000 })
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  test('a question begins one, titled and listed; a follow-up is searched for on its own, and that is told', async () => {
    await ask(first)
    await expect.poll(() => rows().count()).toBe(1)
    await expect.poll(() => rows().first().innerText()).toContain('split pipe')
    await ask('And who repaired it?')
    await last()
      .getByText(/^Searched for: .*(split pipe|plot 23)/)
      .waitFor()
    await last().getByText('Receipt:', { exact: true }).click()
    await last()
      .getByText(/^The question was searched for together with/)
      .waitFor()
  })

  test('a question in other words and another answer stand beside the first ones', async () => {
    await toBeginning()
    await page.getByRole('article').filter({ hasText: first }).getByRole('button', { name: 'Edit question' }).click()
    await page.getByLabel('The question in other words').fill('How many hens may be kept on a full plot?')
    await page.keyboard.press('Enter')
    await last().getByText('Receipt:', { exact: true }).waitFor()
    await expect.poll(() => last().innerText()).toContain('four hens')
    await last().getByRole('button', { name: 'Ask again' }).click()
    await last().getByRole('group', { name: 'Answers to this question' }).getByText('2 / 2').waitFor()
    await last().getByRole('group', { name: 'Wordings of this question' }).getByRole('button', { name: 'The one before' }).click()
    await page.getByRole('article').filter({ hasText: 'And who repaired it?' }).waitFor()
  })

  test('a reload shows the branch that was shown', async () => {
    // What is shown is remembered a moment later.
    await page.waitForTimeout(500)
    await page.reload()
    await page.getByRole('article').filter({ hasText: 'And who repaired it?' }).waitFor()
    await toBeginning()
    await expect.poll(() => page.getByRole('article').first().getByRole('group', { name: 'Wordings of this question' }).innerText()).toContain('1 / 2')
  })

  test('its words are found, in answers too, and the place comes into sight on its own branch', async () => {
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('hens')
    await list().getByText('One conversation found').waitFor()
    expect((await list().locator('mark').first().innerText()).toLowerCase()).toBe('hens')
    await rows().first().click()
    await page.getByRole('heading', { name: 'How many hens may be kept on a full plot?' }).waitFor()
    await page.getByRole('button', { name: 'Clear the search' }).click()
  })

  test.each([
    ['Export as Markdown', 'four hens'],
    ['Export as web page', '<!doctype html>'],
    ['Export as JSON', '"alcove-conversations"'],
  ])('%s saves a file', async (entry, words) => {
    const [download] = await Promise.all([page.waitForEvent('download'), choose(entry)])
    expect(readFileSync(await download.path(), 'utf8').toLowerCase()).toContain(words.toLowerCase())
  })

  test('what was exported is taken in again, and what was deleted is brought back', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), choose('Export as JSON')])
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      (async () => {
        await list().getByRole('button', { name: 'More on conversations' }).click()
        await list().getByRole('menuitem', { name: 'Import conversations' }).click()
      })(),
    ])
    await chooser.setFiles(await download.path())
    await page.getByText('One conversation was imported.').waitFor()
    await expect.poll(() => rows().count()).toBe(2)
    await choose('Delete')
    await expect.poll(() => rows().count()).toBe(1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => rows().count()).toBe(2)
  })
})
