/** Ends WebSockets whose browser has gone without saying so: a sleeping laptop, a killed tab. */
import type { WebSocket, WebSocketServer } from 'ws'

const everyMs = 30_000

/** Returns what stops it. */
export function keepAlive(sockets: WebSocketServer): () => void {
  const silent = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate()
        continue
      }
      silent.add(socket)
      socket.once('pong', () => silent.delete(socket))
      socket.ping()
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
