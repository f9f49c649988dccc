/**
 * Takes the pictures in `docs/screens/`: the true app on the sample documents, then the states that are hard to
 * reach (test/e2e/browser/states.test.ts, compare-view.test.ts, tune-view.test.ts) and the evidence of every format
 * (formats.test.ts, into `formats/`). A picture is replaced only where something visible has changed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { PNG } from 'pngjs'
import { findBrowser } from './lib/browser.mjs'
import { buildIfStale, root } from './lib/steps.mjs'

/** Bytes: whoever clones should not wait for pictures. */
const largest = (name) => (dirname(name) === 'formats' ? 80_000 : 250_000)
/** Of all pixels; a time of day or the shape of a letter changes fewer. */
const visible = 0.002

// Always the same folder: its name is in the pictures.
const folder = join(tmpdir(), 'alcove-screens')
const papers = join(folder, 'Fernhill papers')
const data = join(folder, 'data')
const taken = join(folder, 'taken')
const kept = join(root, 'docs', 'screens')
const cli = join(root, 'dist', 'cli.js')
const environment = { PATH: process.env.PATH, HOME: folder, TMPDIR: tmpdir() }
const question = 'When was the split pipe beside plot 23 found?'

async function serve() {
  const child = spawn(process.execPath, [cli, 'serve', '--no-open', '--data', data], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const address = await new Promise((settle, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)))
    child.stdout.on('data', (text) => {
      output += text
      const found = /^http:\/\/\S+$/m.exec(output)?.[0]
      if (found) settle(found)
    })
  })
  const close = () =>
    new Promise((settle) => {
      child.removeAllListeners('exit')
      child.once('exit', settle)
      child.kill('SIGINT')
    })
  return { address, close }
}

const go = (page, view) => page.getByRole('navigation').getByRole('button', { name: view }).click()

/** One picture per theme, on a page that has come to rest. */
async function take(page, name) {
  await page.mouse.move(0, 0)
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(taken, `${name}-${colorScheme}.png`), animations: 'disabled', caret: 'hide' })
  }
}

async function ask(page, text) {
  await go(page, 'Ask')
  await page.getByLabel('Your question').fill(text)
  await page.keyboard.press('Enter')
  await page.getByText('Receipt:').last().waitFor()
}

async function walk(page) {
  await page.getByText('Try it with sample documents').waitFor()
  await take(page, 'first-minute')
  const added = spawnSync(process.execPath, [cli, 'add', papers, '--data', data], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
  if (added.status !== 0) throw new Error('The samples could not be added')
  await page.reload()
  await page.getByRole('contentinfo').getByText('5 files read').waitFor()
  await take(page, 'ask-empty')
  await go(page, 'Library')
  await page.getByText('Water report 2025.pdf').waitFor()
  await take(page, 'library')
  await go(page, 'Settings')
  await page.getByText('Ollama was not found').waitFor()
  await take(page, 'settings')
  await ask(page, question)
  await page
    .getByRole('article')
    .last()
    .getByRole('button', { name: /^Citation \d+: Water report 2025\.pdf, page 3/ })
    .first()
    .click()
  await page.locator('.page-mark').first().waitFor()
  await take(page, 'ask-answer')
}

async function takeTrueApp(executablePath) {
  const served = await serve()
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'] })
  try {
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } })
    const page = await context.newPage()
    await page.goto(served.address)
    await walk(page)
  } finally {
    await browser.close()
    await served.close()
  }
}

/** The pictures that a test in a browser takes. */
function takeFrom(test, executablePath) {
  const tests = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'config/vitest.ts', `test/e2e/browser/${test}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ALCOVE_SCREENS: taken, ALCOVE_TEST_BROWSER: executablePath },
  })
  if (tests.status !== 0) throw new Error(`Something in ${test} is not as it should be: run the tests`)
}

/** Whether the picture that is kept shows the same. */
function looksTheSame(name) {
  if (!existsSync(join(kept, name))) return false
  const [before, after] = [kept, taken].map((place) => PNG.sync.read(readFileSync(join(place, name))))
  if (before.width !== after.width || before.height !== after.height) return false
  let different = 0
  for (let at = 0; at < after.data.length; at += 4) {
    if (before.data.compare(after.data, at, at + 3, at, at + 3) !== 0) different += 1
  }
  return different <= (visible * after.data.length) / 4
}

const browser = findBrowser()
if (browser === null) {
  console.error('The pictures need Chromium, Chrome or Edge: install one and run this again.')
  process.exit(1)
}
buildIfStale()
rmSync(folder, { recursive: true, force: true })
for (const place of [taken, kept]) mkdirSync(place, { recursive: true })
cpSync(join(root, 'samples'), papers, { recursive: true })
await takeTrueApp(browser)
takeFrom('states.test.ts', browser)
takeFrom('compare-view.test.ts', browser)
takeFrom('tune-view.test.ts', browser)
takeFrom('formats.test.ts', browser)

const pictures = (place) => readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'))
const names = pictures(taken).sort()
for (const name of names) {
  const picture = readFileSync(join(taken, name))
  if (picture.length > largest(name)) throw new Error(`${name} is larger than ${largest(name)} bytes`)
  if (looksTheSame(name)) continue
  mkdirSync(dirname(join(kept, name)), { recursive: true })
  writeFileSync(join(kept, name), picture)
  console.log(`${name} is new`)
}
for (const name of pictures(kept)) {
  if (names.includes(name)) continue
  rmSync(join(kept, name))
  console.log(`${name} is gone`)
}
rmSync(folder, { recursive: true, force: true })
console.log(`${names.length} pictures in docs/screens`)
