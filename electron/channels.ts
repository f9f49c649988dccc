/** Every message between the preload script and main, named once. The page never sees these names. */
export const channels = {
  /** Preload asks for a port to the engine; it comes back on `port`. */
  connect: 'alcove:connect',
  port: 'alcove:port',
  drop: 'alcove:drop',
  choose: 'alcove:choose',
  openFile: 'alcove:open-file',
  menu: 'alcove:menu',
  /** How the desktop's own parts are; asked for, and told after each change. */
  presence: 'alcove:presence',
  /** The small window is done with: away, or into the large one. */
  leaveQuick: 'alcove:leave-quick',
  openConversation: 'alcove:open-conversation',
} as const
