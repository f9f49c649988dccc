/** Where the window was: kept in the profile when it is moved, and taken up again where a screen still shows it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

const side = z.number().int().min(100).max(20_000)
const offset = z.number().int().min(-100_000).max(100_000)
const schema = z.strictObject({ x: offset, y: offset, width: side, height: side, maximized: z.boolean() })
export type Place = z.infer<typeof schema>

/** Of the window's upper edge, by which it is taken hold of. Pixels. */
const graspWidth = 120
const graspHeight = 40
/** After the last move. Milliseconds. */
const settled = 400

/** Null where nothing was kept, or nothing that makes sense. */
export function readPlace(file: string): Place | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** No larger than its screen; null where no screen shows enough of it to take hold of. `screens`: without bars and docks. */
export function fitting(place: Place, screens: readonly Rectangle[]): Place | null {
  const screen = screens.find(
    ({ x, y, width, height }) =>
      Math.min(place.x + place.width, x + width) - Math.max(place.x, x) >= graspWidth && place.y >= y - 1 && place.y <= y + height - graspHeight,
  )
  return screen ? { ...place, width: Math.min(place.width, screen.width), height: Math.min(place.height, screen.height) } : null
}

export function keepPlace(window: BrowserWindow, file: string): void {
  let waiting: ReturnType<typeof setTimeout> | null = null
  const write = (): void => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    if (window.isDestroyed()) return
    const { x, y, width, height } = window.getNormalBounds()
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ x, y, width, height, maximized: window.isMaximized() } satisfies Place))
  }
  const soon = (): void => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = setTimeout(write, settled)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', write)
}
