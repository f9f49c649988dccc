/** The system's code of an error (`ENOENT`); null where it is no error of the system. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string' ? error.code : null
}
