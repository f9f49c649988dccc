/** Which parser a file is for, told from its name alone. */
import type { Format } from './document.ts'

/** By extension, lower case, without the dot. */
export const extensions: Readonly<Record<string, Format>> = {
  pdf: 'pdf',
  docx: 'docx',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  text: 'text',
  log: 'text',
}

/** Names without an extension that are text by custom. */
const plainNames = /^(readme|licen[cs]e|copying|notice|authors|contributors|changelog|changes|history|install|news|todo|thanks|credits|manifest)$/i

/** Null where no parser exists for it. `name` is the file's name without folders. */
export function formatOf(name: string): Format | null {
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return plainNames.test(name) ? 'text' : null
  const extension = name.slice(dot + 1).toLowerCase()
  return Object.hasOwn(extensions, extension) ? (extensions[extension] ?? null) : null
}
