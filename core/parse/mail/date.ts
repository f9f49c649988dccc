/** The date of a mail as ISO 8601, read from what mail programs write. (RFC 5322, and looser.) */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Minutes east of Greenwich, as RFC 5322 has them. */
const zones: Readonly<Record<string, number>> = { EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420, CET: 60, CEST: 120 }

/** `Tue, 3 Mar 2026 14:05:00 +0100` and `Tue Mar  3 14:05:00 2026`; undefined where no date is in it. A time without a zone is taken as UTC. */
export function mailDate(text: string): string | undefined {
  const line = text.slice(0, 200)
  const day = /\b(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4}|\d{2})\b/i.exec(line)
  const byMonth = day === null ? /\b([a-z]{3})[a-z]* +(\d{1,2})\b.*\b(\d{4})\b/i.exec(line) : null
  const parts = day === null ? [byMonth?.[2], byMonth?.[1], byMonth?.[3]] : [day[1], day[2], day[3]]
  const month = months.indexOf((parts[1] ?? '').toLowerCase())
  if (month < 0) return undefined
  const time = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([+-]\d{4}|[A-Z]{3,4})\b)?/.exec(line)
  const [hour, minute, second] = [time?.[1], time?.[2], time?.[3]].map((part) => Number(part ?? 0))
  const milliseconds = Date.UTC(fullYear(Number(parts[2])), month, Number(parts[0]), hour, (minute ?? 0) - minutesEast(time?.[4] ?? ''), second)
  if (Number.isNaN(milliseconds)) return undefined
  const iso = new Date(milliseconds).toISOString()
  return time === null ? iso.slice(0, 10) : iso.replace('.000', '')
}

function fullYear(year: number): number {
  if (year >= 100) return year
  return year < 50 ? 2000 + year : 1900 + year
}

function minutesEast(zone: string): number {
  const offset = /^([+-])(\d{2})(\d{2})$/.exec(zone)
  if (offset === null) return Object.hasOwn(zones, zone) ? (zones[zone] ?? 0) : 0
  return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]))
}
