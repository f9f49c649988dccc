/** Intervals drawn as inline SVG: no script, no style of its own, read out by its title. */
import { escaped } from '../../../text/html-page.ts'
import type { Block } from './blocks.ts'

type Plot = Extract<Block, { kind: 'plot' }>

const width = 800
const left = 300
const right = 24
const rowHeight = 30
const axisHeight = 28
/** Longer names are cut here: the table beside has them whole. UTF-16 code units. */
const longestName = 40

export function plotAsSvg({ title, from, to, intervals }: Plot): string {
  const height = intervals.length * rowHeight + axisHeight
  const x = (value: number) => round(left + ((Math.min(to, Math.max(from, value)) - from) / (to - from)) * (width - left - right))
  const bottom = height - axisHeight
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => from + share * (to - from))
  return [
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xmlns="http://www.w3.org/2000/svg"><title>${escaped(title)}</title>`,
    ...ticks.map(
      (tick) =>
        `<line class="${tick === 0 && from < 0 ? 'zero' : 'grid'}" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}"/><text class="tick" x="${x(tick)}" y="${height - 8}" text-anchor="middle">${tick}</text>`,
    ),
    ...intervals.map(({ label, value, low, high }, at) => {
      const y = at * rowHeight + rowHeight / 2
      return [
        `<text x="${left - 12}" y="${y + 4}" text-anchor="end">${escaped(shortened(label))}</text>`,
        `<line class="interval" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`,
        `<circle cx="${x(value)}" cy="${y}" r="5"/>`,
      ].join('')
    }),
    '</svg>',
  ].join('\n')
}

function shortened(label: string): string {
  return label.length > longestName ? `${label.slice(0, longestName - 1)}…` : label
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
