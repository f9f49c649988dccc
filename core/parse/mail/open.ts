/** The bytes of an attached or saved mail, MIME or Outlook's, as a mail; the messages of a mailbox one after another. */
import { AlcoveError } from '../../errors.ts'
import { looksLikeMail, readMail } from './read.ts'
import type { Mail } from './types.ts'

const cfbMagic = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** Told from the bytes: mails of either kind are often saved under the other's name. Throws `file-broken` where it is no mail. */
export async function openMail(bytes: Buffer, format: 'eml' | 'msg'): Promise<Mail> {
  if (isOutlookMail(bytes)) return (await import('./msg-read.ts')).readMsg(bytes)
  if (format === 'msg' && !looksLikeMail(bytes)) throw new AlcoveError('file-broken')
  return readMail(bytes)
}

export function isOutlookMail(bytes: Buffer): boolean {
  return bytes.subarray(0, cfbMagic.length).equals(cfbMagic)
}
