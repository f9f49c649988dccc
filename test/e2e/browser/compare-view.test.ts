/**
 * The Compare view from its empty state to a report, on one page: what it says, what it asks of the engine, by keyboard
 * too, and no axe violation in either theme. `npm run screens` takes its pictures.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beforeComparing, comparing } from '../../fakes/scripted-comparison.ts'
import { emptyScript, type Script } from '../../fakes/scripted-engine.ts'
import { doneExperiment, leakedExperiment, resultsOf } from '../../fakes/scripted-experiments.ts'
import { browserPath } from '../chromium.ts'
import { openViewOnAPage, type ViewOnAPage } from './view-on-a-page.ts'

const inputsOf = ({ calls }: Script, name: string) => calls.filter((call) => call.name === `experiments.${name}`).map(({ input }) => input)

describe.skipIf(browserPath() === undefined)('the Compare view', () => {
  const script = emptyScript()
  let view: ViewOnAPage
  let page: Page
  let look: ViewOnAPage['look']
  const part = (name: string) => page.getByRole('radio', { name, exact: true }).check({ force: true })

  beforeAll(async () => {
    beforeComparing(script)
    view = await openViewOnAPage('compare', script)
    ;({ page, look } = view)
  })
  afterAll(async () => {
    await view?.close()
  })

  test('empty: one sentence and one action, found by the palette; and advice before anything is measured', async () => {
    await page.getByRole('button', { name: 'Compare' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Compare')
    await page.keyboard.press('Enter')
    await page.getByText('see which answers better').waitFor()
    await look('empty')
    await page.getByText('Advice before anything is measured').click()
    await page.getByText('Answer from your documents, without an adapter: RAG.').waitFor()
    await expect.poll(() => inputsOf(script, 'advise').at(-1)).toMatchObject({ id: null })
  })

  test('a new experiment has the four arms filled in; a leak is told with its questions; and it starts', async () => {
    await page.getByRole('button', { name: 'New experiment' }).click()
    await page.getByText('480 answers in all').waitFor()
    for (const arm of ['Base', 'RAG', 'Fine-tuned', 'Hybrid']) await expect.poll(() => page.getByRole('checkbox', { name: arm }).isChecked()).toBe(true)
    await look('new')
    await page.getByRole('button', { name: 'Add another model' }).click()
    await page.getByLabel('Model of further arm 1').selectOption({ label: 'qwen3:8b' })
    await page.getByLabel('How many questions').fill('50')
    await page.getByText('250 answers in all').waitFor()
    script.failing.set('experiments.start', 'leak-found')
    script.experiments.set([leakedExperiment])
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText('Which spring fell dry in 1976?', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Freeze a new version in Tune' }).waitFor()
    script.failing.clear()
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('heading', { name: 'Water reports' }).waitFor()
    await page.getByText('Nothing has been answered yet.').waitFor()
    await expect
      .poll(() => inputsOf(script, 'start').at(-1))
      .toMatchObject({
        name: 'Water reports',
        versionId: '1',
        arms: [
          { kind: 'base', model: 'gguf:llama-3.2-3b' },
          { kind: 'rag', model: 'gguf:llama-3.2-3b' },
          { kind: 'tuned', model: 'gguf:llama-3.2-3b+water' },
          { kind: 'hybrid', model: 'gguf:llama-3.2-3b+water' },
          { kind: 'rag', model: 'qwen3:8b' },
        ],
        settings: { limit: 50, judge: null },
      })
  })

  test('the list says how far each is, is paused and gone on with; the status line tells of the one at work', async () => {
    await page.getByRole('button', { name: 'All experiments' }).click()
    comparing(script)
    const status = page.getByRole('contentinfo').getByText('Comparing: 133 of 480 answers')
    await page.getByRole('contentinfo').getByText('Comparing: 133 of 480 answers, about 21 min left').waitFor()
    await look('list')
    await page.getByRole('button', { name: 'Pause Water reports, another seed' }).click()
    await status.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Go on with Water reports, another seed' }).click()
    await status.waitFor()
    await page.getByRole('button', { name: 'Remove With a leak' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('With a leak').waitFor({ state: 'detached' })
    await expect.poll(() => inputsOf(script, 'remove')).toEqual([{ id: '3' }])
  })

  test('results: the main measure as a plot with its numbers, differences with a verdict in words, speed and cost', async () => {
    await page.getByRole('button', { name: 'Water reports, first try', exact: true }).press('Enter')
    const plot = page.getByRole('table', { name: 'Words in common (F1) of each arm, with 95 % intervals' })
    await expect.poll(() => plot.getByRole('row', { name: /^RAG/ }).innerText()).toMatch(/71\.0\s+64\.0 to 78\.0\s+120/)
    const differences = page.getByRole('table', { name: 'Differences between arms' })
    await differences.getByText('cannot be told from 120 questions, about 310 questions would tell').waitFor()
    await differences.getByText('RAG is better').first().waitFor()
    await page.getByRole('table', { name: 'Speed and cost' }).getByText('3.6 GB').first().waitFor()
    await look('results')
  })

  test('question by question: what differs from the reference, only where arms differ, and evidence for what is cited', async () => {
    await part('Questions')
    await page.locator('del', { hasText: /^lower$/ }).waitFor()
    await page.locator('ins', { hasText: 'upper' }).waitFor()
    await page.getByRole('checkbox', { name: 'Only where arms differ' }).check()
    await expect.poll(() => inputsOf(script, 'rows').at(-1)).toMatchObject({ id: '1', differing: true, skip: 0 })
    const numeral = page.getByRole('button', { name: /^Citation 1:/ }).first()
    await numeral.press('Enter')
    await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
    await look('questions')
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: 'Evidence' }).waitFor({ state: 'detached' })
    await expect.poll(() => numeral.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('rating by keys, arms hidden until the end', async () => {
    await part('Blind rating')
    await page.getByText('0 of 2 pairs rated').waitFor()
    await look('rating')
    await page.keyboard.press('2')
    await page.getByText('1 of 2 pairs rated').waitFor()
    await page.keyboard.press('0')
    await page.getByRole('heading', { name: 'Every pair is rated' }).waitFor()
    await expect
      .poll(() => inputsOf(script, 'rate'))
      .toEqual([
        { id: '1', pairId: 'p1', better: 'right' },
        { id: '1', pairId: 'p2', better: 'neither' },
      ])
    const tally = page.getByRole('table', { name: 'Your blind ratings' })
    await expect.poll(() => tally.getByRole('row', { name: /^RAG/ }).innerText()).toMatch(/3\s+2\s+1/)
  })

  test('advice follows the answers, and goes into the report', async () => {
    await part('Advice')
    await page.getByText('More questions: there are 120, about 310 would tell.').waitFor()
    await page.getByText('Hybrid and RAG cannot be told apart (between -2 and 14 points, 120 questions).').waitFor()
    await page.getByRole('switch', { name: 'Answers must cite' }).click()
    await part('Style and format')
    const questions = { need: 'style', mustCite: false, changes: 'monthly', speedMatters: false }
    await expect.poll(() => inputsOf(script, 'advise').at(-1)).toEqual({ id: '1', questions })
    await look('advice')
    const download = page.waitForEvent('download')
    await page.getByRole('group', { name: 'Report' }).getByRole('button', { name: 'Markdown' }).click()
    expect((await download).suggestedFilename()).toBe('experiment.markdown')
    await expect.poll(() => inputsOf(script, 'report')).toEqual([{ id: '1', format: 'markdown', questions }])
  })

  test('results of an earlier state, and models so small that they prove nothing, are named as such; nothing is cut at 600 pixels or at twice the size', async () => {
    script.experiments.results = (experiment) => resultsOf({ ...experiment, done: 133 })
    script.experiments.change(doneExperiment.id, { failed: 3 })
    await part('Results')
    await page.getByText('Not finished: 133 of 480 answers.').waitFor()
    script.experiments.results = (experiment) => ({ ...resultsOf(experiment), tiny: true })
    script.experiments.change(doneExperiment.id, { failed: 2 })
    await page.getByText('Every model here has fewer than 50 million parameters.').waitFor()
    await expect.poll(() => page.getByText('Not finished').count()).toBe(0)
    for (const width of [600, 640]) {
      await page.setViewportSize({ width, height: width === 600 ? 800 : 450 })
      const [outer, inner] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth])
      expect(inner).toBe(outer)
    }
    await page.setViewportSize({ width: 1_280, height: 800 })
  })

  test('failed: what could not be had is asked for again', async () => {
    script.failing.set('experiments.results', 'unexpected')
    await page.getByRole('button', { name: 'All experiments' }).click()
    await page.getByRole('button', { name: 'Water reports, first try', exact: true }).click()
    await page.getByText('The results could not be worked out.').waitFor()
    await look('failed')
    script.failing.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table', { name: 'Speed and cost' }).waitFor()
    expect(view.complaints).toEqual([])
  })
})
