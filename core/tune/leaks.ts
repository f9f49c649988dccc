/**
 * The gate between what is trained on and what is measured on. An example is leaked where training would see its document, its
 * text, or a text that is nearly the same. Nothing is frozen, trained or measured with a leak.
 */
import { turn } from '../ports/clock.ts'
import type { FrozenExample, Leak } from '../types/data-set.ts'
import { createNearTexts } from './likeness/near-texts.ts'
import { sameTextKey, shingles } from './likeness/shingles.ts'
import { matterOf, sameKey } from './matter.ts'
import { sameFigures } from './same-figures.ts'

/** Examples between two turns of everybody else. */
const stride = 10

/** Of each example measured on at most one, the plainest first. In the order of the examples. */
export function leaks(examples: readonly FrozenExample[]): readonly Leak[] {
  const steps = looking(examples)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same, and everybody else gets a turn meanwhile: many examples take seconds. */
export async function leaksInTurns(examples: readonly FrozenExample[]): Promise<readonly Leak[]> {
  const steps = looking(examples)
  for (let at = 1; ; at++) {
    const step = steps.next()
    if (step.done) return step.value
    if (at % stride === 0) await turn()
  }
}

/** Yields after each example. */
function* looking(examples: readonly FrozenExample[]): Generator<undefined, readonly Leak[]> {
  const seen = yield* readTrain(examples.filter(({ split }) => split === 'train'))
  const found: Leak[] = []
  for (const example of examples) {
    found.push(...leakOf(example, seen))
    yield
  }
  return found
}

function leakOf(example: FrozenExample, seen: (example: FrozenExample) => Seen | null): readonly Leak[] {
  const { split, id, input } = example
  if (split === 'train') return []
  const found = seen(example)
  if (found === null) return []
  const file = example.passages.find((passage) => passage.golden && found.train.passages.some((other) => isSameFile(passage, other)))?.file ?? null
  return [{ kind: found.kind, split, exampleId: id, trainId: found.train.id, input, file }]
}

interface Seen {
  readonly kind: Leak['kind']
  readonly train: FrozenExample
}

function* readTrain(train: readonly FrozenExample[]): Generator<undefined, (example: FrozenExample) => Seen | null> {
  const sources = new Map<string, FrozenExample>()
  const texts = new Map<string, FrozenExample>()
  const near = createNearTexts<FrozenExample>()
  for (const example of train) {
    for (const key of sourcesOf(example, example.passages)) sources.set(key, sources.get(key) ?? example)
    for (const key of textsOf(example)) texts.set(key, texts.get(key) ?? example)
    for (const text of nearTextsOf(example)) near.put(example, shingles(text))
    yield
  }
  return (example) => {
    const golden = example.passages.filter((passage) => passage.golden)
    const document = firstOf(sourcesOf(example, golden), sources)
    if (document) return { kind: 'document', train: document }
    const same = firstOf(textsOf(example), texts)
    if (same) return { kind: 'same-text', train: same }
    for (const text of nearTextsOf(example)) {
      const alike = near.near(shingles(text)).find((one) => nearTextsOf(one).some((other) => sameFigures(text, other)))
      if (alike) return { kind: 'near-text', train: alike }
    }
    return null
  }
}

function firstOf(keys: readonly string[], among: ReadonlyMap<string, FrozenExample>): FrozenExample | undefined {
  return keys.map((key) => among.get(key)).find((one) => one !== undefined)
}

function sourcesOf({ group }: FrozenExample, passages: FrozenExample['passages']): readonly string[] {
  return [`group ${group}`, ...passages.flatMap(({ documentId, contentHash, file }) => [`document ${documentId}`, `content ${contentHash}`, `file ${file}`])]
}

/** Where nothing is quoted, the question alone gives an example away; else the same question may be asked of another document. */
function textsOf(example: FrozenExample): readonly string[] {
  const { hash, kind, input, passages } = example
  const golden = passages.filter((passage) => passage.golden)
  return [
    `hash ${hash}`,
    `example ${sameKey(example)}`,
    ...(golden.length === 0 && kind === 'question' && example.answerable ? [`input ${sameTextKey(input)}`] : []),
    ...golden.map(({ text }) => `passage ${sameTextKey(text)}`),
  ]
}

function nearTextsOf(example: FrozenExample): readonly string[] {
  return [matterOf(example), ...example.passages.flatMap(({ golden, text }) => (golden ? [text] : []))]
}

function isSameFile(a: FrozenExample['passages'][number], b: FrozenExample['passages'][number]): boolean {
  return a.documentId === b.documentId || a.contentHash === b.contentHash || a.file === b.file
}
