/** The Models view in its states, light and dark: what it says, what it asks of the engine, by keyboard too, and no axe violation. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { emptyScript, type Script, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { ollamaIs, readyModels } from '../../fakes/scripted-models.ts'
import { browserPath, launchBrowser, openWindow } from '../chromium.ts'
import { complaintsOf, expectAccessible } from './accessible.ts'

const file: ChatModelInfo = {
  name: 'gguf:tiny',
  engine: 'gguf',
  engineId: 'gguf',
  family: 'llama',
  parameters: '115K',
  quantization: 'Q8_0',
  size: 132_000,
  contextTokens: 2_048,
  capabilities: [],
  loaded: null,
  adapter: null,
}
const adapter: ChatModelInfo = { ...file, name: 'gguf:tiny+letters', size: 35_000, adapter: { base: 'gguf:tiny', name: 'letters', scale: 1, passed: true } }

function full(script: Script): void {
  script.models = {
    ...readyModels,
    engines: [
      ...readyModels.engines,
      { kind: 'gguf', id: 'gguf', state: 'ready', address: null, version: null, remote: false },
      { kind: 'server', id: 'desk', state: 'server-absent', address: 'http://192.168.1.9:8000', version: null, remote: true },
    ],
    models: [...readyModels.models, adapter, file],
  }
  script.settings = { ...script.settings, model: 'qwen3:8b' }
}

const callsOf = ({ calls }: Script, name: string) => calls.filter((call) => call.name === name).map(({ input }) => input)

interface Case {
  readonly name: string
  readonly script: (script: Script) => void
  readonly steps: (page: Page, script: Script) => Promise<void>
  readonly width?: number
}

const cases: readonly Case[] = [
  {
    name: 'without Ollama it says what to do, that answers are quotes, and offers no fetching',
    script: () => undefined,
    steps: async (page, script) => {
      await page.getByText('Ollama was not found').waitFor()
      await page.getByText('If it is installed: start it').waitFor()
      await page.getByText('Answers are quotes from your documents meanwhile.').waitFor()
      await page.getByText('Fetching needs Ollama.').waitFor()
      await expect.poll(() => page.getByRole('button', { name: /^Fetch llama3.2:3b/ }).isDisabled()).toBe(true)
      script.models = readyModels
      await page.getByRole('button', { name: 'Look again' }).click()
      await page.getByRole('rowheader', { name: 'qwen3:8b' }).first().waitFor()
    },
  },
  ...(['ollama-hung', 'ollama-too-old', 'ollama-rubbish', 'network-locked'] as const).map(
    (state): Case => ({
      name: `an engine that is ${state} says so`,
      script: (script) => {
        script.models = ollamaIs(state)
      },
      steps: async (page) => {
        await page.getByText('Answers are quotes from your documents meanwhile.').waitFor()
        await page.locator('.engine-missing').waitFor()
      },
    }),
  ),
  {
    name: 'full: models with what they take, where they are, adapters under their base, blocked names, a server that is elsewhere',
    script: full,
    steps: async (page, script) => {
      const table = page.getByRole('table').first()
      await table.getByText('6.8 GB, 40 % on the graphics card').waitFor()
      await page.getByText('Never used, because they answer from another computer: gpt-oss:120b-cloud').waitFor()
      await page.getByText('Not on this computer: questions and the passages sent with them leave it.').waitFor()
      expect((await table.getByRole('rowheader').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual(['llama3.2:3b', 'qwen3:8b', 'tiny', 'letters'])
      await page.getByRole('button', { name: 'Use tiny+letters for answers' }).click()
      await expect.poll(() => script.settings.model).toBe('gguf:tiny+letters')
      await page.getByLabel('Strength of tiny+letters').fill('0.5')
      await page.keyboard.press('Enter')
      await expect.poll(() => script.settings.model).toBe('gguf:tiny+letters@0.5')
      await page.getByLabel('Context of qwen3:8b').fill('12000')
      await page.keyboard.press('Enter')
      await expect.poll(() => script.settings.contextTokens).toEqual({ 'qwen3:8b': 12_000 })
      await page.getByRole('button', { name: 'Take qwen3:8b out of memory' }).click()
      await expect.poll(() => callsOf(script, 'models.unload')).toEqual([{ name: 'qwen3:8b' }])
    },
  },
  {
    name: 'removing asks first, by keyboard',
    script: full,
    steps: async (page, script) => {
      const remove = page.getByRole('button', { name: 'Remove llama3.2:3b from this computer' })
      await remove.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByText('Its 2 GB are freed.').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(callsOf(script, 'models.remove')).toEqual([])
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await expect.poll(() => callsOf(script, 'models.remove')).toEqual([{ name: 'llama3.2:3b' }])
      await page.getByRole('button', { name: 'Remove llama3.2:3b from this computer' }).waitFor({ state: 'detached' })
    },
  },
  {
    name: 'working: a download shows how far it is, is stopped and resumed',
    script: full,
    steps: async (page, script) => {
      await page.getByLabel('Name of a model').fill('gemma3:4b')
      await page.keyboard.press('Enter')
      await page.getByText('400 MB of 2 GB, 20 MB per second').waitFor()
      await page.getByRole('button', { name: 'Stop fetching gemma3:4b' }).click()
      await page.getByText('what has arrived is kept').waitFor()
      await page.getByRole('button', { name: 'Resume fetching gemma3:4b' }).click()
      await page.getByRole('button', { name: 'Stop fetching gemma3:4b' }).waitFor()
      await expect.poll(() => callsOf(script, 'models.pull')).toEqual([{ name: 'gemma3:4b' }, { name: 'gemma3:4b' }])
      script.models = {
        ...script.models,
        pulls: script.models.pulls.map((pull) => ({ ...pull, state: 'failed', failure: { code: 'pull-failed', details: { reason: 'no space left' } } })),
      }
      await page.getByText('Fetching gemma3:4b stopped: no space left.').waitFor()
    },
  },
  {
    name: 'failed: the list that could not be had is asked for again',
    script: (script) => void script.failing.set('models.state', 'unexpected'),
    steps: async (page, script) => {
      await page.getByText('The models could not be listed.').waitFor()
      script.failing.clear()
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('Ollama was not found').waitFor()
    },
  },
  {
    name: 'a server elsewhere is added only by one who says to know what that means',
    script: full,
    steps: async (page, script) => {
      await page.getByLabel('Short name').fill('lab')
      await page.getByLabel('Address').fill('http://10.0.0.5:8000')
      const add = page.getByRole('button', { name: 'Add the server' })
      await expect.poll(() => add.isDisabled()).toBe(true)
      await page.getByLabel('I know that questions and passages sent there leave this computer.').check()
      await add.click()
      await expect.poll(() => callsOf(script, 'models.addServer')).toEqual([{ id: 'lab', address: 'http://10.0.0.5:8000', elsewhere: true }])
      await page.getByRole('button', { name: 'Forget server lab' }).waitFor()
    },
  },
  {
    name: 'how models run: kept in memory, thinking first; and a file is chosen in the engine’s own dialog',
    script: full,
    steps: async (page, script) => {
      await page.getByLabel('Keep a model in memory').selectOption({ label: 'Until I unload it' })
      await expect.poll(() => script.settings.keepAliveMinutes).toBe(-1)
      await page.getByLabel('Let models that can think do so first').click()
      await expect.poll(() => script.settings.thinking).toBe(true)
      await page.getByRole('button', { name: 'Choose a file' }).click()
      await page.getByRole('button', { name: 'Use tiny.gguf' }).click()
      await page.getByText('tiny is ready.').waitFor()
    },
  },
  {
    name: 'narrow',
    width: 420,
    script: full,
    steps: async (page) => {
      await page.getByRole('heading', { name: 'Engines' }).waitFor()
      const [outer, inner] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth])
      expect(inner).toBe(outer)
    },
  },
]

describe.skipIf(browserPath() === undefined)('the Models view', () => {
  let browser: Browser
  let window: BrowserContext
  beforeAll(async () => {
    browser = await launchBrowser()
    window = await openWindow(browser, { colorScheme: 'light', reducedMotion: 'reduce' })
  })
  afterAll(async () => {
    await browser?.close()
  })

  test.each(cases)('$name', async ({ script: prepare, steps, width = 1_280 }) => {
    const script = emptyScript()
    prepare(script)
    const engine = await startScriptedEngine(script)
    const page = await window.newPage()
    try {
      await page.setViewportSize({ width, height: 900 })
      const complaints = complaintsOf(page)
      await page.goto(engine.newAddress())
      await page.getByRole('navigation').getByRole('button', { name: 'Models' }).click()
      await steps(page, script)
      await expectAccessible(page)
      expect(complaints).toEqual([])
    } finally {
      await page.close()
      await engine.close()
    }
  })
})
