/** Dates as people and programs write them, in ISO 8601; what the text does not say is not added. */

/** Empty where the text is no date with a year, month and day, or already as exact as ISO 8601 allows. */
export function isoDate(text: string): string {
  const written = text.trim().slice(0, 60)
  const iso = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(written)
  if (iso !== null) {
    const [, day = '', time, zone = ''] = iso
    return time === undefined ? day : `${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`
  }
  if (!/\d{4}/.test(written) || !/\b\d{1,2}\b/.test(written)) return ''
  const timed = /\d:\d\d/.test(written)
  const zoned = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/.test(written)
  const parsed = Date.parse(zoned ? written : `${written} UTC`)
  if (!Number.isFinite(parsed)) return ''
  const whole = new Date(parsed).toISOString()
  return timed ? whole.replace('.000Z', zoned ? 'Z' : '') : whole.slice(0, 10)
}
