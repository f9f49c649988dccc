/** Drafts examples from documents and conversations, step by step: what each step made can be kept before the next begins. */
import { turn } from '../../ports/clock.ts'
import type { NewExample, NewRemoval } from '../../ports/data-sets-store.ts'
import type { CatalogueFile } from '../../ports/stores.ts'
import type { DraftPlan } from '../../types/data-set.ts'
import type { Passage } from '../../types/passage.ts'
import { sameTextKey } from '../likeness/shingles.ts'
import { passagesToAsk, type Written, writeFrom } from './by-model.ts'
import type { Candidate, Drawn } from './candidate.ts'
import { composeExample, groupOfDocument } from './compose-example.ts'
import { extractiveQuestions } from './extractive.ts'
import { everyConversation, examplesOf } from './from-conversations.ts'
import { structured } from './from-structure.ts'
import type { DraftPorts } from './ports.ts'

/** What came of some passages. */
export interface DraftStep {
  /** Passages looked at, of those that will be. */
  readonly done: number
  readonly total: number
  readonly examples: readonly NewExample[]
  readonly removals: readonly NewRemoval[]
}

/** Files of one page, and passages of a document that are read. */
const page = 500
const longestDocument = 5_000

/** `dataSetId`: what it holds is not drafted again. Throws what the model fails with as a whole, and the signal's reason. */
export async function* draft(dataSetId: string, plan: DraftPlan, ports: DraftPorts, signal: AbortSignal): AsyncGenerator<DraftStep> {
  const held = heldKeys(dataSetId, ports)
  const files = filesToDraw(plan, ports)
  const total = files.reduce((sum, { passages }) => sum + passages, 0)
  let [before, made] = [0, 0]
  yield { done: 0, total, examples: [], removals: [] }
  for (const { file, passages } of files) {
    const drawn = draw(file, ports)
    let ofDocument = 0
    const drafted = new Set<string>()
    for await (const part of written(drawn, plan, ports, signal)) {
      const examples: NewExample[] = []
      const repeated: NewRemoval[] = []
      for (const candidate of part.candidates) {
        const key = candidateKey(candidate, drawn)
        if (drafted.has(key)) repeated.push(repeatOf(candidate, drawn, ports))
        if (held.has(key) || ofDocument >= plan.perDocument) continue
        held.add(key)
        drafted.add(key)
        const unanswerable = isUnanswerable(made, plan.unanswerable)
        examples.push(await composeExample(candidate, drawn, { ...plan, unanswerable, seed: made }, ports, signal))
        made += 1
        ofDocument += 1
      }
      yield { done: before + Math.floor(passages * part.share), total, examples, removals: [...part.removals, ...repeated] }
      if (ofDocument >= plan.perDocument) break
    }
    before += passages
    await turn()
  }
  if (plan.conversations) yield* fromConversations(plan, total, held, ports, signal)
}

/** What the document gives, in parts: with a model one passage at a time, else all at once. */
async function* written(drawn: Drawn, plan: DraftPlan, ports: DraftPorts, signal: AbortSignal): AsyncGenerator<Written & { readonly share: number }> {
  if (plan.model === null) {
    const candidates = plan.kinds.flatMap((kind) => (kind === 'question' ? extractiveQuestions(drawn, plan.perDocument) : structured(kind, drawn, plan)))
    return yield { candidates, removals: [], share: 1 }
  }
  const asked = passagesToAsk(drawn, plan)
  for (const [at, { passage, kind }] of asked.entries()) {
    signal.throwIfAborted()
    yield { ...(await writeFrom(drawn, passage, kind, plan, ports, signal)), share: (at + 1) / asked.length }
  }
}

async function* fromConversations({ scope }: DraftPlan, total: number, held: Set<string>, ports: DraftPorts, signal: AbortSignal): AsyncGenerator<DraftStep> {
  const paths = Object.keys(scope).length === 0 ? null : new Set([...filesIn(scope, ports)].map(({ path }) => path))
  for (const conversation of everyConversation(ports)) {
    signal.throwIfAborted()
    const examples = examplesOf(conversation, (file) => paths === null || paths.has(file), ports).filter((example) => {
      const key = exampleKey(example)
      if (held.has(key)) return false
      held.add(key)
      return true
    })
    if (examples.length > 0) yield { done: total, total, examples, removals: [] }
    await turn()
  }
}

/** A document that several files hold is drawn once. */
function filesToDraw({ scope }: DraftPlan, ports: DraftPorts): readonly { readonly file: CatalogueFile; readonly passages: number }[] {
  const seen = new Set<string>()
  return [...filesIn(scope, ports)].flatMap((file) => {
    const { documentId, contentHash } = file
    if (documentId === null || contentHash === null || seen.has(contentHash)) return []
    seen.add(contentHash)
    const document = ports.passages.document(documentId)
    return [{ file, passages: (document?.passages ?? 0) + (document?.pagePassages ?? 0) }]
  })
}

function* filesIn(scope: DraftPlan['scope'], { files }: DraftPorts): Generator<CatalogueFile> {
  for (let after = '0'; ; ) {
    const found = files.catalogue(scope, after, page)
    yield* found
    const last = found.at(-1)
    if (found.length < page || !last) return
    after = last.id
  }
}

function draw({ path, name, title, contentHash, documentId }: CatalogueFile, ports: DraftPorts): Drawn {
  const own = documentId === null ? [] : [documentId, ...ports.passages.pagesOf(documentId)]
  const passages: Passage[] = own.flatMap((id) => ports.passages.slice(id, -1, longestDocument))
  return { path, name, contentHash: contentHash ?? '', documentId: documentId ?? '', title: title?.trim() || name.replace(/\.[^.]+$/u, ''), passages }
}

/** So that of every hundred as many are as the share says. */
function isUnanswerable(made: number, share: number): boolean {
  return Math.floor((made + 1) * share) > Math.floor(made * share)
}

/** The same whether it was made answerable or not. Where nothing is asked in words, the passage tells. */
function draftKey(kind: string, input: string, group: string, passages: readonly string[]): string {
  return JSON.stringify([kind, sameTextKey(input), group, input === '' ? passages.map(sameTextKey) : []])
}

function candidateKey({ text: { kind, input }, passage }: Candidate, { documentId }: Drawn): string {
  return draftKey(kind, input, groupOfDocument(documentId), [passage.text])
}

function exampleKey({ kind, input, group, passages }: Pick<NewExample, 'kind' | 'input' | 'group' | 'passages'>): string {
  return draftKey(
    kind,
    input,
    group,
    passages.flatMap(({ golden, text }) => (golden ? [text] : [])),
  )
}

function heldKeys(dataSetId: string, { dataSets }: DraftPorts): Set<string> {
  const keys = new Set<string>()
  let last: string | undefined
  do {
    const found = dataSets.examples(dataSetId, { limit: page, ...(last === undefined ? {} : { after: last }) })
    for (const example of found) keys.add(exampleKey(example))
    last = found.length < page ? undefined : found.at(-1)?.id
  } while (last !== undefined)
  return keys
}

function repeatOf({ text: { input, output } }: Candidate, { path }: Drawn, { clock }: DraftPorts): NewRemoval {
  return { reason: 'exact-duplicate', input: (input || output).slice(0, 200), of: null, line: null, at: clock.now(), files: [path] }
}
