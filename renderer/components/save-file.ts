/** Hands a file to the browser to be saved; the desktop app asks where. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
