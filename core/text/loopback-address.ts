/** Addresses on this computer: the only ones that the gate lets through and that Settings accepts. */

export interface LoopbackAddress {
  /** `http://127.0.0.1:11434`, as it is stored and shown. */
  readonly origin: string
  /** Literal addresses to try in this order, so that no name is ever looked up. */
  readonly hosts: readonly ('127.0.0.1' | '::1')[]
  readonly port: number
}

const hostsByName: Readonly<Record<string, LoopbackAddress['hosts']>> = {
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
  localhost: ['127.0.0.1', '::1'],
}

/** Null unless it is plain `http`, names this computer literally (or as `localhost`) and carries nothing else: no user, path or query. */
export function loopbackAddress(text: string): LoopbackAddress | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'http:' || url.username || url.password) return null
  if (url.pathname !== '/' || url.search || url.hash) return null
  const hosts = Object.hasOwn(hostsByName, url.hostname) ? hostsByName[url.hostname] : undefined
  const port = url.port === '' ? 80 : Number(url.port)
  return hosts && port > 0 ? { origin: url.origin, hosts, port } : null
}
