/**
 * Every format as a person meets it, over the true engine: dropped, read, asked about, its citation opened. `npm run
 * screens` keeps a picture of each panel in `docs/screens/formats/`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formats } from '../../../core/types/document.ts'
import { samples, writeIsland } from '../../fixtures/documents/island/island.ts'
import type { Asked, View } from '../../fixtures/documents/island/sample.ts'
import { browserPath, launchBrowser } from '../chromium.ts'
import { drop, type Served, serve } from './served.ts'

const screens = process.env['ALCOVE_SCREENS']
const questions = samples.flatMap(({ file, asked }) => asked.map((one) => ({ ...one, file })))
/** What is marked of the quote, by what the document is shown as. */
const marks: Readonly<Record<View, string>> = {
  page: '.page-sheet .page-mark:not(.page-mark-around)',
  text: '.evidence-text > .text-block mark',
  code: '.text-block .code-line mark',
  grid: 'table.grid td.grid-quote mark',
  slide: '.slides .slide-sheet .text-block mark',
  mail: 'article.mail .text-block mark',
}

test('there is a sample of every format', () => {
  expect(new Set(samples.map(({ format }) => format))).toEqual(new Set(formats))
})

describe.skipIf(browserPath() === undefined)('every format in a browser', () => {
  let browser: Browser
  let served: Served
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    if (screens !== undefined) mkdirSync(join(screens, 'formats'), { recursive: true })
    browser = await launchBrowser()
    served = await serve()
    const folder = join(served.documents, 'Island papers')
    mkdirSync(folder)
    await writeIsland(folder)
    context = await browser.newContext({ viewport: { width: 1_280, height: 760 }, colorScheme: 'light', reducedMotion: 'reduce' })
    page = await context.newPage()
    await page.goto(served.address)
    await page.getByText('Ask your own documents').waitFor()
    await drop(page, [folder])
    await page.getByRole('contentinfo').getByText(`${samples.length} files read`).waitFor({ timeout: 90_000 })
  })
  afterAll(async () => {
    await context?.close()
    await browser?.close()
    await served?.close()
  })

  /** The panel that the answer's first citation opens. */
  async function opened(question: string, file: string): Promise<Locator> {
    await page.getByRole('navigation').getByRole('button', { name: 'Ask' }).click()
    await page.getByLabel('Your question').fill(question)
    await page.keyboard.press('Enter')
    const answer = page.getByRole('article').filter({ hasText: question }).last()
    await answer.getByText('Receipt:', { exact: true }).waitFor()
    await answer
      .getByRole('button', { name: `Citation 1: ${file}, ` })
      .first()
      .click({ timeout: 5_000 })
    return page.getByRole('complementary')
  }

  test.each(questions)('$name: the cited words stand marked in $file', async ({ name, file, question, view, words, anchor, down }) => {
    const panel = await opened(question, file)
    const mark = panel.locator(marks[view])
    await mark.first().waitFor({ timeout: 15_000 })
    if (screens !== undefined) await takePicture(panel, name)

    await expect.poll(() => panel.getByRole('heading', { level: 2 }).innerText()).toBe(file)
    expect(flat([await panel.locator('.evidence-quote').innerText()])).toContain(words)
    if (view === 'page') expect(await linesDown(panel)).toContainEqual(expect.closeTo(down ?? 0, -1))
    else expect(flat(await mark.allInnerTexts())).toContain(words)
    expect(await inSight(mark.first())).toBe(true)
    await placeIsRight(panel, { name, question, view, words, anchor })
    await page.keyboard.press('Escape')
    await expect.poll(() => panel.count()).toBe(0)
  })

  /** Middles of the marked lines, in points from the top of the page. */
  async function linesDown(panel: Locator): Promise<readonly number[]> {
    return await panel.locator(marks.page).evaluateAll((lines) =>
      lines.map((line) => {
        const [box, sheet] = [line.getBoundingClientRect(), line.parentElement?.getBoundingClientRect()]
        const points = Number(line.parentElement?.querySelector('img')?.getAttribute('height'))
        return sheet ? (((box.top + box.bottom) / 2 - sheet.top) / sheet.height) * points : 0
      }),
    )
  }

  async function placeIsRight(panel: Locator, { anchor }: Asked): Promise<void> {
    const place = await panel.locator('.evidence-place').innerText()
    if (anchor.kind !== 'message' && anchor.part !== undefined) {
      expect(place).toContain(anchor.part)
      await expect.poll(() => panel.locator('.evidence-within').innerText()).toContain(`In the attachment ${anchor.part}`)
    }
    if (anchor.kind === 'page') await expect.poll(() => panel.getByRole('img').getAttribute('alt')).toMatch(new RegExp(`^Page ${anchor.page} of `))
    if (anchor.kind === 'lines') expect(place).toContain(`lines ${anchor.lines.join('–')}`)
    if (anchor.kind === 'block')
      expect(place).toContain(anchor.headings.length > 0 ? anchor.headings.join(' › ') : `paragraphs ${anchor.block}–${anchor.lastBlock}`)
    if (anchor.kind === 'slide')
      expect(
        await panel
          .getByRole('listitem', { name: `slide ${anchor.slide}` })
          .locator('mark')
          .count(),
      ).toBe(1)
    if (anchor.kind === 'sheet') await expect.poll(() => panel.locator('.grid caption').innerText()).toBe(`${anchor.sheet} ${anchor.range}`)
    if (anchor.kind === 'message') await expect.poll(() => panel.locator('.mail-head').getByRole('heading').count()).toBe(1)
  }

  async function takePicture(panel: Locator, name: string): Promise<void> {
    await page.mouse.move(0, 0)
    await page.evaluate(() => document.fonts.ready)
    await panel.screenshot({ path: join(screens ?? '', 'formats', `${name}.png`), animations: 'disabled', caret: 'hide' })
  }
})

function flat(texts: readonly string[]): string {
  return texts.join(' ').replaceAll(/\s+/g, ' ')
}

function inSight(mark: Locator): Promise<boolean> {
  return mark.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const shown = document.elementFromPoint(left + Math.min(8, width / 2), top + height / 2)
    return shown !== null && (element.contains(shown) || shown.contains(element))
  })
}
