/** The whole line in a true browser over the true engine: drop a folder, wait, ask, open a citation, see the marked passage. */
import { cpSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser } from '../chromium.ts'
import { askIn } from './asking.ts'
import { drop, type Served, serve } from './served.ts'

const samples = resolve(import.meta.dirname, '../../../samples')

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Ask' }).click()
  await askIn(page, question)
  await page.getByRole('article').filter({ hasText: question }).last().getByText('Receipt:', { exact: true }).waitFor()
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
    await expect.poll(() => answer.innerText()).toContain('3 August')
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
    await expect.poll(() => mark.evaluate((element) => element.getBoundingClientRect().top < window.innerHeight)).toBe(true)
  })

  const formats = [
    ['text', 'When may hoses be used?', 'Meeting notes March.txt, lines', 'hoses may be used only before 8'],
    ['Markdown', 'What stands under an answer, and what does the receipt tell?', 'Read me first.md, lines', 'receipt'],
    ['a web page', 'What should be done if brown patches appear on the stems?', 'Growing tomatoes.html, Growing tomatoes at Fernhill', 'brown patches'],
    ['Word', 'How many hens may be kept on a full plot?', 'Society rules.docx, Rules of the Fernhill Allotment Society', 'four hens'],
  ] as const
  test.each(formats)('a citation of %s opens the document, the passage marked and in sight', async (_, question, place, words) => {
    await ask(page, question)
    await page
      .getByRole('article')
      .last()
      .getByRole('button', { name: `: ${place}` })
      .first()
      .click()
    const marked = page.getByRole('complementary').locator('.text-block mark, .text-block-quoted').filter({ hasText: words }).first()
    await marked.waitFor()
    const { top, bottom } = await marked.evaluate((element) => element.getBoundingClientRect())
    expect(top >= 0 && bottom <= 800).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0)
  })

  test('a reload keeps the view, its columns and everything read', async () => {
    await page.keyboard.press('Control+b')
    await page.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    await page.getByRole('button', { name: 'Unfold the sidebar' }).waitFor()
    await allRead(page, 5)
    await page.keyboard.press('Control+b')
  })

  test('nothing was asked of any other host', () => {
    expect(elsewhere).toEqual([])
  })
})
