/** The engine killed under an open window: it says so, keeps what it shows, and goes on once Alcove is there again. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser } from '../chromium.ts'
import { type Served, serve } from './served.ts'

describe.skipIf(browserPath() === undefined)('an engine that goes away', () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let first: Served
  let second: Served | undefined

  beforeAll(async () => {
    browser = await launchBrowser()
    first = await serve()
    context = await browser.newContext({ viewport: { width: 1_280, height: 800 } })
    page = await context.newPage()
    await page.goto(first.address)
    await page.getByText('Try it with sample documents').click()
    await page.getByRole('contentinfo').getByText('5 files read').waitFor({ timeout: 90_000 })
    await page.getByLabel('Your question').fill('When was the split pipe beside plot 23 found?')
    await page.keyboard.press('Enter')
    await page.getByText('Receipt:').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await second?.close()
    await first?.close()
  })

  test('the window says that Alcove does not answer, and keeps the answer that it shows', async () => {
    await first.kill()
    await page.getByRole('contentinfo').getByRole('alert').getByText('trying again').waitFor()
    await expect.poll(() => page.getByRole('article').innerText()).toContain('3 August')
  })

  test('a question asked meanwhile ends with what to do', async () => {
    await page.getByLabel('Your question').fill('Is anybody there?')
    await page.keyboard.press('Enter')
    await page.getByRole('article').last().getByRole('alert').getByText('Alcove does not answer').waitFor()
  })

  test('once Alcove was started again and its address opened, the old window goes on by itself', async () => {
    second = await serve({ port: Number(new URL(first.address).port), folder: first.folder })
    const other = await context.newPage()
    await other.goto(second.address)
    await other.getByRole('contentinfo').getByText('5 files read').waitFor()
    await page.getByRole('contentinfo').getByText('5 files read').waitFor()
    await page.getByRole('article').last().getByRole('button', { name: 'Ask again' }).click()
    await page.getByText('Receipt:').nth(1).waitFor()
    await expect.poll(() => page.getByRole('article').first().innerText()).toContain('3 August')
  })
})
