/**
 * The Tune view on one page, from nothing to an adapter that answers: what it says, what it asks of the engine, examples
 * looked through by keyboard alone, and no axe violation in either theme. `npm run screens` takes its pictures.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Example } from '../../../core/types/data-set.ts'
import { emptyScript, type Script } from '../../fakes/scripted-engine.ts'
import { doneTraining, failedTraining, outsideAdapter, readyTrainer, trainedAdapter, unfitTrainer, workingTraining } from '../../fakes/scripted-trainings.ts'
import { letters, tuning } from '../../fakes/scripted-tune.ts'
import { browserPath } from '../chromium.ts'
import { openViewOnAPage, type ViewOnAPage } from './view-on-a-page.ts'

const inputsOf = ({ calls }: Script, name: string) => calls.filter((call) => call.name === name).map(({ input }) => input)

describe.skipIf(browserPath() === undefined)('the Tune view', () => {
  const script = emptyScript()
  let view: ViewOnAPage
  let page: Page
  let look: ViewOnAPage['look']
  const stickingOut = () => page.locator('.tune').evaluate((box) => box.scrollWidth - box.clientWidth)
  const current = () => page.locator('.example[aria-current]')
  const states = () =>
    script.dataSets
      .one('letters')
      .examples.slice(0, 3)
      .map(({ state }) => state)

  beforeAll(async () => {
    tuning(script)
    script.dataSets.all = []
    view = await openViewOnAPage('tune', script)
    ;({ page, look } = view)
  })
  afterAll(async () => {
    await view?.close()
  })

  test('empty: each part says what to do first, and what installing the trainer would fetch; found by the palette', async () => {
    await page.getByRole('button', { name: 'Tune' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Tune')
    await page.keyboard.press('Enter')
    await page.getByText('No data set yet.').waitFor()
    await page.getByText('Fetches 310 MB from download.pytorch.org, files.pythonhosted.org; it takes 1.6 GB on disk.').waitFor()
    await page.getByText('No adapter yet.').waitFor()
    await look('empty')
    script.trainings.set({ trainer: unfitTrainer })
    await page.getByText('Install one from python.org').waitFor()
    script.trainings.set({ trainer: { ...readyTrainer, state: 'missing' } })
    await page.getByRole('button', { name: 'Install the trainer' }).click()
    await page.getByText('Fetching the trainer: 120 MB of 310 MB').waitFor()
    script.trainings.set({ trainer: readyTrainer })
    await page.getByText('This computer can train.').waitFor()
  })

  test('a new data set is drafted from what is chosen; its progress is told and stopped', async () => {
    await page.getByLabel('Name of a new data set').fill('Reports')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Reports' }).waitFor()
    await page.getByLabel('Labels').check()
    await expect.poll(() => page.getByRole('button', { name: 'Draft', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('Labels, one a line').fill('letter\nminutes')
    await page.getByLabel('Written by').selectOption({ label: 'qwen3:8b' })
    await page.getByRole('button', { name: 'Draft', exact: true }).click()
    await page.getByText('0 of 10 passages looked at').waitFor()
    await expect
      .poll(() => inputsOf(script, 'dataSets.draft'))
      .toMatchObject([
        { plan: { kinds: ['question', 'classification'], labels: ['letter', 'minutes'], model: 'qwen3:8b', scope: {}, unanswerable: 0.15, perDocument: 10 } },
      ])
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('0 examples were drafted').waitFor()
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    await page.getByLabel('New title of Reports').fill('Minutes')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Minutes' }).waitFor()
    await page.getByRole('button', { name: 'Remove Minutes' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No data set yet.').waitFor()
  })

  test('examples are accepted, rejected, edited and taken back by keyboard; personal data are marked with a word', async () => {
    script.dataSets.all = [letters]
    script.dataSets.tell()
    await page.getByRole('button', { name: 'Letters of the society', exact: true }).click()
    await page.getByText('mail address').waitFor()
    await page.getByText('phone number').waitFor()
    await look('review')
    await current().focus()
    await page.keyboard.press('a')
    await page.getByText('Whom do members ask').waitFor()
    await expect.poll(async () => current().innerText()).toContain('Whom do members ask')
    await page.keyboard.press('r')
    await expect.poll(states).toEqual(['accepted', 'rejected', 'waiting'])
    await page.keyboard.press('k')
    await page.keyboard.press('e')
    await page.getByLabel('The right answer').fill('Members may draw water on two days.')
    await page.keyboard.press('Enter')
    await page.getByText('Members may draw water on two days.').waitFor()
    await expect.poll(() => inputsOf(script, 'dataSets.edit').at(-1)).toMatchObject({ exampleId: '2', text: { kind: 'question', answerable: true } })
    await expect.poll(states).toEqual(['accepted', 'accepted', 'waiting'])
    // first the edit is taken back, then the rejection before it, then the first one
    await page.keyboard.press('u')
    await expect.poll(states).toEqual(['accepted', 'rejected', 'waiting'])
    await page.keyboard.press('u')
    await expect.poll(states).toEqual(['accepted', 'waiting', 'waiting'])
    await page.keyboard.press('u')
    await expect.poll(states).toEqual(['waiting', 'waiting', 'waiting'])
    await expect.poll(async () => current().innerText()).toContain('What may members do')
    // what is done in another window shows here, in its place
    const before = script.dataSets.one('letters').examples.find(({ id }) => id === '2')
    const elsewhere = (changes: Partial<Example>) =>
      script.dataSets.change(letters.dataSet.id, ({ examples }) => ({ examples: examples.map((one) => (one.id === '2' ? { ...one, ...changes } : one)) }))
    elsewhere({ state: 'rejected', output: 'Written elsewhere.' })
    await page.locator('.example-is-rejected', { hasText: 'Written elsewhere.' }).waitFor()
    elsewhere(before ?? {})
    await page.getByText('Written elsewhere.').waitFor({ state: 'detached' })
    await page.keyboard.press('p')
    await page.getByRole('complementary').getByText('Letter to the council.md').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await expect.poll(() => current().evaluate((row) => row === document.activeElement)).toBe(true)
  })

  test('filters, pages, accepting all at once, cleaning with its reasons, freezing, leaks and files', async () => {
    await page.getByLabel('With personal data only').check()
    await expect.poll(() => page.locator('.example').count()).toBe(1)
    await page.getByLabel('With personal data only').uncheck()
    await expect.poll(() => page.locator('.example').count()).toBe(50)
    await page.getByRole('button', { name: 'Accept the 50 that wait here' }).click()
    await page.getByRole('button', { name: 'Show the 10 that still wait' }).click()
    await expect.poll(() => page.locator('.example').count()).toBe(10)
    await page.getByRole('button', { name: 'Accept the 10 that wait here' }).click()
    await page.getByText('0 waiting, 60 accepted').waitFor()
    await page.getByLabel('State').selectOption({ label: 'any' })
    await page.getByRole('button', { name: 'Show more' }).click()
    await expect.poll(() => page.locator('.example').count()).toBe(60)
    script.dataSets.toClean = ['60']
    await page.getByRole('button', { name: 'Clean' }).click()
    await page.getByText('One example was taken out.').waitFor()
    await page.getByText('What was taken out').first().click()
    await page.getByText('(line 12)').waitFor()
    await page.getByRole('button', { name: 'Freeze a version' }).click()
    await page.getByRole('button', { name: 'Look for leaks in version 1' }).click()
    await page.getByText('No leak').waitFor()
    await expect.poll(() => inputsOf(script, 'dataSets.freeze')).toEqual([{ id: 'letters', seed: 1, train: 0.7, validation: 0.1 }])
    await page.getByLabel('Choose a file').setInputFiles({ name: 'more.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from('{}\n') })
    await page.getByText('One example was added, 0 lines left out.').waitFor()
    // dropped on its place it is for this data set, not for the library
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['{}\n'], 'dropped.jsonl'))
      return transfer
    })
    await page.locator('.tune-drop').dispatchEvent('drop', { dataTransfer: dropped })
    await expect.poll(() => inputsOf(script, 'dataSets.import').length).toBe(2)
    await expect.poll(() => page.getByRole('heading', { name: 'Letters of the society' }).isVisible()).toBe(true)
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Version 1' })
    await page.getByLabel('Part').selectOption({ label: 'Test' })
    await page.getByLabel('Format').selectOption({ label: 'CSV' })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    expect((await download).suggestedFilename()).toBe('examples.csv')
    await expect.poll(() => inputsOf(script, 'dataSets.export').at(-1)).toMatchObject({ format: 'csv', split: 'test' })
    await page.getByLabel('With personal data only').check()
    await look(null)
  })

  test('a training is estimated and started, as a sweep where several ranks are given', async () => {
    await page.getByRole('button', { name: 'Train on version 1' }).click()
    await page.getByRole('heading', { name: 'New training' }).waitFor()
    await page.getByLabel('Base').selectOption('gguf:llama-3.2-3b')
    await page.getByText('More settings').click()
    await page.getByLabel('Rank', { exact: true }).fill('8, 16')
    await page.getByRole('button', { name: 'Try a few steps for the time' }).click()
    await page.getByText('tight: close other programs').waitFor()
    await page.getByText('3 examples are too long and left out.').waitFor()
    await look('new-training')
    await page.getByRole('button', { name: 'Start 2 trainings' }).click()
    await page.getByText('preparing').first().waitFor()
    await expect
      .poll(() => inputsOf(script, 'training.start'))
      .toMatchObject([
        {
          name: 'Letters of the society',
          base: { kind: 'model', name: 'gguf:llama-3.2-3b' },
          settings: [
            { rank: 8, alpha: 16 },
            { rank: 16, alpha: 32 },
          ],
        },
      ])
  })

  test('trainings show their curves and tables, fail with what helps, pause and stop; the status line tells of the one at work', async () => {
    script.trainings.set({ all: [workingTraining, failedTraining, doneTraining] })
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'water-rank-8' }) })
    await row.getByText('step 48 of 120, about 28 min left').waitFor()
    await page.getByRole('contentinfo').getByText('water-rank-8, step 48 of 120').waitFor()
    await row.getByRole('img', { name: 'Loss of water-rank-8: train and validation by step' }).waitFor()
    await row.evaluate((one) => one.scrollIntoView({ block: 'start' }))
    await look('training')
    await row.getByText('As a table').click()
    await row.getByRole('rowheader', { name: '40' }).waitFor()
    await row.getByText('What the trainer wrote').click()
    await row.getByText('Saving checkpoint').waitFor()
    await row.getByRole('button', { name: 'Pause water-rank-8' }).click()
    await row.getByRole('button', { name: 'Go on with water-rank-8' }).waitFor()
    const failed = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'water-large' }) })
    await failed.getByText('Training ran out of memory.').waitFor()
    await failed.getByRole('button', { name: 'Stop water-large for good' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
    await failed.getByText('stopped').first().waitFor()
  })

  test('an adapter is checked, used, put into Ollama, and taken back to its base with one click', async () => {
    script.trainings.set({ all: [{ ...doneTraining, id: '9' }, doneTraining], adapters: [trainedAdapter, outsideAdapter] })
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'letters', exact: true }) })
    await row.getByText('not checked yet').waitFor()
    await page.getByText('5 of its 57 documents changed or gone since').waitFor()
    await row.getByRole('button', { name: 'Check letters' }).click()
    await row.getByText('llama-3.2-3b+letters may answer.').waitFor()
    await row.locator('summary').getByText('Answers of base and adapter, side by side').click()
    await row.getByText('The Quell spring fell dry in 1976 [1].').waitFor()
    await row.evaluate((one) => one.scrollIntoView({ block: 'end' }))
    await look('adapters')
    await row.getByRole('button', { name: 'Use llama-3.2-3b+letters for answers' }).click()
    await expect.poll(() => script.settings.model).toBe('gguf:llama-3.2-3b+letters')
    await row.getByRole('button', { name: 'Answer with llama-3.2-3b, the base, again' }).click()
    await expect.poll(() => script.settings.model).toBe('gguf:llama-3.2-3b')
    await row.getByRole('button', { name: 'Put letters into Ollama' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('possible · 3.4 GB', { exact: true }).waitFor()
    await expect.poll(() => dialog.getByRole('radio', { name: 'As an adapter beside its base' }).isDisabled()).toBe(true)
    await look(null)
    await dialog.getByRole('button', { name: 'Put into Ollama' }).click()
    await row.getByText('in Ollama as llama-3.2-3b-letters').waitFor()
    await row.getByRole('button', { name: 'Take llama-3.2-3b-letters out of Ollama' }).click()
    await row.getByText('in Ollama as llama-3.2-3b-letters').waitFor({ state: 'detached' })
  })

  test('failed: what could not be listed is told where it would stand; narrow: nothing sticks out', async () => {
    script.failing.set('adapters.list', 'unexpected')
    await page.getByRole('navigation').getByRole('button', { name: 'Models' }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'Tune' }).click()
    await page.getByText('The adapters could not be listed.').waitFor()
    script.failing.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The adapters could not be listed.').waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 420, height: 800 })
    expect(await stickingOut()).toBe(0)
    await page.getByRole('button', { name: 'Letters of the society', exact: true }).click()
    await page.getByText('mail address').waitFor()
    await page.getByLabel('With personal data only').check()
    expect(await stickingOut()).toBe(0)
    await look(null)
    expect(view.complaints).toEqual([])
  })
})
