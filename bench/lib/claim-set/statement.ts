/**
 * Turns a question and its answer into a statement by rules: "When did the Normans settle?", "10th century" →
 * "The Normans settled in the 10th century." Gives null where the rules do not reach.
 */
import { isFunctionWord, pastOf, thirdOf, type Verbs } from './verbs.ts'

const question =
  /(?<lead>^|.*?[\s,])(?<preposition>(?:in|on|at|by|to|for|from|of|with|during|after|before|through|under|into|about|against|since|until) )?(?<wh>who|whom|what|which|when|where|why|how many|how much|how long|how far|how)\b(?<rest>.*)$/iu
const auxiliary =
  /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|cannot)$/iu
const prepositions =
  /^(?:in|on|at|by|to|for|from|of|with|during|after|before|through|under|into|about|against|as|over|between|among|upon|towards?|since|until|within|without|near)$/iu

export function statementOf(text: string, answer: string, verbs: Verbs): string | null {
  const asked = text.trim().replace(/[?.\s]+$/u, '')
  const found = question.exec(asked)?.groups
  const given = answer.trim().replace(/[.,;\s]+$/u, '')
  if (!found || given === '' || given.split(' ').length > 12) return null
  const wh = (found['wh'] ?? '').toLowerCase()
  const preposition = (found['preposition'] ?? '').trim().toLowerCase()
  const lead = (found['lead'] ?? '').trim()
  const rest = wordsOf(found['rest'] ?? '')
  const said =
    lead !== '' && !/,$|^(?:and|so|but)$/iu.test(lead) && preposition === '' ? replaced(lead, wh, rest, given) : turned(wh, preposition, rest, given, verbs)
  if (said === null) return null
  const whole = lead !== '' && lead.endsWith(',') ? `${lead} ${said}` : said
  const plain = whole
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ([,;])/gu, '$1')
    .trim()
  const count = plain.split(' ').length
  if (prepositions.test(plain.split(' ').at(-1) ?? '') || /\bby (?:each|in|at|every|when|if)\b/u.test(plain)) return null
  return count < 5 || count > 40 ? null : `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** "The Normans were in what country" → "The Normans were in France". */
function replaced(lead: string, wh: string, rest: readonly string[], answer: string): string | null {
  if (rest.some((word) => auxiliary.test(word)) || rest.length > 5 || !lead.includes(' ')) return null
  const noun = rest.findIndex((word) => prepositions.test(word))
  const tail = noun < 0 ? [] : rest.slice(noun)
  const counted = wh === 'how many' || wh === 'how much' ? withNoun(answer, rest.slice(0, noun < 0 ? rest.length : noun)) : answer
  return `${lead} ${counted} ${tail.join(' ')}`
}

function turned(wh: string, preposition: string, rest: readonly string[], answer: string, verbs: Verbs): string | null {
  const at = rest.findIndex((word) => auxiliary.test(word))
  const noun = rest.slice(0, Math.max(0, at))
  if (at < 0 || noun.length > 6 || noun.some((word) => verbs.isFinite(word.toLowerCase()) && !isPlural(wh))) return asSubject(wh, rest, answer, verbs)
  const aux = rest[at] ?? ''
  const behind = rest.slice(at + 1)
  if (behind.length === 0) return null
  const object = wh === 'how many' || wh === 'how much' ? withNoun(answer, noun) : answer
  if (/^(?:do|does|did)/iu.test(aux)) return withDo(aux.toLowerCase(), behind, { wh, preposition, answer: object, noun }, verbs)
  if (/^(?:has|have|had|can|could|will|would|should|may|might|must|cannot|can't)$/iu.test(aux))
    return withModal(aux, behind, { wh, preposition, answer: object, noun }, verbs)
  return withBe(aux, behind, { wh, preposition, answer: object, noun }, verbs)
}

function isPlural(wh: string): boolean {
  return wh === 'how many' || wh === 'what' || wh === 'which'
}

interface Gap {
  readonly wh: string
  readonly preposition: string
  readonly answer: string
  /** What stands between the question word and the auxiliary. */
  readonly noun: readonly string[]
}

/** "Who ruled the duchy" → "Richard ruled the duchy"; "How many people live here" → "Two people live here". */
function asSubject(wh: string, rest: readonly string[], answer: string, verbs: Verbs): string | null {
  if (wh === 'when' || wh === 'where' || wh === 'why' || wh === 'how' || wh === 'how long' || wh === 'how far') return null
  if (wh === 'who' || wh === 'whom') return `${answer} ${rest.join(' ')}`
  const from = rest.findIndex((word) => auxiliary.test(word) || verbs.isFinite(word.toLowerCase()))
  if (wh === 'how many' || wh === 'how much') return withNoun(answer, rest)
  if (from < 0) return null
  return `${answer} ${rest.slice(from).join(' ')}`
}

/** "48" and "members" → "48 members"; "48 members" stays. */
function withNoun(answer: string, noun: readonly string[]): string {
  const head = noun[0]?.toLowerCase()
  return head === undefined || answer.toLowerCase().includes(head.slice(0, 5)) ? answer : `${answer} ${noun.join(' ')}`
}

/** "did the Normans settle in France" → "The Normans settled in France" and where the answer goes. */
function withDo(aux: string, behind: readonly string[], gap: Gap, verbs: Verbs): string | null {
  const at = behind.findIndex((word, place) => {
    const before = behind[place - 1]
    return place > 0 && before !== undefined && !/^(?:a|an|the|of|in|his|her|its|their|to|and|most|many)$/iu.test(before) && verbs.isBase(word.toLowerCase())
  })
  const verb = behind[at]?.toLowerCase()
  if (at < 1 || verb === undefined) return null
  const apart = behind[at - 1]?.toLowerCase() === 'not'
  const denied = apart || aux.endsWith("n't") ? `${aux.replace(/n't$/u, '')} not ${verb}` : null
  const said = denied ?? (aux === 'did' ? pastOf(verb) : aux === 'does' ? thirdOf(verb) : verb)
  return filled(behind.slice(0, apart ? at - 1 : at), [said], behind.slice(at + 1), gap)
}

function withModal(aux: string, behind: readonly string[], gap: Gap, verbs: Verbs): string | null {
  const has = /^ha/iu.test(aux)
  const fits = (word: string) => (has ? verbs.isParticiple(word) || word === 'been' : verbs.isBase(word) || word === 'be')
  const first = behind[0]?.toLowerCase() ?? ''
  if (fits(first) || first === 'not')
    return gap.wh === 'what' || gap.wh === 'who' || gap.wh === 'which' || gap.wh === 'how many' ? `${gap.answer} ${aux} ${behind.join(' ')}` : null
  const at = behind.findIndex((word, place) => place > 0 && fits(word.toLowerCase()))
  if (at < 1) return has && (gap.wh === 'who' || gap.wh === 'what' || gap.wh === 'which') ? `${gap.answer} ${aux} ${behind.join(' ')}` : null
  return filled(behind.slice(0, at), [aux, behind[at] ?? ''], behind.slice(at + 1), gap)
}

function withBe(aux: string, behind: readonly string[], gap: Gap, verbs: Verbs): string | null {
  const { wh, preposition, answer } = gap
  const be = aux.replace(/n't$/iu, ' not')
  const participle = behind.findIndex((word, place) => place > 0 && verbs.isParticiple(word.toLowerCase()) && isFunctionWord(behind[place + 1] ?? 'x'))
  const lastParticiple =
    participle >= 0 ? participle : behind.findIndex((word, place) => place > 0 && place === behind.length - 1 && verbs.isParticiple(word.toLowerCase()))
  const isThing = (wh === 'who' || wh === 'what' || wh === 'which' || wh === 'how many') && preposition === ''
  const first = behind[0]?.toLowerCase() ?? ''
  if (isThing && (verbs.isParticiple(first) || /ing$|ly$/u.test(first) || prepositions.test(first) || first === 'not'))
    return `${answer} ${be} ${behind.join(' ')}`
  if (behind.slice(0, 3).some((word) => /^(?:when|if|while)$/iu.test(word))) return null
  if (lastParticiple > 0 && (!isThing || prepositions.test(behind.at(-1) ?? '') || /^(?:called|named|known)$/u.test(behind[lastParticiple] ?? ''))) {
    return filled(behind.slice(0, lastParticiple), [be, behind[lastParticiple] ?? ''], behind.slice(lastParticiple + 1), gap)
  }
  if (isThing) return `${answer} ${be} ${behind.join(' ')}`
  const border = behind.findIndex((word, place) => place > 0 && prepositions.test(word) && word !== 'of')
  return border < 0 ? filled(behind, [be], [], gap) : filled(behind.slice(0, border), [be], behind.slice(border), gap)
}

/** Subject, verb and what follows, with the answer where the question word was. */
function filled(subject: readonly string[], verb: readonly string[], rest: readonly string[], { wh, preposition, answer, noun }: Gap): string {
  const before = [...subject, ...verb]
  const last = rest.at(-1) ?? ''
  if (preposition !== '') return [...before, ...rest, behindPreposition(preposition, answer, noun)].join(' ')
  if (wh === 'when' || /^(?:year|date|century|decade|day|month)$/iu.test(noun[0] ?? '')) return [...before, ...rest, atTime(answer)].join(' ')
  if (wh === 'where') return [...before, ...rest, startsWithPreposition(answer) ? answer : `in ${answer}`].join(' ')
  if (wh === 'why') return [...before, ...rest, /^(?:to|because|due|for|as|so)\b/iu.test(answer) ? answer : `because of ${answer}`].join(' ')
  if (wh === 'how') return [...before, ...rest, startsWithPreposition(answer) || /ly$|^to /u.test(answer) ? answer : `by ${answer}`].join(' ')
  if (prepositions.test(last)) return [...before, ...rest, answer].join(' ')
  return rest.length > 0 && (prepositions.test(rest[0] ?? '') || rest[0] === 'that')
    ? [...before, answer, ...rest].join(' ')
    : [...before, ...rest, answer].join(' ')
}

function startsWithPreposition(answer: string): boolean {
  return prepositions.test(answer.split(' ')[0] ?? '')
}

function behindPreposition(preposition: string, answer: string, noun: readonly string[]): string {
  if (startsWithPreposition(answer)) return answer
  const century = /^(?:century|decade)$/iu.test(noun[0] ?? '')
  return `${preposition} ${century && !answer.toLowerCase().startsWith('the') ? 'the ' : ''}${answer}${century && !/centur|decade/iu.test(answer) ? ` ${noun[0] ?? ''}` : ''}`
}

function atTime(answer: string): string {
  if (startsWithPreposition(answer)) return answer
  if (/^(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) ?\d{1,2}\b|^\d{1,2} [A-Z]/u.test(answer))
    return `on ${answer}`
  return /centur|\d0s/u.test(answer) && !/^the\b/iu.test(answer) ? `in the ${answer}` : `in ${answer}`
}
