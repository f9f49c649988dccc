/** A mail on its way through the engine, read by the real parsers: found, and shown around what was found, in the mail and in its attachments. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf } from '../../../core/engine/engine.ts'
import { parse } from '../../../core/parse/parse.ts'
import type { FileBytes } from '../../../core/ports/parser.ts'
import { openTestEngine, type TestEngine } from '../../fakes/engine.ts'
import { attachmentPart, multipart, textPart, writeMail, writeMbox } from '../../fixtures/documents/make/mail-writer.ts'

let root = ''
let engine: TestEngine

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'alcove-mail-')))
  await mkdir(join(root, 'docs'))
  engine = await openTestEngine(root)
  const read = (file: FileBytes): ReturnType<typeof parse> => parse({ ...file, chunks: file.read() }, { characters: 5_000_000, partCharacters: 64_000 })
  Object.assign(engine.library.parser, { parse: read })
})
afterEach(async () => {
  await engine.close()
  await rm(root, { recursive: true, force: true })
})

const inner = Buffer.from(writeMail(['Subject: Prices', 'From: bo@example.org'], textPart('Turnips cost seven pence at the market in Bern.'))).toString()
const mail = writeMail(
  ['Subject: Harvest', 'From: Anna Meyer <anna@example.org>', 'Date: Tue, 3 Mar 2026 14:05:00 +0100'],
  multipart('mixed', [
    textPart('The beans are ripe in the second week of July.\r\n\r\n> When are the beans ripe?\r\n'),
    attachmentPart('notes.md', 'text/markdown', '# Watering\n\nThe tomatoes want water every morning.\n'),
    attachmentPart('tool.exe', 'application/octet-stream', 'MZ'),
    `Content-Type: message/rfc822; name="Prices.eml"\r\n\r\n${inner}`,
  ]),
)
const other = writeMail(['Subject: Winter', 'From: carla@example.org'], textPart('The garden sleeps below its snow.'))

test.each([
  ['eml', mail, 1],
  ['mbox', writeMbox([other, mail]), 2],
] as const)('a passage of an %s names its message and part, and its surroundings are shown with it marked', async (format, bytes, message) => {
  await writeFile(join(root, 'docs', `box.${format}`), bytes)
  const client = clientOf(engine.router, { door: 'command-line' })
  const { runId } = await client.library.add({ paths: [join(root, 'docs')] })
  for await (const event of await client.library.follow({ runId: runId ?? '' }))
    if (event.type === 'done') expect(event.report.counts).toMatchObject({ scanned: 1, indexed: 1 })
  const [file] = (await client.library.files({})).files
  expect(file?.gaps?.unread).toEqual([{ name: format === 'mbox' ? '2/tool.exe' : 'tool.exe', reason: 'unsupported-format' }])

  const shown = async (query: string): Promise<{ readonly anchor: unknown; readonly marked: readonly string[]; readonly part: unknown }> => {
    const [found] = (await client.search.find({ query, k: 1 })).results
    if (found === undefined) throw new Error(`nothing was found of ${query}`)
    const { anchor, fileId } = found
    const contentHash = engine.library.stores.files.byId(fileId)?.contentHash ?? ''
    const { blocks } = await client.evidence.text({ fileId, contentHash, anchor })
    const marked = blocks.filter((block) => block.marked)
    return { anchor, marked: marked.map(({ text }) => text), part: marked[0]?.part }
  }
  expect(await shown('beans ripe second week July')).toMatchObject({
    anchor: { kind: 'message', message, part: 'text', block: 3, lastBlock: 4 },
    marked: ['The beans are ripe in the second week of July.', 'When are the beans ripe?'],
  })
  expect(await shown('tomatoes water every morning')).toMatchObject({
    anchor: { kind: 'lines', message, part: 'notes.md', lines: [1, 3], headings: ['Watering'] },
    marked: ['Watering', 'The tomatoes want water every morning.'],
    part: { message, part: 'notes.md' },
  })
  expect(await shown('turnips pence market Bern')).toMatchObject({
    anchor: { kind: 'message', message, part: 'Prices.eml/text', block: 3 },
    marked: ['Turnips cost seven pence at the market in Bern.'],
    part: { message, part: 'Prices.eml/text' },
  })
})
