/** Requests written byte by byte: no client library would send what a hostile page or program sends. */
import { connect } from 'node:net'

export interface RawReply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends the lines and reads the reply to its end; of an upgraded connection only the head. Status 0: cut without a reply. */
export async function rawRequest(port: number, lines: readonly string[], address = '127.0.0.1'): Promise<RawReply> {
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, address)
    let received = ''
    socket.setEncoding('latin1')
    socket.on('data', (piece: string) => {
      received += piece
      if (received.startsWith('HTTP/1.1 101') && received.includes('\r\n\r\n')) socket.destroy()
    })
    socket.once('close', () => resolve(received))
    socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(received) : reject(error)))
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  })
  const [head = '', ...body] = text.split('\r\n\r\n')
  const [first = '', ...named] = head.split('\r\n')
  const headers = Object.fromEntries(named.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: body.join('\r\n\r\n') }
}
