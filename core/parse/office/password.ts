/** Office files under a password: the container of the older formats with the encrypted package in it. ([MS-OFFCRYPTO].) */
import CFB from 'cfb'
import officeCrypto from 'officecrypto-tool'
import { AlcoveError } from '../../errors.ts'

/** Rounds of hashing that a password is put through: Office writes 100,000. More than this is a trap. */
const mostRounds = 10_000_000
/** Office opens files under this one without asking: it protects them from changes, not from readers. */
const usualPassword = 'VelvetSweatshop'
const standardAes128 = 0x660e

/**
 * The package in an encrypted file. Throws `file-encrypted` where there is no password, `password-wrong`,
 * `encryption-unsupported`, or `file-broken` where the container holds no package.
 */
export async function decryptedPackage(bytes: Uint8Array, password: string | undefined): Promise<Uint8Array> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!whole.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new AlcoveError('file-broken')
  try {
    return await decrypted(whole, password ?? usualPassword)
  } catch (error) {
    throw password === undefined ? new AlcoveError('file-encrypted', {}, error) : error
  }
}

async function decrypted(container: Buffer, password: string): Promise<Uint8Array> {
  if (!isSupported(encryptionInfo(container))) throw new AlcoveError('encryption-unsupported')
  try {
    return await officeCrypto.decrypt(container, { password })
  } catch (error) {
    // the ways to encrypt are known by now: what is left is the password
    throw new AlcoveError('password-wrong', {}, error)
  }
}

/** How it is encrypted; empty where rights management did it. */
function encryptionInfo(bytes: Buffer): Buffer {
  try {
    const container = CFB.read(bytes, { type: 'buffer' })
    if (CFB.find(container, '/EncryptedPackage') === null) throw new AlcoveError('file-broken')
    return Buffer.from(CFB.find(container, '/EncryptionInfo')?.content ?? [])
  } catch (error) {
    throw error instanceof AlcoveError ? error : new AlcoveError('file-broken', {}, error)
  }
}

function isSupported(info: Buffer): boolean {
  if (info.length < 24) return false
  if (info.readUInt16LE(2) === 2) return info.readUInt32LE(20) === standardAes128
  if (info.readUInt16LE(2) !== 4) return false
  const agile = info.toString('utf8', 8)
  const rounds = Number(/\bspinCount="(\d{1,10})"/.exec(agile)?.[1] ?? Number.NaN)
  return rounds <= mostRounds && agile.split('<p:encryptedKey ').length === 2 && !agile.includes('<!DOCTYPE')
}
