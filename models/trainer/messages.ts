/** What the trainer says: marked lines of JSON (alcove_trainer/protocol.py). Other lines are what its libraries print. */
import { z } from 'zod'

const mark = '@alcove '
const count = z.number().int().min(0)
/** A loss that ran away is none. */
const figure = z.number().nullable()

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.literal(1), versions: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal('looked'), device: z.enum(['cpu', 'cuda', 'mlx']) }),
  z.object({
    type: z.literal('start'),
    steps: count,
    examples: count,
    validation: count,
    tooLong: count,
    parameters: count,
    trainable: count,
    device: z.enum(['cpu', 'cuda', 'mlx']),
    /** The step of the checkpoint that it goes on from. */
    resumed: count.nullable(),
  }),
  z.object({ type: z.literal('step'), step: count, loss: figure, seconds: z.number(), memory: count.nullable() }),
  z.object({ type: z.literal('eval'), step: count, loss: figure }),
  z.object({ type: z.literal('checkpoint'), step: count, best: z.boolean() }),
  z.object({ type: z.literal('paused'), step: count, seconds: z.number() }),
  z.object({ type: z.literal('tried'), steps: count, secondsPerStep: z.number(), memory: count.nullable(), examples: count, tooLong: count }),
  z.object({
    type: z.literal('done'),
    step: count,
    bestStep: count.nullable(),
    validationLoss: figure,
    seconds: z.number(),
    memory: count.nullable(),
  }),
  z.object({ type: z.literal('error'), code: z.string(), reason: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) }),
])

export type TrainerMessage = z.infer<typeof message>

/** Null for a line that is not the trainer's own. */
export function readMessage(line: string): TrainerMessage | null {
  if (!line.startsWith(mark)) return null
  try {
    const read = message.safeParse(JSON.parse(line.slice(mark.length)))
    return read.success ? read.data : null
  } catch (error) {
    // cut off by the end of the process, or a library's own words behind the mark
    if (error instanceof SyntaxError) return null
    throw error
  }
}
