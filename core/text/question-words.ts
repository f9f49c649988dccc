/** What a question asks for, as far as its words tell: hints for choosing sentences, no more. */
import { fold, queryTerms, terms } from './terms.ts'

export type Asked = 'number' | 'time' | 'person' | 'place' | null

const hints: readonly (readonly [Asked, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|long|far|old|tall|large|big|high|fast|often|heavy|deep|wide|hot|cold)\b|\bwhat (?:percentage|percent|number|amount|proportion|share|price|cost)\b|\bwhat (?:does|do|did|will|would|is|are|was)\b.*\b(?:cost|price)s?\b|\bwas kostet|\bwie ?(?:viele?|lange|hoch|groß|weit|oft|alt|tief|schwer|teuer)\b|\bcombien\b|\bcuánt[oa]s?\b/iu,
  ],
  [
    'time',
    /\bwhen\b|\b(?:what|which|in what|in which) (?:year|date|day|month|century|decade|time)\b|\bwann\b|\bquand\b|\bcuándo\b|\b(?:welche[sm]?|quelle?|qué) (?:jahr|tag|datum|année|date|jour|año|día|fecha)\b/iu,
  ],
  ['person', /\bwho(?:m|se)?\b|\bwer\b|\bwem\b|\bwen\b|^\W*qui\b|\bquién(?:es)?\b/iu],
  ['place', /\bwhere\b|\b(?:what|which) (?:country|city|town|state|place|region|continent)\b|\bwo\b|\bwoher\b|\boù\b|\bdónde\b/iu],
]

const numbers = [
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|third|quarter|dozen|twice|once',
  'zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|hundert|tausend|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|vingt|cent|mille',
  'dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|cien|mil',
].join('|')
const times = [
  'january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday',
  'century|centuries|today|yesterday|daily|weekly|noon|midnight|autumn|winter|spring|summer',
  'januar|februar|märz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|jahrhundert',
  'janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|siècle',
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo|siglo',
].join('|')
const whole = (words: string, more: string) => new RegExp(`${more}|(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu')
const fits: Readonly<Record<'number' | 'time', RegExp>> = {
  number: whole(numbers, '\\d'),
  time: whole(times, '\\b\\d{3,4}s?\\b|\\b\\d{1,2}[:.]\\d{2}\\b|\\b\\d{1,2}\\.? ?(?:am|pm|uhr|h)\\b'),
}

export function askedFor(question: string): Asked {
  return hints.find(([, words]) => words.test(question))?.[0] ?? null
}

/** Whether the sentence holds something of the kind; true where nothing special is asked for. */
export function holdsAsked(asked: Asked, sentence: string): boolean {
  if (asked === null) return true
  return asked === 'person' || asked === 'place' ? holdsName(sentence) : fits[asked].test(sentence)
}

/** A word with a capital, other than one that has it for beginning a sentence. */
function holdsName(sentence: string): boolean {
  return [...sentence.matchAll(/(?<![\p{L}\p{M}])\p{Lu}[\p{Ll}\p{M}'’-]+/gu)].some(({ 0: word, index }) => {
    const begins = /(?:^|[.!?]\s)\P{L}*$/u.test(sentence.slice(0, index))
    return !begins || !terms(word).every((term) => shapingTerms.some(([, words]) => words.has(term)))
  })
}

/** Words that shape a question and say nothing of its subject, by language. A word of one may be a subject in another ("die", "war", "son"). */
const shaping = {
  en: `a an and are as at be been by can could did do does for from had has have how i if in into is it its me my of on or our should than that the their
    there these they this to us was we were what when where which who whom whose why will with would you your many much long far often kind sort type`,
  de: `aber als am an auf aus bei bin bis da das dem den der des die dieser diese dieses du ein eine einem einen einer er es für gibt hat haben ich ihr im in
    ist kann kannst können man mein meine mit muss nach nicht noch oder sein seine sich sie sind soll so über um und uns von vom war waren wann warum was
    welche welcher welches wem wen wer werden wie viel viele lang lange hoch oft weit wird wo woher wohin wurde wurden zu zum zur`,
  fr: `a à au aux avec avoir ce ces cette combien comment dans de des du elle elles en est et être il ils je la le les leur leurs lui ma mes mon nous on
    ou où par pas peut peux pour pourquoi quand que quel quelle quelles quels qui quoi sa se ses son sont sur ta tu un une vous était été y a-t-il est-ce`,
  es: `a al como cómo con cuál cuáles cuándo cuánta cuántas cuánto cuántos de del dónde donde el ella ellos en entre era es está están este esta fue fueron
    ha hay la las le les lo los mi mis para pero por puede puedo qué que quién quiénes se ser si sin son su sus un una unos y yo`,
} as const
export type Language = keyof typeof shaping
const shapingTerms = Object.entries(shaping).map(([language, words]) => [language as Language, new Set(terms(words))] as const)

/** The language whose shaping words the question has most of; English where that is even. */
export function languageOf(question: string): Language {
  return languagesOf(question)[0] ?? 'en'
}

/** Those whose shaping words it has as many of as of any other. */
export function languagesOf(question: string): readonly Language[] {
  const own = terms(question)
  const counts = shapingTerms.map(([language, words]) => ({ language, count: own.filter((term) => words.has(term)).length }))
  const most = Math.max(...counts.map(({ count }) => count))
  return counts.flatMap(({ language, count }) => (count === most ? [language] : []))
}

/** The terms that say what the question is about. */
export function subjectTerms(question: string): readonly string[] {
  const language = languageOf(question)
  const shapes = shapingTerms.find(([one]) => one === language)?.[1]
  const all = queryTerms(question)
  const telling = all.filter((term) => !shapes?.has(term))
  return telling.length > 0 ? telling : all
}

/**
 * The terms of names and numbers in the question: what a passage that answers it should hold. A name is told
 * by its capital; there are none where that tells nothing: in German, and where nearly every word has one.
 */
export function nameTerms(question: string): readonly string[] {
  const words = question.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.,-]*/gu) ?? []
  const capital = (word: string) => /^\p{Lu}/u.test(word)
  const later = words.slice(1)
  const tells = languageOf(question) !== 'de' && later.filter(capital).length <= later.length / 2
  const names = words.filter((word, at) => /^\d/.test(word) || (tells && at > 0 && capital(word)))
  const subjects = new Set(subjectTerms(question))
  return names.flatMap((name) => terms(name)).filter((term) => subjects.has(term))
}

/** Whether a capital inside a sentence makes a name: not in German, where every noun has one. */
export function capitalsTellNames(text: string): boolean {
  return languageOf(text) !== 'de'
}

const denial =
  /(?<!\p{L})(?:not?|never|none|nobody|nothing|neither|nor|cannot|except|unless|exclud\p{L}*|fail(?:s|ed|ure)?|lacks?|nicht|keine?[mnrs]?|nie|außer|ne|pas|jamais|sauf|nunca|ningun[ao]?|salvo|excepto)(?!\p{L})/iu
const contracted = /(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n['’]t\b/iu

/** Whether the text says that something is not so. */
export function denies(text: string): boolean {
  return denial.test(text) || contracted.test(text)
}

/** Whether the sentence is itself a question, in any script; closing quotes, brackets and references aside. */
export function isQuestion(sentence: string): boolean {
  return /[?？؟⸮\u037e՞፧](?:[\p{Pe}\p{Pf}"'*_\s!！]|\[\d+\])*$/u.test(sentence)
}

/** Without accents, as it is compared. */
const leaning =
  /^(?:it|its|he|she|his|her|they|their|them|this|that|these|those|however|but|so|also|then|er|sie|es|dies(?:e[rsmn]?)?|ihr|il|elle|ils|elles|cela|ce|ces|esto|este|esta|ello|ella)\b/u

/** Whether the sentence begins with a word that stands for something said before ("It", "They"). */
export function leansBack(sentence: string): boolean {
  return leaning.test(fold(sentence))
}
