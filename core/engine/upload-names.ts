/** Names as a browser sent them, made safe for any disk. Nothing that comes out can leave its folder. */
import { because } from '../errors.ts'

const deepest = 64
/** UTF-8; disks take 255. */
const longestBytes = 200
/** Names that Windows keeps for devices, with or without an extension. */
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i
const forbidden = /[\u0000-\u001f\u007f/\\:*?"<>|]/g

/** One name: no separators, controls or shapes that a disk treats specially. Different names stay different. */
export function safeName(name: string): string {
  const shaped = name.replace(forbidden, '_').replace(/[. ]+$/, '')
  const plain = reserved.test(shaped) ? `_${shaped}` : shaped
  const short = lastBytes(plain, longestBytes)
  if (short === name) return name
  return `${checksum(name)}~${short}`
}

/** The folders and name of a dropped file; `.`, `..` and empty parts are refused, not repaired. */
export function safeSegments(path: string): readonly string[] {
  const parts = path.split('/')
  if (parts.length > deepest) throw because('input-invalid', 'too-many-folders')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw because('input-invalid', 'no-file-path')
  return parts.map(safeName)
}

/** The end of a name, where its extension stands, in at most `limit` bytes and whole characters. */
function lastBytes(name: string, limit: number): string {
  const encoder = new TextEncoder()
  const characters = Array.from(name)
  let bytes = 0
  let from = characters.length
  while (from > 0) {
    bytes += encoder.encode(characters[from - 1]).length
    if (bytes > limit) break
    from -= 1
  }
  return characters.slice(from).join('')
}

/** Eight hex digits (FNV-1a): enough to keep names apart that were made alike. */
function checksum(name: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
