/** Bytes as base64 and back, in any runtime. */

/** As many as a call takes as arguments. */
const slice = 8_192

export function toBase64(data: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < data.length; at += slice) binary += String.fromCharCode(...data.subarray(at, at + slice))
  return btoa(binary)
}

/** Throws where it is no base64. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
