import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import type { FileBytes } from '../../../core/ports/parser.ts'
import type { DocumentPart, Format } from '../../../core/types/document.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import type { ParserLimits, ParserPool } from '../../../host/processes/parser-pool.ts'
import { createParserPool } from '../../../host/processes/parser-pool.ts'
import type { Child, Spawner } from '../../../host/processes/spawner.ts'
import { docxParts, writeDocx } from '../../fixtures/documents/make/docx-writer.ts'
import { columnOfText, writePdf } from '../../fixtures/documents/make/pdf-writer.ts'
import { writeZip } from '../../fixtures/documents/make/zip-writer.ts'

const distFolder = resolve(import.meta.dirname, '../../../dist')
const never = new AbortController().signal
const output: string[] = []
const children: Child[] = []
const forked = createForkSpawner({ distFolder, environment: process.env, onOutput: (_, line) => output.push(line) })
const spawner: Spawner = {
  spawn: (options) => {
    const child = forked.spawn(options)
    children.push(child)
    return child
  },
}

let pools: ParserPool[] = []
function start(limits: Partial<ParserLimits> = {}, size = 1): ParserPool {
  const pool = createParserPool({ spawner, size, limits })
  pools.push(pool)
  return pool
}
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
  pools = []
  children.length = 0
  output.length = 0
})

function fileOf(bytes: Uint8Array | string, format: Format): FileBytes {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < whole.length; at += 65_536) yield whole.subarray(at, at + 65_536)
  }
  return { name: `test.${format}`, size: whole.length, format, read }
}

/** Text that is made while it is read: a file of any size that nobody holds. */
function longText(megabytes: number): FileBytes {
  const piece = Buffer.from('A line of a long log file, with a number 12345 and some words in it.\n'.repeat(1_000))
  const pieces = Math.ceil((megabytes * 1_000_000) / piece.length)
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < pieces; index += 1) yield piece
  }
  return { name: 'long.log', size: pieces * piece.length, format: 'text', read }
}

async function textOf(pool: ParserPool, file: FileBytes, signal = never): Promise<string> {
  const parts: DocumentPart[] = []
  for await (const part of pool.parse(file, signal)) parts.push(part)
  return parts.flatMap((part) => part.blocks.map((block) => block.text)).join('\n')
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AlcoveError ? error.code : error),
  )
const lives = (pid: number | undefined): boolean => {
  try {
    return process.kill(pid ?? 0, 0)
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const heavyHtml = `<body>${'<div><p>Row of the <b>register</b></p></div>'.repeat(19_000)}</body>`
const small = fileOf('One small file', 'text')

test('each format is read in a process, warm from one file to the next', async () => {
  const pool = start()
  expect(await textOf(pool, fileOf(writePdf({ pages: [{ texts: columnOfText(['Paged']) }] }), 'pdf'))).toBe('Paged')
  expect(await textOf(pool, fileOf(writeDocx([{ paragraph: 'Worded' }]), 'docx'))).toBe('Worded')
  expect(await textOf(pool, fileOf('<p>Webbed</p>', 'html'))).toBe('Webbed')
  expect(await textOf(pool, fileOf('# Marked', 'markdown'))).toBe('Marked')
  expect(await textOf(pool, small)).toBe('One small file')
  expect(children).toHaveLength(1)
})

test('a file that cannot be read costs an error and not the process', async () => {
  const pool = start()
  expect(await codeOf(textOf(pool, fileOf('no PDF', 'pdf')))).toBe('file-broken')
  expect(await textOf(pool, small)).toBe('One small file')
  expect(children).toHaveLength(1)
})

test('kill -9 of the process costs the file at work; the next file is read by a new one', async () => {
  const pool = start()
  const parts = pool.parse(longText(50), never)[Symbol.asyncIterator]()
  await parts.next()
  process.kill(children[0]?.pid ?? 0, 'SIGKILL')
  const rest = async (): Promise<void> => {
    while ((await parts.next()).done !== true);
  }
  expect(await codeOf(rest())).toBe('parser-crashed')
  expect(await textOf(pool, small)).toBe('One small file')
  expect(children).toHaveLength(2)
})

test('ten kills in a row: every other file is read', async () => {
  const pool = start({}, 2)
  for (let round = 0; round < 10; round += 1) {
    const victim = codeOf(textOf(pool, longText(20)))
    await wait(20)
    const good = textOf(pool, small)
    await wait(60)
    children.find((child) => lives(child.pid))?.kill()
    await good.catch(() => undefined)
    await victim
  }
  expect(await textOf(pool, small)).toBe('One small file')
})

test('stopping ends the work at once, with the reason given', async () => {
  const pool = start()
  const stop = new AbortController()
  const running = codeOf(textOf(pool, longText(500), stop.signal))
  await wait(300)
  const stoppedAt = performance.now()
  stop.abort('enough')
  expect(await running).toBe('enough')
  expect(performance.now() - stoppedAt).toBeLessThan(500)
  expect(await textOf(pool, small)).toBe('One small file')
})

test('a reader that leaves early leaves no work behind', async () => {
  const pool = start()
  for await (const part of pool.parse(longText(500), never)) {
    expect(part.blocks.length).toBeGreaterThan(0)
    break
  }
  await wait(100)
  expect(lives(children[0]?.pid)).toBe(false)
  expect(await textOf(pool, small)).toBe('One small file')
})

test('a waiting file can be stopped before its turn', async () => {
  const pool = start()
  const first = textOf(pool, longText(5))
  const stop = new AbortController()
  const second = codeOf(textOf(pool, small, stop.signal))
  stop.abort('never mind')
  expect(await second).toBe('never mind')
  await first
})

test('what reading the file fails with is what parsing fails with', async () => {
  const pool = start()
  async function* read(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('first words')
    throw new AlcoveError('file-gone')
  }
  expect(await codeOf(textOf(pool, { name: 'a.txt', size: 100, format: 'text', read }))).toBe('file-gone')
  expect(await textOf(pool, small)).toBe('One small file')
})

describe('limits', () => {
  test('time: a file that takes too long is stopped, while its process is busy', async () => {
    const pool = start({ fileMs: 150 })
    await textOf(pool, small)
    expect(await codeOf(textOf(pool, fileOf(heavyHtml, 'html')))).toBe('parser-timeout')
    expect(await textOf(pool, small)).toBe('One small file')
  })

  test('time: waiting for a slow reader or a slow disk is not counted', async () => {
    const pool = start({ fileMs: 1_500 })
    const piece = Buffer.from('<p>Words</p>')
    async function* slowly(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 6; index += 1) {
        await wait(300)
        yield piece
      }
    }
    for await (const part of pool.parse({ name: 'a.html', format: 'html', size: 6 * piece.length, read: slowly }, never)) {
      await wait(1_600)
      expect(part.blocks).toHaveLength(6)
    }
  })

  test('memory: a process that outgrows its limit is ended, and so is one that fills its heap', async () => {
    const pool = start({ memoryMb: 140 })
    expect(await codeOf(textOf(pool, fileOf(heavyHtml, 'html')))).toBe('parser-memory')
    expect(await textOf(pool, small)).toBe('One small file')
  })

  test('output: a file that unpacks to more text than allowed is refused', async () => {
    const pool = start({ leastCharacters: 100_000, charactersPerByte: 1, mostCharacters: 200_000 })
    expect(await codeOf(textOf(pool, longText(1)))).toBe('parser-output')
  })

  test('bombs: nested tables and a huge flat document cost seconds, and no memory here', async () => {
    const pool = start({ memoryMb: 700 })
    const main = (body: string): Uint8Array =>
      writeZip(docxParts(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`))
    const nested = main('<w:tbl><w:tr><w:tc>'.repeat(20_000) + '</w:tc></w:tr></w:tbl>'.repeat(20_000))
    const flat = main('<w:p><w:r><w:t>x</w:t></w:r></w:p>'.repeat(1_700_000))
    const before = process.memoryUsage.rss()
    for (const bomb of [nested, flat]) {
      const startedAt = performance.now()
      expect(['parser-crashed', 'parser-memory', 'parser-timeout', 'parser-output', 'file-broken']).toContain(await codeOf(textOf(pool, fileOf(bomb, 'docx'))))
      expect(performance.now() - startedAt).toBeLessThan(40_000)
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000)
    expect(await textOf(pool, small)).toBe('One small file')
  }, 120_000)

  test('60 MB of text stream through at flat memory on both sides', async () => {
    // the process would be ended if it held as much as a third of the file beyond its own size
    const pool = start({ memoryMb: 160 })
    const before = process.memoryUsage.rss()
    let most = 0
    let characters = 0
    for await (const part of pool.parse(longText(60), never)) {
      for (const block of part.blocks) characters += block.text.length
      most = Math.max(most, process.memoryUsage.rss() - before)
    }
    expect(characters).toBeGreaterThan(58_000_000)
    expect(most).toBeLessThan(120_000_000)
  })

  test('a reader that does not read stops the work: nothing piles up', async () => {
    const pool = start({ memoryMb: 160 })
    let taken = 0
    const file = longText(60)
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const piece of file.read()) {
        taken += piece.length
        yield piece
      }
    }
    const parts = pool.parse({ ...file, read: counted }, never)[Symbol.asyncIterator]()
    await parts.next()
    await wait(500)
    expect(taken).toBeLessThan(2_000_000)
    await parts.return?.(undefined)
  })
})

describe('pages', () => {
  const book = fileOf(writePdf({ pages: [{ texts: columnOfText(['Drawn']) }, { width: 300, height: 200 }] }), 'pdf')

  test('a page is drawn as a PNG of the scale asked for, while the parsers are busy', async () => {
    const pool = start()
    const parsing = textOf(pool, longText(20))
    const picture = await pool.draw(book, { page: 2, scale: 2, quote: null }, never)
    expect({ ...picture, png: null }).toEqual({ png: null, width: 300, height: 200, pages: 2, quoteRects: [] })
    const header = Buffer.from(picture.png.buffer, picture.png.byteOffset, 24)
    expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([600, 400])
    await parsing
  })

  test('a page that is not there, and a file without pages, are said to have none', async () => {
    const pool = start()
    expect(await codeOf(pool.draw(book, { page: 3, scale: 1, quote: null }, never))).toBe('page-missing')
    expect(await codeOf(pool.draw(small, { page: 1, scale: 1, quote: null }, never))).toBe('page-missing')
  })
})

describe('a parent that dies', () => {
  const parentSource = (job: string): string => `
    const { fork } = require('node:child_process')
    const child = fork(${JSON.stringify(resolve(distFolder, 'processes/parser.js'))}, [], { serialization: 'advanced', env: { ALCOVE_CHILD: '{"memoryMb":900}' } })
    child.on('message', (message) => { if (message.type === 'pull') child.send({ type: 'bytes', job: 1, chunk: pulls++ === 0 ? content : null }) })
    const content = Buffer.from(${job})
    let pulls = 0
    if (content.length > 0) child.send({ type: 'parse', job: 1, file: { name: 'a.html', size: content.length, format: 'html' }, characters: 1e9, partCharacters: 64000 })
    setTimeout(() => process.send(child.pid), 700)`

  test.each([
    ['idle', "''"],
    ['busy', "'<div><p>Row of the <b>register</b></p></div>'.repeat(21000)"],
  ])('by kill -9 takes its %s child with it', async (_, job) => {
    const parent = fork('-e', [parentSource(job)], { execArgv: [], stdio: 'ignore' } as never)
    const pid = await new Promise<number>((done) => parent.once('message', (message) => done(message as number)))
    expect(lives(pid)).toBe(true)
    parent.kill('SIGKILL')
    for (let waited = 0; waited < 3_000 && lives(pid); waited += 50) await wait(50)
    expect(lives(pid)).toBe(false)
  })
})
