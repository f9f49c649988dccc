/**
 * Turns a question and its answer into a statement by rules: "When did the Normans settle?", "10th century" →
 * "The Normans settled in the 10th century." Gives null where the rules do not reach: rather none than a crooked one.
 */
import { beginsLikeNoun, isFit, isPlural, phrase, prepositions, startsWithPreposition } from './answer-phrase.ts'
import { isFunctionWord, pastOf, thirdOf, type Verbs } from './verbs.ts'

const question =
  /(?<lead>^|.*?[\s,])(?<preposition>(?:in|on|at|by|to|for|from|of|with|during|after|before|through|under|into|about|against|since|until) )?(?<wh>who|whom|what|which|when|where|why|how many|how much|how long|how far|how)\b(?<rest>.*)$/iu
const auxiliary =
  /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|cannot)$/iu
const things = new Set(['who', 'whom', 'what', 'which', 'how many', 'how much'])
/** What stands between subject and verb. */
const adverb = /^(?:not|also|never|always|often|usually|generally|commonly|primarily|mainly|mostly|very|well|so|still|first|only|\w{3,}ly)$/iu
const leadsBack = /[?"“”‘]|\b(?:it|this|that|these|those) (?:what|which|who)\b/iu

export function statementOf(text: string, answer: string, verbs: Verbs): string | null {
  const asked = text.trim().replace(/[?.\s]+$/u, '')
  const found = question.exec(asked)?.groups
  const given = answer.trim().replace(/[.,;:\s]+$/u, '')
  if (!found || leadsBack.test(asked) || !isFit(given, verbs)) return null
  const wh = (found['wh'] ?? '').toLowerCase()
  const preposition = (found['preposition'] ?? '').trim().toLowerCase()
  const lead = (found['lead'] ?? '').trim()
  const rest = wordsOf(found['rest'] ?? '')
  const inside = lead !== '' && !/,$|^(?:and|so|but)$/iu.test(lead)
  const said = inside ? replaced(lead, preposition, wh, rest, given) : turned({ wh, preposition, answer: given, noun: [] }, rest, verbs)
  if (said === null) return null
  const whole = lead.endsWith(',') ? `${lead} ${said}` : said
  const plain = whole
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ([,;])/gu, '$1')
    .trim()
  const kept = plain.toLowerCase().includes(given.toLowerCase())
  return kept && isWhole(plain) ? `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.` : null
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

function isWhole(plain: string): boolean {
  const words = plain.split(' ')
  const crooked = prepositions.test(words.at(-1) ?? '') || /\b(?:the the|a the|by (?:each|in|at|every|when|if|what))\b|\b(\w+) \1\b/iu.test(plain)
  const doubled = /^\w+ly (?:is|are|was|were)\b|\b(?:\w{3,}ed|born|known|be) (?:was|were|is|are)\b|\b[a-z]{3,}ed [a-z]{3,}ed\b|\b(?:first|not) not\b/u.test(
    plain,
  )
  return !crooked && !doubled && words.length >= 5 && words.length <= 40
}

/** "The Normans were in what country" → "The Normans were in France". */
function replaced(lead: string, preposition: string, wh: string, rest: readonly string[], answer: string): string | null {
  if (!things.has(wh) || rest.some((word) => auxiliary.test(word)) || rest.length > 5 || !lead.includes(' ')) return null
  const at = rest.findIndex((word) => prepositions.test(word))
  const counted = phrase(wh, answer, rest.slice(0, at < 0 || isKindOf(rest) ? rest.length : at))
  const tail = at < 0 || isKindOf(rest) ? [] : rest.slice(at)
  return counted === null ? null : `${lead} ${preposition} ${counted} ${tail.join(' ')}`
}

function isKindOf(rest: readonly string[]): boolean {
  return /^(?:kinds?|types?|sorts?|forms?|number|amount)$/iu.test(rest[0] ?? '') && rest[1] === 'of'
}

interface Gap {
  readonly wh: string
  readonly preposition: string
  readonly answer: string
  /** What stands between the question word and the auxiliary. */
  readonly noun: readonly string[]
}

function turned(gap: Gap, rest: readonly string[], verbs: Verbs): string | null {
  const at = rest.findIndex((word) => auxiliary.test(word))
  const noun = rest.slice(0, Math.max(0, at))
  const clause = noun.some((word) => /^(?:when|if|that|which|who|to)$/u.test(word) || (verbs.isFinite(word) && !word.endsWith('s')))
  if (at < 0 || noun.length > 6 || clause) return asSubject(gap, rest, verbs)
  const answer = things.has(gap.wh) ? phrase(gap.wh, gap.answer, noun) : gap.answer
  const behind = rest.slice(at + 1)
  if (answer === null || behind.length === 0 || behind[0] === 'there') return null
  const filled = { ...gap, answer, noun }
  const aux = (rest[at] ?? '').toLowerCase()
  if (/^(?:do|does|did)/u.test(aux)) return withDo(aux, behind, filled, verbs)
  return /^(?:is|are|was|were)/u.test(aux) ? withBe(aux, behind, filled, verbs) : withModal(aux, behind, filled, verbs)
}

/** "Who ruled the duchy" → "Richard ruled the duchy"; "How many people live here" → "Two people live here". */
function asSubject({ wh, preposition, answer }: Gap, rest: readonly string[], verbs: Verbs): string | null {
  const from = rest.findIndex((word) => auxiliary.test(word) || verbs.isFinite(word))
  if (!things.has(wh) || preposition !== '' || (rest[from] ?? '').startsWith('happen') || !beginsLikeNoun(answer, verbs)) return null
  if (wh === 'who') return from >= 0 && rest.slice(0, from).every((word) => adverb.test(word)) ? `${answer} ${rest.join(' ')}` : null
  if (wh === 'how many' || wh === 'how much') return from < 0 && !rest.some((word) => verbs.isBase(word)) ? null : phrase(wh, answer, rest)
  const start = rest.slice(0, from).findIndex((_, at, all) => all.slice(at).every((one) => adverb.test(one)))
  const subject = phrase(wh, answer, rest.slice(0, start < 0 ? from : start))
  return from < 0 || from > 5 || subject === null ? null : `${subject} ${rest.slice(start < 0 ? from : start).join(' ')}`
}

/** "did the Normans settle in France" → "The Normans settled in France" and where the answer goes. */
function withDo(aux: string, behind: readonly string[], gap: Gap, verbs: Verbs): string | null {
  const bare = aux.replace(/n't$/u, '')
  if (behind[0] === 'not') return things.has(gap.wh) && gap.preposition === '' ? `${gap.answer} ${bare} ${behind.join(' ')}` : null
  const at = verbAt(behind, (word) => verbs.isBase(word))
  const verb = behind[at]
  if (at < 1 || verb === undefined || verb === 'do') return null
  const apart = behind[at - 1] === 'not'
  const plain = bare === 'did' ? pastOf(verb) : bare === 'does' ? thirdOf(verb) : verb
  return filled(behind.slice(0, apart ? at - 1 : at), [apart || bare !== aux ? `${bare} not ${verb}` : plain], behind.slice(at + 1), gap, verbs)
}

/** A word that can be a verb and does not stand where a noun does; after "not" it is one in any case. */
function verbAt(behind: readonly string[], fits: (word: string) => boolean): number {
  const denied = behind.indexOf('not')
  if (denied > 0) return fits(behind[denied + 1] ?? '') ? denied + 1 : -1
  const found = behind.flatMap((word, at) => {
    const before = behind[at - 1]
    return before !== undefined && (!isFunctionWord(before) || /^(?:all|both|also|first|only)$/u.test(before)) && !before.endsWith("'s") && fits(word)
      ? [at]
      : []
  })
  const [first = -1, second] = found
  // "the members debate last": which of two is the verb cannot be told
  return second === first + 1 ? -1 : first
}

function withModal(aux: string, behind: readonly string[], gap: Gap, verbs: Verbs): string | null {
  const fits = (word: string) => (aux.startsWith('ha') ? verbs.isParticiple(word) || word === 'been' : verbs.isBase(word) || word === 'be')
  const first = behind.findIndex((word) => !adverb.test(word))
  const asked = things.has(gap.wh) && gap.preposition === ''
  if (asked && (fits(behind[first] ?? '') || behind[0] === 'not')) return beginsLikeNoun(gap.answer, verbs) ? `${gap.answer} ${aux} ${behind.join(' ')}` : null
  const at = verbAt(behind, fits)
  return at < 1
    ? null
    : filled(
        behind.slice(0, at).filter((word) => word !== 'not'),
        behind[at - 1] === 'not' ? [aux, 'not', behind[at] ?? ''] : [aux, behind[at] ?? ''],
        behind.slice(at + 1),
        gap,
        verbs,
      )
}

function withBe(aux: string, behind: readonly string[], gap: Gap, verbs: Verbs): string | null {
  const { wh, preposition, answer, noun } = gap
  const isThing = things.has(wh) && preposition === ''
  const be = aux.replace(/n't$/u, ' not')
  const first = behind.find((word) => !adverb.test(word)) ?? ''
  const said = isThing && !wh.startsWith('how') ? agreeing(be, answer) : be
  if (isThing && (verbs.isParticiple(first) || first.endsWith('ing') || prepositions.test(first) || adverb.test(behind[0] ?? '')))
    return beginsLikeNoun(answer, verbs) ? `${answer} ${said} ${behind.join(' ')}` : null
  if (behind.slice(0, 3).some((word) => /^(?:when|if|while)$/iu.test(word))) return null
  const called = behind.findIndex((word, at) => at > 0 && /^(?:called|named|known|considered)$/u.test(word))
  const participle = called > 0 ? called : verbAt(behind, (word) => verbs.isParticiple(word) || /[a-z]{3}ing$/u.test(word))
  const isTime = wh === 'when' || timeNoun.test(noun[0] ?? '')
  if (
    participle > 0 &&
    (!isThing || called > 0 || isTime || strandedAt(behind.slice(participle + 1)) >= 0 || (noun.length === 0 && behind.length === participle + 1))
  )
    return filled(
      behind.slice(0, participle).filter((word) => word !== 'not'),
      [behind.includes('not') ? `${be} not` : be, behind[participle] ?? ''],
      behind.slice(participle + 1),
      gap,
      verbs,
    )
  if (isThing) return asIdentity(said, be, behind, gap, verbs)
  const border = behind.findIndex((word, at) => at > 0 && prepositions.test(word) && word !== 'of')
  if (wh === 'how' || participle > 0) return null
  return border < 0 ? filled(behind, [be], [], gap, verbs) : filled(behind.slice(0, border), [be], behind.slice(border), gap, verbs)
}

/** "What is the largest city" → "Paris is the largest city"; "What is Paris" → "Paris is a city". */
function asIdentity(said: string, be: string, behind: readonly string[], { answer, noun }: Gap, verbs: Verbs): string | null {
  const described =
    /^(?:the|a|an|one|another|his|her|its|their|some|more|most|part)$/iu.test(behind[0] ?? '') || behind.slice(0, 3).some((word) => /['’]s?$/u.test(word))
  const clause = behind.slice(0, 4).some((word, at) => at > 0 && verbs.isParticiple(word) && !isFunctionWord(behind[at + 1] ?? 'x'))
  if (strandedAt(behind) >= 0 || clause || /^(?:do|doing|be|being|have|having|called|named)$/u.test(behind.at(-1) ?? '')) return null
  if (described) return beginsLikeNoun(answer, verbs) ? `${answer} ${said} ${behind.join(' ')}` : null
  if (noun.length > 0 || behind.length > 4 || behind.some((word) => prepositions.test(word) && word !== 'of')) return null
  return `${behind.join(' ')} ${be} ${answer}`
}

function agreeing(be: string, answer: string): string {
  return isPlural(answer) ? be.replace(/^is\b/u, 'are').replace(/^was\b/u, 'were') : be
}

const timeNoun = /^(?:year|date|century|decade|day|month)$/iu

/** Where a preposition has lost what it belongs to ("took part in in the war"): the answer goes behind it; -1 where none has. */
function strandedAt(rest: readonly string[]): number {
  return rest.findIndex(
    (word, at) =>
      prepositions.test(word) &&
      (at + 1 === rest.length ||
        (prepositions.test(rest[at + 1] ?? '') && !/^(?:of|from|into|about|as|near|within)$/u.test(rest[at + 1] ?? '') && !/^(?:from|up|out)$/u.test(word))),
  )
}

/** Subject, verb and what follows, with the answer where the question word was. */
function filled(
  subject: readonly string[],
  verb: readonly string[],
  rest: readonly string[],
  { wh, preposition, answer, noun }: Gap,
  verbs: Verbs,
): string | null {
  const before = [...subject, ...verb]
  const gap = strandedAt(rest)
  if (gap >= 0) {
    if (preposition !== '' || !(things.has(wh) || wh === 'where')) return null
    return [...before, ...rest.slice(0, gap + 1), answer, ...rest.slice(gap + 1)].join(' ')
  }
  if (preposition !== '') return [...before, ...rest, behindPreposition(preposition, answer, noun)].join(' ')
  if (wh === 'when' || timeNoun.test(noun[0] ?? ''))
    return !/^\w+ing\b/u.test(answer) && /\d|centur|[A-Z]|^(?:in|on|at|before|after|during|since|until)\b/u.test(answer)
      ? [...before, ...rest, atTime(answer)].join(' ')
      : null
  if (wh === 'where') return [...before, ...rest, startsWithPreposition(answer) ? answer : `in ${answer}`].join(' ')
  if (wh === 'why') return because(before, rest, answer, verbs.isBase)
  if (wh === 'how long' || wh === 'how far')
    return startsWithPreposition(answer) || wh === 'how far' || noun.length > 0 ? null : [...before, ...rest, `for ${answer}`].join(' ')
  if (wh === 'how')
    return startsWithPreposition(answer) || /^\w+ing\b|ly$/u.test(answer)
      ? [...before, ...rest, /^\w+ing\b/u.test(answer) ? `by ${answer.charAt(0).toLowerCase()}${answer.slice(1)}` : answer].join(' ')
      : null
  return rest.length > 0 && !prepositions.test(rest[0] ?? '') && !/^(?:that|when|after)$/u.test(rest[0] ?? '') ? null : [...before, answer, ...rest].join(' ')
}

function because(before: readonly string[], rest: readonly string[], answer: string, isVerb: Verbs['isBase']): string | null {
  const clause = /\b(?:is|are|was|were|had|has|have|did|could|would|can)\b/u.test(answer)
  const reason = /^(?:to|because|due|for|as|so|in order)\b/iu.test(answer) ? answer : clause ? `because ${answer}` : `because of ${answer}`
  return /^(?:is|are|was|were|had|has|have|did|could|would|can|by|with|after)\b/u.test(answer) || (!clause && isVerb(answer.split(' ')[0] ?? ''))
    ? null
    : [...before, ...rest, reason].join(' ')
}

function behindPreposition(preposition: string, answer: string, noun: readonly string[]): string {
  if (startsWithPreposition(answer)) return answer
  const century = /^(?:century|decade)$/iu.test(noun[0] ?? '')
  return `${preposition} ${century && !answer.toLowerCase().startsWith('the') ? 'the ' : ''}${answer}${century && !/centur|decade/iu.test(answer) ? ` ${noun[0] ?? ''}` : ''}`
}

function atTime(answer: string): string {
  if (startsWithPreposition(answer)) return answer
  if (/^(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) ?\d{1,2}\b|^\d{1,2} [A-Z]|day$/u.test(answer))
    return `on ${answer}`
  return /centur|\d0s/u.test(answer) && !/^the\b/iu.test(answer) ? `in the ${answer}` : `in ${answer}`
}
