/** The log: what happened, for whoever has to find a fault. Never document text, never a secret. */
export interface Log {
  /** `event` is a short name (`call-failed`); facts are codes, counts, paths. */
  info(event: string, facts?: LogFacts): void
  /** `error` is written as name, code and stack; its message only where the system wrote it. */
  error(event: string, error: unknown, facts?: LogFacts): void
}

export type LogFacts = Readonly<Record<string, string | number | boolean | null>>
