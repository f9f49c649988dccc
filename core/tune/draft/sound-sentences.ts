/** Sentences of a passage that can stand alone: whole, told in words, and about something that they name. */
import { isQuestion, leansBack } from '../../text/question-words.ts'
import { sentences } from '../../text/sentences.ts'
import type { Passage } from '../../types/passage.ts'

const [shortest, longest] = [40, 320]
/** Scripts without blanks say as much in fewer characters. */
const shortestUnspaced = 10
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

/** Blanks and line breaks made one; verbatim else. In order. */
export function soundSentences({ text, hidden }: Pick<Passage, 'text' | 'hidden'>): readonly string[] {
  if (hidden === true) return []
  return sentences(text).flatMap(({ start, end }) => {
    const raw = text.slice(start, end)
    if (/\t|\n[ \t]*\n/u.test(raw)) return []
    const sentence = raw.replace(/\s+/gu, ' ').trim()
    return isSound(sentence) ? [sentence] : []
  })
}

function isSound(sentence: string): boolean {
  const least = unspaced.test(sentence) ? shortestUnspaced : shortest
  if (sentence.length < least || sentence.length > longest) return false
  if (!/[.。]["”’)\]]?$/u.test(sentence) || !/^["“«]?[\p{Lu}\p{Lo}\d]/u.test(sentence)) return false
  if (isQuestion(sentence) || leansBack(sentence) || leaning.test(sentence) || pointing.test(sentence) || brokenOff.test(sentence)) return false
  if (/^\(?\d{1,3}(?:\.\d+)*[.)] |:(?!\d)|https?:|www\.|@|©|[{}<>|=\\_]|\.{3}|…|(?:^|\s)(?:et al\.|ibid)|\b\p{L}- \p{Ll}/u.test(sentence)) return false
  if (!isBalanced(sentence)) return false
  const letters = sentence.match(unspaced.test(sentence) ? /[\p{L}\p{M}\p{N}]/gu : /[\p{L}\p{M} ]/gu)?.length ?? 0
  const capitals = sentence.match(/\p{Lu}/gu)?.length ?? 0
  return letters / sentence.length > 0.8 && capitals / sentence.length < 0.25
}

/** Beginnings that hang on what was said before. */
const leaning =
  /^(?:And|Or|So|Such|Here|There|Other|Another|Both|Each|Then|Thus|Therefore|Hence|Moreover|Furthermore|Additionally|Also|However|In addition|For example|For instance|As (?:a result|such|mentioned|shown|described)|Figure|Fig\.|Table|See|Note|We|Our|I|My|You|Your|If|Please|Note|Dabei|Daher|Außerdem|Jedoch|Hierbei|Diese|Siehe|Wir|Ainsi|Cependant|De plus|Nous|Voir|Además|Sin embargo|Por tanto|Véase|そのため|また|しかし|この|その|因此|但是|此外|这|其)(?:[ ,，、]|(?<=[\p{Lo}]))/u

/** Cut at an abbreviation: the sentence goes on. */
const brokenOff = /(?:^|[\s(])(?:\p{Lu}|v|vs|Mr|Mrs|Ms|Dr|Inc|Co|Corp|Ltd|No|St|Nr|bzw|ca|cf|etc)\.$/u

/** They mean something that stands elsewhere, or are an entry of a list of literature. */
const pointing =
  /\bsuch (?!as\b)|\b(?:described|shown|listed|mentioned|set forth|discussed|given) (?:below|above|herein|in)\b|\b(?:figures?|figs?\.|tables?|notes?|items?|appendix|exhibits?|abbildung|abb\.|tabelle|anhang|tableau|annexe|figura|tabla|anexo) ?[\dA-Z]\b|^in (?:the|this|that) (?:first|second|third|last|latter|former|other) |\bproceedings of\b|\bpp?\. ?\d|\s\.\s|\b(?:siehe|vgl\.) |\bci-(?:dessus|dessous|après)\b|[上下]図|[如见][图表]/iu

function isBalanced(sentence: string): boolean {
  const count = (what: RegExp) => sentence.match(what)?.length ?? 0
  if (/^[^([]*[)\]]/u.test(sentence)) return false
  return count(/[([]/gu) === count(/[)\]]/gu) && count(/“/gu) === count(/”/gu) && count(/"/gu) % 2 === 0
}
