/** Without a model: sentences of two or more files that say the same, or nearly the same with other figures, side by side, each word for word. */
import { fold, terms } from '../../text/terms.ts'
import type { Found } from '../../types/answer.ts'
import { passageLines } from '../passage-lines.ts'
import type { AskPorts } from '../ports.ts'
import type { Section } from './sections.ts'
import { leadingLines } from './summarise.ts'
import { cosine, type Topic } from './topics.ts'
import { type Work, written } from './work.ts'

interface Line {
  readonly section: Section
  readonly passage: Found
  readonly text: string
  /** Words without figures. */
  readonly words: ReadonlyMap<string, number>
  readonly figures: string
}

const alikeFrom = 0.6
/** Pairs shown of each sort. */
const most = 4

export function besideEachOther({ sections }: Topic, work: Work, ports: AskPorts): string {
  const all = sections.map(linesOf)
  const [first = [], ...others] = all
  const same: string[] = []
  const differing: string[] = []
  for (const line of first) {
    const partners = others.flatMap((lines) => partnerOf(line, lines))
    if (partners.length === 0) continue
    const group = [line, ...partners]
    if (group.every((one) => normal(one.text) === normal(line.text)))
      same.push(
        `> ${written(
          line.text,
          group.map((one) => cite(one, work)),
        )}`,
      )
    else differing.push(group.map((one) => `- ${written(`${one.section.file.name}: ${one.text}`, [cite(one, work)])}`).join('\n'))
  }
  const shown = [
    ...(same.length > 0 ? [ports.wording.same(), ...same.slice(0, most)] : []),
    ...(differing.length > 0 ? [ports.wording.differs(), ...differing.slice(0, most)] : []),
    ...(same.length > most || differing.length > most
      ? [ports.wording.furtherSentences(Math.max(same.length - most, 0) + Math.max(differing.length - most, 0))]
      : []),
  ]
  return (shown.length > 0 ? shown : openings(sections, work)).join('\n\n')
}

function openings(sections: readonly Section[], work: Work): readonly string[] {
  return [
    sections
      .flatMap((section) =>
        leadingLines(section, 1).map(({ passage, text }) => `- ${written(`${section.file.name}: ${text}`, [work.book.cite(passage, { verbatim: text })])}`),
      )
      .join('\n'),
  ]
}

function linesOf(section: Section): readonly Line[] {
  return section.passages.flatMap((passage) =>
    passageLines(passage)
      .filter((line) => (line.kind === 'sentence' && line.terms.size >= 4) || line.kind === 'row')
      .map((line) => {
        const own = terms(line.text)
        return {
          section,
          passage,
          text: line.text,
          words: new Map(own.filter((term) => !/\d/.test(term)).map((term) => [term, 1])),
          figures: own.filter((term) => /\d/.test(term)).join(' '),
        }
      }),
  )
}

function partnerOf(line: Line, lines: readonly Line[]): readonly Line[] {
  const exact = lines.find((other) => normal(other.text) === normal(line.text))
  if (exact) return [exact]
  const ranked = lines.map((other) => ({ other, alike: cosine(line.words, other.words) })).toSorted((a, b) => b.alike - a.alike)
  const [best] = ranked
  return best && best.alike >= alikeFrom ? [best.other] : []
}

function cite({ passage, text }: Line, work: Work): number {
  return work.book.cite(passage, { verbatim: text })
}

function normal(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
