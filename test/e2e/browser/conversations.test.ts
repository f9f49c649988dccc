/** Conversations in the window, over a scripted engine: branches, the list, its search, what is deleted and brought back; by mouse and by key alone. */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Answer, AnswerPart } from '../../../core/types/answer.ts'
import { type ScriptedEngine, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { answers, blocks, fullLibrary, streamed } from '../../fakes/scripted-library.ts'
import { readyModels } from '../../fakes/scripted-models.ts'
import { conversation } from '../../fakes/stored-conversation.ts'
import { browserPath, launchBrowser, openWindow } from '../chromium.ts'
import { axeOf } from './accessible.ts'
import { askIn } from './asking.ts'

const day = 86_400_000

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return element instanceof HTMLElement ? (element.getAttribute('aria-label') ?? (element.innerText || element.id)) : ''
  })

describe.skipIf(browserPath() === undefined)('conversations', () => {
  let browser: Browser
  let engine: ScriptedEngine
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
    context = await openWindow(browser, { viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce', acceptDownloads: true })
  })
  afterAll(async () => {
    await browser?.close()
  })
  beforeEach(async () => {
    engine = await startScriptedEngine()
    const { script } = engine
    fullLibrary(script)
    script.blocks = blocks
    script.models = readyModels
    script.settings = { ...script.settings, model: 'llama3.2:3b' }
    script.answer = (_, signal) => streamed(answers.model, signal)
    script.conversations.all = [
      conversation('spring', 'What became of the spring', 2, 60_000),
      conversation('rules', 'Rules of the society', 1, day + 60_000),
      conversation('pump', 'Cost of the pump', 1, 40 * day, { pinned: true }),
    ]
    page = await context.newPage()
    complaints.length = 0
    page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(engine.newAddress())
    await rows().first().waitFor()
  })
  afterEach(async () => {
    expect(complaints).toEqual([])
    await page?.close()
    await engine?.close()
  })

  const list = () => page.getByRole('region', { name: 'Conversations' })
  const rows = () => list().locator('.history-open')
  const last = () => page.getByRole('article').last()
  const open = (title: string) => list().getByRole('button', { name: title, exact: true }).click()
  const ask = (question: string) => askIn(page, question)
  async function choose(title: string, entry: string): Promise<void> {
    await list().getByRole('button', { name: title, exact: true }).hover()
    await list()
      .getByRole('button', { name: `What to do with ${title}` })
      .click()
    await list().getByRole('menuitem', { name: entry }).click()
  }

  test('are listed by day, pinned ones first; one opens at its end, and is there again after a reload', async () => {
    await expect.poll(() => list().getByRole('heading').allInnerTexts()).toEqual(['Pinned', 'Today', 'Yesterday'])
    await expect.poll(() => rows().allInnerTexts()).toEqual(['Cost of the pump', 'What became of the spring', 'Rules of the society'])
    await open('What became of the spring')
    await last().getByRole('heading', { name: 'What became of the spring, part 2?' }).waitFor()
    await page.reload()
    await last().getByRole('heading', { name: 'What became of the spring, part 2?' }).waitFor()
    await expect.poll(() => rows().and(page.locator('[aria-current]')).innerText()).toBe('What became of the spring')
  })

  test('a question in other words is a branch: both are there, changed between by key, and the engine remembers which is shown', async () => {
    await open('What became of the spring')
    // What is out of sight is not drawn.
    await page.getByRole('group', { name: 'Questions and answers' }).evaluate((element) => element.scrollTo(0, 0))
    await page.getByRole('article').filter({ hasText: 'the spring, part 1?' }).getByRole('button', { name: 'Edit question' }).click()
    await expect.poll(() => page.getByLabel('The question in other words').inputValue()).toBe('What became of the spring, part 1?')
    await page.getByLabel('The question in other words').fill('Did the spring dry up?')
    await page.keyboard.press('Enter')
    await last().getByRole('heading', { name: 'Did the spring dry up?' }).waitFor()
    await page.getByText('Receipt:').waitFor()
    await expect.poll(() => page.getByRole('article').count()).toBe(1)
    const versions = page.getByRole('group', { name: 'Wordings of this question' })
    await expect.poll(() => versions.innerText()).toContain('2 / 2')
    await versions.getByRole('button', { name: 'The one before' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'What became of the spring, part 2?' }).waitFor()
    expect(await focusedName(page)).toBe('The one before')
    await expect
      .poll(() => engine.script.calls.filter(({ name }) => name === 'conversations.choose').at(-1)?.input)
      .toMatchObject({ id: 'spring', leafId: 'spring-a1' })
    await expect
      .poll(() => engine.script.calls.find(({ name }) => name === 'questions.ask')?.input)
      .toMatchObject({ conversation: { id: 'spring', parentId: null } })
  })

  test('asking again gives another answer beside the first', async () => {
    await open('Rules of the society')
    await last().getByRole('button', { name: 'Ask again' }).click()
    const versions = last().getByRole('group', { name: 'Answers to this question' })
    await versions.getByText('2 / 2').waitFor()
    await versions.getByRole('button', { name: 'The one before' }).click()
    await versions.getByText('1 / 2').waitFor()
  })

  test('an answer is called good or poor and written better in its place, by key, and that is kept', async () => {
    await open('Rules of the society')
    const good = last().getByRole('button', { name: 'Good answer' })
    const poor = last().getByRole('button', { name: 'Poor answer' })
    await good.press('Enter')
    await last().locator('[aria-label="Good answer"][aria-pressed="true"]').waitFor()
    await poor.press('Space')
    await last().locator('[aria-label="Poor answer"][aria-pressed="true"]').waitFor()
    await expect.poll(() => good.getAttribute('aria-pressed')).toBe('false')
    const better = last().getByRole('button', { name: 'Write it better' })
    const box = last().getByLabel('What the answer should have said')
    await better.press('Enter')
    await expect.poll(() => box.inputValue()).toBe(answers.model.answer)
    await page.keyboard.press('Escape')
    expect([await box.count(), await focusedName(page)]).toEqual([0, 'Write it better'])
    await better.press('Enter')
    await box.fill('The society meets in May.')
    expect((await axeOf(page).analyze()).violations.map(({ id }) => id)).toEqual([])
    await last().getByRole('button', { name: 'Save', exact: true }).click()
    await last().getByText('You wrote this better').waitFor()
    expect(await focusedName(page)).toBe('Write it better')
    await page.reload()
    await last().getByText('You wrote this better').click()
    await last().getByText('The society meets in May.').waitFor()
    await expect.poll(() => poor.getAttribute('aria-pressed')).toBe('true')
    expect((await axeOf(page).analyze()).violations.map(({ id }) => id)).toEqual([])
    await better.click()
    await last().getByRole('button', { name: 'Remove what you wrote' }).click()
    await box.waitFor({ state: 'detached' })
    await expect.poll(() => last().getByText('You wrote this better').count()).toBe(0)
    await expect.poll(() => engine.script.conversations.one('rules').messages[1]).not.toHaveProperty('correction')
  })

  test('a stopped answer keeps what had arrived, says so and goes on; thoughts are folded; the rewrite is told', async () => {
    engine.script.answer = async function* (_, signal): AsyncGenerator<AnswerPart> {
      yield { type: 'rewrite', rewrite: { query: 'cost of the second main', by: 'model' } }
      yield { type: 'thinking-delta', text: 'The pump is meant.' }
      yield* streamed(answers.model, signal, 24)
    }
    await open('Cost of the pump')
    await ask('And what does it cost?')
    await last().getByText('Searched for: cost of the second main').waitFor()
    await last().getByText('upper reservoir').waitFor()
    await last()
      .locator('summary', { hasText: /^Thought/ })
      .click()
    await last().getByText('The pump is meant.').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await last().getByText('Stopped. What had arrived is kept.').waitFor()
    engine.script.answer = (_, signal) => streamed(answers.model, signal)
    await last().getByRole('button', { name: 'Continue' }).click()
    await last().getByText('Receipt:').waitFor()
    await expect.poll(() => last().getByText('Stopped.').count()).toBe(0)
  })

  test('an answer goes on while another conversation is shown, and its line says so', async () => {
    let finish = (): void => undefined
    const held = new Promise<void>((settle) => {
      finish = settle
    })
    engine.script.answer = async function* (): AsyncGenerator<AnswerPart> {
      yield { type: 'answer-start', mode: 'model', model: 'llama3.2:3b' }
      yield { type: 'text-delta', text: 'It takes its time.' }
      await held
      yield { type: 'answer-end', answer: { ...answers.model, answer: 'It took its time.', citations: [] } }
    }
    await open('Cost of the pump')
    await ask('How long?')
    await last().getByText('It takes its time.').waitFor()
    await open('Rules of the society')
    await list().getByRole('img', { name: 'An answer is being given' }).waitFor()
    finish()
    await list().getByRole('img', { name: 'An answer is being given' }).waitFor({ state: 'detached' })
    await list().locator('.history-open', { hasText: 'Cost of the pump' }).click()
    await last().getByText('It took its time.').waitFor()
  })

  test('search finds words of questions, answers and cited passages, marks them, and opens the place', async () => {
    engine.script.conversations.all.push(conversation('long', 'A long talk', 40, 3 * day))
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('3?')
    await list().getByText('One conversation found').waitFor()
    await expect.poll(() => list().locator('mark').allInnerTexts()).toContain('3?')
    await rows().first().click()
    await page.getByRole('heading', { name: 'A long talk, part 3?' }).waitFor()
    await page.getByRole('searchbox').fill('word that is nowhere')
    await list().getByText('No conversation has these words.').waitFor()
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await list().getByRole('heading', { name: 'Pinned' }).waitFor()
  })

  test('the palette opens the one that the words name, however quickly Enter follows them', async () => {
    engine.script.conversations.all.push(conversation('stone', 'Quarrystone', 1, 2 * day), conversation('men', 'Quarrymen', 1, 3 * day))
    await page.keyboard.press('Control+k')
    await page.keyboard.type('quarry')
    await page.getByRole('option', { name: 'Quarrystone', selected: true }).waitFor()
    await page.keyboard.type('men')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Quarrymen, part 1?' }).waitFor()
  })

  test('one is renamed, pinned, exported, deleted and brought back from its menu', async () => {
    await choose('Rules of the society', 'Rename')
    await page.keyboard.type('Rules, all of them')
    await page.keyboard.press('Enter')
    await list().getByRole('button', { name: 'Rules, all of them', exact: true }).waitFor()
    await choose('Rules, all of them', 'Pin')
    await expect.poll(() => list().getByRole('heading').allInnerTexts()).toEqual(['Pinned', 'Today'])
    const [download] = await Promise.all([page.waitForEvent('download'), choose('Rules, all of them', 'Export as JSON')])
    expect(readFileSync(await download.path(), 'utf8').length).toBeGreaterThan(0)
    await choose('Rules, all of them', 'Delete')
    await page.getByText('“Rules, all of them” was deleted.').waitFor()
    await expect.poll(() => rows().count()).toBe(2)
    await page.getByRole('button', { name: 'Undo' }).click()
    await list().getByRole('button', { name: 'Rules, all of them', exact: true }).waitFor()
  })

  test('by key alone: the list is walked, opened, renamed, deleted and brought back, and a new conversation begins', async () => {
    await page.keyboard.press('Control+Shift+F')
    await expect.poll(() => focusedName(page)).toBe('Search conversations')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focusedName(page)).toBe('Cost of the pump')
    await page.keyboard.press('End')
    await expect.poll(() => focusedName(page)).toBe('Rules of the society')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await last().getByRole('heading', { name: 'What became of the spring, part 2?' }).waitFor()
    await page.keyboard.press('Control+Shift+F')
    await expect.poll(() => focusedName(page)).toBe('Search conversations')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focusedName(page)).toBe('Cost of the pump')
    await page.keyboard.press('F2')
    await expect.poll(() => focusedName(page)).toBe('New title of Cost of the pump')
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName(page)).toBe('Cost of the pump')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focusedName(page)).toBe('Rename')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => focusedName(page)).toBe('Delete')
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName(page)).toBe('What to do with Cost of the pump')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Delete')
    await expect.poll(() => focusedName(page)).toBe('What became of the spring')
    await page.keyboard.press('Control+z')
    await list().getByRole('button', { name: 'Cost of the pump', exact: true }).waitFor()
    await page.keyboard.press('Alt+n')
    await page.getByText('What would you like to know?').waitFor()
    await expect.poll(() => focusedName(page)).toBe('question')
  })

  test('ten thousand are listed as they come into sight, and a conversation of 500 messages draws what is in sight', async () => {
    engine.script.conversations.all = [
      conversation('huge', 'Everything at once', 250, 1_000),
      ...Array.from({ length: 10_000 }, (_, n) => conversation(`c${n}`, `Talk ${n}`, 1, 60_000 + n * 60_000)),
    ]
    await page.reload()
    await list().getByRole('button', { name: 'Talk 0', exact: true }).waitFor()
    await expect.poll(() => rows().count()).toBeLessThan(80)
    await open('Everything at once')
    await last().getByRole('heading', { name: 'Everything at once, part 250?' }).waitFor()
    await expect.poll(() => page.getByRole('article').count()).toBeLessThan(20)
    await list()
      .locator('.history-list')
      .evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect
      .poll(() => engine.script.calls.filter(({ name, input }) => name === 'conversations.list' && input?.['after' as never] !== undefined).length)
      .toBeGreaterThan(0)
  })

  test('a list that cannot be had says why, and a conversation that cannot be opened too', async () => {
    engine.script.failing.set('conversations.get', 'unexpected')
    await open('Cost of the pump')
    await page.getByRole('alert').getByText('This conversation could not be opened.').waitFor()
    engine.script.failing.clear()
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
    await last().getByRole('heading', { name: 'Cost of the pump, part 1?' }).waitFor()
    engine.script.failing.set('conversations.list', 'unexpected')
    await page.reload()
    await list().getByRole('alert').getByText('The conversations could not be loaded.').waitFor()
    complaints.length = 0
  })

  test('before a source is removed one chooses what becomes of what quotes from it: kept, unless one says otherwise', async () => {
    const removals = () => engine.script.calls.filter(({ name }) => name === 'library.remove').map(({ input }) => input)
    await page.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
    await page.getByRole('button', { name: 'Remove letters' }).click()
    await page.getByText('4 answers in 3 conversations').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(removals).toEqual([{ sourceId: 'letters', answers: 'keep' }])
    engine.script.quoting = { examples: 12, dataSets: 1, versions: 2, experiments: 1, adapters: ['water'] }
    await page.getByRole('button', { name: 'Remove papers' }).click()
    await page.getByText('12 examples of one data set').waitFor()
    await page.getByText('Trained on its documents, and stale from then on: water.').waitFor()
    await page.getByRole('radio', { name: 'Erase it too' }).check()
    await page.getByRole('button', { name: 'Remove and erase' }).click()
    await expect.poll(removals).toEqual([
      { sourceId: 'letters', answers: 'keep' },
      { sourceId: 'papers', answers: 'erase' },
    ])
  })

  test('counted files are drawn once, as a table, and the rest comes on request; the copied answer has its list', async () => {
    const item = (n: number) => ({
      fileId: `f${n}`,
      file: `/home/ada/papers/Minutes ${n}.pdf`,
      fileName: `Minutes ${n}.pdf`,
      format: 'pdf' as const,
      modified: n * day,
      passages: n,
      copies: [],
    })
    const list1 = { total: 3, of: 'files' as const, files: 3, copies: 1, unread: 0, question: 'how many', items: [item(2), item(10)], more: true }
    const answer: Answer = { ...answers.quotes, answer: 'There are three.\n\n- Minutes 2\\.pdf\n- Minutes 10\\.pdf', citations: [], list: list1 }
    engine.script.answer = (_, signal) => streamed(answer, signal)
    await ask('How many minutes are there?')
    const table = last().getByRole('region', { name: 'Files that were counted' })
    await last().getByText('Counted in your documents').waitFor()
    await expect.poll(() => last().getByText('Minutes 2.pdf').count()).toBe(1)
    await table.getByRole('button', { name: 'Passages' }).click()
    await expect.poll(() => table.getByRole('row').nth(1).innerText()).toContain('Minutes 10.pdf')
    await table.getByText('2 of 3 shown').waitFor()
    await page.evaluate(() => window.addEventListener('copy', (event) => void (document.title = event.clipboardData?.getData('text/plain') ?? '')))
    await last().getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => page.title()).toContain('Minutes 10')
  })

  test.each(['light', 'dark'] as const)('passes axe, in %s and at twice the size', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await open('What became of the spring')
    await page.getByRole('searchbox').fill('spring')
    await list().locator('mark').first().waitFor()
    await rows().first().focus()
    await list().getByRole('button', { name: 'What to do with What became of the spring' }).click()
    await list().getByRole('menuitem', { name: 'Rename' }).waitFor()
    await page
      .getByRole('article')
      .first()
      .getByRole('button', { name: 'Edit question' })
      .evaluate((element) => (element as HTMLElement).click())
    const check = async () => {
      const { violations } = await axeOf(page).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
    }
    if (process.env['ALCOVE_LOOK']) await page.screenshot({ path: `${process.env['ALCOVE_LOOK']}/conversations-${colorScheme}.png` })
    await check()
    // What the browser's zoom does to the page: half the pixels.
    await page.setViewportSize({ width: 640, height: 400 })
    if (process.env['ALCOVE_LOOK']) await page.screenshot({ path: `${process.env['ALCOVE_LOOK']}/conversations-200-${colorScheme}.png` })
    await check()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})
