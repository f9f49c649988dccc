/**
 * Everything that people did not write themselves is hostile: thousands of injections go through the stream, a stored
 * answer, quotes, previews, titles and names into a real window. Nothing runs, nothing is loaded, nothing leads away.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Answer, Citation } from '../../../core/types/answer.ts'
import { emptyScript, type ScriptedEngine, startScriptedEngine } from '../../fakes/scripted-engine.ts'
import { answers, citations, fullLibrary } from '../../fakes/scripted-library.ts'
import { readyModels } from '../../fakes/scripted-models.ts'
import { inTexts, payloads } from '../../fixtures/injections/payloads.ts'
import { browserPath, launchBrowser } from '../chromium.ts'
import { askIn } from './asking.ts'

const all = payloads()
const texts = inTexts(all)

/** Elements and attributes that only an injection would put into the page. */
const foreign =
  'script,iframe,frame,frameset,object,embed,applet,link,base,meta,style,video,audio,source,track,portal,template,noscript,marquee,a,area,foreignObject,' +
  'animate,set,use,image,maction,annotation-xml,semantics,article form,[href],[srcdoc],[action],[formaction],[ping],[poster],[background],[srcset],[contenteditable]'

/** Watches the page from before its first script on: what runs, what is refused, and every element that ever stands in it. */
function watch(foreign: string): void {
  const seen: string[] = []
  Object.assign(window, { seen, pwned: (id: unknown) => seen.push(`ran ${String(id)}`) })
  for (const name of ['alert', 'confirm', 'prompt', 'open', 'print'] as const) Object.assign(window, { [name]: () => seen.push(name) })
  document.addEventListener('securitypolicyviolation', (event) => seen.push(`refused ${event.violatedDirective} ${event.blockedURI}`))
  const look = (element: Element) => {
    if (element.matches(foreign)) seen.push(element.outerHTML.slice(0, 200))
    if (element.localName === 'img' && !/^(?:blob|data:image\/png)/.test(element.getAttribute('src') ?? 'blob')) seen.push(element.outerHTML.slice(0, 200))
    for (const { name, value } of element.attributes)
      if (/^on/i.test(name) || (name === 'style' && /url\(|fixed|expression/.test(value))) seen.push(`${name}=${value}`)
  }
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes' && target instanceof Element && target.closest('#root')) look(target)
      for (const node of addedNodes)
        if (node instanceof Element && node.closest('#root')) for (const element of [node, ...node.querySelectorAll('*')]) look(element)
    }
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

describe.skipIf(browserPath() === undefined)('hostile text in the window', () => {
  let browser: Browser
  let engine: ScriptedEngine
  let context: BrowserContext
  let page: Page
  /** Requests, pages, workers and complaints that should not be. */
  let strange: string[]

  const go = (view: string) => page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click()
  /** What the page saw until now, kept over the reload. */
  async function reload(): Promise<void> {
    strange.push(...(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)))
    await page.reload()
  }
  const ask = (question: string) => askIn(page, question)
  async function answered(): Promise<void> {
    await page.getByRole('article').last().getByText('Receipt:').waitFor()
  }

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    const script = emptyScript()
    fullLibrary(script)
    script.models = readyModels
    script.settings = { ...script.settings, model: 'llama3.2:3b' }
    engine = await startScriptedEngine(script)
    context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, reducedMotion: 'reduce' })
    await context.addInitScript(watch, foreign)
    page = await context.newPage()
    strange = []
    const address = engine.newAddress()
    const { origin } = new URL(address)
    context.on('request', (request) => {
      if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(origin)) strange.push(request.url())
    })
    page.on('popup', (other) => strange.push(`popup ${other.url()}`))
    page.on('worker', (worker) => strange.push(`worker ${worker.url()}`))
    page.on('dialog', (dialog) => {
      strange.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => strange.push(error.message))
    page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && strange.push(message.text())))
    await page.goto(address)
    await page.getByLabel('Your question').waitFor()
    page.on('framenavigated', (frame) => void (frame.url() !== `${origin}/` && strange.push(`went to ${frame.url()}`)))
  })
  afterEach(async () => {
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
    await context.close()
    await engine.close()
    expect([...seen, ...strange]).toEqual([])
  })

  test(`${all.length} injections in answers that stream, and in the same answers once they are stored`, async () => {
    const answerOf = (text: string): Answer => ({ ...answers.model, answer: text, claims: [] })
    let next = 0
    engine.script.answer = async function* answer() {
      const text = texts[next] ?? ''
      yield { type: 'answer-start', mode: 'model', model: 'llama3.2:3b' }
      const size = 97 + (next % 7) * 61
      for (let from = 0; from < text.length; from += size) {
        yield { type: 'text-delta', text: text.slice(from, from + size) }
        if (from % (4 * size) === 0) await new Promise((settle) => setTimeout(settle, 4))
      }
      yield { type: 'answer-end', answer: answerOf(text) }
    }
    for (next = 0; next < texts.length; next += 1) {
      await ask(`Question ${next}`)
      await page.getByRole('heading', { name: `Question ${next}`, exact: true }).waitFor()
      await answered()
    }
    await reload()
    const list = page.getByRole('navigation').getByRole('button', { name: 'Question 0' })
    await list.first().click()
    await page.getByRole('heading', { name: `Question ${texts.length - 1}`, exact: true }).waitFor()
    const scroller = page.locator('.ask-scroll')
    for (let at = 0; at < 60; at += 1) {
      await scroller.evaluate((box, part) => box.scrollTo(0, box.scrollHeight * part), at / 60)
      await page.waitForTimeout(30)
    }
  })

  test('in quotes, names of files, previews of documents and titles of conversations', async () => {
    const cited = (text: string, n: number): Citation => ({ ...citations[0], n, passageId: n, fileId: `file-${n}`, fileName: text, quote: text }) as Citation
    const nearest = all.slice(0, 400).map(({ text }, index) => cited(text, index + 1))
    engine.script.answer = async function* answer() {
      const { receipt } = answers.model
      yield { type: 'answer-start', mode: 'quotes', model: null }
      yield { type: 'answer-end', answer: { answer: '', answered: false, mode: 'quotes', citations: [], claims: [], disagreements: [], nearest, receipt } }
    }
    const kinds = ['paragraph', 'heading', 'list-item', 'table', 'code', 'quote', 'note'] as const
    engine.script.blocks = all
      .filter((_, index) => index % 4 === 0)
      .map(({ text }, index) => ({ number: index + 1, kind: kinds[index % kinds.length] ?? 'paragraph', text, marked: index === 3 }))
    await ask('What is hostile?')
    await answered()
    await expect.poll(() => page.getByRole('article').last().getByRole('listitem').count()).toBe(nearest.length)
    await page.getByRole('article').last().getByRole('listitem').nth(20).getByRole('button').click()
    await page.getByRole('complementary').getByText('pwned').first().waitFor()
    await page.keyboard.press('Escape')

    const cites = all.slice(400, 499).map(({ text }, index) => cited(text, index + 1))
    const sentences = cites.map(({ n }) => `Sentence ${n} [${n}].`).join(' ')
    engine.script.answer = async function* answer() {
      yield { type: 'answer-start', mode: 'model', model: 'llama3.2:3b' }
      yield { type: 'text-delta', text: sentences }
      yield { type: 'answer-end', answer: { ...answers.model, answer: sentences, claims: [], citations: cites } }
    }
    await ask('Who says so?')
    await answered()
    for (const n of [1, 30, 60, 99]) {
      await page.locator(`button.numeral[data-numeral="${n}"]`).last().hover()
      await page.getByRole('tooltip').waitFor()
    }
    const { conversations } = engine.script
    const [stored] = conversations.all
    if (!stored) throw new Error('Nothing was stored')
    conversations.all = all
      .filter((_, index) => index % 12 === 0)
      .map(({ text }, index) => ({ ...stored, summary: { ...stored.summary, id: `conversation-${index}`, title: text.slice(0, 200) } }))
    await reload()
    await page.getByRole('navigation').getByText('pwned').first().waitFor()
  })

  test('in names of files and folders of the Library', async () => {
    const hostile = all.filter((_, index) => index % 10 === 0).map(({ text }) => text)
    const [file] = engine.script.files
    const [source] = engine.script.sources
    if (!file || !source) throw new Error('The script has no library')
    engine.script.files = hostile.map((name, index) => ({ ...file, id: `file-${index}`, path: `/home/ada/papers/${index}/${name}`, name }))
    engine.script.sources = [{ ...source, path: `/home/ada/${hostile[40] ?? ''}` }]
    await reload()
    await go('Library')
    await page.getByText('pwned').first().waitFor()
  })

  test('a link shows where it leads, and opens nothing before it is agreed to', async () => {
    const text = 'See [the bank](https://evil.example/login?from=alcove), [the other](javascript:pwned(1)) and [a third](http://example.org).'
    engine.script.answer = async function* answer() {
      yield { type: 'answer-start', mode: 'model', model: 'llama3.2:3b' }
      yield { type: 'answer-end', answer: { ...answers.model, answer: text, claims: [] } }
    }
    await ask('Where is the bank?')
    await answered()
    const article = page.getByRole('article').last()
    await expect.poll(() => article.locator('.prose').innerText()).toMatch(/the bank\s*\(evil\.example\)/)
    expect(
      await article
        .locator('.prose')
        .getByRole('button', { name: /other|third/ })
        .count(),
    ).toBe(0)
    await article.getByRole('button', { name: 'the bank' }).click()
    await page.getByRole('dialog').getByText('https://evil.example/login?from=alcove').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // The stand-in for opening a page notes that it was called.
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([])
    await article.getByRole('button', { name: 'the bank' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Open' }).click()
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen.splice(0))).toEqual(['open'])
  })

  test('a name that turns text around turns none: in lists, labels and sentences its characters are seen', async () => {
    const turned = 'Invoice \u202efdp.exe'
    const [file, ...others] = engine.script.files
    if (!file) throw new Error('no file')
    engine.script.files = [{ ...file, name: turned, path: `/home/ada/A\u2066/${turned}` }, ...others]
    engine.script.sources = engine.script.sources.map((one, at) => (at === 0 ? { ...one, path: '/home/ada/\u202epapers' } : one))
    await reload()
    await go('Library')
    await page.getByRole('checkbox', { name: 'Choose Invoice \ufffdfdp.exe' }).check()
    await page.getByRole('button', { name: 'Remove \ufffdpapers' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await page.evaluate(() => document.body.outerHTML.match(/[\u202a-\u202e\u2066-\u2069]/g))).toBeNull()
  })
})
