/** Attachments that end their parser process, in real processes: they cost themselves and nothing else of the mail. */
import { resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { FileBytes } from '../../../core/ports/parser.ts'
import type { Block, DocumentInfo, Format } from '../../../core/types/document.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import type { ParserPool } from '../../../host/processes/parser-pool.ts'
import { createParserPool } from '../../../host/processes/parser-pool.ts'
import type { FromParser } from '../../../host/processes/parser-wire.ts'
import type { Child, Spawner } from '../../../host/processes/spawner.ts'
import { docxParts } from '../../fixtures/documents/make/docx-writer.ts'
import { attachmentPart, multipart, textPart, writeMail, writeMbox } from '../../fixtures/documents/make/mail-writer.ts'
import { columnOfText, writePdf } from '../../fixtures/documents/make/pdf-writer.ts'
import { writeZip } from '../../fixtures/documents/make/zip-writer.ts'

const distFolder = resolve(import.meta.dirname, '../../../dist')
const never = new AbortController().signal
let children: Child[] = []
let pool: ParserPool | undefined

/** Kills a process as soon as it opens an attachment of this name. */
function start(deadly: string | null, limits = {}): ParserPool {
  const forked = createForkSpawner({ distFolder, environment: process.env, onOutput: () => undefined })
  const spawner: Spawner = {
    spawn(options) {
      const child = forked.spawn(options)
      children.push(child)
      child.onMessage((message) => {
        const { type, ...rest } = message as FromParser
        if (type === 'attachment' && 'event' in rest && rest.event.kind === 'opened' && deadly !== null && rest.event.part.endsWith(deadly)) child.kill()
      })
      return child
    },
  }
  pool = createParserPool({ spawner, size: 1, limits })
  return pool
}
afterEach(async () => {
  await pool?.close()
  children = []
})

interface Result {
  readonly blocks: readonly Block[]
  readonly end: DocumentInfo
}

async function parse(from: ParserPool, bytes: Uint8Array, format: Format, onBlock?: (block: Block) => void): Promise<Result> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
  }
  const file: FileBytes = { name: `test.${format}`, size: bytes.length, format, read: chunks }
  const blocks: Block[] = []
  let end: DocumentInfo = {}
  for await (const part of from.parse(file, never)) {
    blocks.push(...part.blocks)
    for (const block of part.blocks) onBlock?.(block)
    end = part.end ?? end
  }
  return { blocks, end }
}

const long = (word: string): string => Array.from({ length: 4_000 }, (_, index) => `${word} paragraph ${index} of a long text file\n`).join('\n')
const texts = (blocks: readonly Block[]): string[] => blocks.map(({ text, within }) => `${within?.part ?? ''}: ${text}`)
const mailOf = (...attachments: readonly string[]): Uint8Array =>
  writeMail(['Subject: Beans', 'From: a@b.c'], multipart('mixed', [textPart('The mail itself.'), ...attachments]))
const file = (name: string, text = `Words of ${name}`): string => attachmentPart(name, 'text/plain', text)
const tool = attachmentPart('tool.exe', 'application/octet-stream', 'MZ')
/** Too long to be over before its process is killed. */
const killer = file('killer.txt', long('Deadly').repeat(10))
const harmless = (blocks: readonly Block[]): string[] => texts(blocks).filter((text) => !text.includes('killer.txt: '))

test('an attachment that kills the process is listed with the reason; the mail and the others are read, each block once', async () => {
  const { blocks, end } = await parse(start('killer.txt'), mailOf(file('a.txt', long('First')), tool, killer, file('c.txt', long('Third'))), 'eml')
  const calm = await parse(start(null), mailOf(file('a.txt', long('First')), tool, killer, file('c.txt', long('Third'))), 'eml')
  expect(harmless(blocks)).toEqual(harmless(calm.blocks))
  expect(end).toMatchObject({
    title: 'Beans',
    unread: [
      { name: 'tool.exe', reason: 'unsupported-format' },
      { name: 'killer.txt', reason: 'parser-crashed' },
    ],
  })
})

test('what had come of it before it died stays, once', async () => {
  const from = start(null)
  let killed = false
  const { blocks, end } = await parse(from, mailOf(file('a.txt', long('First')), killer, file('c.txt')), 'eml', ({ within }) => {
    if (within?.part === 'killer.txt' && !killed) {
      killed = true
      children.at(-1)?.kill()
    }
  })
  const lines = texts(blocks)
  const deadly = lines.filter((line) => line.startsWith('killer.txt'))
  expect(deadly.length).toBeGreaterThan(10)
  expect(new Set(blocks.map(({ place, within, text }) => JSON.stringify([place, within, text]))).size).toBe(blocks.length)
  expect(lines.filter((line) => line.startsWith('a.txt'))).toHaveLength(4_000)
  expect(lines.at(-1)).toBe('c.txt: Words of c.txt')
  expect(end.unread).toEqual([{ name: 'killer.txt', reason: 'parser-crashed' }])
})

test('inside a mail that is attached itself it costs no more', async () => {
  const inner = Buffer.from(mailOf(file('before.txt', long('Before')), killer, file('after.txt'))).toString()
  const { blocks, end } = await parse(start('killer.txt'), mailOf(`Content-Type: message/rfc822; name="inner.eml"\r\n\r\n${inner}`, file('last.txt')), 'eml')
  const parts = [...new Set(blocks.map(({ place, within }) => within?.part ?? (place.kind === 'message' ? place.part : '')))]
  expect(parts.filter((part) => part !== 'inner.eml/killer.txt')).toEqual([
    'headers',
    'text',
    'inner.eml/headers',
    'inner.eml/text',
    'inner.eml/before.txt',
    'inner.eml/after.txt',
    'last.txt',
  ])
  expect(harmless(blocks)).toHaveLength(3 + 3 + 4_000 + 2)
  expect(end.unread).toEqual([{ name: 'inner.eml/killer.txt', reason: 'parser-crashed' }])
})

test('in a mailbox the messages before and after it are whole, and so is what is known of their gaps', async () => {
  const mails = Array.from({ length: 40 }, (_, index) =>
    mailOf(file(`m${index + 1}.txt`, long(`M${index + 1}`).slice(0, 30_000)), tool, ...(index === 24 ? [killer] : [])),
  )
  const from = start('killer.txt')
  const { blocks, end } = await parse(from, writeMbox(mails), 'mbox')
  const calm = await parse(start(null), writeMbox(mails), 'mbox')
  expect(harmless(blocks)).toEqual(harmless(calm.blocks))
  expect(end.unread?.map(({ name }) => name)).toEqual(mails.flatMap((_, index) => [`${index + 1}/tool.exe`, ...(index === 24 ? ['25/killer.txt'] : [])]))
  expect(end.title).toBe('Beans')
})

test('after the second death of a mail no attachment is opened any more', async () => {
  const { blocks, end } = await parse(
    start('killer.txt'),
    mailOf(file('1 killer.txt', long('Deadly').repeat(10)), file('b.txt'), file('2 killer.txt', long('Deadly').repeat(10)), file('c.txt')),
    'eml',
  )
  expect(harmless(blocks).at(-1)).toBe('b.txt: Words of b.txt')
  expect(end.unread).toEqual(['1 killer.txt', '2 killer.txt', 'c.txt'].map((name) => ({ name, reason: 'parser-crashed' })))
  expect(children).toHaveLength(3)
})

test('a bomb that takes all time or memory costs itself, within the time of a file', async () => {
  const namespaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const bomb = writeZip(docxParts(`<w:document ${namespaces}><w:body>${'<w:p><w:r><w:t>x</w:t></w:r></w:p>'.repeat(1_700_000)}</w:body></w:document>`))
  const startedAt = performance.now()
  const { blocks, end } = await parse(
    start(null, { memoryMb: 400, fileMs: 20_000 }),
    mailOf(attachmentPart('bomb.docx', 'x/y', bomb), file('after.txt')),
    'eml',
  )
  expect(texts(blocks).filter((text) => !text.startsWith('bomb'))).toEqual([
    ': Beans',
    ': From: a@b.c\nAttachments: bomb.docx, after.txt',
    ': The mail itself.',
    'after.txt: Words of after.txt',
  ])
  expect(end.unread?.map(({ name }) => name)).toEqual(['bomb.docx'])
  expect(performance.now() - startedAt).toBeLessThan(30_000)
}, 60_000)

test('a page of an attached PDF is drawn', async () => {
  const pdf = writePdf({ pages: [{ texts: columnOfText(['One']) }, { width: 300, height: 200, texts: columnOfText(['Two'], { top: 100 }) }] })
  const bytes = writeMbox([mailOf(), mailOf(attachmentPart('a.pdf', 'application/pdf', pdf))])
  async function* read(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  const quote = { text: 'Two', passage: [] }
  const picture = await start(null).draw(
    { name: 'a.mbox', size: bytes.length, format: 'mbox', read },
    { page: 2, within: { message: 2, part: 'a.pdf' }, scale: 1, quote },
    never,
  )
  expect([picture.width, picture.height, picture.pages, picture.quoteRects.length]).toEqual([300, 200, 2, 1])
})
