/** The browser that the tests drive: a real Chromium, Chrome or Edge, found by `npm test`. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

/** Undefined where there is none: what needs it is skipped, and `npm test` says so. CI installs Chromium, and runs all. */
export function browserPath(): string | undefined {
  const named = process.env['ALCOVE_TEST_BROWSER'] ?? '/usr/bin/chromium'
  return named === 'none' || !existsSync(named) ? undefined : named
}

/** Nothing of the browser's own goes out, and its sandbox is left off only where root could not use it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = browserPath()
  if (executablePath === undefined) throw new Error('No browser: ask browserPath() first')
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, headless: true, args: process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args })
}

/**
 * One window, in which each page of the context is a tab. A page alone in its context is a window of its own, and costs
 * the browser a second of work; every engine has an address of its own, so tabs have nothing in common.
 */
export async function openWindow(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const window = await browser.newContext(options)
  await window.newPage()
  return window
}
