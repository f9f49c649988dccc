/** The walk and the reading on a real disk, with names and entries of every kind. */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readlink, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Walked } from '../../../core/ports/file-source.ts'
import { contentHash } from '../../../host/files/content-hash.ts'
import { createDiskFiles } from '../../../host/files/disk-files.ts'

const disk = createDiskFiles()
const signal = new AbortController().signal
let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alcove-disk-'))
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

async function walked(path = root): Promise<Walked[]> {
  const found: Walked[] = []
  for await (const entry of disk.walk(path, signal)) found.push(entry)
  return found
}

const put = async (name: string, text = name) => await writeFile(join(root, name), text)

describe('walk', () => {
  test('every name is found as the disk has it, below folders too', async () => {
    const names = [
      "it's.txt",
      'a "b".txt',
      'new\nline.txt',
      '🦭.txt',
      '-r.txt',
      'r\u00e9.txt',
      're\u0301.txt',
      'שלום.txt',
      ' space .txt',
      'dot.',
      '%00.txt',
      `${'x'.repeat(251)}.txt`,
    ]
    for (const name of names) await put(name)
    await mkdir(join(root, 'deep', 'er'), { recursive: true })
    await put('deep/er/file.md')
    const found = await walked()
    expect(found.every(({ kind }) => kind === 'file')).toBe(true)
    expect(found.map(({ name }) => name).sort()).toEqual([...names, 'file.md'].sort())
    expect(found.at(-1)?.path).toBe(join(root, 'deep', 'er', 'file.md'))
  })

  // file systems of Windows and macOS refuse such a name
  test.skipIf(process.platform === 'win32' || process.platform === 'darwin')('a name that is no text is reported, and two such names stay two', async () => {
    for (const byte of [0xff, 0xfe]) await writeFile(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([byte]), Buffer.from('.txt')]), 'x')
    const found = await walked()
    expect(found).toMatchObject([{ reason: 'name-not-readable' }, { reason: 'name-not-readable' }])
    expect(new Set(found.map(({ path }) => path)).size).toBe(2)
  })

  test('hidden and machine-made entries count once each and are not entered; office locks too', async () => {
    for (const folder of ['.git', 'node_modules', '.cache']) {
      await mkdir(join(root, folder))
      await put(`${folder}/inside.txt`)
    }
    for (const name of ['.DS_Store', 'Thumbs.db', 'desktop.ini', '~$report.docx', '.env', 'seen.txt', '.gitignore']) await put(name)
    await writeFile(join(root, '.gitignore'), 'seen.txt')
    const found = await walked()
    expect(found.filter((entry) => entry.kind === 'skipped' && entry.reason === 'ignored').length).toBe(9)
    expect(found.filter(({ kind }) => kind === 'file').map(({ name }) => name)).toEqual(['seen.txt'])
  })

  // Windows keeps no pipes and sockets in folders
  test.skipIf(process.platform === 'win32')('links, loops, pipes and sockets are named and never opened', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'alcove-outside-'))
    await writeFile(join(outside, 'secret.txt'), 'secret')
    await put('real.txt')
    await symlink(join(root, 'real.txt'), join(root, 'link.txt'))
    await symlink(outside, join(root, 'folder-link'))
    await symlink(root, join(root, 'loop'))
    await symlink(join(root, 'nowhere'), join(root, 'broken-link'))
    execFileSync('mkfifo', [join(root, 'pipe.txt')])
    const server = createServer().listen(join(root, 'socket.txt'))
    await new Promise((resolve) => server.once('listening', resolve))
    const found = await walked()
    server.close()
    await rm(outside, { recursive: true })
    const reasons = Object.fromEntries(found.map((entry) => [entry.name, entry.kind === 'skipped' ? entry.reason : entry.kind]))
    expect(reasons).toEqual({
      'real.txt': 'file',
      'link.txt': 'link',
      'folder-link': 'link',
      loop: 'link',
      'broken-link': 'link',
      'pipe.txt': 'special-file',
      'socket.txt': 'special-file',
    })
  })

  test('a file can be a source by itself', async () => {
    await put('one.txt')
    expect(await walked(join(root, 'one.txt'))).toMatchObject([{ kind: 'file', name: 'one.txt' }])
  })

  test('a source that goes away meanwhile is offline, not empty', async () => {
    for (let at = 0; at < 5; at++) {
      await mkdir(join(root, `d${at}`))
      await put(`d${at}/f.txt`)
    }
    const away = `${root}-away`
    const walk = disk.walk(root, signal)[Symbol.asyncIterator]()
    await walk.next()
    await rename(root, away)
    const rest = async () => {
      for (let step = await walk.next(); !step.done; step = await walk.next());
    }
    await expect(rest()).rejects.toMatchObject({ code: 'source-offline' })
    await rename(away, root)
  })

  test('a folder removed by itself meanwhile is just gone', async () => {
    for (const name of ['a', 'b']) {
      await mkdir(join(root, name))
      await put(`${name}/f.txt`)
    }
    await put('top.txt')
    const found: string[] = []
    for await (const { name, path } of disk.walk(root, signal)) {
      found.push(name)
      if (path.endsWith('top.txt')) await rm(join(root, 'b'), { recursive: true })
    }
    expect(found).toEqual(['top.txt', 'f.txt'])
  })

  test('it stops when told', async () => {
    await put('a.txt')
    const stop = new AbortController()
    stop.abort()
    await expect(async () => {
      for await (const entry of disk.walk(root, stop.signal)) expect(entry).toBeNull()
    }).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('identify', () => {
  test('links are resolved once, at the source; what is missing or special says so', async () => {
    await put('file.txt')
    await symlink(root, `${root}-link`)
    expect(await disk.identify(`${root}-link`)).toEqual({ path: await disk.identify(root).then(({ path }) => path), kind: 'folder' })
    expect(await readlink(`${root}-link`)).toBe(root)
    await rm(`${root}-link`)
    expect((await disk.identify(join(root, 'file.txt'))).kind).toBe('file')
    await expect(disk.identify(join(root, 'missing'))).rejects.toMatchObject({ code: 'path-missing', details: { path: join(root, 'missing') } })
    await expect(disk.identify(join(root, 'file.txt', 'below'))).rejects.toMatchObject({ code: 'path-missing' })
  })
})

describe('open', () => {
  test('gives the bytes, again if asked, and their hash', async () => {
    const text = 'harbour '.repeat(100_000)
    await put('big.txt', text)
    const file = await disk.open(join(root, 'big.txt'))
    for (let time = 0; time < 2; time++) {
      let length = 0
      for await (const piece of file.read()) length += piece.length
      expect(length).toBe(text.length)
    }
    await put('abc.txt', 'abc')
    expect(await contentHash(await disk.open(join(root, 'abc.txt')), signal)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    await file.verify()
  })

  test('a file that grows, shrinks, is replaced or touched while it is read is found out', async () => {
    const path = join(root, 'f.txt')
    const changes: readonly (() => Promise<unknown>)[] = [
      async () => await writeFile(path, 'longer than before'),
      async () => await truncate(path, 1),
      async () => {
        await writeFile(`${path}.new`, 'same')
        await rename(`${path}.new`, path)
      },
      async () => await utimes(path, new Date(1), new Date(1)),
    ]
    for (const change of changes) {
      await writeFile(path, 'same')
      const file = await disk.open(path)
      await change()
      await expect(file.verify()).rejects.toMatchObject({ code: 'file-changing' })
      await expect(contentHash(file, signal)).rejects.toMatchObject({ code: 'file-changing' })
    }
  })

  test('a link or pipe put in a file’s place is not followed, and nothing waits on it', async () => {
    const path = join(root, 'f.txt')
    await writeFile(path, 'text')
    const file = await disk.open(path)
    await rm(path)
    await writeFile(join(root, 'other.txt'), 'secret')
    await symlink(join(root, 'other.txt'), path)
    await expect(contentHash(file, signal)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(disk.open(path)).rejects.toMatchObject({ code: 'file-unreadable' })
    await rm(path)
    execFileSync('mkfifo', [path])
    await expect(contentHash(file, signal)).rejects.toMatchObject({ code: 'file-changing' })
    await expect(disk.open(join(root, 'gone.txt'))).rejects.toMatchObject({ code: 'file-gone' })
  })
})
