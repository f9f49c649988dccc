/**
 * Who may speak to browser mode. Everything must hold; whatever is wrong, doubled, missing or null is
 * refused, because any page in the user's browser can send requests to a loopback address.
 */
export interface Asked {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
}

export interface Granted {
  /** The Host that was named, which is one of ours. */
  readonly host: string
  readonly path: string
  readonly query: URLSearchParams
  /** The session's cookie, or null. */
  readonly session: string | null
}

export interface Refused {
  readonly status: 400 | 403 | 405
}

/** `hosts`: exactly what a browser writes for our own addresses, port included. */
export function checkRequest(asked: Asked, hosts: readonly string[], cookieName: string, kind: 'page' | 'socket'): Granted | Refused {
  const named = (name: string): readonly string[] => valuesOf(asked.rawHeaders, name)
  const [host, ...moreHosts] = named('host')
  if (host === undefined || moreHosts.length > 0 || !hosts.includes(host)) return { status: 403 }

  const origins = named('origin')
  if (origins.length > 1 || (origins.length === 0 && kind === 'socket')) return { status: 403 }
  if (origins.length === 1 && origins[0] !== `http://${host}`) return { status: 403 }
  // browsers that say where a request comes from must say: from here, or from the address bar
  if (named('sec-fetch-site').some((site) => site !== 'same-origin' && site !== 'none')) return { status: 403 }

  if (asked.method !== 'GET' && (kind === 'socket' || asked.method !== 'HEAD')) return { status: 405 }
  if (named('transfer-encoding').length > 0 || named('content-length').some((length) => length !== '0')) return { status: 400 }
  if (named('content-type').length > 0) return { status: 400 }

  const cookies = named('cookie')
  if (cookies.length > 1) return { status: 403 }
  const session = (cookies[0] ?? '').split('; ').filter((pair) => pair.startsWith(`${cookieName}=`))
  if (session.length > 1) return { status: 403 }

  if (asked.url === undefined || !asked.url.startsWith('/') || asked.url.startsWith('//')) return { status: 400 }
  if (!URL.canParse(asked.url, 'http://alcove')) return { status: 400 }
  const url = new URL(asked.url, 'http://alcove')
  return { host, path: url.pathname, query: url.searchParams, session: session[0]?.slice(cookieName.length + 1) ?? null }
}

function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
}
