/** What speaks for and against a claim in one passage, as numbers. Pure; it compares words and knows no facts. */
import { type Quantity, quantities, same } from '../../text/quantities.ts'
import { companySigns } from './company.ts'
import { denialSigns } from './denials.ts'
import type { Evidence, EvidenceLine } from './evidence.ts'
import { alike, best, longestRun, ordered, pairsShared, replaced, share } from './matching.ts'
import { isLight, type Word, wordsIn } from './words.ts'

/** How much the lines beside one count in choosing it, and word pairs that it shares with the claim. */
const choice = { beside: 0.3, pairs: 0.15 }
/** A word that stands only in the title or a heading. */
const inTitle = 0.8

export type Signs = NonNullable<ReturnType<typeof signsOf>>['signs']

/** Null where the passage has no line. `names`: of all passages, as `readPassages` gives them. */
export function signsOf(claim: string, evidence: Evidence, names: ReadonlySet<string>) {
  const words = wordsIn(claim, names)
  const telling = words.filter((word) => word.kind !== 'small')
  const { at, fit } = bestLine(words, telling, evidence.lines)
  const line = evidence.lines[at]
  if (!line) return null
  const beside = [evidence.lines[at - 1], line, evidence.lines[at + 1]].filter((one) => one !== undefined)
  const turned = isPassive(words) !== isPassive(line.words)
  return {
    line,
    /** How well the line fits, to choose between passages. */
    fit,
    signs: {
      ...wordSigns(telling, line, beside, evidence),
      ...numberSigns(claim, line, beside, evidence),
      pairs: pairsShared(words, line.words),
      pairsAll: Math.max(...evidence.lines.map((one) => pairsShared(words, one.words))),
      run: longestRun(words, line.words),
      order: ordered(telling, line.words),
      replaced: Math.min(3, replaced(words, line.words)),
      length: Math.min(1, telling.length / 20),
      voice: Number(turned),
      ...companySigns(words, evidence.lines, turned),
      ...denialSigns(words, claim, line),
    },
  }
}

/** Index of the line that the claim fits best; -1 where there is none. */
function bestLine(words: readonly Word[], telling: readonly Word[], lines: readonly EvidenceLine[]): { readonly at: number; readonly fit: number } {
  const matched = lines.map((line) => telling.map((word) => best(word, line.words)))
  const scores = lines.map((line, at) => {
    const covered = share(telling, (_, word) => {
      const beside = Math.max(matched[at - 1]?.[word] ?? 0, matched[at + 1]?.[word] ?? 0)
      return Math.max(matched[at]?.[word] ?? 0, choice.beside * beside)
    })
    return covered + choice.pairs * pairsShared(words, line.words)
  })
  const fit = Math.max(0, ...scores)
  return { at: scores.indexOf(fit), fit }
}

function wordSigns(telling: readonly Word[], line: EvidenceLine, beside: readonly EvidenceLine[], { lines, context }: Evidence) {
  const near = [...beside.flatMap((one) => one.words), ...context]
  const all = [...lines.flatMap((one) => one.words), ...context]
  const inLine = new Map(telling.map((word) => [word, Math.max(best(word, line.words), inTitle * best(word, context))]))
  const inNear = new Map(telling.map((word) => [word, best(word, near)]))
  const inAll = new Map(telling.map((word) => [word, best(word, all)]))
  const named = telling.filter((word) => word.kind === 'name')
  const plain = telling.filter((word) => word.kind === 'word')
  const of = (map: ReadonlyMap<Word, number>) => (word: Word) => map.get(word) ?? 0
  const absent = (list: readonly Word[], map: ReadonlyMap<Word, number>) => list.filter((word) => of(map)(word) < alike && !isLight(word)).length
  const theirs = line.words.filter((word) => word.kind !== 'small')
  return {
    cover: share(telling, of(inLine)),
    coverNear: share(telling, of(inNear)),
    coverAll: share(telling, of(inAll)),
    coverWords: share(plain, of(inLine)),
    coverWordsAll: share(plain, of(inAll)),
    coverNames: share(named, of(inLine)),
    namesAbsent: Math.min(3, absent(named, inAll)),
    namesApart: Math.min(3, absent(named, inNear) - absent(named, inAll)),
    wordsAbsent: Math.min(5, absent(plain, inAll)),
    wordsAbsentShare: plain.length === 0 ? 0 : absent(plain, inAll) / plain.length,
    /** Share of the line that the claim leaves out. */
    extra: theirs.length === 0 ? 0 : theirs.filter((word) => best(word, telling) < alike).length / theirs.length,
  }
}

/** Numbers and dates of the claim that the passage has nowhere, only elsewhere, or only in the lines beside. */
function numberSigns(claim: string, line: EvidenceLine, beside: readonly EvidenceLine[], { lines, contextText }: Evidence) {
  const said = quantities(claim).filter((one) => !one.vague)
  if (said.length === 0) return { numbersAbsent: 0, numbersApart: 0, numbersAside: 0 }
  const within = (all: readonly { readonly text: string }[]) => quantities([...all.map(({ text }) => text), contextText].join('\n'))
  const missing = (among: readonly Quantity[]) => said.filter((one) => !among.some((other) => same(one, other))).length
  const [inAll, inNear, inLine] = [missing(within(lines)), missing(within(beside)), missing(quantities(line.text))]
  return { numbersAbsent: Math.min(2, inAll), numbersApart: Math.min(2, inNear - inAll), numbersAside: Math.min(2, Math.max(0, inLine - inNear)) }
}

/** English only: "was taken by". */
function isPassive(words: readonly Word[]): boolean {
  return words.some((word, at) => word.plain === 'by' && words.slice(Math.max(0, at - 3), at).some((one) => /(?:ed|en|wn|de|lt|nd|ld|ght)$/u.test(one.plain)))
}
