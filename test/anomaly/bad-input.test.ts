/** Bad paths and bad files, through the command line: each has a clear message, the documented exit code, and costs nothing else. */
import { execFileSync } from 'node:child_process'
import { mkdir, open, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { columnOfText, writePdf } from '../fixtures/documents/make/pdf-writer.ts'
import { alcove, alcoveJson, temporaryFolder } from './alcove.ts'
import { alcoveUnprivileged, canRunUnprivileged, openToAll, ownFolder } from './unprivileged.ts'

interface NotIndexed {
  readonly file: string
  readonly outcome: string
  readonly reason: string
  readonly message: string
}

interface Added {
  readonly sources: readonly string[]
  readonly refused: readonly { readonly path: string; readonly code: string; readonly message: string }[]
  readonly outcomes: Readonly<Record<string, number>>
  readonly notIndexed: readonly NotIndexed[]
}

interface Status {
  readonly sources: readonly { readonly path: string; readonly outcomes: Readonly<Record<string, number>> }[]
  readonly files: readonly { readonly file: string; readonly outcome: string | null }[]
}

interface Searched {
  readonly results: readonly { readonly file: string; readonly text: string }[]
}

/** Outcome and reason by file. */
const reasons = (list: readonly NotIndexed[]) => Object.fromEntries(list.map(({ file, outcome, reason }) => [file, `${outcome}: ${reason}`]))

/** They add up, and to this many files. */
function expectSum({ scanned, ...others }: Readonly<Record<string, number>>, files: number): void {
  expect(scanned).toBe(files)
  expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBe(files)
}

/** Text with few words in many bytes, one word at each end. */
const sparseText = (bytes: number, first: string, last: string) => `The ${first} stood at the start.\n${'\n'.repeat(bytes)}The ${last} stood at the end.\n`

test('paths that cannot be added are named with what to do, and the others are added', async () => {
  const [root, data] = [await temporaryFolder('paths'), await temporaryFolder('paths-data')]
  const [good, missing, file] = [join(root, 'good'), join(root, 'miss\ning'), join(root, 'alone.md')]
  await mkdir(good)
  await writeFile(join(good, 'a.md'), 'The lantern hangs in the hall.')
  await writeFile(file, 'The compass lies on the chart.')
  const inside = join(data, 'logs')

  const { code, stdout, stderr } = await alcove(['add', missing, good, inside, join(file, 'below'), file, '--data', data, '--json'])
  expect(code).toBe(1)
  const added = JSON.parse(stdout) as Added
  expect(added.sources).toEqual([good, file])
  expect(added.refused.map(({ path, code: why }) => [path, why])).toEqual([
    [missing, 'path-missing'],
    [inside, 'path-in-data-folder'],
    [join(file, 'below'), 'path-missing'],
  ])
  for (const { message } of added.refused) expect(message).toMatch(/Check the name|Choose a folder/)
  expect(stderr.split('\n').filter((line) => line.startsWith('alcove: '))).toHaveLength(3)
  expect(stderr).toContain(missing.replace('\n', '\\u000a'))
  expect(added.outcomes).toMatchObject({ scanned: 2, indexed: 2 })

  const alone = await alcove(['add', missing, '--data', data])
  expect(alone).toMatchObject({ code: 1, stdout: '' })
  expect(alone.stderr).toContain('There is nothing at')
  expect((await alcoveJson<Status>(['status', '--data', data])).sources).toHaveLength(2)
})

test('an empty folder is a source like any, and is said to hold nothing yet', async () => {
  const [folder, data] = [await temporaryFolder('empty'), await temporaryFolder('empty-data')]
  const { code, stdout } = await alcove(['add', folder, '--data', data])
  expect(code).toBe(0)
  expect(stdout).toBe('No files there to index yet. Put some there and run alcove sync.\n')
  expect((await alcove(['search', 'anything', '--data', data, '--json'])).code).toBe(3)
  await writeFile(join(folder, 'later.md'), 'The violin came later.')
  expect((await alcove(['sync', '--data', data])).stdout).toContain('one indexed')
})

test('every bad file has its reason, every oddly named one is found by its name, and the counts add up to the disk', async () => {
  const [folder, data] = [await temporaryFolder('files'), await temporaryFolder('files-data')]
  const bad: Record<string, string> = {
    'broken.pdf': 'failed: file-broken',
    'cut.pdf': 'failed: file-broken',
    'locked.pdf': 'failed: file-encrypted',
    'broken.docx': 'failed: file-broken',
    'nothing.md': 'empty: no-text',
    'blank.txt': 'empty: no-text',
    'bytes.txt': 'skipped: binary',
    'medium.txt': 'skipped: too-large',
    'sparse.txt': 'skipped: too-large',
    'photo.xyz': 'skipped: unsupported-format',
    '.hidden.md': 'skipped: ignored',
    'link.md': 'skipped: link',
    pipe: 'skipped: special-file',
    'invalid-\\xe9.md': 'skipped: name-not-readable',
  }
  const whole = writePdf({ pages: [{ texts: columnOfText(['The whole page.']) }] })
  await writeFile(join(folder, 'broken.pdf'), `%PDF-1.7\n${'this is no document '.repeat(50)}`)
  await writeFile(join(folder, 'cut.pdf'), whole.subarray(0, 200))
  await writeFile(join(folder, 'locked.pdf'), writePdf({ pages: [{ texts: columnOfText(['A secret page.']) }], password: 'sesame' }))
  await writeFile(join(folder, 'broken.docx'), 'PK\u0003\u0004 and then nothing of the kind')
  await writeFile(join(folder, 'nothing.md'), '')
  await writeFile(join(folder, 'blank.txt'), ' \n\t\n ')
  await writeFile(join(folder, 'bytes.txt'), Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 256)))
  await writeFile(join(folder, 'medium.txt'), sparseText(1_100_000, 'Zqfirst', 'Zqlast'))
  await writeFile(join(folder, 'sparse.txt'), 'The Zqsparse stood here.')
  await truncate(join(folder, 'sparse.txt'), 101_000_000)
  await writeFile(join(folder, 'photo.xyz'), 'x')
  await writeFile(join(folder, '.hidden.md'), 'hidden')
  await symlink(join(folder, 'nothing.md'), join(folder, 'link.md'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const invalid = Buffer.concat([Buffer.from(`${folder}/invalid-`), Buffer.from([0xe9]), Buffer.from('.md')])
  await (await open(invalid, 'w')).close()

  const odd = [
    `it's "quoted".md`,
    'two\nlines.md',
    'smile 😀 ☂.md',
    '-rf.md',
    '--data.md',
    '$(touch x) `y`.md',
    'back\\slash.md',
    'per%20cent?#.md',
    ' leading and trailing .md',
    'Ünïcödé 日本語.md',
    `${'l'.repeat(250)}.md`,
    'turned \u202egnp.md',
  ]
  for (const [at, name] of odd.entries()) await writeFile(join(folder, name), `# Note\n\nHere stands Zq${at}odd alone.\n`)
  const files = odd.length + Object.keys(bad).length

  const first = await alcove(['add', folder, '--max-file-mb', '1', '--data', data, '--json'])
  expect(first.code, first.stderr).toBe(0)
  const added = JSON.parse(first.stdout) as Added
  expectSum(added.outcomes, files)
  expect(added.outcomes['indexed']).toBe(odd.length)
  expect(reasons(added.notIndexed)).toEqual(Object.fromEntries(Object.entries(bad).map(([name, why]) => [join(folder, name), why])))
  const message = (name: string) => added.notIndexed.find(({ file }) => file === join(folder, name))?.message
  expect(message('sparse.txt')).toBe('It is larger than the limit of 1 MB. Raise it in Settings or with sync --max-file-mb.')
  expect(message('locked.pdf')).toContain('save a copy without one')
  for (const { message: words } of added.notIndexed) expect(words).toMatch(/^[A-Z].*\.$/)

  for (const [at, name] of odd.entries()) {
    if (at > 4) continue
    const { results } = await alcoveJson<Searched>(['search', `Zq${at}odd`, '--mode', 'keyword', '-k', '1', '--in', join(folder, name), '--data', data])
    expect(results[0]?.file).toBe(join(folder, name))
  }
  const shown = await alcove(['status', '--files', '--data', data])
  expect(shown.stdout).toContain('two\\u000alines.md')
  expect(shown.stdout).toContain('turned \\u202egnp.md')
  expect(shown.stdout.split('\n').filter((line) => line.includes(`\t${folder}/`))).toHaveLength(files)

  // raised by one run, and kept for the next
  const raised = await alcoveJson<Added>(['sync', '--max-file-mb', '2', '--data', data])
  expectSum(raised.outcomes, files)
  expect(raised.outcomes).toMatchObject({ indexed: 1, unchanged: odd.length })
  expect(reasons(raised.notIndexed)[join(folder, 'medium.txt')]).toBeUndefined()
  expect(raised.notIndexed.find(({ reason }) => reason === 'too-large')?.message).toContain('the limit of 2 MB')
  const ends = await alcoveJson<Searched>(['search', 'Zqlast', '--mode', 'keyword', '-k', '1', '--data', data])
  expect(ends.results[0]?.file).toBe(join(folder, 'medium.txt'))
  const again = await alcoveJson<Added>(['sync', '--data', data])
  expect(again.outcomes).toMatchObject({ scanned: files, unchanged: odd.length + 1 })

  // mended files are read, and nothing is left of the complaint
  await writeFile(join(folder, 'cut.pdf'), whole)
  await rm(join(folder, 'broken.docx'))
  const mended = await alcoveJson<Added>(['sync', '--data', data])
  expectSum(mended.outcomes, files - 1)
  expect(reasons(mended.notIndexed)[join(folder, 'cut.pdf')]).toBeUndefined()
  const { files: listed } = await alcoveJson<Status>(['status', '--files', '--data', data])
  expect(listed.find(({ file }) => file === join(folder, 'cut.pdf'))?.outcome).toBe('indexed')
})

test('without an option the limit is 100 MB, and a larger file is not even opened', async () => {
  const [folder, data] = [await temporaryFolder('limit'), await temporaryFolder('limit-data')]
  await writeFile(join(folder, 'sparse.txt'), '')
  await truncate(join(folder, 'sparse.txt'), 100_000_001)
  const { notIndexed, outcomes } = await alcoveJson<Added>(['add', folder, '--data', data])
  expect(outcomes).toMatchObject({ scanned: 1, skipped: 1 })
  expect(notIndexed).toMatchObject([{ reason: 'too-large', message: expect.stringContaining('the limit of 100 MB') }])
})

test('a name that begins with a dash is a file after two dashes, and a wrong option before them', async () => {
  const [folder, data] = [await temporaryFolder('dash'), await temporaryFolder('dash-data')]
  await writeFile(join(folder, '-rf.md'), 'The orchard is in bloom.')
  const wrong = await alcove(['add', '-rf.md', '--data', data])
  expect(wrong).toMatchObject({ code: 2, stdout: '' })
  expect(wrong.stderr).toContain('There is no option -rf.md.')
  const path = join(folder, '-rf.md')
  const right = await alcove(['add', '--data', data, '--json', '--', path])
  expect(JSON.parse(right.stdout)).toMatchObject({ sources: [path], outcomes: { indexed: 1 } })
  const removed = await alcove(['remove', '--data', data, '--json', '--', path])
  expect(JSON.parse(removed.stdout)).toMatchObject({ path, files: 1, passages: 1, quoting: { answers: 0, examples: 0 } })
})

test.skipIf(!canRunUnprivileged)('promise 35: what may not be read is named, and the rest is read', async () => {
  const [root, home] = [await temporaryFolder('rights'), await temporaryFolder('rights-home')]
  const folder = join(root, 'documents')
  for (const path of [folder, join(folder, 'closed'), join(root, 'all-closed')]) await mkdir(path)
  await writeFile(join(folder, 'open.md'), 'The glacier is open to all.')
  await writeFile(join(folder, 'secret.md'), 'The glacier is closed to you.', { mode: 0o000 })
  await writeFile(join(folder, 'closed', 'inside.md'), 'The glacier is behind a door.')
  for (const path of [root, folder]) await openToAll(path)
  for (const path of [join(folder, 'closed'), join(root, 'all-closed')]) execFileSync('chmod', ['000', path])
  await openToAll(home)
  const data = await ownFolder(join(home, 'data'))
  await ownFolder(home)

  const { code, stdout } = await alcoveUnprivileged(['add', folder, '--data', data, '--json'], home)
  expect(code).toBe(0)
  const added = JSON.parse(stdout) as Added
  expectSum(added.outcomes, 3)
  expect(added.outcomes).toMatchObject({ indexed: 1, failed: 2 })
  expect(reasons(added.notIndexed)).toEqual({ [join(folder, 'closed')]: 'failed: file-unreadable', [join(folder, 'secret.md')]: 'failed: file-unreadable' })
  for (const { message } of added.notIndexed) expect(message).toContain('Give your user the right to read it')

  for (const path of [join(folder, 'secret.md'), join(root, 'all-closed')]) {
    const refused = await alcoveUnprivileged(['add', path, '--data', data], home)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`Alcove may not read ${path}. Give your user the right to read it`)
  }
  // what was closed and is open now is read
  execFileSync('chmod', ['644', join(folder, 'secret.md')])
  const again = JSON.parse((await alcoveUnprivileged(['sync', '--data', data, '--json'], home)).stdout) as Added
  expect(again.outcomes).toMatchObject({ indexed: 1, unchanged: 1, failed: 1 })
  // so that the folder can be cleared away
  execFileSync('chmod', ['755', join(folder, 'closed')])
})
