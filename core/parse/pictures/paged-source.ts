/** The file that a page is a page of: the file itself or an attachment in it, as what its bytes are. */
import { AlcoveError } from '../../errors.ts'
import type { Within } from '../../types/anchor.ts'
import { attachmentOf } from '../mail/attachment.ts'
import type { ParseSource } from '../source.ts'
import { trueSource } from '../true-format.ts'

/** Throws `page-missing` where it has no pages that can be drawn. */
export async function pagedSource(file: ParseSource, within: Within | undefined): Promise<ParseSource> {
  const source = await trueSource(within === undefined ? file : await attachmentOf(file, within))
  if (source === 'old-format' || (source.format !== 'pdf' && source.format !== 'image')) throw new AlcoveError('page-missing')
  return source
}
