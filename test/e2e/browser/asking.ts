/** A question asked in the window, for tests that look at the newest exchange. */
import type { Page } from 'playwright-core'

/** Of the newest exchange that is drawn; null where there is none. */
const newest = (page: Page) => page.evaluate(() => [...document.querySelectorAll('article')].at(-1)?.querySelector('h2')?.id ?? null)

/** Resolves when the question stands there: until then the last article is the one before. */
export async function askIn(page: Page, question: string): Promise<void> {
  await page.getByLabel('Your question').fill(question)
  const before = await newest(page)
  await page.keyboard.press('Enter')
  await page
    .getByRole('article')
    .last()
    .locator(`h2[id^="question-"]${before === null ? '' : `:not([id="${before}"])`}`)
    .waitFor()
}
