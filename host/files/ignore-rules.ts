/**
 * What is never read: hidden entries, what tools and systems keep beside documents, and locks of open documents.
 * `.gitignore` says what is not source code, not what is no document, so it is not asked.
 */

const folders = new Set(['node_modules', '__pycache__', '__MACOSX', '$RECYCLE.BIN', 'System Volume Information', 'lost+found'])
const files = new Set(['Thumbs.db', 'ehthumbs.db', 'desktop.ini', 'Desktop.ini'])

export function isIgnored(name: string, isFolder: boolean): boolean {
  if (name.startsWith('.')) return true
  return isFolder ? folders.has(name) : files.has(name) || name.startsWith('~$')
}
