/** What comes from a window: the sender is checked first, then the input, then the handler runs. */
import { BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { z } from 'zod'
import { AlcoveError } from '../core/errors.ts'
import { appOrigin } from './app-origin.ts'
import type { channels } from './channels.ts'

type Channel = (typeof channels)[keyof typeof channels]

/** The window whose own page sent this, or null: another page, a frame in it, or one that is gone. */
export function senderWindow(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | null {
  const frame = event.senderFrame
  if (frame === null || frame !== event.sender.mainFrame || frame.origin !== appOrigin) return null
  return BrowserWindow.fromWebContents(event.sender)
}

/** Answers one channel. A refusal reaches the preload script as a rejection that says no more than its code. */
export function answer<Input, Output>(channel: Channel, input: z.ZodType<Input>, handler: (input: Input, window: BrowserWindow) => Promise<Output>): void {
  ipcMain.handle(channel, async (event, ...sent: unknown[]) => {
    const window = senderWindow(event)
    if (window === null) throw new AlcoveError('door-refused')
    const parsed = input.safeParse(sent[0])
    if (!parsed.success || sent.length !== 1) throw new AlcoveError('input-invalid', { reason: channel })
    return await handler(parsed.data, window)
  })
}

/** Hears a message that carries nothing and wants no answer. */
export function hear(channel: Channel, handler: (window: BrowserWindow) => void): void {
  ipcMain.on(channel, (event, ...sent: unknown[]) => {
    const window = senderWindow(event)
    if (window !== null && sent.length === 0) handler(window)
  })
}
