/** Examples of other kinds without a model, where a document's own form gives the right output: its abstract, its labelled lines, the folder it lies in. */
import type { DraftPlan, ExampleKind } from '../../types/data-set.ts'
import { sameTextKey } from '../likeness/shingles.ts'
import type { Candidate, Drawn } from './candidate.ts'

const abstracts = /^(?:abstract|summary|executive summary|zusammenfassung|kurzfassung|résumé|resumen|要約|概要|摘要)$/iu

/** Rewriting has no right output in a document. */
export function structured(kind: Exclude<ExampleKind, 'question'>, drawn: Drawn, plan: DraftPlan): readonly Candidate[] {
  if (kind === 'summary') return ownSummary(drawn)
  if (kind === 'extraction') return labelledLines(drawn, plan.fields)
  return kind === 'classification' ? byFolder(drawn, plan.labels) : []
}

/** What stands under the heading "Abstract" sums up what follows. */
function ownSummary({ passages }: Drawn): readonly Candidate[] {
  const at = passages.findIndex(({ anchor, text, context }) => {
    const heading = 'headings' in anchor ? anchor.headings.at(-1) : context.split(' > ').at(-1)
    return abstracts.test(heading?.trim() ?? '') || abstracts.test(text.split('\n')[0]?.trim() ?? '')
  })
  const [summary, body] = [passages[at], passages[at + 1]]
  if (!summary || !body) return []
  const output = summary.text
    .replace(/^[^\n]{1,30}\n/u, (line) => (abstracts.test(line.trim()) ? '' : line))
    .replace(/\s+/gu, ' ')
    .trim()
  return [of('summary', '', output, body)]
}

/** Lines such as "Due date: 14 March", or rows of two cells. */
function labelledLines({ passages }: Drawn, fields: readonly string[]): readonly Candidate[] {
  return passages.flatMap((passage) => {
    const lines = passage.text.split('\n').map((line) => /^\s*([^:：\t]{1,100})[:：\t]\s*(\S.{0,400})$/u.exec(line))
    const read = fields.flatMap((name) => {
      const value = lines.find((line) => sameTextKey(line?.[1] ?? '') === sameTextKey(name))?.[2]?.trim()
      return value === undefined ? [] : [[name, value] as const]
    })
    return read.length === 0 ? [] : [of('extraction', '', JSON.stringify(Object.fromEntries(read)), passage)]
  })
}

/** A folder called like a label says what the file is. */
function byFolder({ path, passages }: Drawn, labels: readonly string[]): readonly Candidate[] {
  const folders = new Set(path.split(/[/\\]/u).slice(0, -1).map(sameTextKey))
  const label = labels.find((one) => folders.has(sameTextKey(one)))
  const first = passages.find(({ hidden }) => hidden !== true)
  return label === undefined || !first ? [] : [of('classification', '', label, first)]
}

function of(kind: ExampleKind, input: string, output: string, passage: Candidate['passage']): Candidate {
  return { text: { kind, input, output, alternatives: [], answerable: true }, passage, scores: { grounding: 1, judge: null }, generator: null }
}
