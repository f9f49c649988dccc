/** Words of this part, in English. Keys start with `ask.`. */
export const ask = {} as const
