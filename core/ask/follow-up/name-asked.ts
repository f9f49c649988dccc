/** The one name in a question, which a pronoun of the next may stand for. Pure. */
import { capitalsTellNames, subjectTerms } from '../../text/question-words.ts'
import { terms } from '../../text/terms.ts'

const run = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}'’-]*(?: (?:\p{Lu}[\p{L}\p{M}\p{N}'’-]*|(?:&|von|van|de|di|da|del|der)(?= \p{Lu})))*/gu

/** Null where there is none, or more than one. Where every noun has a capital, only words side by side make a name. */
export function nameAsked(question: string): string | null {
  const single = capitalsTellNames(question)
  const subjects = new Set(subjectTerms(question))
  const names = [...question.matchAll(run)].flatMap(({ 0: words, index }) => {
    const [first = '', ...rest] = words.split(' ')
    const shapes = index === 0 && !terms(first).some((term) => subjects.has(term))
    const name = shapes ? rest.join(' ') : words
    return name.includes(' ') || (single && index > 0 && name.length > 1) ? [name] : []
  })
  const [first, ...others] = new Set(names)
  return first === undefined || others.length > 0 ? null : first
}
