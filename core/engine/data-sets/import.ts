/** Takes in files of examples. They may come from anyone: every line is checked, and what is none is listed with its number. */
import { example } from '../../contract/data-set-schemas.ts'
import { AlcoveError } from '../../errors.ts'
import { turn } from '../../ports/clock.ts'
import type { NewExample, NewRemoval } from '../../ports/data-sets-store.ts'
import { readLines } from '../../tune/exchange/read.ts'
import type { Row } from '../../tune/exchange/rows.ts'
import { personalDataIn } from '../../tune/personal-data.ts'
import type { EnginePorts } from '../ports.ts'

/** Bytes. */
export const largestImport = 64_000_000
/** Lines kept between two turns of everybody else. */
const stride = 200

const ownFields = example
  .pick({
    kind: true,
    input: true,
    output: true,
    alternatives: true,
    answerable: true,
    origin: true,
    state: true,
    edited: true,
    passages: true,
    group: true,
    scores: true,
    generator: true,
  })
  .refine(({ passages, group }) => passages.length <= 100 && group.length <= 1_000)

type Ports = Pick<EnginePorts, 'dataSets' | 'clock' | 'random' | 'committed'>

/** How many were added, and how many lines were none. Throws `data-set-file-large`. */
export async function importExamples(id: string, content: Blob, { dataSets, clock, random, committed }: Ports) {
  if (content.size > largestImport) throw new AlcoveError('data-set-file-large', { limit: largestImport / 1_000_000 })
  const lines = readLines(await textOf(content))
  const batch = random.id()
  const at = clock.now()
  let [added, removed] = [0, 0]
  for (let from = 0; from < lines.length; from += stride) {
    const some = lines.slice(from, from + stride)
    const examples = some.flatMap((one) => ('row' in one ? [exampleOf(one.row, `import:${batch}:${one.line}`, at)] : []))
    const removals = some.flatMap((one): readonly NewRemoval[] =>
      'row' in one ? [] : [{ reason: one.reason, input: one.text, of: null, line: one.line, at, files: [] }],
    )
    dataSets.add(id, examples, at)
    dataSets.takeOut(id, [], removals, at)
    added += examples.length
    removed += removals.length
    await turn()
  }
  await committed()
  return { added, removed }
}

/** Files of Windows may be UTF-16; a byte order mark says so. */
async function textOf(content: Blob): Promise<string> {
  const bytes = new Uint8Array(await content.arrayBuffer())
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

function exampleOf({ text, own }: Row, group: string, at: number): NewExample {
  const known = own === null ? null : ownFields.safeParse(own)
  const fields = known?.success
    ? known.data
    : {
        ...text,
        origin: 'import' as const,
        state: 'waiting' as const,
        edited: false,
        passages: [],
        group,
        scores: { grounding: null, judge: null },
        generator: null,
      }
  return { ...fields, personalData: personalDataIn(fields), message: null, madeAt: at }
}
