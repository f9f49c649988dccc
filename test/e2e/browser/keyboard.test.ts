/** From an empty library to the passage behind an answer and back, without a mouse, the focus in sight at every step. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser } from '../chromium.ts'
import { type Served, serve } from './served.ts'

interface Focused {
  readonly name: string
  readonly seen: boolean
}

/** What has the focus, by its words, and whether a person can see that it has. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', seen: true }
    const style = getComputedStyle(element)
    // A hidden radio shows its focus on the words beside it, the question on its frame, a divider on its line.
    const beside = element.matches('input.unseen') ? element.nextElementSibling : element.matches('textarea') ? element.closest('form') : null
    const others = [beside && getComputedStyle(beside), getComputedStyle(element, '::after')]
    const outlined = [style, ...others].some((one) => one?.outlineStyle === 'solid' || (one !== style && one?.boxShadow !== 'none'))
    const divided = element.matches('[role="separator"]') && getComputedStyle(element, '::after').backgroundColor !== 'rgba(0, 0, 0, 0)'
    return { name: element.getAttribute('aria-label') ?? (element.innerText || element.id), seen: outlined || divided }
  })
}

/** Presses the key until what is looked for has the focus. */
async function reach(page: Page, key: 'Tab' | 'Shift+Tab', name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key)
    const now = await focused(page)
    expect(now.seen, `the focus on “${now.name}” cannot be seen`).toBe(true)
    if (name.test(now.name)) return
    passed.push(now.name)
  }
  throw new Error(`${name} was not reached; the focus went over ${passed.join(', ')}`)
}

describe.skipIf(browserPath() === undefined)('the keyboard alone', () => {
  let browser: Browser
  let served: Served
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    served = await serve()
    page = await browser.newPage({ viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce' })
    await page.goto(served.address)
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  test('the samples are added from an empty library, and the question has the focus next', async () => {
    await page.getByText('Try it with sample documents').waitFor()
    await reach(page, 'Tab', /sample documents/)
    await page.keyboard.press('Enter')
    await page.getByRole('contentinfo').getByText('5 files read').waitFor({ timeout: 90_000 })
    await expect.poll(async () => (await focused(page)).name).toBe('question')
  })

  test('Shift+Enter breaks the line, Enter asks, and the focus stays where the next question is written', async () => {
    await page.keyboard.type('When was the split pipe')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('beside plot 23 found?')
    await page.keyboard.press('Enter')
    await page.getByText('Receipt:').waitFor()
    await expect.poll(() => page.getByRole('article').getByRole('heading').first().innerText()).toBe('When was the split pipe\nbeside plot 23 found?')
    await expect.poll(async () => (await focused(page)).name).toBe('question')
  })

  test('Enter while a word is being composed sends nothing', async () => {
    const box = page.getByLabel('Your question')
    await box.fill('泉')
    await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true })
    await expect.poll(() => page.getByRole('article').count()).toBe(1)
    await box.fill('')
  })

  test('a numeral shows its passage, opens it, walks to the next, and Escape gives the focus back', async () => {
    await reach(page, 'Shift+Tab', /^Citation 1: Water report 2025\.pdf, page 3/)
    await page.getByRole('tooltip').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.locator('.page-mark').first().waitFor()
    await expect.poll(async () => (await focused(page)).name).toContain('Water report 2025.pdf')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0)
    await expect.poll(async () => (await focused(page)).name).toMatch(/^Citation 1:/)
    await expect.poll(() => page.getByRole('tooltip').count()).toBe(0)
    await page.keyboard.press(']')
    await page.getByText('Citation 1 of').waitFor()
    await page.keyboard.press('[')
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await focused(page)).name).toMatch(/^Citation \d+:/)
  })

  test('the list of keys opens and closes, and the focus is where it was', async () => {
    const before = await focused(page)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toEqual(before)
  })

  test('the palette finds what the window can do by a few letters, and does it', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Type a few letters' }).waitFor()
    await page.keyboard.type('theme da')
    await page.getByRole('option', { name: 'Theme: dark', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('html[data-theme="dark"]').waitFor()
    // What was used last stands first, the list goes round, and the arrows walk it.
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'Theme: dark', selected: true }).waitFor()
    await page.keyboard.type('library')
    await page.getByRole('option', { name: 'Library', exact: true, selected: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('nothing that there is')
    await page.getByText('Nothing by that name.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('every view is one key away, and everything in it is reached with the focus in sight', async () => {
    await page.keyboard.press('Alt+2')
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    await reach(page, 'Tab', /^Remove samples/)
    await reach(page, 'Tab', /^Nothing leaves this computer/)
    await page.keyboard.press('Alt+3')
    await page.getByRole('heading', { name: 'Models', exact: true }).waitFor()
    await reach(page, 'Tab', /^Look again/)
    await page.keyboard.press('Alt+5')
    await page.getByRole('heading', { name: 'Compare', exact: true }).waitFor()
    await reach(page, 'Tab', /^New experiment/)
    await page.keyboard.press('Alt+6')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await reach(page, 'Tab', /^Look again/)
    await reach(page, 'Tab', /^Nothing leaves this computer/)
    await page.keyboard.press('/')
    await expect.poll(async () => (await focused(page)).name).toBe('question')
  })
})
