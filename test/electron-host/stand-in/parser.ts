/** A child for tests of the wiring: says back what it hears, on the true child's end of a port. */
import { childSettings, connectToParent } from '../../../models/child-port.ts'

const port = connectToParent()
port.onMessage((message) => {
  if (message === 'die') process.exit(3)
  if (message === 'hang') for (;;) Math.random()
  if (message === 'memory') {
    const held: number[][] = []
    for (;;) held.push(Array.from({ length: 100_000 }, (_, n) => n))
  }
  port.send(message === 'settings' ? JSON.stringify({ ...childSettings(), keys: Object.keys(process.env).sort() }) : `echo ${String(message)}`)
})
