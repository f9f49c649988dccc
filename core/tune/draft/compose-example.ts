/** Puts passages around a candidate, as a question is asked with: what it was made from among what is like it and does not say it. */
import type { NewExample } from '../../ports/data-sets-store.ts'
import { diceFrom } from '../../text/dice.ts'
import type { Scope } from '../../types/answer.ts'
import type { ExampleOrigin, ExamplePassage } from '../../types/data-set.ts'
import type { Passage } from '../../types/passage.ts'
import { personalDataIn } from '../personal-data.ts'
import type { Candidate, Drawn } from './candidate.ts'
import { groundingOf, leastRecall } from './grounding.ts'
import type { DraftPorts } from './ports.ts'

export interface Around {
  readonly distractors: number
  readonly scope: Scope
  /** Take its own passage out, so that the right output is to say that the passages do not say. */
  readonly unanswerable: boolean
  /** Decides in which place the golden passage stands. */
  readonly seed: number
}

/** Passages found beyond those wanted, as some are of the same document or say the answer too. */
const further = 12

/** A question that is to be unanswerable stays answerable where nothing near can be put in its passage's place. */
export async function composeExample(candidate: Candidate, drawn: Drawn, around: Around, ports: DraftPorts, signal: AbortSignal): Promise<NewExample> {
  const { text, passage, scores, generator } = candidate
  const asksPassages = text.kind === 'question'
  const wanted = asksPassages ? Math.max(around.distractors, around.unanswerable ? 1 : 0) : 0
  const others = wanted === 0 ? [] : await distractorsFor(candidate, drawn, wanted, around.scope, ports, signal)
  const unanswerable = asksPassages && around.unanswerable && others.length > 0
  const golden = examplePassage(passage, drawn, true)
  const passages = unanswerable ? others : placed(golden, others, around.seed)
  const origin: ExampleOrigin = generator === null ? 'document' : 'model'
  const example = {
    ...text,
    ...(unanswerable ? { output: '', alternatives: [], answerable: false } : {}),
    origin,
    state: 'waiting' as const,
    edited: false,
    passages,
    group: groupOfDocument(drawn.documentId),
    scores,
    generator,
    message: null,
    madeAt: ports.clock.now(),
  }
  return { ...example, personalData: personalDataIn(example) }
}

export function groupOfDocument(documentId: string): string {
  return `document:${documentId}`
}

function placed(golden: ExamplePassage, others: readonly ExamplePassage[], seed: number): readonly ExamplePassage[] {
  const at = diceFrom(seed).below(others.length + 1)
  return [...others.slice(0, at), golden, ...others.slice(at)]
}

async function distractorsFor(
  { text }: Candidate,
  drawn: Drawn,
  wanted: number,
  scope: Scope,
  ports: DraftPorts,
  signal: AbortSignal,
): Promise<readonly ExamplePassage[]> {
  const found = await ports.find(text.input.slice(0, 1_000), wanted + further, scope, signal)
  return found
    .filter(({ hidden, documentId, file, text: other, context }) => {
      const foreign = documentId !== drawn.documentId && file !== drawn.path
      return hidden !== true && foreign && groundingOf(text.output, `${context}\n${other}`) < leastRecall.question
    })
    .flatMap(({ passageId, documentId, file, anchor, text: other }) => {
      const record = ports.files.byPath(file)
      if (record?.contentHash == null || record.contentHash === drawn.contentHash) return []
      return [{ passageId, documentId, file, fileName: record.name, contentHash: record.contentHash, anchor, text: other, golden: false }]
    })
    .slice(0, wanted)
}

function examplePassage({ id, anchor, text, documentId }: Passage, { path, name, contentHash }: Drawn, golden: boolean): ExamplePassage {
  return { passageId: id, documentId, file: path, fileName: name, contentHash, anchor, text, golden }
}
