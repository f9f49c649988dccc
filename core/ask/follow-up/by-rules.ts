/** Rewrites a follow-up without a model: it takes along what the question before it was about. Pure. */
import { languageOf, subjectTerms } from '../../text/question-words.ts'
import { sentences } from '../../text/sentences.ts'
import { terms } from '../../text/terms.ts'
import { type Exchange, withoutMarkers } from '../earlier.ts'
import { leans, withoutLead } from './leans.ts'

/** Words taken along. */
const mostWords = 14
const mostNames = 3
const eastAsian = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u
const particles =
  /^(?:の|は|が|を|に|で|と|も|から|まで|です|ですか|ます|か|何|いつ|どこ|誰|いくら|的|是|在|有|了|吗|呢|多少|什么|哪|谁|和|与|年|する|した|ある)$/u
const years = /^(?:1[0-9]|20)\d{2}$/

/** Null where the question stands for itself, or nothing was said before. */
export function rewriteByRules(question: string, earlier: readonly Exchange[]): string | null {
  const last = earlier.at(-1)
  if (last === undefined || !leans(question, last.question)) return null
  const before = last.query ?? last.question
  const core = withoutLead(question, last.question)
  const own = new Set(terms(core))
  const hasYear = [...own].some((term) => years.test(term))
  const carried = [...subjectWords(before), ...(pointsAtAnswer(question) ? namesIn(last.answer) : [])]
  const fresh = carried.filter((word) => {
    const its = terms(word)
    return its.some((term) => !own.has(term)) && !(hasYear && its.every((term) => years.test(term)))
  })
  const words = [...new Set(fresh)].slice(0, mostWords)
  return words.length === 0 ? null : [core, ...words].join(' ')
}

/** The words of a question that say what it is about, as they stand in it. */
function subjectWords(question: string): readonly string[] {
  if (eastAsian.test(question)) {
    const segmenter = new Intl.Segmenter(/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(question) ? 'ja' : 'zh', { granularity: 'word' })
    return [...segmenter.segment(question)].flatMap(({ segment, isWordLike }) => (isWordLike && !particles.test(segment) ? [segment] : []))
  }
  const subjects = new Set(subjectTerms(question))
  return (question.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.,-]*/gu) ?? [])
    .map((word) => word.replace(/[.,'’-]+$/u, ''))
    .filter((word) => terms(word).some((term) => subjects.has(term)))
}

/** Pronouns and pointers may mean what the answer named: "Who wrote it? Ada Lind. When did she leave?" */
function pointsAtAnswer(question: string): boolean {
  return !/^\W*(?:and|und|et|y)\b/iu.test(question) && !/^\W*\d/.test(question)
}

/** Names in the first sentences of an answer: words with capitals, other than those that begin a sentence. */
function namesIn(answer: string): readonly string[] {
  const bare = withoutMarkers(answer)
  if (languageOf(bare) === 'de') return []
  const first = sentences(bare).slice(0, 2)
  const names = first.flatMap(({ start, end }) => {
    const sentence = bare.slice(start, end)
    return [...sentence.matchAll(/(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)*/gu)]
      .filter(({ 0: name, index }) => index > 0 || name.includes(' '))
      .map(([name]) => name)
  })
  return names.slice(0, mostNames)
}
