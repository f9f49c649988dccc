/** Loaded first in every child of the test host: makes a Node process look like a utility process. */
import childProcess from 'node:child_process'
import { EventEmitter } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'

// as in an Electron whose runAsNode fuse is off
childProcess.fork = () => {
  throw new Error('child_process.fork cannot be used in Electron')
}
syncBuiltinESMExports()

const send = process.send.bind(process)
delete process.send
const toMain = (message) => {
  if (process.connected) send(message, () => undefined)
}

class Port extends EventEmitter {
  constructor(number) {
    super()
    this.number = number
    this.waiting = []
    this.started = false
  }

  postMessage(data) {
    toMain({ to: 'port', number: this.number, data })
  }

  // as in Electron, nothing arrives before the code that starts the port has run to its end
  start() {
    setImmediate(() => {
      this.started = true
      for (const event of this.waiting.splice(0)) this.emit('message', event)
    })
  }

  close() {
    toMain({ to: 'close', number: this.number })
    ports.delete(this.number)
  }

  receive(data) {
    const event = { data, ports: [] }
    if (this.started) this.emit('message', event)
    else this.waiting.push(event)
  }
}

const ports = new Map()

class ParentPort extends EventEmitter {
  waiting = []
  heard = false

  postMessage(data) {
    toMain({ to: 'main', data })
  }

  on(name, listener) {
    super.on(name, listener)
    if (name === 'message') {
      setImmediate(() => {
        this.heard = true
        for (const event of this.waiting.splice(0)) this.emit('message', event)
      })
    }
    return this
  }

  receive(event) {
    if (this.heard) this.emit('message', event)
    else this.waiting.push(event)
  }
}

const parentPort = new ParentPort()
process.parentPort = parentPort

process.on('message', ({ from, number, data, handed }) => {
  if (from === 'port') ports.get(number)?.receive(data)
  else if (from === 'close') {
    ports.get(number)?.emit('close')
    ports.delete(number)
  } else {
    const arrived = handed.map((each) => new Port(each))
    for (const port of arrived) ports.set(port.number, port)
    parentPort.receive({ data, ports: arrived })
  }
})
process.on('disconnect', () => process.exit(1))
