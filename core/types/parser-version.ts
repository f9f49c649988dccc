/** Raised whenever the same bytes may give another document: part of a document's identity. */
export const parserVersion = '2'
