/**
 * Puts text on the clipboard during a press of a button. Through the document's own copy command:
 * the newer clipboard call asks for a permission, and the desktop window is granted none.
 */
export function copyText(text: string): boolean {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', fill, { once: true })
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', fill)
  return copied
}
