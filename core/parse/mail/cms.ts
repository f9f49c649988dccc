/** Looks into S/MIME's envelope: what was signed can be read, what was encrypted cannot. (RFC 5652, DER and BER.) */

export type CmsContent = { readonly kind: 'signed'; readonly content: Buffer } | { readonly kind: 'encrypted' } | { readonly kind: 'other' }

interface Node {
  readonly tag: number
  readonly body: Buffer
  /** Where the next one begins. */
  readonly next: number
}

const tags = { octets: 0x04, oid: 0x06, constructedOctets: 0x24, sequence: 0x30, set: 0x31, explicit: 0xa0 } as const
const signedData = '2a864886f70d010702'
/** Enveloped, encrypted and authenticated-enveloped data. */
const encryptedTypes = new Set(['2a864886f70d010703', '2a864886f70d010706', '2a864886f70d0109100117'])
const deepest = 50

export function readCms(bytes: Buffer): CmsContent {
  const info = children(nodeAt(bytes, 0)?.body ?? Buffer.alloc(0))
  const type = info[0]?.tag === tags.oid ? info[0].body.toString('hex') : ''
  if (encryptedTypes.has(type)) return { kind: 'encrypted' }
  if (type !== signedData || info[1] === undefined) return { kind: 'other' }
  // version, digest algorithms, then what was signed: its type and its octets
  const signed = children(children(info[1].body)[0]?.body ?? Buffer.alloc(0))
  const content = children(signed.find(({ tag }) => tag === tags.sequence)?.body ?? Buffer.alloc(0)).find(({ tag }) => tag === tags.explicit)
  const octets = content === undefined ? undefined : children(content.body)[0]
  return octets === undefined ? { kind: 'other' } : { kind: 'signed', content: octetsOf(octets, 0) }
}

function octetsOf(node: Node, depth: number): Buffer {
  if (node.tag !== tags.constructedOctets || depth > deepest) return node.body
  return Buffer.concat(children(node.body).map((child) => octetsOf(child, depth + 1)))
}

function children(bytes: Buffer): readonly Node[] {
  const nodes: Node[] = []
  for (let node = nodeAt(bytes, 0); node !== undefined; node = nodeAt(bytes, node.next)) nodes.push(node)
  return nodes
}

/** Undefined at the end, and where nothing sensible stands. */
function nodeAt(bytes: Buffer, at: number, depth = 0): Node | undefined {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || (tag === 0 && first === 0)) return undefined
  if (first === 0x80) return indefinite(bytes, at, tag, depth)
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  if (lengthBytes > 5 || at + 2 + lengthBytes > bytes.length) return undefined
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes)
  const start = at + 2 + lengthBytes
  return { tag, body: bytes.subarray(start, start + length), next: start + length }
}

/** Its length is not told: it ends with two zeros. */
function indefinite(bytes: Buffer, at: number, tag: number, depth: number): Node | undefined {
  if (depth > deepest) return undefined
  let end = at + 2
  for (let node = nodeAt(bytes, end, depth + 1); node !== undefined; node = nodeAt(bytes, end, depth + 1)) end = node.next
  return { tag, body: bytes.subarray(at + 2, end), next: end + 2 }
}
