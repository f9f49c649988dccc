/** XLS under a password: told by a record at its workbook's start, opened by a password or by the one that everybody has. ([MS-XLS] 2.4.117.) */
import CFB from 'cfb'
import officeCrypto from 'officecrypto-tool'
import { AlcoveError } from '../../errors.ts'

const filePass = 0x2f
const endOfGlobals = 0x0a
/** What Excel itself tries first: files that are protected against changes only are encrypted with it. */
const everybodysPassword = 'VelvetSweatshop'

/** The records of the workbook, in a container or bare; null where the container holds no workbook. */
export function workbookStream(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xd0) return bytes
  try {
    const container = CFB.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { type: 'buffer' })
    const stream = CFB.find(container, '/Workbook') ?? CFB.find(container, '/Book')
    return stream === null ? null : Uint8Array.from(stream.content)
  } catch (error) {
    throw new AlcoveError('file-broken', {}, error)
  }
}

/** The file without its encryption. Throws `file-encrypted` where there is no password, `password-wrong`. */
export async function decryptedXls(bytes: Uint8Array, records: Uint8Array, password: string | undefined): Promise<Uint8Array> {
  if (!isEncrypted(records)) return bytes
  const open = await opened(bytes, everybodysPassword)
  if (open instanceof Uint8Array) return open
  if (password === undefined) throw new AlcoveError('file-encrypted')
  const given = await opened(bytes, password)
  if (given instanceof Uint8Array) return given
  throw new AlcoveError('password-wrong', {}, given)
}

function isEncrypted(records: Uint8Array): boolean {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength)
  for (let at = 0; at + 4 <= records.length; at += 4 + view.getUint16(at + 2, true)) {
    const type = view.getUint16(at, true)
    if (type === filePass) return true
    if (type === endOfGlobals) return false
  }
  return false
}

async function opened(bytes: Uint8Array, password: string): Promise<Uint8Array | Error> {
  try {
    return await officeCrypto.decrypt(Buffer.from(bytes), { password })
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}
