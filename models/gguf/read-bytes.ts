import type { FileHandle } from 'node:fs/promises'
import { GgufFault } from './cursor.ts'

/** Fills `into` with what stands at `at`. Throws a `GgufFault` where the file ends before that: it was cut after its header was read. */
export async function readBytes(file: FileHandle, at: number, into: Uint8Array): Promise<Uint8Array> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, at + done)
    if (bytesRead === 0) throw new GgufFault('the file became shorter')
    done += bytesRead
  }
  return into
}
