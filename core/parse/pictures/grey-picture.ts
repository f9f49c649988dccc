/** A page as text recognition sees it: grey, upright as people see it, of a bounded size. */
export interface GreyPicture {
  /** One byte each, black is 0; rows from the top. */
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
  /** Pixels per point. */
  readonly scale: number
}

/** More pixels than this are not read; a page that would need more is made smaller. */
export const mostPixels = 24_000_000

/** Dots per inch at which print of usual size is read best. */
export const bestResolution = 300

export function upsideDown({ pixels, width, height, scale }: GreyPicture): GreyPicture {
  return { pixels: pixels.slice().reverse(), width, height, scale }
}
