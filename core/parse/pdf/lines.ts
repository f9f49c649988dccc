/** Runs of one region as printed lines. Plain functions. */
import type { Run } from './finish-run.ts'

export type PrintedLine = Omit<Run, 'leads' | 'leftward' | 'gaps'>

/** What an item of a list begins with. */
export const bullet = /^(?:[•▪◦‣●○■□–—*·]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s/

/** Runs that follow each other on one row are one line. */
export function printedLines(runs: readonly Run[]): readonly PrintedLine[] {
  const lines: PrintedLine[] = []
  for (const run of runs) {
    const line = lines.at(-1)
    if (line !== undefined && goesOn(line, run)) lines[lines.length - 1] = joined(line, run)
    else lines.push(run)
  }
  return lines
}

function goesOn(line: PrintedLine, run: Run): boolean {
  if (line.turned || run.turned || line.downward || run.downward) return false
  const shared = Math.min(line.bottom, run.bottom) - Math.max(line.top, run.top)
  if (shared < 0.5 * Math.min(line.bottom - line.top, run.bottom - run.top)) return false
  return run.leftward ? run.right < line.left + run.size : run.left > line.right - run.size
}

function joined(line: PrintedLine, run: Run): PrintedLine {
  return {
    ...line,
    text: `${line.text}${line.hyphen ? '- ' : ' '}${run.text}`,
    left: Math.min(line.left, run.left),
    top: Math.min(line.top, run.top),
    right: Math.max(line.right, run.right),
    bottom: Math.max(line.bottom, run.bottom),
    size: line.text.length >= run.text.length ? line.size : run.size,
    bold: line.bold && run.bold,
    hyphen: run.hyphen,
  }
}
