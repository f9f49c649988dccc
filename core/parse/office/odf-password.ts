/**
 * OpenDocument under a password: each part is encrypted by itself, as META-INF/manifest.xml says.
 * (ODF 1.2 part 3, section 3.4: SHA-256 or SHA-1 of the password, PBKDF2, AES-CBC.)
 */
import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { AlcoveError } from '../../errors.ts'
import { inflate } from './zip.ts'

/** Rounds of hashing; LibreOffice writes 100,000. More than this is a trap. */
const mostRounds = 10_000_000
const checkedBytes = 1_024

/** How one part is encrypted; `supported` false where that is not known here. */
export interface EncryptedPart {
  readonly supported: boolean
  /** Of the part when it is unpacked. Bytes. */
  readonly size: number
  /** Of the first kilobyte of the packed part; empty where there is none. */
  readonly checksum: Buffer
  readonly checksumHash: 'sha256' | 'sha1'
  readonly startHash: 'sha256' | 'sha1'
  readonly cipher: string
  readonly vector: Buffer
  readonly salt: Buffer
  readonly rounds: number
  readonly keyBytes: number
}

/** By name as the manifest writes it; empty where nothing is encrypted. */
export function encryptedParts(manifest: string): ReadonlyMap<string, EncryptedPart> {
  const parts = new Map<string, EncryptedPart>()
  for (const entry of manifest.split(/<(?:[\w.-]+:)?file-entry(?=[\s>])/).slice(1)) {
    const path = attribute(entry, 'full-path')
    if (path !== undefined && /<(?:[\w.-]+:)?encryption-data[\s>]/.test(entry)) parts.set(path, readPart(entry))
  }
  return parts
}

function readPart(entry: string): EncryptedPart {
  const algorithm = attribute(entry, 'algorithm-name') ?? ''
  const derivation = attribute(entry, 'key-derivation-name') ?? ''
  const rounds = Number(attribute(entry, 'iteration-count') ?? Number.NaN)
  const aes = /#aes(128|192|256)-cbc$/.exec(algorithm)?.[1]
  const keyBytes = Number(aes ?? 0) / 8
  return {
    supported: aes !== undefined && /(?:^|#)pbkdf2$/i.test(derivation) && rounds >= 1 && rounds <= mostRounds,
    size: Number(attribute(entry, 'size') ?? 0),
    checksum: Buffer.from(attribute(entry, 'checksum') ?? '', 'base64'),
    checksumHash: /sha-?256/i.test(attribute(entry, 'checksum-type') ?? '') ? 'sha256' : 'sha1',
    startHash: /sha-?256/i.test(attribute(entry, 'start-key-generation-name') ?? '') ? 'sha256' : 'sha1',
    cipher: `aes-${aes ?? ''}-cbc`,
    vector: Buffer.from(attribute(entry, 'initialisation-vector') ?? '', 'base64'),
    salt: Buffer.from(attribute(entry, 'salt') ?? '', 'base64'),
    rounds,
    keyBytes,
  }
}

function attribute(entry: string, name: string): string | undefined {
  const value = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(entry)
  return (value?.[1] ?? value?.[2])?.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

/** Throws `password-wrong`, `encryption-unsupported`, or `file-broken` where the part is not what the manifest says. */
export function decryptPart(encrypted: Uint8Array, part: EncryptedPart, password: string): Uint8Array {
  if (!part.supported || part.vector.length !== 16) throw new AlcoveError('encryption-unsupported')
  const start = createHash(part.startHash).update(password, 'utf8').digest()
  const key = pbkdf2Sync(start, part.salt, part.rounds, part.keyBytes, 'sha1')
  const decipher = createDecipheriv(part.cipher, key, part.vector).setAutoPadding(false)
  if (encrypted.length === 0 || encrypted.length % 16 !== 0) throw new AlcoveError('file-broken')
  const padded = Buffer.concat([decipher.update(encrypted), decipher.final()])
  // the padding's last byte is its length; the others are anything
  const packed = padded.subarray(0, padded.length - Math.min(16, padded.at(-1) ?? 0))
  const found = createHash(part.checksumHash).update(packed.subarray(0, checkedBytes)).digest()
  if (part.checksum.length > 0 && !found.equals(part.checksum)) throw new AlcoveError('password-wrong')
  return inflate(packed, part.size)
}
