/** Names examples and versions by what they hold, so that a change of either shows. SHA-256, hex. */
import type { Example, FrozenExample } from '../types/data-set.ts'

export async function exampleHash({ kind, input, output, passages }: Pick<Example, 'kind' | 'input' | 'output' | 'passages'>): Promise<string> {
  return sha256(JSON.stringify([kind, input, output, passages.map(({ text, golden }) => [text, golden])]))
}

/** Whatever the order of its examples. */
export async function versionHash(examples: readonly Pick<FrozenExample, 'hash' | 'split'>[]): Promise<string> {
  return sha256(
    examples
      .map(({ split, hash }) => `${split} ${hash}`)
      .toSorted()
      .join('\n'),
  )
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
