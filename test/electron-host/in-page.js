/**
 * Runs in the page before anything else: the preload script with the part of Electron's renderer
 * modules that it uses. The last block is replaced by the built preload script.
 */
;(() => {
  if (window.top !== window) return
  const post = window.__alcoveHost
  const listeners = new Map()
  const calls = new Map()
  const ports = new Map()
  const dropped = new Map()
  // the page's own ends, for the close event, which Electron adds to what ports can do on the web
  const arriving = []
  const pageEnds = new Map()
  let nextCall = 1

  const pack = (data) => {
    if (typeof data === 'string') return { text: data }
    const bytes =
      data instanceof ArrayBuffer ? new Uint8Array(data) : ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : null
    if (bytes === null) return { json: data }
    let binary = ''
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return { base64: btoa(binary) }
  }
  const unpack = (packed) => {
    if ('text' in packed) return packed.text
    if ('json' in packed) return packed.json
    return Uint8Array.from(atob(packed.base64), (letter) => letter.charCodeAt(0))
  }

  const receive = {
    message({ channel, args, handed }) {
      const arrived = handed.map((number) => {
        const { port1, port2 } = new MessageChannel()
        port2.addEventListener('message', (event) => post({ type: 'port', number, data: pack(event.data) }))
        port2.start()
        ports.set(number, port2)
        arriving.push(number)
        return port1
      })
      for (const listener of listeners.get(channel) ?? []) listener({ ports: arrived }, ...args)
    },
    reply({ call, value, error }) {
      const waiting = calls.get(call)
      calls.delete(call)
      if (error === undefined) waiting.resolve(value)
      else waiting.reject(new Error(error))
    },
    port({ number, data }) {
      ports.get(number)?.postMessage(unpack(data))
    },
    close({ number }) {
      ports.get(number)?.close()
      ports.delete(number)
      pageEnds.get(number)?.dispatchEvent(new Event('close'))
    },
    // the real drop follows; its File objects are told apart by name
    drop({ paths }) {
      dropped.clear()
      for (const [name, path] of paths) dropped.set(name, path)
    },
  }
  Object.defineProperty(window, Symbol.for('alcove-host'), { value: (message) => receive[message.type](message) })

  window.addEventListener('message', (event) => {
    if (event.source === window && event.ports.length > 0) pageEnds.set(arriving.shift(), event.ports[0])
  })

  // popups and links to new windows go to the window-open handler, which is asked in main
  window.open = (url = 'about:blank') => {
    post({ type: 'open', url: String(url) })
    return null
  }
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((element) => element instanceof HTMLAnchorElement)
    if (event.defaultPrevented || !link || !link.target || link.target === '_self') return
    event.preventDefault()
    post({ type: 'open', url: link.href })
  })

  const frozen = (value) =>
    typeof value === 'object' && value !== null ? Object.freeze(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, frozen(each)]))) : value
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: frozen(api), enumerable: true }),
    },
    ipcRenderer: {
      send: (channel, ...args) => void post({ type: 'send', channel, args }),
      invoke: (channel, ...args) =>
        new Promise((resolve, reject) => {
          const call = nextCall++
          calls.set(call, { resolve, reject })
          void post({ type: 'invoke', call, channel, args })
        }),
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      off: (channel, listener) =>
        void listeners.set(
          channel,
          (listeners.get(channel) ?? []).filter((each) => each !== listener),
        ),
    },
    webUtils: { getPathForFile: (file) => dropped.get(file.name) ?? '' },
  }
  const require = (name) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload script cannot load ${name}`)
    return electron
  }
  // oxlint-disable-next-line no-unused-vars -- the preload script stands here when it runs
  ;((require, exports, module) => {
    globalThis.__preload()
  })(require, {}, { exports: {} })
})()
