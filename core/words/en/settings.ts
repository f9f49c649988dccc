/** Words of this part, in English. Keys start with `settings.`. */
export const settings = {} as const
