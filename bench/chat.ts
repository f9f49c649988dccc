/**
 * How smoothly an answer streams into a long conversation, and how soon its first word is on the screen: a real
 * browser, the built engine, and a stand-in for Ollama that sends 200 tokens a second.
 *
 *   npm run bench -- chat [--messages 500] [--rounds 5] [--no-save]
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../test/e2e/chromium.ts'
import { startFakeOllama } from '../test/fakes/ollama/server.ts'
import { writeConversation } from './lib/long-conversation.ts'
import { describeMachine, type Load, measureLoad } from './lib/machine.ts'
import { spread, table, writeRun } from './lib/runs.ts'

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '500' }, rounds: { type: 'string', default: '5' }, 'no-save': { type: 'boolean', default: false } },
})
const messages = Number(values.messages)
const rounds = Number(values.rounds)
/** A second. Timers end late: asked for somewhat more, the stand-in sends about this many. */
const tokensPerSecond = 250
const frame = 1_000 / 60
/** Between the first letter of a question and Enter: nobody writes faster. Milliseconds. */
const writing = 1_000

/** Milliseconds since 1970, finer than `Date.now()`: the page and the stand-in share one clock. */
const now = () => performance.timeOrigin + performance.now()

/** What the page saw of one answer; times in milliseconds since 1970. */
interface Seen {
  readonly asked: number
  readonly firstShown: number
  readonly ended: number
  readonly frames: readonly number[]
  readonly longTasks: readonly number[]
  readonly characters: number
}

interface Round {
  readonly where: string
  readonly load: Load
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly worst: number
  readonly framesDropped: number
  readonly framesSeen: number
  readonly longTasks: number
  readonly tokensPerSecond: number
  /** From the question to its first word on the screen, less the stand-in's own time. Milliseconds. */
  readonly beyondServer: number
  /** From the first token sent to its being on the screen. Milliseconds. */
  readonly sentToScreen: number
}

const alone = 'What broke at plot 23?'
const words = Array.from({ length: 420 }, (_, at) => (at % 40 === 39 ? 'dry [1].' : ['the', 'spring', 'of', '**August**', 'failed'][at % 5])).join(' ')
const tokensOf = (text: string) => (text.match(/\s?\S{1,6}|\s+/gu) ?? []).length
/** Of the round: what the stand-in took until its first token of the answer, and when it sent that. Its timers end late, which counts against us. */
let serverTime = 0
let firstSent = 0

const ollama = await startFakeOllama({
  models: [{ name: 'small:1b', contextLength: 8_192 }],
  tokensPerSecond,
  answer: (turns) => {
    const interval = 1_000 / tokensPerSecond
    // A follow-up is put on its own first, by a short answer that is none.
    if (!turns.some(({ content }) => content.includes('[1]'))) {
      serverTime += tokensOf(alone) * interval
      return alone
    }
    serverTime += interval
    firstSent = now() + interval
    return words
  },
})
const folder = mkdtempSync(join(tmpdir(), 'alcove-chat-'))
const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: tmpdir() }
const data = join(folder, 'data')
cpSync(resolve('samples'), join(folder, 'papers'), { recursive: true })
const added = spawnSync(process.execPath, ['dist/cli.js', 'add', join(folder, 'papers'), '--data', data], {
  env: environment,
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (added.status !== 0) throw new Error('The samples could not be added')
const { title } = writeConversation(join(data, 'alcove.db'), messages, { model: 'small:1b', ollamaAddress: ollama.address })
const server = spawn(process.execPath, ['dist/cli.js', 'serve', '--no-open', '--data', data], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
const address = await new Promise<string>((settle, reject) => {
  let output = ''
  server.once('exit', (code) => reject(new Error(`serve ended with ${code}`)))
  server.stdout.on('data', (text: Buffer) => {
    output += text.toString()
    const found = /^http:\/\/\S+$/m.exec(output)?.[0]
    if (found) settle(found)
  })
})
const browser = await launchBrowser()
const measured: Round[] = []
let opening = 0
try {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } })
  await page.goto(address)
  await page.getByRole('contentinfo').getByText('small:1b').waitFor()
  for (let round = 0; round < rounds; round += 1) {
    await page.getByRole('button', { name: 'New conversation' }).click()
    measured.push(await measure(page, 'new'))
    const from = now()
    await page.getByRole('button', { name: title, exact: true }).click()
    await page.getByRole('article').last().waitFor()
    opening = Math.max(opening, now() - from)
    measured.push(await measure(page, `${messages} messages`))
  }
} finally {
  await browser.close()
  server.removeAllListeners('exit')
  const gone = new Promise((settle) => server.once('exit', settle))
  server.kill('SIGINT')
  await gone
  await ollama.close()
  rmSync(folder, { recursive: true, force: true })
}
report()

/** Watches frames, long tasks and the first word, from the press of Enter until the answer has ended. Runs in the page. */
function watch(): Promise<Seen> {
  const clock = () => performance.timeOrigin + performance.now()
  const longTasks: number[] = []
  const frames: number[] = []
  let asked = 0
  let firstShown = 0
  let last = 0
  const running = () => document.querySelector('article[aria-busy="true"] .prose')
  const tasks = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
  tasks.observe({ entryTypes: ['longtask'] })
  addEventListener('keydown', () => (asked = clock()), { once: true, capture: true })
  return new Promise((settle) => {
    const changes = new MutationObserver(() => {
      if (!running()?.textContent) return
      changes.disconnect()
      // The window draws within a frame: what waits behind that frame runs when it is on the screen.
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => (firstShown = clock()), { once: true })
      channel.port1.start()
      channel.port2.postMessage(null)
    })
    changes.observe(document.body, { childList: true, subtree: true, characterData: true })
    const tick = (at: number) => {
      if (firstShown > 0) {
        if (last > 0) frames.push(at - last)
        last = at
        if (!running()) {
          tasks.disconnect()
          const characters = [...document.querySelectorAll('article .prose')].at(-1)?.textContent?.length ?? 0
          return settle({ asked, firstShown, ended: clock(), frames, longTasks, characters })
        }
      }
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function measure(page: Page, where: string): Promise<Round> {
  const load = await measureLoad()
  await page.getByLabel('Your question').fill('What broke at plot 23?')
  await page.waitForTimeout(writing)
  serverTime = 0
  const seeing = page.evaluate(watch)
  // What is put to the page is done in turn: after this it watches.
  await page.evaluate(() => true)
  await page.keyboard.press('Enter')
  const seen = await seeing
  await page.getByText('Receipt:').last().waitFor()
  const sorted = [...seen.frames].sort((a, b) => a - b)
  const seconds = (seen.ended - seen.firstShown) / 1_000
  return {
    where,
    load,
    p50: at(sorted, 0.5),
    p95: at(sorted, 0.95),
    p99: at(sorted, 0.99),
    worst: sorted.at(-1) ?? 0,
    framesDropped: seen.frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / frame) - 1), 0),
    framesSeen: seen.frames.length,
    longTasks: seen.longTasks.length,
    tokensPerSecond: seen.characters / 4.4 / seconds,
    beyondServer: seen.firstShown - seen.asked - serverTime,
    sentToScreen: seen.firstShown - firstSent,
  }
}

function report(): void {
  const sides = ['new', `${messages} messages`]
  const rows = sides.map((side) => {
    const own = measured.filter(({ where }) => where === side)
    const of = (value: (round: Round) => number) => spread(own.map(value))
    return [
      side,
      of(({ p50 }) => p50),
      of(({ p95 }) => p95),
      of(({ p99 }) => p99),
      of(({ framesDropped, framesSeen }) => (100 * framesDropped) / Math.max(1, framesDropped + framesSeen)),
      of(({ longTasks }) => longTasks),
      of(({ beyondServer }) => beyondServer),
      of(({ sentToScreen }) => sentToScreen),
    ]
  })
  const loads = measured.map(({ load }) => load.othersBusy * 100)
  const text = `${table(['conversation', 'frame p50, ms', 'p95', 'p99', 'dropped, %', 'long tasks', 'question to first word, ms', 'sent to screen, ms'], rows)}

Median and spread of ${rounds} answers each, about ${Math.round(measured.reduce((sum, { tokensPerSecond: rate }) => sum + rate, 0) / measured.length)} tokens a second; the bars: 16.7 ms, 100 ms beyond the server's own time, 30 ms. The slowest opening of the long conversation took ${Math.round(opening)} ms. Others used ${spread(loads, 0)} % of all cores in the second before each answer, the load average was ${measured.map(({ load }) => load.average.toFixed(1)).join(', ')}.
`
  console.log(text)
  if (values['no-save']) return
  const machine = describeMachine(['react', 'virtua', 'react-markdown'])
  console.log(
    writeRun({ name: 'chat', command: `npm run bench -- chat --messages ${messages} --rounds ${rounds}`, machine, raw: { measured, opening }, report: text }),
  )
}
