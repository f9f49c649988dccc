/** Real tokens in the real window: our own tiny model and its adapter, run by the engine inside, over a folder that was read and embedded. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomLlama } from '../../fixtures/models/random-llama.ts'
import { browserPath, launchBrowser } from '../chromium.ts'
import { askIn } from './asking.ts'
import { drop, type Served, serve } from './served.ts'

const fixtures = resolve(import.meta.dirname, '../../fixtures/models')
const sky = 'What colour is the sky?'

describe.skipIf(browserPath() === undefined)('a model file in the window', () => {
  let browser: Browser
  let served: Served
  let page: Page
  const elsewhere: string[] = []

  const last = (): Locator => page.getByRole('article').last()
  const to = (view: 'Ask' | 'Models') => page.getByRole('navigation').getByRole('button', { name: view }).click()
  const answerWith = (model: string) => page.getByLabel('Answered by').selectOption({ label: model })

  const ask = (question: string) => askIn(page, question)
  async function choose(name: string): Promise<void> {
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'downloads' }).click()
    await dialog.getByRole('button', { name: `Use ${name}` }).click()
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    served = await serve()
    const [papers, downloads] = [join(served.documents, 'papers'), join(served.folder, 'downloads')]
    mkdirSync(papers)
    mkdirSync(downloads)
    writeFileSync(join(papers, 'sky.txt'), 'The sky is blue on a clear day.')
    writeFileSync(join(papers, 'grass.txt'), 'The grass in the garden is green.')
    for (const name of ['tiny.gguf', 'tiny-colours.gguf', 'colours.gguf']) copyFileSync(join(fixtures, name), join(downloads, name))
    writeFileSync(join(downloads, 'endless.gguf'), randomLlama())
    page = await browser.newPage({ viewport: { width: 1_280, height: 800 } })
    page.on('request', (request) => {
      if (!/^(http|ws):\/\/127\.0\.0\.1:|^(blob|data):/.test(request.url())) elsewhere.push(request.url())
    })
    await page.goto(served.address)
    await page.getByText('Ask your own documents').waitFor()
    await drop(page, [papers])
    await page.getByRole('contentinfo').getByText('2 files read').waitFor({ timeout: 60_000 })
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  test('a GGUF file that is dropped becomes a model, others are chosen, and an adapter stands below its base', async () => {
    await drop(page, [join(served.folder, 'downloads/tiny.gguf')])
    await page.getByRole('dialog').getByText('A browser does not tell where tiny.gguf is.').waitFor()
    await choose('tiny.gguf')
    await page.getByText('tiny is ready.').waitFor()
    await expect.poll(() => page.getByText('tiny is ready.').evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThan(800)
    await page.getByText('The models below need no Ollama.').waitFor()
    for (const name of ['tiny-colours', 'endless']) {
      await page.getByRole('button', { name: 'Choose a file' }).click()
      await choose(`${name}.gguf`)
      await page.getByText(`${name} is ready.`).waitFor()
    }
    await page.getByRole('button', { name: 'Add an adapter to tiny', exact: true }).click()
    await choose('colours.gguf')
    await page.getByRole('rowheader', { name: 'colours adapter of tiny' }).waitFor()
    const names = await page.getByRole('table').first().getByRole('rowheader').allInnerTexts()
    expect(names.map((text) => text.split('\n')[0])).toEqual(['tiny', 'colours', 'tiny-colours', 'endless'])
  })

  test('the adapter is refused on a model that it was not trained on, in words, there', async () => {
    await page.getByRole('button', { name: 'Add an adapter to tiny-colours' }).click()
    await choose('colours.gguf')
    await page.getByRole('table').first().getByText('The adapter colours.gguf does not fit gguf:tiny-colours').waitFor()
  })

  test('the model answers where it is chosen, from the passages, and the receipt names it', async () => {
    await to('Ask')
    await page.getByText('Answers will be quotes from your documents').waitFor()
    await answerWith('tiny')
    await page.getByText('Here: tiny. In new conversations: Quotes.').waitFor()
    await ask(sky)
    await last().getByText('Written by tiny from your documents').waitFor()
    await last().getByText('Receipt:', { exact: true }).click()
    await last().getByText('Written by tiny.').waitFor()
    await expect.poll(() => last().locator('.prose').innerText()).toMatch(/^The sky is blue ?1\.$/)
    await last()
      .getByRole('button', { name: /^Citation 1: sky\.txt/ })
      .first()
      .waitFor()
  })

  test('the adapter answers otherwise, as strongly as it was set, and its claim does not pass the check', async () => {
    await answerWith('tiny+colours')
    await ask(sky)
    await last().getByText('Written by tiny+colours from your documents').waitFor()
    await last().getByText('One sentence not supported').waitFor()
    await expect.poll(() => last().locator('.prose').innerText()).toContain('The sky is red')
    await page.getByLabel('Strength of tiny+colours').fill('0')
    await page.keyboard.press('Tab')
    await page.getByText('Here: tiny+colours@0.').waitFor()
    await ask(sky)
    await last().getByText('Receipt:', { exact: true }).click()
    await last().getByText('Written by tiny with the adapter colours at 0 of its strength.').waitFor()
    await expect.poll(() => last().locator('.prose').innerText()).toContain('The sky is blue')
  })

  test('tokens are shown as they come, and Stop ends the model, keeping them', async () => {
    await answerWith('endless')
    await page.evaluate(() => {
      const lengths: number[] = []
      const note = () => {
        const length = [...document.querySelectorAll('article .prose')].at(-1)?.textContent.length ?? 0
        if (lengths.at(-1) !== length) lengths.push(length)
      }
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true })
      Object.assign(globalThis, { lengths })
    })
    await ask('Is it warm?')
    await last().getByText('Written by endless from your documents').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await last().getByText('Stopped. What had arrived is kept.').waitFor()
    const kept = await last().locator('.prose').innerText()
    expect(kept).toMatch(/^[a-z]{5,}/)
    const lengths = await page.evaluate(() => (globalThis as unknown as { readonly lengths: readonly number[] }).lengths)
    expect(lengths.filter((length, at) => length > (lengths[at - 1] ?? 0)).length).toBeGreaterThan(3)
    // what was on its way when it was stopped is kept too, and then nothing comes any more
    const text = () => last().locator('.prose').innerText()
    const grown = async () => {
      const before = await text()
      await page.waitForTimeout(300)
      return (await text()).length - before.length
    }
    await expect.poll(grown, { timeout: 5_000 }).toBe(0)
    expect((await text()).startsWith(kept)).toBe(true)
  })

  test('a reload brings all of it back, with its model, and quotes stand in for that one once it is gone; a new one has the usual', async () => {
    await page.reload()
    await page.getByRole('article').filter({ hasText: 'Is it warm?' }).waitFor()
    await page.getByText('Here: endless.').waitFor()
    await page.getByRole('group', { name: 'Questions and answers' }).evaluate((element) => element.scrollTo(0, 0))
    await page.getByRole('article').first().getByText('Written by tiny from your documents').waitFor()
    await expect.poll(() => page.getByRole('article').first().innerText()).toContain('The sky is blue')

    await to('Models')
    await page.getByRole('button', { name: 'Remove endless from this computer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('rowheader', { name: 'endless' }).waitFor({ state: 'detached' })
    await to('Ask')
    await page.getByText('endless cannot be reached now; answers are quotes').waitFor()
    await expect.poll(() => page.getByLabel('Answered by').locator('option:checked').innerText()).toBe('endless (not there now)')
    await ask(sky)
    await last().getByText('Quotes from your documents, because endless could not be reached').waitFor()
    await page.getByRole('button', { name: 'New conversation' }).first().click()
    await page.getByText('Answers will be quotes from your documents').waitFor()
    expect(elsewhere).toEqual([])
  })
})
