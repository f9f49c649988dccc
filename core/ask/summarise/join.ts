/** Joins the sentences of many sections into few, in as many rounds as the model's context needs. Each keeps the citations of what it rests on. */
import { framedData } from '../framed-data.ts'
import type { AskPorts } from '../ports.ts'
import { tokenBound } from '../token-bound.ts'
import { joinRequest } from './requests.ts'
import { type Reader, type Statement, told, type Work } from './work.ts'

/** Citations that one sentence carries on. */
const mostNumbers = 4

/** Null where the model said nothing that can be used; the summaries of the sections stand without it. */
export async function joined(
  statements: readonly Statement[],
  reader: Reader,
  work: Work,
  ports: AskPorts,
  signal: AbortSignal,
): Promise<readonly Statement[] | null> {
  const groups = grouped(statements, reader.room)
  const parts: Statement[] = []
  for (const group of groups) {
    const sentences = await told(
      work,
      joinRequest(
        group.map(({ text }) => text),
        ports.random.id(),
      ),
      group.map(({ text }) => text),
      reader,
      signal,
    )
    if (sentences === null) return null
    for (const { text, pieces } of sentences) {
      parts.push({ text, numbers: [...new Set(pieces.flatMap((piece) => group[piece - 1]?.numbers ?? []))].slice(0, mostNumbers) })
    }
  }
  // a model that shortens nothing would never end
  return groups.length === 1 || parts.length >= statements.length ? parts : await joined(parts, reader, work, ports, signal)
}

function grouped(statements: readonly Statement[], room: number): readonly (readonly Statement[])[] {
  const groups: Statement[][] = [[]]
  let tokens = 0
  for (const statement of statements) {
    const cost = tokenBound(framedData('passage [99]', statement.text, '0'.repeat(40))) + 2
    if (tokens + cost > room && tokens > 0) {
      groups.push([])
      tokens = 0
    }
    groups.at(-1)?.push(statement)
    tokens += cost
  }
  return groups
}
