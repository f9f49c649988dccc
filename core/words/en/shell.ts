/** Words of this part, in English. Keys start with `shell.`. */
export const shell = {} as const
