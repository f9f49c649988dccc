/** Gathers rows that come in side by side into few commits; each caller waits for the one that holds its rows. */
export interface GroupCommit<Row> {
  add(rows: readonly Row[]): Promise<void>
  /** Commits what waits now and resolves when nothing is under way. */
  flush(): Promise<void>
}

interface Waiting<Row> {
  readonly rows: readonly Row[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * One commit at a time: at once where there was none for `windowMs`, and from then on `windowMs` apart, or as soon as
 * `enough` rows wait. So a lone document waits for nobody, and many are gathered.
 */
export function createGroupCommit<Row>(
  commit: (rows: readonly Row[]) => Promise<void>,
  { windowMs, enough }: { readonly windowMs: number; readonly enough: number },
): GroupCommit<Row> {
  let waiting: Waiting<Row>[] = []
  let count = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  /** When the window of the last commit ends. */
  let nextFrom = 0

  function soon(): void {
    timer ??= setTimeout(next, Math.max(0, nextFrom - performance.now()))
  }

  function next(): void {
    clearTimeout(timer)
    timer = undefined
    if (running !== null || count === 0) return
    const group = waiting
    waiting = []
    count = 0
    running = commit(group.flatMap(({ rows }) => rows)).then(
      () => {
        for (const { resolve } of group) resolve()
      },
      (error: unknown) => {
        for (const { reject } of group) reject(error)
      },
    )
    void running.then(() => {
      running = null
      nextFrom = performance.now() + windowMs
      if (count >= enough) next()
      else if (count > 0) soon()
    })
  }

  return {
    async add(rows) {
      if (rows.length === 0) return
      await new Promise<void>((resolve, reject) => {
        waiting.push({ rows, resolve, reject })
        count += rows.length
        if (count >= enough) next()
        else if (running === null) soon()
      })
    },
    async flush() {
      while (running !== null || count > 0) {
        next()
        await running
      }
    },
  }
}
