/** Questions taken from a document's own headings and sentences, without any model: what is asked is what the sentence says. */

import { isQuestion } from '../../text/question-words.ts'
import type { ExampleText } from '../../types/data-set.ts'
import type { Passage } from '../../types/passage.ts'
import { sameTextKey } from '../likeness/shingles.ts'
import type { Candidate, Drawn } from './candidate.ts'
import { questionForms } from './forms.ts'
import { languageOfText } from './language.ts'
import { soundSentences } from './sound-sentences.ts'

/** A section's sentence stands this near its passage's beginning. UTF-16 code units. */
const opening = 200

interface Asked extends Candidate {
  readonly form: 'definition' | 'when' | 'gap' | 'section'
}

/** At most `most`, the forms by turns, spread over the document. The same for the same document. */
export function extractiveQuestions(drawn: Drawn, most: number): readonly Candidate[] {
  const beginning = drawn.passages.slice(0, 20).map(({ text }) => text)
  const language = languageOfText(beginning.join('\n'))
  const forms = questionForms[language]
  const repeated = repeatedSentences(drawn.passages)
  const seenHeadings = new Set<string>()
  const asked = drawn.passages.flatMap((passage): readonly Asked[] => {
    const sound = soundSentences(passage).filter((sentence) => !repeated.has(sameTextKey(sentence)) && (language !== 'en' || hasVerb.test(sentence)))
    const found = sound.flatMap((sentence) => {
      const definition = forms.definition(sentence)
      const when = definition === null ? forms.when(sentence) : null
      if (definition !== null) return [candidate('definition', definition, sentence, [], passage)]
      if (when !== null) return [candidate('when', when, sentence, [], passage)]
      const figure = gapOf(sentence)
      return figure === null ? [] : [candidate('gap', forms.gap(figure.gapped), sentence, [figure.figure], passage)]
    })
    const heading = headingOf(passage, drawn.title)
    const first = sound[0]
    if (heading === null || seenHeadings.has(heading)) return found
    // what stands further down is not what the section begins with
    seenHeadings.add(heading)
    if (first === undefined || passage.text.replace(/\s+/gu, ' ').indexOf(first) > opening) return found
    const question = isQuestion(heading) ? heading : heading === drawn.title ? forms.beginning(heading) : forms.section(heading, drawn.title)
    return [...found, candidate('section', question, first, sound.slice(1, 2), passage)]
  })
  return chosen(asked, most)
}

function candidate(form: Asked['form'], input: string, output: string, alternatives: readonly string[], passage: Passage): Asked {
  const text: ExampleText = { kind: 'question', input, output, alternatives, answerable: true }
  return { form, text, passage, scores: { grounding: 1, judge: null }, generator: null }
}

/** Headers, footers and legends: what stands in more than one passage tells nothing of one. */
function repeatedSentences(passages: readonly Passage[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const passage of passages) {
    for (const key of new Set(soundSentences(passage).map(sameTextKey))) {
      if (seen.has(key)) twice.add(key)
      seen.add(key)
    }
  }
  return twice
}

/** Without one of these an English "sentence" is a title or a fragment. */
const hasVerb =
  /\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|\p{Ll}{3,}(?:ed|s)|became|began|came|found|gave|grew|held|kept|led|made|ran|rose|said|saw|set|took|went|won|wrote)\b/u

const figure = /(?<![\p{L}\p{N}.,/:–-])(?:[$€£¥] ?)?\d{1,3}(?:[ ,.]\d{3})*(?:[.,]\d{1,3})?(?:\d)*(?: ?%|(?= [\p{L}]))(?![\p{N}])/gu

/** A sentence with one figure, and that figure; with more of them none is the one that is missing. */
function gapOf(sentence: string): { readonly gapped: string; readonly figure: string } | null {
  const all = [...sentence.matchAll(/\d+(?:[.,:/-]\d+)*/gu)]
  const found = [...sentence.matchAll(figure)]
  const [only] = found
  if (all.length > 2 || found.length !== 1 || only === undefined) return null
  // "Rule 405", "Plan 2003": the number is part of a name
  if (namesNumber.test(sentence.slice(0, only.index)) && !month.test(sentence.slice(0, only.index))) return null
  // a reference, an item or a heading's number is no figure of the text
  if (
    only.index < 12 ||
    /(?:\b(?:Figure|Fig\.?|Table|Chapter|Section|Step|Part|Version|No\.?|Nr\.?|page|p\.|Abb\.?|Tabelle|Kapitel|Abschnitt|Seite|figure|tableau|chapitre|capítulo|tabla)|第) ?$/u.test(
      sentence.slice(0, only.index),
    )
  )
    return null
  return { gapped: `${sentence.slice(0, only.index)}___${sentence.slice(only.index + only[0].length)}`, figure: only[0].trim() }
}

const namesNumber = /\p{Lu}[\p{L}\p{N}’'-]*,? $/u
const month =
  /(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Year|Fiscal),? $/u
/** Headings over what is no text, and labels of tables. */
const listing =
  /^(?:[\d.]+ )?(?:references|bibliography|literature|contents|table of contents|index|acknowledge?ments?|notes?|external links|see also|literatur(?:verzeichnis)?|inhalt(?:sverzeichnis)?|einzelnachweise|weblinks|références|bibliographie|sommaire|bibliografía|referencias|índice|参考文献|目次|目录)$|\.\s|^\P{Ll}{0,6}$/iu

/** The innermost heading that the passage stands under, where it is one of words. */
function headingOf({ anchor, context }: Passage, title: string): string | null {
  const headings =
    'headings' in anchor
      ? anchor.headings
      : (context
          .split('\n')[0]
          ?.split(' > ')
          .filter((part) => part !== title) ?? [])
  const last = headings.at(-1)?.replace(/\s+/gu, ' ').trim() ?? ''
  const letters = last.match(/\p{L}/gu)?.length ?? 0
  return last.length >= 2 && last.length <= 100 && letters / last.length > 0.7 && !listing.test(last) ? last : null
}

/** Definitions first, then by turns; of each form those that are spread most evenly. */
function chosen(asked: readonly Asked[], most: number): readonly Candidate[] {
  const queues = (['definition', 'when', 'gap', 'section'] as const).map((form) =>
    spread(
      asked.filter((one) => one.form === form),
      most,
    ),
  )
  const taken: Candidate[] = []
  const outputs = new Set<string>()
  for (let round = 0; taken.length < most && queues.some((queue) => round < queue.length); round++) {
    for (const queue of queues) {
      const one = queue[round]
      if (!one || outputs.has(one.text.output) || taken.length >= most) continue
      outputs.add(one.text.output)
      const { form: _, ...kept } = one
      taken.push(kept)
    }
  }
  return taken
}

/** About `most` of them from first to last. */
export function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]).flatMap((one) => (one === undefined ? [] : [one]))
}
