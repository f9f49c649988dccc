/** Memory that models may count on. */
import { totalmem } from 'node:os'

/** Bytes: of this computer, or of the part of it that this process was given. */
export function memoryOfThisComputer(): number {
  const total = totalmem()
  const given = process.constrainedMemory()
  return given > 0 && given < total ? given : total
}
