/** Bytes as servers take them within JSON. */

/** Characters at once: more would not fit a call. */
const slice = 8_192

export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += slice) binary += String.fromCharCode(...bytes.subarray(at, at + slice))
  return btoa(binary)
}
