/** What the preload script offers the page in Electron. Named functions only: no channel, no path goes through. */

/** What the application menu can ask of the page. */
export const menuCommands = [
  'add-folder',
  'add-files',
  'show-ask',
  'show-library',
  'show-settings',
  'show-shortcuts',
  'toggle-rail',
  'toggle-evidence',
] as const
export type MenuCommand = (typeof menuCommands)[number]

/** How the desktop's own parts are. */
export interface Presence {
  /** `refused`: the system or another program keeps these keys. */
  readonly shortcut: 'set' | 'refused' | 'off'
  readonly tray: 'shown' | 'absent'
  readonly notifications: 'possible' | 'absent'
}

export interface Bridge {
  /** Asks for a message port to the engine; it arrives as `window.postMessage({ type: 'alcove:port' }, …, [port])`. */
  connect(): void
  /** Names dropped files and folders by pick, for `library.add`. */
  dropFiles(files: File[]): Promise<string[]>
  /** Opens the system's dialog; empty when it was closed without a choice. */
  chooseFolder(): Promise<string[]>
  chooseFiles(): Promise<string[]>
  /** Opens a file of the library in the program the system has for it. */
  openFile(fileId: string): Promise<void>
  /** Returns what ends the listening. */
  onMenu(listener: (command: MenuCommand) => void): () => void
  presence(): Promise<Presence>
  /** After each change; returns what ends the listening. */
  onPresence(listener: (presence: Presence) => void): () => void
  /** Puts the small window away; `open`: shows the conversation in the large one, null: does not. */
  leaveQuick(open: string | null): Promise<void>
  /** A conversation that the small window hands over; returns what ends the listening. */
  onOpenConversation(listener: (conversationId: string) => void): () => void
}

declare global {
  interface Window {
    readonly alcove?: Bridge
  }
}
