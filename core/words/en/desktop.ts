/** Words of this part, in English. Keys start with `desktop.`. */
export const desktop = {} as const
