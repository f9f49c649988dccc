/** The whole line in a true browser over the true engine: drop a folder, wait, ask, open a citation, see the marked passage. */
import { cpSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser } from '../chromium.ts'
import { drop, type Served, serve } from './served.ts'

const samples = resolve(import.meta.dirname, '../../../samples')

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Ask' }).click()
  await page.getByLabel('Your question').fill(question)
  await page.keyboard.press('Enter')
  await page.getByText('Receipt:').last().waitFor()
}

async function allRead(page: Page, files: number): Promise<void> {
  await page.getByRole('contentinfo').getByText(`${files} files read`).waitFor({ timeout: 90_000 })
}

describe.skipIf(browserPath() === undefined)('the whole line in a browser', () => {
  let browser: Browser
  let served: Served
  let context: BrowserContext
  let page: Page
  const elsewhere: string[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
    served = await serve()
    cpSync(samples, join(served.documents, 'papers'), { recursive: true })
    writeFileSync(join(served.documents, 'papers', 'broken.pdf'), '%PDF-1.7 and then nothing that belongs there')
    context = await browser.newContext({ viewport: { width: 1_200, height: 800 } })
    page = await context.newPage()
    page.on('request', (request) => {
      if (!/^(http|ws):\/\/127\.0\.0\.1:|^(blob|data):/.test(request.url())) elsewhere.push(request.url())
    })
    await page.goto(served.address)
  })
  afterAll(async () => {
    await context?.close()
    await browser?.close()
    await served?.close()
  })

  test('the one-time token is gone from the address bar', () => {
    expect(page.url()).not.toContain('token')
  })

  test('a dropped folder is read, and what cannot be read is named with its reason', async () => {
    await page.getByText('Ask your own documents').waitFor()
    await drop(page, [join(served.documents, 'papers')])
    await page.getByRole('heading', { name: 'papers' }).waitFor()
    await allRead(page, 5)
    await page.getByText('One file was not read').click()
    await page.getByText('The file is damaged or cut off.').first().waitFor()
  })

  test('a question is answered with a citation that opens its page, the passage marked', async () => {
    await ask(page, 'When was the split pipe beside plot 23 found?')
    const answer = page.getByRole('article').last()
    expect(await answer.innerText()).toContain('3 August')
    await answer
      .getByRole('button', { name: /^Citation \d+: Water report 2025\.pdf, page 3/ })
      .first()
      .click()
    const evidence = page.getByRole('complementary')
    await evidence.getByRole('img', { name: 'Page 3 of Water report 2025.pdf' }).waitFor()
    const mark = evidence.locator('.page-mark').first()
    await mark.waitFor()
    const sheet = await evidence.locator('.page-sheet').boundingBox()
    const box = await mark.boundingBox()
    expect(box && sheet && box.width > sheet.width * 0.2 && box.y >= sheet.y && box.y + box.height <= sheet.y + sheet.height).toBe(true)
    expect(await mark.evaluate((element) => element.getBoundingClientRect().top < window.innerHeight)).toBe(true)
  })

  test('a citation of a text file opens at its lines, the passage marked', async () => {
    await ask(page, 'What did the committee decide in the March meeting?')
    const numeral = page
      .getByRole('article')
      .last()
      .getByRole('button', { name: /^Citation \d+: Meeting notes March\.txt/ })
      .first()
    await numeral.click()
    const marked = page.getByRole('complementary').locator('.text-block-marked').first()
    await marked.waitFor()
    expect((await marked.innerText()).length).toBeGreaterThan(20)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('complementary').count()).toBe(0)
  })

  test('nothing was asked of any other host', () => {
    expect(elsewhere).toEqual([])
  })
})
