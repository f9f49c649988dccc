/** What every state of the window is held to: no axe violation in either theme, whole sentences, and nothing in the console. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Errors and warnings of the page, from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())))
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** Axe in the page alone: its other way opens a blank page for each look, which matters where there are frames of elsewhere. */
export function axeOf(page: Page): AxeBuilder {
  expect(page.frames()).toHaveLength(1)
  return new AxeBuilder({ page }).setLegacyMode()
}

/** Leaves the page dark. `look`: at each theme, before it is judged. */
export async function expectAccessible(page: Page, look: (theme: 'light' | 'dark') => Promise<unknown> = async () => undefined): Promise<void> {
  await look('light')
  // a name in words that nothing was put in place of
  expect(await page.locator('body').innerText()).not.toMatch(/\{[a-z]+\}/i)
  expect(violationsIn(await axeOf(page).analyze())).toEqual([])
  // the themes differ in colours only
  await page.emulateMedia({ colorScheme: 'dark' })
  await look('dark')
  expect(violationsIn(await axeOf(page).withRules('color-contrast').analyze())).toEqual([])
}

function violationsIn({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): readonly string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join(' | ')}`)
}
