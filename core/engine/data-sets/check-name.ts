/** People name data sets, on the command line too: no two have names that read alike. */
import { AlcoveError } from '../../errors.ts'
import type { DataSet } from '../../types/data-set.ts'

/** `others`: all but the one that is to have the name. Throws `data-set-exists`, with the name that is there. */
export function checkName(name: string, others: readonly Pick<DataSet, 'name'>[]): void {
  const taken = others.find((one) => asRead(one.name) === asRead(name))
  if (taken !== undefined) throw new AlcoveError('data-set-exists', { name: taken.name })
}

/** Whatever its case, its blanks and the form of its letters. */
function asRead(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase()
}
