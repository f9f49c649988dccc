/**
 * Promises 18 and 19: whatever a document asks for, reading it, drawing it and recognising its text open no other file
 * and no connection, and leave what all objects inherit as it was.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AlcoveError } from '../../core/errors.ts'
import type { FileBytes } from '../../core/ports/parser.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { createParserPool } from '../../host/processes/parser-pool.ts'
import { read } from '../core/parse/read.ts'
import { columnOfText, writePdf } from '../fixtures/documents/make/pdf-writer.ts'
import { pdfOfScans, scanPage } from '../fixtures/documents/make/scan-writer.ts'
import { type HostileDocument, hostileDocuments, keys } from './hostile-documents.ts'
import { createRecordingSpawner, recordedLogs, recorder } from './recorded-children.ts'

const program = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'alcove-hostile-'))
const calls = join(folder, 'calls')
const bait = join(folder, 'bait.txt')
const secret = 'Seven herons stood in the flooded orchard'
const never = new AbortController().signal

let asked = 0
const server = createServer((_, response) => {
  asked += 1
  response.end(secret)
})
let documents: readonly HostileDocument[] = []

beforeAll(async () => {
  writeFileSync(bait, secret)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  documents = hostileDocuments({ file: bait, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bait` })
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const fileOf = ({ format, bytes }: Pick<HostileDocument, 'format' | 'bytes'>): FileBytes => ({
  name: format === 'code' ? 'test.c' : `test.${format}`,
  size: bytes.length,
  format,
  async *read() {
    yield bytes
  },
})

/** What went wrong, or all that was said of the document. */
async function saying(work: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work)
  } catch (error) {
    if (error instanceof AlcoveError) return error.code
    throw error
  }
}

test('each is read for what stands in it, or refused, in the processes of the product', { timeout: 120_000 }, async () => {
  mkdirSync(calls)
  const spawner = recorder ? createRecordingSpawner(calls) : createForkSpawner({ distFolder: join(program, 'dist'), environment: process.env })
  const pool = createParserPool({ spawner, size: 1, languages: ['eng'] })
  try {
    for (const document of documents) {
      const said: string[] = []
      const parsed = await saying(
        (async () => {
          for await (const part of pool.parse(fileOf(document), never)) said.push(JSON.stringify(part))
          return said
        })(),
      )
      expect(parsed, document.name).toContain(document.end ?? 'Plain words')
      expect(parsed, document.name).not.toContain(secret)
      if (document.format !== 'pdf' && document.format !== 'image') continue
      const drawn = await saying(pool.draw(fileOf(document), { page: 1, scale: 1, quote: null }, never))
      const recognized = await saying(pool.recognize(fileOf(document), { page: 1, languages: ['eng'] }, never))
      expect(drawn, document.name).toContain(document.end ?? '"png"')
      expect(recognized, document.name).not.toMatch(/heron|orchard/i)
    }
    const scan = pdfOfScans([await scanPage(writePdf({ pages: [{ texts: columnOfText(['The bakery closes early.']) }] }))])
    expect(await saying(pool.recognize(fileOf({ format: 'pdf', bytes: scan }), { page: 1, languages: ['eng'] }, never))).toContain('bakery')
  } finally {
    await pool.close()
  }
  expect(asked).toBe(0)
})

describe.skipIf(!recorder)('what their processes did, as the system recorded it', () => {
  let log = ''
  beforeAll(async () => {
    log = (await recordedLogs(calls)).join('\n')
  })

  test('they started one program each, and were three', () => {
    expect([...log.matchAll(/execve\("([^"]+)"/g)].map(([, path]) => path)).toEqual([process.execPath, process.execPath, process.execPath])
  })

  test('promise 18: no connection, no name server, no socket at all', () => {
    expect(log.match(/^.*\b(?:socket|connect|bind|listen|sendto|sendmmsg)\(.*$|^.*\bmsg_name=\{.*$/gm) ?? []).toEqual([])
  })

  test('promise 18: no file but the program and what the system keeps for every program', () => {
    const files = [...log.matchAll(/^\d+ +(?!send|recv)(\w+)\([^"]*"([^"]+)"([^\n]*)/gm)].map(([, call = '', path = '', rest = '']) => ({ call, path, rest }))
    expect(files.some(({ path }) => path.endsWith('pdfium.wasm'))).toBe(true)
    expect(files.filter(({ path }) => path.includes('bait') || path.startsWith(folder))).toEqual([])
    const own = [program, dirname(dirname(process.execPath)), ...systemPlaces]
    // of a call that another thread's interrupts, the record's line has no end: what is not there was not read
    const found = files.filter(({ path, rest }) => (rest.includes('<unfinished') ? existsSync(path) : !rest.includes('ENOENT')))
    expect([
      ...new Set(found.filter(({ path }) => !own.some((place) => path.startsWith(place) || place.startsWith(`${path}/`))).map(({ path }) => path)),
    ]).toEqual([])
    expect(files.filter(({ call, path, rest }) => /O_WRONLY|O_RDWR|O_CREAT/.test(rest) && call.startsWith('open') && !path.startsWith('/dev/'))).toEqual([])
    expect(files.filter(({ call }) => /^(?:unlink|rename|mkdir|rmdir|link|symlink|chmod|chown|truncate|mknod)/.test(call))).toEqual([])
  })
})

/** Libraries, settings and devices that every program of Node's is shown. */
const systemPlaces = ['/usr/', '/lib', '/etc/ld.so', '/etc/ssl/', '/etc/localtime', '/proc/', '/sys/', '/dev/']

describe('promise 19', () => {
  const shared = { Object, Array, String, Number, Boolean, Function, RegExp, Date, Map, Set, Promise, Error, Uint8Array, Buffer, Symbol, JSON, Math, Reflect }
  const stateOf = (): string[] =>
    Object.entries(shared).flatMap(([name, constructor]) =>
      [constructor, 'prototype' in constructor ? constructor.prototype : null].flatMap((holder) =>
        holder === null || holder === undefined
          ? []
          : Reflect.ownKeys(holder).map((key) => `${name} ${holder === constructor ? '' : 'prototype '}${String(key)}`),
      ),
    )

  test('all objects inherit what they inherited, by name and by function', async () => {
    const functions = Object.getOwnPropertyDescriptors(Object.prototype)
    const before = stateOf()
    for (const { name, format, bytes, end } of documents) {
      const text = await saying(read(bytes, format))
      expect(text, name).toContain(end ?? 'Plain words')
    }
    expect(stateOf()).toEqual(before)
    expect(Object.getOwnPropertyDescriptors(Object.prototype)).toEqual(functions)
    expect('hurt' in {}).toBe(false)
  })

  test('sheets, keys, headers and styles of such names are read like any others', async () => {
    const textOf = async (name: string): Promise<string> => {
      const found = documents.find((document) => document.name === name)
      return found === undefined ? '' : JSON.stringify(await read(found.bytes, found.format))
    }
    for (const name of [
      'an XLSX with names of every object',
      'an XLS with names of every object',
      'an ODS with tables elsewhere',
      'a JSON with names of every object',
    ])
      for (const key of keys) expect(await textOf(name), `${name}: ${key}`).toContain(key)
  })
})
