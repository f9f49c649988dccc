/** Which addresses may be offered to the browser at all; the same in the window and behind it. */

const longestAddress = 2_000

/** The address as it will be opened, or null where it may not be opened at all. */
export function openable(address: string): URL | null {
  if (address.length > longestAddress || !URL.canParse(address)) return null
  const url = new URL(address)
  // a name before the host is there to make the host look like another
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.host !== '' ? url : null
}
