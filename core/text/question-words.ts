/** What kind of thing a question asks for, as far as its words tell: a hint for choosing sentences, no more. */

export type Asked = 'number' | 'time' | 'person' | 'place' | null

const hints: readonly (readonly [Asked, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|long|far|old|tall|large|big|high|fast|often|heavy)\b|\bwhat (?:percentage|percent|number|amount|proportion|share|price|cost)\b|\bwie ?(?:viele?|lange|hoch|groß)\b|\bcombien\b|\bcuánt[oa]s?\b/iu,
  ],
  ['time', /\bwhen\b|\b(?:what|which|in what|in which) (?:year|date|day|month|century|decade|time)\b|\bwann\b|\bquand\b|\bcuándo\b/iu],
  ['person', /\bwho(?:m|se)?\b|\bwer\b|\bwem\b|\bwen\b|\bqui\b|\bquién(?:es)?\b/iu],
  ['place', /\bwhere\b|\b(?:what|which) (?:country|city|town|state|place|region|continent)\b|\bwo\b|\bwoher\b|\boù\b|\bdónde\b/iu],
]

const month = 'january|february|march|april|may|june|july|august|september|october|november|december'
const fits: Readonly<Record<Exclude<Asked, null>, RegExp>> = {
  number:
    /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|third|quarter|dozen|twice|once)\b/iu,
  time: new RegExp(
    `\\b\\d{3,4}s?\\b|\\b(?:${month}|century|centuries|today|yesterday|daily|weekly|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b`,
    'iu',
  ),
  person: /(?:^|[^.!?\s]\s+)\p{Lu}[\p{Ll}'’-]+/u,
  place: /(?:^|[^.!?\s]\s+)\p{Lu}[\p{Ll}'’-]+/u,
}

export function askedFor(question: string): Asked {
  return hints.find(([, words]) => words.test(question))?.[0] ?? null
}

/** Whether the sentence holds something of the kind; true where nothing special is asked for. */
export function holdsAsked(asked: Asked, sentence: string): boolean {
  return asked === null || fits[asked].test(sentence)
}
