/** One view of the window on one page of a scripted engine, looked at step by step; `npm run screens` takes its pictures. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Script, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { launchBrowser, openWindow } from '../chromium.ts'
import { complaintsOf, expectAccessible } from './accessible.ts'

const asked = process.env['ALCOVE_SCREENS']

export interface ViewOnAPage {
  readonly page: Page
  /** Errors and warnings of the page. */
  readonly complaints: readonly string[]
  /** Axe in both themes, and a picture of each where they are asked for; null: none is kept. */
  look(name: string | null): Promise<void>
  close(): Promise<void>
}

/** `view`: what names of pictures begin with. */
export async function openViewOnAPage(view: string, script: Script): Promise<ViewOnAPage> {
  if (asked !== undefined) mkdirSync(asked, { recursive: true })
  const browser = await launchBrowser()
  const engine = await startScriptedEngine(script)
  const window = await openWindow(browser, { colorScheme: 'light', reducedMotion: 'reduce' })
  const page = await window.newPage()
  await page.setViewportSize({ width: 1_280, height: 800 })
  const complaints = complaintsOf(page)
  await page.goto(engine.newAddress())
  return {
    page,
    complaints,
    async look(name) {
      await page.mouse.move(0, 0)
      await page.evaluate(() => document.fonts.ready)
      await expectAccessible(page, async (theme) => {
        if (asked !== undefined && name !== null)
          await page.screenshot({ path: join(asked, `${view}-${name}-${theme}.png`), animations: 'disabled', caret: 'hide' })
      })
      await page.emulateMedia({ colorScheme: 'light' })
    },
    async close() {
      await browser.close()
      await engine.close()
    },
  }
}
