/** Examples of a page: how they are run, how their output is shown, and what of it must stay as it is. */
import type { Ended } from '../../anomaly/alcove.ts'

/** `alcove ask "two words" -k 2` as arguments: blanks part them, double quotes hold them together. */
export function argumentsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(1)
}

/** What differs from run to run and computer to computer, by the name that it stands under. */
const passing: Readonly<Record<string, number>> = {
  ms: 12,
  score: 0.5,
  addedAt: 1_767_225_600_000,
  checkedAt: 1_767_225_601_000,
  firstTokenMs: 40,
  queryMsP50: 9,
  queryMsP95: 14,
  passagesPerSecond: 90,
  indexSeconds: 1.5,
  peakMb: 110,
  keyword: 2,
  embed: 8,
  vector: 2,
  fuse: 1,
  total: 11,
}

/** As the page shows it: a made-up home, made-up times, JSON over several lines, at most one of many like things. */
export function shown(ended: Ended | undefined, home: string): string {
  if (ended === undefined) throw new Error('the example was not run')
  const { stdout, stderr, code } = ended
  const output = stdout.startsWith('{') ? stdout.trim().split('\n').slice(0, 2).map(pretty).join('\n') : stdout.trimEnd()
  const complaint = code === 0 ? '' : stderr.trimEnd()
  const text = [complaint, output].filter((one) => one !== '').join('\n')
  return `${text
    .replaceAll(/\S*\/models\/bundled/g, (path) => (path.startsWith('"') ? '"' : '') + '/home/ada/alcove/models/bundled')
    .replaceAll(home, '/home/ada')
    .replaceAll(/in \d+\.\d s/g, 'in 1.5 s')}\n`
}

function pretty(line: string): string {
  const value: unknown = JSON.parse(line, (key, inner: unknown) => (typeof inner === 'number' && key in passing ? passing[key] : inner))
  // pairs and rectangles read better on one line
  return JSON.stringify(value, null, 2).replaceAll(/\[\s+([-\d.,\s]+?)\s+\]/g, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, ' ')}]`)
}

/** What must not change unseen: of JSON the names and kinds, of text every word, of what is found or answered only that it is. */
export function shapeOf(output: string): string {
  if (output.startsWith('{') || output.includes('\n{')) {
    const documents = output.split(/^(?=\{$)/m).filter((text) => text.startsWith('{'))
    return documents.map((text) => [...new Set(pathsIn(JSON.parse(text)))].toSorted().join('\n')).join('\n\n')
  }
  return /^(\d+\. |> )/m.test(output) || output.includes('\n[1] ') ? 'passages' : output
}

/** `results[].anchor`, for every field; what is inside an anchor, counts or metrics is told of once for all. */
export function pathsIn(value: unknown, above = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(one, `${above}[]`))
  if (typeof value !== 'object' || value === null || toldOf.has(above.replace(/.*\./, ''))) return [above]
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, above === '' ? key : `${above}.${key}`))
}

const toldOf = new Set(['anchor', 'outcomes', 'metrics', 'details'])
