/** Writing a question in a real browser: input methods, mentions, limits, pastes and drags, and what is sent of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emptyScript, type ScriptedEngine, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { answers, fullLibrary, streamed } from '../../fakes/scripted-library.ts'
import { readyModels } from '../../fakes/scripted-models.ts'
import { browserPath, launchBrowser, openWindow } from '../chromium.ts'
import { axeOf } from './accessible.ts'
import { drop } from './served.ts'

interface Asked {
  readonly question: string
  readonly scope?: Record<string, unknown>
  readonly images?: readonly Blob[]
}

/** A picture of one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Pastes as a program does that put this on the clipboard. */
async function paste(page: Page, held: { readonly text?: string; readonly pictures?: number; readonly type?: string }): Promise<void> {
  await page.getByLabel('Your question').evaluate(
    (box, { text, pictures = 0, type = 'image/png', bytes }) => {
      const transfer = new DataTransfer()
      if (text !== undefined) transfer.setData('text/plain', text)
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
      for (let n = 0; n < pictures; n += 1) transfer.items.add(new File([content], `picture-${n}.png`, { type }))
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
    },
    { ...held, bytes: pixel },
  )
}

describe.skipIf(browserPath() === undefined)('writing a question', () => {
  let browser: Browser
  let engine: ScriptedEngine
  let window: BrowserContext
  let page: Page

  const box = () => page.getByLabel('Your question')
  const options = () => page.getByRole('listbox', { name: 'Files and folders to ask about' }).getByRole('option')
  const chips = () => page.getByRole('list', { name: 'Asked only of' }).getByRole('listitem')
  const asked = () => engine.script.calls.filter(({ name }) => name === 'questions.ask').map(({ input }) => input as Asked)
  const wellFormed = async () => {
    const { violations } = await axeOf(page).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }
  const useModel = async (vision: boolean) => {
    const [first] = readyModels.models
    if (!first) throw new Error('no model')
    engine.script.models = { ...readyModels, models: [{ ...first, capabilities: vision ? ['vision'] : [] }] }
    engine.script.settings = { ...engine.script.settings, model: first.name }
    await page.reload()
    await page.getByText(`Answered by ${first.name}`).waitFor()
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    window = await openWindow(browser, { viewport: { width: 1_100, height: 800 }, reducedMotion: 'reduce' })
  })
  afterAll(async () => {
    await browser?.close()
    await engine?.close()
  })
  beforeEach(async () => {
    await page?.close()
    await engine?.close()
    const script = emptyScript()
    fullLibrary(script)
    script.answer = (_, signal) => streamed(answers.quotes, signal)
    engine = await startScriptedEngine(script)
    page = await window.newPage()
    await page.goto(engine.newAddress())
    await box().waitFor()
  })

  test('Enter that ends the composing of a word sends nothing; the next Enter does', async () => {
    await box().focus()
    const input = await page.context().newCDPSession(page)
    await input.send('Input.imeSetComposition', { text: 'いずみ', selectionStart: 3, selectionEnd: 3 })
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 })
    await expect.poll(() => box().inputValue()).toBe('いずみ')
    expect(asked()).toEqual([])
    await input.send('Input.insertText', { text: '泉' })
    // Some browsers tell the Enter that took the word after the composing has ended: only its code says what it was.
    await box().evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })))
    expect(asked()).toEqual([])
    await expect.poll(() => box().inputValue()).toBe('泉')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked().map(({ question }) => question)).toEqual(['泉'])
    await input.detach()
  })

  test('files that are named are summarised and compared from the box; a folder is not', async () => {
    const reads = () => engine.script.calls.filter(({ name }) => name === 'questions.summarise' || name === 'questions.compare')
    await box().focus()
    await page.keyboard.type('@letter to')
    await options().filter({ hasText: 'Letter to the council.md' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Summarise' }).waitFor()
    await expect.poll(() => page.getByRole('main').getByRole('button', { name: 'Compare' }).count()).toBe(0)
    await page.keyboard.type('@water rep')
    await options().filter({ hasText: 'Water report 2025.pdf' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('main').getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('heading', { name: 'Compare Letter to the council.md, Water report 2025.pdf' }).waitFor()
    await expect
      .poll(() => reads().map(({ name, input }) => [name, input]))
      .toMatchObject([['questions.compare', { fileIds: ['/home/ada/papers/Letter to the council.md', '/home/ada/papers/Water report 2025.pdf'] }]])
    // the names alone were no question
    await expect.poll(() => box().inputValue()).toBe('')
    await page.keyboard.type('@papers')
    await options().filter({ hasText: 'papers' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Summarise' }).waitFor({ state: 'detached' })
  })

  test('`@` names a file by keyboard alone, a wrong name leaves Enter alone, and the question is asked of that file', async () => {
    await box().focus()
    await page.keyboard.type('What does @letter to')
    await options().filter({ hasText: 'Letter to the council.md' }).waitFor()
    await expect.poll(async () => (await box().getAttribute('aria-activedescendant')) === (await options().first().getAttribute('id'))).toBe(true)
    await wellFormed()
    await page.keyboard.press('Enter')
    await expect.poll(() => box().inputValue()).toBe('What does Letter to the council.md ')
    await page.keyboard.type('ask for?')
    await expect.poll(() => chips().allInnerTexts()).toEqual(['Letter to the council.md'])
    await page.keyboard.press('Enter')
    await expect
      .poll(() => asked()[0])
      .toMatchObject({
        question: 'What does Letter to the council.md ask for?',
        scope: { paths: ['/home/ada/papers/Letter to the council.md'] },
      })
    await page.getByText('Receipt:').waitFor()
    await page.keyboard.type('ada@nothing-there and @nothing-there')
    await page.waitForTimeout(400)
    await page.keyboard.press('Enter')
    await expect.poll(() => asked()[1]).toMatchObject({ scope: { paths: ['/home/ada/papers/Letter to the council.md'] } })
  })

  test('Enter before the list has followed the last letters takes what they name, not what stood there before', async () => {
    await box().focus()
    await page.keyboard.type('@l')
    await options().first().waitFor()
    await expect.poll(() => options().first().textContent()).not.toContain('Letter to the council.md')
    await page.keyboard.type('etter to')
    await page.keyboard.press('Enter')
    await expect.poll(() => box().inputValue()).toBe('Letter to the council.md ')
    await expect.poll(() => chips().allInnerTexts()).toEqual(['Letter to the council.md'])
    // the list does not follow: nothing of it is taken, and nothing is sent
    await page.keyboard.type('@l')
    await options().first().waitFor()
    engine.script.hanging.add('library.complete')
    await page.keyboard.type('ike nothing here')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(300)
    expect(await box().inputValue()).toBe('Letter to the council.md @like nothing here')
    expect(await chips().count()).toBe(1)
    expect(asked()).toEqual([])
    // what is typed on is another question to the list, and no key has answered it
    engine.script.hanging.clear()
    await page.keyboard.type('!')
    await options().first().waitFor({ state: 'detached' })
    expect(await chips().count()).toBe(1)
    expect(asked()).toEqual([])
  })

  test('arrows choose among names, Tab takes one, Esc puts the list away until the next `@`', async () => {
    await box().focus()
    await page.keyboard.type('@minutes')
    await options().nth(7).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => options().nth(7).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Escape')
    await options().first().waitFor({ state: 'detached' })
    await page.keyboard.type(' 0')
    await page.waitForTimeout(300)
    await expect.poll(() => options().count()).toBe(0)
    await box().fill('')
    await page.keyboard.type('@lett')
    await options().first().waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => chips().count()).toBe(1)
    await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('kinds and days limit the question; each limit is a chip that the keyboard lifts', async () => {
    await page.getByRole('button', { name: 'Limit' }).click()
    await page.getByLabel('Slides').check()
    await page.getByLabel('PDF').check()
    await page.getByLabel('From', { exact: true }).fill('2025-03-01')
    await page.getByLabel('Up to and including').fill('2025-03-31')
    await wellFormed()
    await expect.poll(() => chips().allInnerTexts()).toEqual(['PDF', 'Slides', expect.stringMatching(/^Changed .*1.*2025 to .*31.*2025$/)])
    await box().focus()
    await page.keyboard.press('Backspace')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Delete')
    await expect.poll(() => chips().count()).toBe(2)
    await page.keyboard.type('What changed?')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked()[0]?.scope).toMatchObject({ formats: ['pdf'], modified: { from: expect.any(Number), to: expect.any(Number) } })
    const days = await page.evaluate(() => [new Date(2025, 2, 1).getTime(), new Date(2025, 3, 1).getTime()])
    await expect.poll(() => asked()[0]?.scope?.['modified']).toEqual({ from: days[0], to: days[1] })
  })

  test('pictures are pasted, shown, taken away, and sent to a model that sees', async () => {
    await useModel(true)
    await box().fill('What is this?')
    await paste(page, { pictures: 2 })
    const thumbnails = page.locator('.composer').getByRole('img', { name: /^Picture/ })
    await expect.poll(() => thumbnails.count()).toBe(2)
    await expect.poll(() => thumbnails.first().evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1)
    await wellFormed()
    await page.getByRole('button', { name: 'Remove Picture 1' }).click()
    await expect.poll(() => thumbnails.count()).toBe(1)
    await page.keyboard.press('Enter')
    await expect.poll(() => asked()[0]?.images?.length).toBe(1)
    await expect.poll(() => asked()[0]?.images?.[0]).toMatchObject({ type: 'image/png', size: Buffer.from(pixel, 'base64').length })
    await expect.poll(() => thumbnails.count()).toBe(0)
    await page
      .getByRole('article')
      .getByRole('img', { name: /^Picture/ })
      .waitFor()
  })

  test('a model that cannot see pictures is said before anything is sent; other files are no pictures', async () => {
    await useModel(false)
    await box().fill('What is this?')
    await paste(page, { pictures: 1, type: 'image/tiff' })
    await page.getByText('Only PNG, JPEG and WebP pictures can be sent.').waitFor()
    await paste(page, { pictures: 1 })
    await page.getByText('cannot see pictures. Choose a model that can, or remove them.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Ask', exact: true }).last().isDisabled()).toBe(true)
    await page.keyboard.press('Enter')
    expect(asked()).toEqual([])
  })

  test('a short paste is written, a long one goes along as a text that opens and is sent, one too long is said', async () => {
    await box().fill('Whose words are these?')
    await paste(page, { text: 'w'.repeat(2_500) })
    await page.getByText('Pasted text, 2,500 characters').waitFor()
    await page.getByRole('button', { name: 'Open the pasted text' }).click()
    const dialog = page.getByRole('dialog', { name: 'Pasted text' })
    await dialog.getByRole('textbox').fill('w'.repeat(4_100))
    await wellFormed()
    await page.keyboard.press('Escape')
    await page.getByText(/Too long by 12\d characters/).waitFor()
    await page.getByRole('button', { name: 'Open the pasted text' }).click()
    await dialog.getByRole('textbox').fill('To be, or not to be')
    await page.keyboard.press('Escape')
    await box().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => asked().map(({ question }) => question)).toEqual(['Whose words are these?\n\nTo be, or not to be'])
  })

  test('files dropped on a conversation are added and asked about; without one they go to the library', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alcove-dropped-'))
    writeFileSync(join(folder, 'note.md'), 'a note')
    await drop(page, [join(folder, 'note.md')])
    await expect.poll(() => engine.script.calls.some(({ name }) => name === 'library.add')).toBe(true)
    // The scripted engine says that all its sources were added.
    await expect.poll(() => chips().allInnerTexts()).toEqual(['papers', 'letters'])
    await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await drop(page, [join(folder, 'note.md')])
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    rmSync(folder, { recursive: true })
  })

  test('a file dragged from the library to Ask is asked about', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Birthday list.txt' }).locator('.file-name')
    await row.dragTo(page.locator('[data-view="ask"]'))
    await expect.poll(() => chips().allInnerTexts()).toEqual(['Birthday list.txt'])
  })

  test('the box grows with its text and turns with its direction', async () => {
    const height = async () => (await box().boundingBox())?.height ?? 0
    const one = await height()
    await box().fill('one\ntwo\nthree\nfour')
    expect(await height()).toBeGreaterThan(one * 1.5)
    await box().fill('مرحبا')
    await expect.poll(() => box().evaluate((element) => element.matches(':dir(rtl)'))).toBe(true)
  })
})
