/** Promises 11 and 9: only the page that was opened with the token gets in, whatever else is sent; and it can name no file. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawRequest } from './raw-request.ts'
import { type Running, startRunning } from './running.ts'

let running: Running

beforeAll(async () => {
  running = await startRunning()
})
afterAll(() => running.close())

/** `P` in a line stands for the port. */
const filled = (lines: readonly string[]): string[] => lines.map((line) => line.replaceAll(/\bP\b/g, String(running.port)))

async function page(changes: { first?: string; host?: readonly string[]; cookie?: readonly string[]; more?: readonly string[] }): Promise<number> {
  const { first = 'GET / HTTP/1.1', host = ['Host: 127.0.0.1:P'], cookie = [`Cookie: ${running.cookie}`], more = [] } = changes
  return (await rawRequest(running.port, filled([first, ...host, ...cookie, ...more, 'Connection: close']))).status
}

test.each([
  ['127.0.0.1:P', 200],
  ['[::1]:P', 200],
  ['localhost:P', 403],
  ['LOCALHOST:P', 403],
  ['evil.localhost:P', 403],
  ['localhost.:P', 403],
  ['alcove.local:P', 403],
  ['alcove.internal:P', 403],
  ['evil.example:P', 403],
  ['evil.example', 403],
  ['127.0.0.1.evil.example:P', 403],
  ['127-0-0-1.evil.example:P', 403],
  ['127.0.0.1', 403],
  ['127.0.0.1:1', 403],
  ['127.0.0.1.:P', 403],
  ['127.0.0.2:P', 403],
  ['127.1:P', 403],
  ['2130706433:P', 403],
  ['0x7f000001:P', 403],
  ['0.0.0.0:P', 403],
  ['[::]:P', 403],
  ['[0:0:0:0:0:0:0:1]:P', 403],
  ['[::ffff:127.0.0.1]:P', 403],
  ['user@127.0.0.1:P', 403],
  ['127.0.0.1:P,evil.example', 403],
  ['127.0.0.1:P evil.example', 403],
  ['', 403],
])('promise 11: the Host “%s” is answered with %i', async (host, status) => {
  expect(await page({ host: [`Host: ${host}`] })).toBe(status)
})

test.each([
  ['missing', [], 400],
  ['doubled', ['Host: 127.0.0.1:P', 'Host: 127.0.0.1:P'], 403],
  ['doubled, the second foreign', ['Host: 127.0.0.1:P', 'Host: evil.example'], 403],
  ['doubled, the first foreign', ['Host: evil.example', 'Host: 127.0.0.1:P'], 403],
])('promise 11: a Host that is %s is refused', async (_how, host, status) => {
  expect(await page({ host })).toBe(status)
})

test.each([
  ['Origin: http://127.0.0.1:P', 200],
  ['Origin: http://[::1]:P', 403],
  ['Origin: http://localhost:P', 403],
  ['Origin: https://127.0.0.1:P', 403],
  ['Origin: http://127.0.0.1', 403],
  ['Origin: http://127.0.0.1:P/', 403],
  ['Origin: http://evil.example', 403],
  ['Origin: file://', 403],
  ['Origin: null', 403],
  ['Origin:', 403],
  ['Sec-Fetch-Site: none', 200],
  ['Sec-Fetch-Site: same-origin', 200],
  ['Sec-Fetch-Site: same-site', 403],
  ['Sec-Fetch-Site: cross-site', 403],
  ['Sec-Fetch-Site:', 403],
  ['Content-Type: application/json', 400],
  ['Content-Type: text/plain', 400],
  ['Content-Length: 0', 200],
  ['Content-Length: 5', 400],
  ['Transfer-Encoding: chunked', 400],
])('promise 11: a request with “%s” is answered with %i', async (line, status) => {
  expect(await page({ more: [line] })).toBe(status)
})

test('promise 11: an Origin that is there twice is refused', async () => {
  expect(await page({ more: ['Origin: http://127.0.0.1:P', 'Origin: http://127.0.0.1:P'] })).toBe(403)
  expect(await page({ more: ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'] })).toBe(403)
})

test.each([
  ['HEAD', 200],
  ['POST', 405],
  ['PUT', 405],
  ['PATCH', 405],
  ['DELETE', 405],
  ['OPTIONS', 405],
  ['TRACE', 405],
  ['PROPFIND', 405],
])('promise 11: the method %s is answered with %i', async (method, status) => {
  expect(await page({ first: `${method} / HTTP/1.1` })).toBe(status)
})

test('promise 11: a request to be connected elsewhere is cut', async () => {
  expect(await page({ first: 'CONNECT evil.example:443 HTTP/1.1' })).toBe(0)
})

test('promise 11: a session is one cookie, once, with the right value', async () => {
  const value = running.cookie.split('=')[1]
  expect(await page({ cookie: [] })).toBe(401)
  expect(await page({ cookie: ['Cookie: alcove-P='] })).toBe(401)
  expect(await page({ cookie: [`Cookie: alcove-P=${'A'.repeat(43)}`] })).toBe(401)
  expect(await page({ cookie: [`Cookie: alcove-P=${value?.slice(0, -1)}`] })).toBe(401)
  expect(await page({ cookie: [`Cookie: alcove-1=${value}`] })).toBe(401)
  expect(await page({ cookie: [`Cookie: other=1; alcove-P=${value}; more=2`] })).toBe(200)
  expect(await page({ cookie: [`Cookie: alcove-P=${value}; alcove-P=${value}`] })).toBe(403)
  expect(await page({ cookie: [`Cookie: alcove-P=${value}`, 'Cookie: other=1'] })).toBe(403)
})

test.each([
  ['/index.html', 200],
  ['/?x=1', 200],
  ['/../package.json', 404],
  ['/%2e%2e/package.json', 404],
  ['/..%2fpackage.json', 404],
  ['/..%5c..%5cpackage.json', 404],
  ['/assets/../../../package.json', 404],
  ['/assets/%2e%2e/%2e%2e/cli.js', 404],
  ['/cli.js', 404],
  ['/assets', 404],
  ['/assets/', 404],
  ['/index.html%00.js', 404],
  ['/etc/passwd', 404],
  ['//etc/passwd', 400],
  ['//evil.example/', 400],
  ['http://127.0.0.1:P/', 400],
  ['http://evil.example/', 400],
  ['/rpc', 404],
  ['/%', 404],
])('promise 9: the path %s is answered with %i', async (path, status) => {
  expect(await page({ first: `GET ${path} HTTP/1.1` })).toBe(status)
})

const handshake = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']

test.each([
  ['the page itself', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P'], true, 101],
  ['the page on IPv6', 'GET /rpc HTTP/1.1', ['Host: [::1]:P', 'Origin: http://[::1]:P'], true, 101],
  ['no Origin', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P'], true, 403],
  ['a null Origin', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: null'], true, 403],
  ['a foreign Origin', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://evil.example'], true, 403],
  ['a server on another port', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:1'], true, 403],
  ['the Origin of the other address', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://[::1]:P'], true, 403],
  ['a rebound name', 'GET /rpc HTTP/1.1', ['Host: evil.example:P', 'Origin: http://evil.example:P'], true, 403],
  ['two Origins', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P', 'Origin: http://evil.example'], true, 403],
  ['a cross-site page', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P', 'Sec-Fetch-Site: cross-site'], true, 403],
  ['no session', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P'], false, 401],
  ['another path', 'GET / HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P'], true, 404],
  ['another method', 'POST /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P'], true, 405],
  ['a content type', 'GET /rpc HTTP/1.1', ['Host: 127.0.0.1:P', 'Origin: http://127.0.0.1:P', 'Content-Type: text/plain'], true, 400],
])('promise 11: a WebSocket asked for by %s', async (_who, first, lines, session, status) => {
  const cookie = session ? [`Cookie: ${running.cookie}`] : []
  expect((await rawRequest(running.port, filled([first, ...lines, ...cookie, ...handshake]))).status).toBe(status)
})

test('what cannot be read as a request is refused, and the next one is answered', async () => {
  for (const lines of [['hello'], ['GET / HTTP/9.9'], ['GET /', 'Host: 127.0.0.1:P'], ['GET / HTTP/1.1', `X: ${'y'.repeat(20_000)}`]]) {
    const { status } = await rawRequest(running.port, filled(lines))
    expect(status === 0 || status >= 400).toBe(true)
  }
  expect(await page({})).toBe(200)
})
