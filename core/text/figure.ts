/** Tells figures from words. Pure. */
const figure = /^[\s\d.,:/%€$£¥+−–()-]+$/

/** A number, a sum of money, a share, a date in figures. */
export function isFigure(text: string): boolean {
  return figure.test(text) && /\d/.test(text)
}
