/** Draws precision against recall as a picture of a few kilobytes. */
import { figuresAt, type Weighed } from './figures.ts'

const size = { width: 480, height: 360, margin: 48 }
/** Both axes begin here. */
const from = 0.5

export function curve(weighed: readonly Weighed[], limit: number): string {
  const doubts = weighed.map(({ doubt }) => doubt).toSorted((a, b) => a - b)
  const limits = Array.from({ length: 120 }, (_, n) => doubts[Math.floor(((n + 0.5) * doubts.length) / 120)] ?? 0)
  const points = limits.map((at) => figuresAt(weighed, at)).filter(({ recall, precision }) => recall >= from && precision >= from)
  const chosen = figuresAt(weighed, limit)
  const ticks = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1]
  const [right, bottom] = [size.width - size.margin, size.height - size.margin]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="11">
<rect width="${size.width}" height="${size.height}" fill="#fff"/>
${ticks.map((at) => `<path d="M${x(at)} ${size.margin}V${bottom}M${size.margin} ${y(at)}H${right}" stroke="${at === 0.85 ? '#b44' : '#ddd'}"/><text x="${x(at)}" y="${bottom + 16}" text-anchor="middle">${at}</text><text x="${size.margin - 6}" y="${y(at) + 4}" text-anchor="end">${at}</text>`).join('\n')}
<polyline fill="none" stroke="#25c" stroke-width="2" points="${points.map(({ recall, precision }) => `${x(recall)},${y(precision)}`).join(' ')}"/>
<circle cx="${x(chosen.recall)}" cy="${y(chosen.precision)}" r="4" fill="#25c"/>
<text x="${size.width / 2}" y="${size.height - 10}" text-anchor="middle">recall of unsupported</text>
<text x="14" y="${size.height / 2}" text-anchor="middle" transform="rotate(-90 14 ${size.height / 2})">precision of unsupported</text>
</svg>
`
}

function x(recall: number): string {
  return (size.margin + ((recall - from) / (1 - from)) * (size.width - 2 * size.margin)).toFixed(1)
}

function y(precision: number): number {
  return Number((size.height - size.margin - ((precision - from) / (1 - from)) * (size.height - 2 * size.margin)).toFixed(1))
}
