/** Whether one absolute path is another or lies below it. Both as the disk writes them, links resolved. */
export function isWithin(path: string, folder: string): boolean {
  if (path === folder) return true
  const separator = folder.includes('\\') && !folder.startsWith('/') ? '\\' : '/'
  return path.startsWith(folder.endsWith(separator) ? folder : folder + separator)
}
