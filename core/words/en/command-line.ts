/** Words of this part, in English. Keys start with `command-line.`. */
export const commandLine = {} as const
