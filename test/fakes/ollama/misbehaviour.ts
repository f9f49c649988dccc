/** Everything that a server at Ollama's address can do wrong. */
import type { ServerResponse } from 'node:http'
import { byteByByte } from '../local-server.ts'

const line = (value: object) => `${JSON.stringify({ model: 'small:1b', done: false, ...value })}\n`
const said = (content: string) => line({ message: { role: 'assistant', content } })
const ndjson = { 'content-type': 'application/x-ndjson' }

const ways = {
  /** Status 500 with a reason. */
  'error-first': (response: ServerResponse) => response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"the model crashed"}'),
  /** Status 200, some words, then an error line. */
  'error-midway': (response: ServerResponse) => response.writeHead(200, ndjson).end(`${said('It ')}${said('rained')}{"error":"out of memory"}\n`),
  /** A web page, as a captive portal or another program would serve. */
  html: (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>\n<p>Hello'),
  /** The stream ends as if all were well, without its last line. */
  cut: (response: ServerResponse) => response.writeHead(200, ndjson).end(`${said('It ')}${said('rained')}`),
  /** The connection breaks in mid-line. */
  reset: (response: ServerResponse) => {
    response.writeHead(200, ndjson).write(`${said('It ')}{"mess`)
    setTimeout(() => response.destroy(), 20)
  },
  /** Some words, then nothing for ever. */
  stall: (response: ServerResponse) => response.writeHead(200, ndjson).write(said('It ')),
  /** Nothing at all, for ever. */
  hang: () => undefined,
  redirect: (response: ServerResponse) => response.writeHead(307, { location: 'http://127.0.0.1:9/api/chat' }).end(),
  busy: (response: ServerResponse) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"server busy, please try again"}'),
  /** One line that has no end. */
  'endless-line': (response: ServerResponse) => {
    response.writeHead(200, ndjson).write('{"message":{"content":"')
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  },
  rubbish: (response: ServerResponse) => response.writeHead(200, ndjson).end('{"message": nonsense\n'),
  'other-json': (response: ServerResponse) => response.writeHead(200, ndjson).end('{"choices":[]}\n'),
  'not-utf8': (response: ServerResponse) => response.writeHead(200, ndjson).end(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d, 0x0a])),
  empty: (response: ServerResponse) => response.writeHead(200, ndjson).end(),
  /** It answers through another computer, and a line says so. */
  'remote-line': (response: ServerResponse) =>
    response
      .writeHead(200, ndjson)
      .end(`${said('It ')}${line({ remote_model: 'big:cloud', remote_host: 'https://ollama.com:443', message: { role: 'assistant', content: 'rained' } })}`),
  'cloud-sign-in': (response: ServerResponse) =>
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"unauthorized","signin_url":"https://ollama.com/connect"}'),
  /** A file is said not to be there. */
  'blob-hidden': (response: ServerResponse) => response.writeHead(404).end(),
  /** The connection breaks while a file is sent. */
  'blob-drop': (response: ServerResponse) => void response.req.once('data', () => response.destroy()),
  /** The disk fills while a file is sent. */
  'blob-disk-full': (response: ServerResponse) =>
    response.req
      .once('end', () => response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"write /blobs/sha256-1: no space left on device"}'))
      .resume(),
  'bad-request': (response: ServerResponse) => response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"not like this"}'),
  'huge-headers': (response: ServerResponse) => response.writeHead(200, { 'x-many': 'y'.repeat(60_000) }).end('{}'),
  /** Well-behaved, but every byte comes alone. */
  'byte-by-byte': (response: ServerResponse) => {
    const bytes = Buffer.from(
      `${said('Es ')}${said('regnete ☔ [1]')}${line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 3 }).trimEnd()}`,
    )
    response.writeHead(200, ndjson)
    byteByByte(response, bytes)
  },
}

export type Misbehaviour = keyof typeof ways

export function misbehave(way: Misbehaviour, response: ServerResponse): void {
  ways[way](response)
}
