/** The files that paths name; whether one is a file or a folder only the engine knows. */
import { useCallback } from 'react'
import type { NameFound } from '../../core/types/library.ts'
import type { Client } from '../client/client.ts'
import { useApp } from '../state/app.ts'
import { baseName } from './format.ts'
import { useCall } from './use-call.ts'

export interface NamedFile {
  readonly id: string
  readonly name: string
}

/** Files of one name that are looked through for the path: the contract gives no more. */
const namesakes = 100

async function named(client: Client, path: string, signal: AbortSignal): Promise<NameFound | undefined> {
  const { found } = await client.library.complete({ text: baseName(path).slice(0, 300), limit: namesakes }, { signal })
  return found.find((one) => one.path === path)
}

/** Null while it is not known, and where one of them is a folder or is no longer there. `paths` must keep its identity while it says the same. */
export function useNamedFiles(paths: readonly string[]): readonly NamedFile[] | null {
  const { client } = useApp()
  const call = useCallback((signal: AbortSignal) => Promise.all(paths.map((path) => named(client, path, signal))), [client, paths])
  const found = useCall(call)
  if (found.state !== 'done') return null
  const files = found.value.flatMap((one) => (one?.kind === 'file' ? [{ id: one.fileId, name: one.name }] : []))
  return files.length === paths.length ? files : null
}
