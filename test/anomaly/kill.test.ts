/**
 * Promise 27, in small: kill -9 in every phase of indexing, then start again. What was reported as indexed is
 * found, nothing is there twice, the counts add up to the disk, and nobody is asked anything.
 */
import { readFileSync, statSync } from 'node:fs'
import { appendFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { alcoveJson, startAlcove, temporaryFolder } from './alcove.ts'
import { looked } from './profile.ts'

const phases = ['parse', 'words', 'embed', 'vectors', 'mark', 'optimize'] as const
type Phase = (typeof phases)[number]
const kills = 20

interface Status {
  readonly sources: readonly { readonly outcomes: Readonly<Record<string, number>>; readonly passages: number; readonly embedded: number }[]
  readonly files: readonly { readonly file: string; readonly outcome: string | null; readonly passages: number }[]
}

/** A small generator of its own, so that a failure can be repeated by its seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const subjects = ['harbour', 'granite', 'lantern', 'orchard', 'violin', 'glacier', 'saddle', 'cinnamon', 'compass', 'thimble']

/** Text of some passages; each file names itself with a word that no other file has. */
function text(name: string, paragraphs: number, chance: () => number): string {
  const word = (): string => subjects[Math.floor(chance() * subjects.length)] ?? 'word'
  const sentence = (n: number): string => `In part ${n} the ${word()} of ${name} stood beside the ${word()} for ${Math.floor(chance() * 900)} days.`
  return Array.from({ length: paragraphs }, (_, p) => Array.from({ length: 9 }, (__, s) => sentence(p * 9 + s)).join(' ')).join('\n\n')
}

/** What the log says of the phases since `from`: which were begun how often, and which are open at its end. */
function phasesIn(log: string, from: number): { readonly begun: Map<Phase, number>; readonly open: readonly Phase[] } {
  const begun = new Map<Phase, number>()
  const open = new Map<Phase, number>()
  for (const line of log.slice(from).split('\n')) {
    if (!line.includes('"event":"phase"') || !line.endsWith('}')) continue
    const { phase, edge } = JSON.parse(line) as { phase: Phase; edge: 'begin' | 'end' }
    if (edge === 'begin') begun.set(phase, (begun.get(phase) ?? 0) + 1)
    open.set(phase, (open.get(phase) ?? 0) + (edge === 'begin' ? 1 : -1))
  }
  return { begun, open: phases.filter((phase) => (open.get(phase) ?? 0) > 0) }
}

const logOf = (data: string): string => {
  const file = join(data, 'logs', 'alcove.log')
  return statSync(file, { throwIfNoEntry: false }) === undefined ? '' : readFileSync(file, 'utf8')
}

/** Starts a run and kills it in the target phase, after some of it has been begun. Returns the phases it was in, or null where it ended first. */
async function killIn(target: Phase, nth: number, data: string, args: readonly string[]): Promise<readonly Phase[] | null> {
  const from = logOf(data).length
  const running = startAlcove([...args, '--data', data, '--json'], { ALCOVE_LOG_PHASES: '1' })
  const ended = running.ended.then(() => 'ended' as const)
  for (;;) {
    const { begun, open } = phasesIn(logOf(data), from)
    if ((begun.get(target) ?? 0) >= nth && open.includes(target)) {
      running.child.kill('SIGKILL')
      await ended
      return phasesIn(logOf(data), from).open
    }
    if ((await Promise.race([ended, wait(1)])) === 'ended') return null
  }
}

test('promise 27: kill -9 in every phase loses nothing that was reported, doubles nothing, and asks nothing', { timeout: 600_000 }, async () => {
  const [folder, data] = [await temporaryFolder('kill-files'), await temporaryFolder('kill-data')]
  const seed = Date.now() % 100_000
  const chance = random(seed)
  const log: string[] = [`seed ${seed}`]
  const killed = new Set<Phase>()
  let files = 0
  const write = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++)
      await writeFile(join(folder, `file-${++files}.md`), `# Zq${files}x\n\n${text(`Zq${files}x`, 3 + Math.floor(chance() * 10), chance)}\n`)
  }
  await write(24)

  const reported = new Set<string>()
  let count = 0
  for (let round = 0; killed.size < phases.length || count < kills; round++) {
    expect(round, `the kills did not fall in every phase: ${log.join('; ')}`).toBeLessThan(2 * kills)
    const target = phases[round % phases.length] ?? 'parse'
    const inside = await killIn(target, 1 + Math.floor(chance() * 3), data, round === 0 ? ['add', folder] : ['sync'])
    log.push(`${round}: aimed at ${target}, ${inside === null ? 'ended first' : `killed in ${inside.join('+')}`}`)
    if (inside !== null) count++
    for (const phase of inside ?? []) killed.add(phase)

    const { indexed, findable, twice } = await looked(data)
    expect(twice, log.join('; ')).toEqual([])
    expect(
      [...reported].filter((path) => !findable.includes(path)),
      log.join('; '),
    ).toEqual([])
    for (const path of indexed) reported.add(path)
    await write(3)
    const changed = join(folder, `file-${1 + Math.floor(chance() * files)}.md`)
    await appendFile(changed, `\nAdded in round ${round}.\n`)
  }

  const { code, stderr } = await startAlcove(['sync', '--data', data, '--json']).ended
  expect(code, stderr).toBe(0)
  const status = await alcoveJson<Status>(['status', '--files', '--data', data])
  expect(status.files.filter(({ outcome }) => outcome !== 'indexed')).toEqual([])
  expect(status.files).toHaveLength((await readdir(folder)).length)
  const [source] = status.sources
  expect(source?.outcomes).toMatchObject({ scanned: files, indexed: files, pending: 0 })
  expect(source?.embedded).toBe(source?.passages)

  const { twice, passages, words, vectors } = await looked(data)
  expect(twice).toEqual([])
  expect(words).toBe(passages)
  expect(vectors).toBe(passages)
  for (const number of [1, Math.ceil(files / 2), files]) {
    const found = await alcoveJson<{ results: { file: string }[] }>(['search', `Zq${number}x`, '--mode', 'keyword', '--data', data])
    expect(found.results[0]?.file).toBe(join(folder, `file-${number}.md`))
  }
  console.log(log.join('\n'))
})
