/** Words of this part, in English. Keys start with `library.`. */
export const library = {} as const
