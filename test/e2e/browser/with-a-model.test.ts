/** The window over the true engine and a stand-in for Ollama: a model is chosen, answers, is stopped, breaks and goes away. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeOllama, startFakeOllama } from '../../fakes/ollama/server.ts'
import { browserPath, launchBrowser } from '../chromium.ts'
import { askIn } from './asking.ts'
import { type Served, serve } from './served.ts'

const answer = 'The split was found on **3 August** beside plot 23 [1]. Nobody knows who made it [99].'

describe.skipIf(browserPath() === undefined)('a chat model in the window', () => {
  let browser: Browser
  let served: Served
  let ollama: FakeOllama
  let page: Page

  const last = (): Locator => page.getByRole('article').last()
  async function ask(question: string): Promise<void> {
    await page.getByRole('navigation').getByRole('button', { name: 'Ask' }).click()
    await askIn(page, question)
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    ollama = await startFakeOllama({ models: [{ name: 'small:1b', contextLength: 8_192 }], answer })
    served = await serve()
    page = await browser.newPage({ viewport: { width: 1_280, height: 800 } })
    await page.goto(served.address)
    await page.getByText('Try it with sample documents').click()
    await page.getByRole('contentinfo').getByText('5 files read').waitFor({ timeout: 90_000 })
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
    await ollama?.close()
  })

  test('it is found at the address given in Settings, chosen, and named wherever the window says who answers', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Where Ollama listens').fill(ollama.address)
    await page.keyboard.press('Enter')
    await page.getByText('small:1b').click()
    await page.getByRole('contentinfo').getByText('small:1b by Ollama').waitFor()
  })

  test('its answer streams in, its markers are citations, and one that names no passage is taken out and counted', async () => {
    await ask('When was the split pipe beside plot 23 found?')
    await last().getByText('Written by small:1b from your documents').waitFor()
    await last().getByText('Receipt:').click()
    await last().getByText('One citation in the model’s text named no passage and was taken out.').waitFor()
    await expect.poll(() => last().locator('button.numeral').allInnerTexts()).toEqual(['1'])
    await last()
      .getByRole('button', { name: /^Citation 1:/ })
      .click()
    await page.getByRole('complementary').locator('.page-mark, .text-block-marked').first().waitFor()
    await page.keyboard.press('Escape')
  })

  test('Stop ends the model’s work, and what had arrived is kept', async () => {
    ollama.set({ tokensPerSecond: 2 })
    const before = ollama.abandoned()
    await ask('What happened on 3 August?')
    await last().locator('.prose').getByText('The split').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await last().getByText('Stopped. What had arrived is kept.').waitFor()
    await expect.poll(() => last().locator('.prose').innerText()).toContain('The split')
    await expect.poll(() => ollama.abandoned()).toBeGreaterThan(before)
    ollama.set({ tokensPerSecond: Number.POSITIVE_INFINITY })
  })

  test('an answer that breaks off says so where it happened, keeps its words, and can be asked again', async () => {
    ollama.set({ misbehaviour: { '/api/chat': 'cut' } })
    await ask('Did it rain?')
    await last().getByRole('alert').getByText('The answer broke off before its end.').waitFor()
    await expect.poll(() => last().innerText()).toContain('It rained')
    ollama.set({ misbehaviour: {} })
    await last().getByRole('button', { name: 'Ask again' }).click()
    await last().getByText('Receipt:').waitFor()
  })

  test('what is not Ollama is told so, and quotes are one press away', async () => {
    ollama.set({ misbehaviour: { '/api/chat': 'html' } })
    await ask('How many hens may be kept on a full plot?')
    await last().getByRole('alert').getByText('does not speak like Ollama').waitFor()
    await last().getByRole('button', { name: 'Answer with quotes' }).click()
    await last().getByText('Quotes from your documents', { exact: true }).waitFor()
    await last().getByText('Up to four hens may be kept').first().waitFor()
    ollama.set({ misbehaviour: {} })
  })

  test('when it goes away, quotes stand in for it and the window says why, until it is back', async () => {
    ollama.set({ models: [] })
    await ask('How many hens may be kept on a full plot?')
    await last().getByText('Quotes from your documents, because small:1b could not be reached').waitFor()
    await page.getByText('small:1b cannot be reached now').waitFor()
    await page.getByRole('contentinfo').getByText('Answers are quotes: small:1b is not there').waitFor()
    await page.getByRole('button', { name: 'See why' }).click()
    await page.getByText('small:1b is chosen for answers, but no engine has it now.').waitFor()
    ollama.set({ models: [{ name: 'small:1b', contextLength: 8_192 }] })
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByRole('contentinfo').getByText('small:1b by Ollama').waitFor()
  })
})
