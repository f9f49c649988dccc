/** One-time tokens that open browser mode, and the sessions they are exchanged for. Kept in memory, as hashes. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Keys {
  /** A token of 256 bits that works once. */
  newToken(): string
  /** A new session's cookie for a token that was not used yet; null otherwise. */
  exchange(token: string): string | null
  isSession(cookie: string | null): boolean
}

const most = 64

export function createKeys(): Keys {
  const tokens: Buffer[] = []
  const sessions: Buffer[] = []
  const issue = (hashes: Buffer[]): string => {
    const key = randomBytes(32).toString('base64url')
    hashes.push(hashOf(key))
    if (hashes.length > most) hashes.shift()
    return key
  }
  return {
    newToken: () => issue(tokens),
    exchange(token) {
      const at = find(tokens, token)
      if (at < 0) return null
      tokens.splice(at, 1)
      return issue(sessions)
    },
    isSession: (cookie) => cookie !== null && find(sessions, cookie) >= 0,
  }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Compares with every hash in constant time. */
function find(hashes: readonly Buffer[], key: string): number {
  const hash = hashOf(key)
  let found = -1
  for (const [at, known] of hashes.entries()) if (timingSafeEqual(known, hash)) found = at
  return found
}
