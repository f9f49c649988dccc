/**
 * Starts children. Nobody below `host/` starts a process by itself: browser mode, command line and
 * tests fork with Node, Electron's engine asks main. The types stand here because both the parser
 * pool and the embedder are handed one.
 */
export interface ChildExit {
  readonly code: number | null
  readonly signal: string | null
}

/** One running child. Messages are structured clones; binary data are Uint8Array or Float32Array. */
export interface Child {
  readonly pid: number | undefined
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, with the reason; also when it never came up. */
  onExit(listener: (exit: ChildExit) => void): void
  /** At once and for good (SIGKILL or its equal). */
  kill(): void
}

export interface ChildOptions {
  /** Entry under `dist/processes/`, without extension: `parser`, `embedding-worker`, `index-keeper`, `chat-model`, `merge`. */
  readonly entry: string
  /** Shown in process lists and logs. */
  readonly name: string
  /** V8's old-space limit in MB. */
  readonly heapMb?: number
  /** Up to so many MB in old space V8 collects none of it; without, it decides by itself, as it does under Electron. */
  readonly heapFromMb?: number
  /** Handed to the child in `ALCOVE_CHILD` as JSON. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>
}

export interface Spawner {
  spawn(options: ChildOptions): Child
}
