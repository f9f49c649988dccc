/**
 * Every view in every state, light and dark: no axe violation, nothing in the console. `npm run screens` takes
 * pictures of them, some of which it keeps in `docs/screens/`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import { countedAnswer } from '../../fakes/scripted-count.ts'
import * as documents from '../../fakes/scripted-documents.ts'
import { emptyScript, type Script, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { answers, blocks, brokenLibrary, fullLibrary, streamed, workingLibrary } from '../../fakes/scripted-library.ts'
import { ollamaIs, readyModels } from '../../fakes/scripted-models.ts'
import { richAnswer } from '../../fakes/scripted-rich-answer.ts'
import { conversation } from '../../fakes/stored-conversation.ts'
import { browserPath, launchBrowser, openWindow } from '../chromium.ts'
import { complaintsOf, expectAccessible } from './accessible.ts'
import { askIn } from './asking.ts'

interface State {
  readonly name: string
  readonly script: (script: Script) => void
  readonly steps: (page: Page) => Promise<unknown>
  readonly width?: number
  /** Kept in `docs/screens/`. */
  readonly kept?: boolean
}

const go = (page: Page, view: string) => page.getByRole('navigation').getByRole('button', { name: view }).click()

async function ask(page: Page, question: string): Promise<void> {
  await go(page, 'Ask')
  await askIn(page, question)
}

const question = 'What did the society do when the spring failed?'
const answering = (kind: keyof typeof answers) => (script: Script) => {
  fullLibrary(script)
  script.blocks = blocks
  if (kind === 'model') {
    script.models = readyModels
    script.settings = { ...script.settings, model: 'llama3.2:3b' }
  }
  script.answer = (_, signal) => streamed(answers[kind], signal)
}

const answered = async (page: Page) => {
  await ask(page, question)
  await page.getByText('Receipt:').waitFor()
}

/** Opens the only citation of the answer. */
const opened = async (page: Page) => {
  await answered(page)
  await page.getByRole('button', { name: /^Citation 1:/ }).click()
  await page.locator('[data-cited]').waitFor()
}

/** Of everything that answers are made of. */
const rich: Pick<State, 'script' | 'steps'> = {
  script: (script) => {
    answering('model')(script)
    script.answer = (_, signal) => streamed(richAnswer, signal)
  },
  steps: async (page) => {
    await answered(page)
    await page.getByText('What the check found').click()
    await page.locator('math').first().waitFor()
    await page.locator('.hljs-keyword').first().waitFor()
    await page.locator('.ask-scroll').evaluate((box) => box.scrollTo(0, 0))
  },
}

const states: readonly State[] = [
  { name: 'first-minute-scripted', script: () => undefined, steps: (page) => page.getByText('Try it with sample documents').waitFor() },
  { name: 'library-working', kept: true, script: workingLibrary, steps: (page) => go(page, 'Library') },
  {
    name: 'library-full',
    kept: true,
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('button', { name: '6 files were not read, 3 files were read with gaps' }).waitFor()
    },
  },
  {
    name: 'report',
    kept: true,
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('button', { name: '6 files were not read' }).click()
      await page.getByRole('heading', { name: 'Read, with gaps' }).waitFor()
    },
  },
  {
    name: 'report-gaps',
    script: fullLibrary,
    steps: async (page) => {
      await page.getByRole('contentinfo').getByRole('button', { name: '6 not read' }).click()
      const group = page.getByRole('listitem').filter({ hasText: 'attachments and other parts' })
      await group.getByRole('button', { name: 'Show the file' }).click()
      await group.getByText('Plan of the garden.dwg').waitFor()
      await group.getByText('and 2 more').click()
      await group.getByText('backup.zip').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'report-locked',
    script: fullLibrary,
    steps: async (page) => {
      await page.getByRole('contentinfo').getByRole('button', { name: '6 not read' }).click()
      await page.getByRole('button', { name: 'Show 2 files' }).click()
      await page.getByRole('button', { name: 'Unlock Deed of gift (locked).pdf' }).click()
      await page.getByLabel('Password of Deed of gift (locked).pdf (not stored)').fill('sesame')
    },
  },
  {
    name: 'report-large',
    script: brokenLibrary,
    steps: async (page) => {
      await page.getByRole('contentinfo').getByRole('button', { name: '10,006 not read' }).click()
      await page.getByRole('combobox', { name: 'Show files of' }).selectOption('old disk')
      await page.getByRole('button', { name: 'Show 9,990 files' }).click()
      const list = page.getByRole('group', { name: /damaged/ })
      await list.getByText('Letter 1.doc', { exact: true }).waitFor()
      expect(await list.getByRole('listitem').count()).toBeLessThan(60)
    },
  },
  {
    name: 'report-all',
    script: (script) => {
      fullLibrary(script)
      script.files = script.files.filter(({ sourceId }) => sourceId === 'letters')
      script.sources = script.sources.filter(({ id }) => id === 'letters')
    },
    steps: async (page) => {
      await go(page, 'Library')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('not read')
      await page.keyboard.press('Enter')
      await page.getByText('Everything was read.').waitFor()
    },
  },
  {
    name: 'report-failed',
    script: (script) => {
      fullLibrary(script)
      script.failing.set('library.report', 'unexpected')
    },
    steps: async (page) => {
      await page.getByRole('contentinfo').getByRole('button', { name: '6 not read' }).click()
      await page.getByRole('alert').getByText('could not be looked up').waitFor()
    },
  },
  {
    name: 'report-working',
    script: (script) => {
      fullLibrary(script)
      script.hanging.add('library.report')
    },
    steps: async (page) => {
      await page.getByRole('contentinfo').getByRole('button', { name: '6 not read' }).click()
      await page.getByText('Looking up what was not read').waitFor()
    },
  },
  {
    name: 'phone-report',
    width: 420,
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('button', { name: '6 files were not read' }).click()
      await page.getByRole('heading', { name: 'Read, with gaps' }).waitFor()
    },
  },
  {
    name: 'library-failed',
    kept: true,
    script: (script) => script.failing.set('library.sources', 'index-broken'),
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'library-files',
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByText('Failed', { exact: false }).first().click()
      await page.getByText('The file is encrypted').first().waitFor()
    },
  },
  {
    name: 'library-paused',
    script: (script) => {
      workingLibrary(script)
      if (script.run) script.run = { ...script.run, state: 'paused', passagesPerSecond: 0, secondsLeft: null }
    },
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('main').getByRole('button', { name: 'Go on' }).waitFor()
      await page.getByText(/\d+ of 238 files wait to be read/).waitFor()
    },
  },
  {
    name: 'library-scrolled',
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Library')
      const first = page.getByText('Birthday list.txt')
      await first.waitFor()
      // Far enough that the list would leave out its first rows, if it took the place where it begins for the top.
      await page.locator('.files').evaluate((element) => element.scrollIntoView())
      await page.evaluate(() => new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(settle))))
      await first.waitFor()
    },
  },
  {
    name: 'library-refused',
    script: (script) => {
      fullLibrary(script)
      script.failing.set('library.sync', 'source-offline')
    },
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('button', { name: 'Check papers now' }).click()
      await page.getByRole('alert').getByText('The source cannot be reached now').waitFor()
    },
  },
  {
    name: 'library-remove',
    script: (script) => {
      fullLibrary(script)
      script.conversations.all = [conversation('spring', 'What became of the spring', 2, 60_000)]
      script.quoting = { examples: 24, dataSets: 1, versions: 2, experiments: 1, adapters: ['water'] }
    },
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('button', { name: 'Remove papers' }).click()
      await page.getByRole('radio', { name: 'Erase it too' }).check()
    },
  },
  {
    name: 'library-picker',
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Library')
      await page.getByRole('button', { name: 'Choose a folder' }).click()
      await page.getByText('letters', { exact: true }).last().waitFor()
    },
  },
  { name: 'ask-empty-scripted', script: fullLibrary, steps: (page) => page.getByText('What would you like to know?').waitFor() },
  {
    name: 'ask-working',
    kept: true,
    script: (script) => {
      answering('model')(script)
      script.answer = (_, signal) => streamed(answers.model, signal, 24)
    },
    steps: async (page) => {
      await ask(page, question)
      await page.getByText('upper reservoir').waitFor()
    },
  },
  { name: 'ask-full', script: answering('model'), steps: answered },
  {
    name: 'ask-receipt',
    kept: true,
    script: answering('model'),
    steps: async (page) => {
      await answered(page)
      await page.getByText('Receipt:').click()
      await page.getByText('Rank by words').waitFor()
    },
  },
  { name: 'ask-quotes', script: answering('quotes'), steps: answered },
  {
    name: 'ask-stopped',
    script: (script) => {
      answering('model')(script)
      script.answer = (_, signal) => streamed(answers.model, signal, 24)
    },
    steps: async (page) => {
      await ask(page, question)
      await page.getByText('upper reservoir').waitFor()
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByText('Stopped. What had arrived is kept.').waitFor()
    },
  },
  {
    name: 'ask-quotes-meanwhile',
    script: (script) => {
      answering('quotes')(script)
      script.settings = { ...script.settings, model: 'llama3.2:3b' }
      script.models = ollamaIs('ollama-hung')
    },
    steps: async (page) => {
      await answered(page)
      await page.getByText('because llama3.2:3b could not be reached').waitFor()
      await page.getByText('llama3.2:3b cannot be reached now').waitFor()
    },
  },
  {
    name: 'ask-hover',
    script: answering('model'),
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 1:/ }).hover()
      await page.getByRole('tooltip').waitFor()
    },
  },
  {
    name: 'ask-counted',
    kept: true,
    script: (script) => {
      answering('model')(script)
      script.answer = (_, signal) => streamed(countedAnswer, signal)
    },
    steps: async (page) => {
      await ask(page, 'Which files name the lower spring?')
      await page.getByText('Receipt:').waitFor()
      await page.getByText('Counted in your documents').waitFor()
      // each file once
      await page.getByRole('article').getByText('Society rules.docx').waitFor()
    },
  },
  { name: 'ask-refusal', kept: true, script: answering('refusal'), steps: answered },
  {
    name: 'ask-failed',
    kept: true,
    script: (script) => {
      answering('model')(script)
      script.answer = async function* () {
        yield { type: 'answer-start', mode: 'model', model: 'llama3.2:3b' }
        yield { type: 'text-delta', text: 'The lower spring failed in the middle of' }
        throw new AlcoveError('ollama-hung', { address: 'http://127.0.0.1:11434' })
      }
    },
    steps: async (page) => {
      await ask(page, question)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'evidence-page',
    script: answering('model'),
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 1:/ }).click()
      await page.locator('.page-mark').first().waitFor()
    },
  },
  {
    name: 'evidence-text',
    kept: true,
    script: answering('model'),
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 3:/ }).click()
      await page.locator('.text-block-marked').waitFor()
    },
  },
  {
    name: 'evidence-working',
    script: (script) => {
      answering('model')(script)
      script.hanging.add('evidence.page')
    },
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 1:/ }).click()
      await page.getByText('Drawing page 3').waitFor()
    },
  },
  {
    name: 'evidence-failed',
    kept: true,
    script: (script) => {
      answering('model')(script)
      script.failing.set('evidence.page', 'file-changed')
    },
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 1:/ }).click()
      await page.getByRole('complementary').getByRole('alert').waitFor()
    },
  },
  {
    name: 'conversations',
    kept: true,
    script: (script) => {
      answering('model')(script)
      const day = 86_400_000
      script.conversations.all = [
        conversation('pump', 'Cost of the second pump', 1, 9 * day, { pinned: true }),
        conversation('spring', 'What became of the spring', 2, 60_000),
        conversation('rules', 'Rules of the society', 1, day),
      ]
    },
    steps: async (page) => {
      await page.getByRole('button', { name: 'What became of the spring', exact: true }).click()
      await page.getByText('Receipt:').last().waitFor()
      // titles begin on one line, whatever their length
      expect(new Set(await page.locator('.history-title bdi').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x))).size).toBe(1)
    },
  },
  {
    name: 'models',
    kept: true,
    script: answering('model'),
    steps: async (page) => {
      await go(page, 'Models')
      await page.getByText('qwen3:8b').first().waitFor()
    },
  },
  { name: 'answer-rich', kept: true, ...rich },
  { name: 'phone-answer-rich', width: 420, ...rich },
  {
    name: 'phone-evidence',
    width: 420,
    script: rich.script,
    steps: async (page) => {
      await rich.steps(page)
      await page
        .getByRole('button', { name: /^Citation 1:/ })
        .first()
        .click()
      await page.locator('.page-mark').first().waitFor()
      // it covers all but the line of the views and the status
      expect((await page.getByRole('complementary').boundingBox())?.width).toBe(420)
      await page.keyboard.press('Escape')
      await page.getByRole('complementary').waitFor({ state: 'detached' })
      await page
        .getByRole('button', { name: /^Citation 1:/ })
        .first()
        .click()
      await page.locator('.page-mark').first().waitFor()
    },
  },
  {
    name: 'printed',
    script: rich.script,
    steps: async (page) => {
      await rich.steps(page)
      await page.emulateMedia({ media: 'print' })
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
      const sheet = page.locator('.print-sheet')
      // as wide as the paper, as long as it needs, nothing else beside it
      expect((await sheet.boundingBox())?.width).toBe(1_280)
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(900)
      await page.getByRole('navigation').waitFor({ state: 'hidden' })
      await sheet.getByRole('button', { name: 'Copy' }).first().waitFor({ state: 'hidden' })
    },
  },
  { name: 'evidence-sheet', kept: true, script: documents.citing(documents.sheet), steps: opened },
  {
    name: 'evidence-sheet-more',
    script: documents.citing(documents.sheet),
    steps: async (page) => {
      await opened(page)
      const place = async () => (await page.locator('[data-cited]').boundingBox())?.y ?? 0
      await page.getByRole('button', { name: 'Show more above' }).scrollIntoViewIfNeeded()
      const before = await place()
      await page.getByRole('button', { name: 'Show more above' }).click()
      await page.getByRole('button', { name: 'Show more above' }).waitFor({ state: 'detached' })
      expect(Math.abs((await place()) - before)).toBeLessThan(3)
      await page.getByRole('button', { name: 'Show more below' }).click()
      await page.getByRole('cell', { name: '2026' }).last().waitFor()
    },
  },
  { name: 'evidence-slide', kept: true, script: documents.citing(documents.slides), steps: opened },
  { name: 'evidence-mail', kept: true, script: documents.citing(documents.mail), steps: opened },
  { name: 'evidence-attachment', script: documents.citing(documents.attachment), steps: opened },
  { name: 'evidence-code', kept: true, script: documents.citing(documents.code), steps: opened },
  { name: 'evidence-hidden', script: documents.citing(documents.hidden), steps: opened },
  {
    name: 'evidence-locked',
    script: (script) => {
      documents.citing(documents.hidden)(script)
      script.password = 'sesame'
    },
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 1:/ }).click()
      await page.getByLabel(/^Offer\.docx is locked/).fill('open')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText('does not open it').waitFor()
    },
  },
  { name: 'narrow-evidence-sheet', width: 640, script: documents.citing(documents.sheet), steps: opened },
  { name: 'narrow-evidence-slide', width: 640, script: documents.citing(documents.slides), steps: opened },
  {
    name: 'settings-full',
    script: (script) => {
      answering('model')(script)
      script.network.entries = [1, 2, 3].map((id) => ({
        id,
        at: 1_790_000_000_000 + id * 61_000,
        host: '127.0.0.1:11434',
        purpose: 'ollama',
        allowed: id !== 3,
        bytesSent: 420 * id,
        bytesReceived: 9_800 * id,
      }))
    },
    steps: async (page) => {
      await go(page, 'Settings')
      await page.getByText('qwen3:8b').waitFor()
    },
  },
  {
    name: 'settings-no-ollama',
    kept: true,
    script: fullLibrary,
    steps: async (page) => {
      await go(page, 'Settings')
      await page.getByText('Ollama was not found').waitFor()
    },
  },
  {
    name: 'settings-locked',
    script: (script) => {
      answering('model')(script)
      script.network.locked = true
      script.models = ollamaIs('network-locked')
    },
    steps: async (page) => {
      await go(page, 'Settings')
      await page.getByText('Cannot be reached now').waitFor()
      await page.getByRole('switch', { name: 'Lock every connection' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'settings-failed',
    kept: true,
    script: (script) => {
      fullLibrary(script)
      script.failing.set('settings.get', 'unexpected')
    },
    steps: async (page) => {
      await go(page, 'Settings')
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'shortcuts',
    script: fullLibrary,
    steps: async (page) => {
      await page.getByText('What would you like to know?').waitFor()
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'palette',
    kept: true,
    script: fullLibrary,
    steps: async (page) => {
      await page.getByText('What would you like to know?').waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('option', { name: 'Library' }).waitFor()
    },
  },
  {
    name: 'narrow-evidence',
    width: 760,
    script: answering('model'),
    steps: async (page) => {
      await answered(page)
      await page.getByRole('button', { name: /^Citation 1:/ }).click()
      await page.locator('.page-mark').first().waitFor()
    },
  },
  { name: 'phone-ask', width: 420, script: answering('model'), steps: answered },
  { name: 'phone-library', width: 420, script: workingLibrary, steps: (page) => go(page, 'Library') },
]

const asked = process.env['ALCOVE_SCREENS']
const only = process.env['ALCOVE_STATE']

describe.skipIf(browserPath() === undefined)('every view in every state', () => {
  let browser: Browser
  /** Those that no test uses now: of two tabs side by side one is not drawn. */
  const windows: BrowserContext[] = []

  beforeAll(async () => {
    if (asked !== undefined) mkdirSync(asked, { recursive: true })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })

  const wanted = states.filter(({ name, kept }) => (only === undefined ? asked === undefined || kept : name.includes(only)))
  test.concurrent.each(wanted)('$name', async (state) => {
    const script = emptyScript()
    state.script(script)
    const engine = await startScriptedEngine(script)
    const window = windows.pop() ?? (await openWindow(browser, { colorScheme: 'light', reducedMotion: 'reduce' }))
    const page = await window.newPage()
    try {
      await page.setViewportSize({ width: state.width ?? 1_280, height: 800 })
      const complaints = complaintsOf(page)
      await page.goto(engine.newAddress())
      await state.steps(page)
      await page.evaluate(() => document.fonts.ready)
      const take = async (theme: 'light' | 'dark') =>
        asked && page.screenshot({ path: join(asked, `${state.name}-${theme}.png`), animations: 'disabled', caret: 'hide' })
      await expectAccessible(page, take)
      expect(complaints).toEqual([])
    } finally {
      await page.close()
      windows.push(window)
      await engine.close()
    }
  })
})
