/** Every message between the preload script and main, named once. The page never sees these names. */
export const channels = {
  /** Preload asks for a port to the engine; it comes back on `port`. */
  connect: 'alcove:connect',
  port: 'alcove:port',
  drop: 'alcove:drop',
  choose: 'alcove:choose',
  openFile: 'alcove:open-file',
  menu: 'alcove:menu',
} as const
