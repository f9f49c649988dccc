/** The app scheme: serves the built page and nothing else, with the headers that hold the page down. */
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { protocol } from 'electron'
import { windowFileTypes, windowHeaders } from '../core/contract/window-files.ts'
import { appOrigin, appScheme } from './app-origin.ts'

const headers = windowHeaders()

/** Before `ready`. No `supportFetchAPI`: the page fetches nothing, and without `corsEnabled` it would be a hole. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }])
}

/** After `ready`. `folder` is absolute: `dist/renderer`. */
export function servePage(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? fileFor(request.url, folder) : null
    if (file === null) return refuse()
    const type = windowFileTypes[extname(file)]
    const content = type === undefined ? null : await readIfThere(file)
    if (type === undefined || content === null) return refuse()
    return new Response(content, { status: 200, headers: { ...headers, 'content-type': type } })
  })
}

/** The file that an address names, or null where it leaves the folder or is not an address of ours. */
export function fileFor(address: string, folder: string): string | null {
  if (!address.startsWith(`${appOrigin}/`)) return null
  const path = decoded(address.slice(appOrigin.length).replace(/[?#].*$/s, ''))
  if (path === null || path.includes('\0') || path.includes('\\') || path.split('/').includes('..')) return null
  const file = resolve(folder, `.${path}`)
  return file.startsWith(folder + sep) ? file : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null
    throw error
  }
}

function refuse(): Response {
  return new Response(null, { status: 404, headers })
}
