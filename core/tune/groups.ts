/** Which examples belong together, so that they never stand on both sides of a split: documents that are alike, versions of one file, one conversation. */
import { turn } from '../ports/clock.ts'
import type { Example } from '../types/data-set.ts'
import { createNearTexts } from './likeness/near-texts.ts'
import { shingles } from './likeness/shingles.ts'

type Grouped = Pick<Example, 'id' | 'group' | 'passages'>

/** Share of shingles from which two documents are versions of one another. */
const sameDocument = 0.5

/** The group of each example, in their order. `texts`: of documents by id, as far as they are still there; of others the golden passages are compared. */
export async function groupsOf(examples: readonly Grouped[], texts: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const sets = createSets()
  for (const example of examples) for (const key of keysOf(example)) sets.join(`group ${example.group}`, key)
  const near = createNearTexts<string>(sameDocument)
  for (const [documentId, text] of documentTexts(examples, texts)) {
    const key = `document ${documentId}`
    const known = shingles(text)
    for (const other of near.near(known)) sets.join(key, other)
    near.put(key, known)
    await turn()
  }
  const names = new Map<string, string>()
  for (const { group } of examples) {
    const root = sets.root(`group ${group}`)
    const name = names.get(root)
    if (name === undefined || group < name) names.set(root, group)
  }
  return examples.map(({ group }) => names.get(sets.root(`group ${group}`)) ?? group)
}

/** Distractors say nothing of where an example comes from. */
function keysOf({ passages }: Grouped): readonly string[] {
  return passages
    .filter(({ golden }) => golden)
    .flatMap(({ documentId, contentHash, file }) => [`document ${documentId}`, `content ${contentHash}`, `file ${file}`])
}

function documentTexts(examples: readonly Grouped[], texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const passages = new Map<string, Set<string>>()
  for (const { documentId, text, golden } of examples.flatMap((one) => one.passages)) {
    if (!golden) continue
    const held = passages.get(documentId)
    if (held) held.add(text)
    else passages.set(documentId, new Set([text]))
  }
  return new Map([...passages].map(([documentId, held]) => [documentId, texts.get(documentId) ?? [...held].join('\n')]))
}

/** Sets that are joined: union by path halving. */
function createSets() {
  const parents = new Map<string, string>()
  function root(key: string): string {
    let at = key
    for (let above = parents.get(at); above !== undefined; above = parents.get(at)) {
      const further = parents.get(above)
      if (further !== undefined) parents.set(at, further)
      at = above
    }
    return at
  }
  return {
    root,
    join(a: string, b: string): void {
      const [one, other] = [root(a), root(b)]
      if (one !== other) parents.set(one, other)
    },
  }
}
