/** English verbs whose past and participle no rule gives. */
export const irregularVerbs: Readonly<Record<string, readonly [past: string, participle: string]>> = Object.fromEntries(
  `be was been|become became become|begin began begun|break broke broken|bring brought brought|build built built|buy bought bought|catch caught caught
   |choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|do did done|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen
   |feel felt felt|fight fought fought|find found found|flee fled fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|get got got|give gave given
   |go went gone|grow grew grown|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|keep kept kept|know knew known|lead led led
   |learn learned learned|leave left left|let let let|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|put put put
   |read read read|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken
   |show showed shown|shut shut shut|speak spoke spoken|spend spent spent|split split split|spread spread spread|stand stood stood|steal stole stolen
   |strike struck struck|swear swore sworn|take took taken|teach taught taught|tell told told|think thought thought|throw threw thrown
   |undergo underwent undergone|understand understood understood|wear wore worn|win won won|withdraw withdrew withdrawn|write wrote written
   |bear bore borne|beat beat beaten|bend bent bent|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|dig dug dug|drink drank drunk|feed fed fed|freeze froze frozen|hang hung hung|lay laid laid|lend lent lent|light lit lit|overcome overcame overcome|overthrow overthrew overthrown|prove proved proven|ride rode ridden|ring rang rung|shoot shot shot|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|swim swam swum|wake woke woken|weave wove woven|wind wound wound|arise arose arisen|bid bid bid`
    .split('|')
    .map((line) => line.trim().split(' '))
    .map(([base = '', past = '', participle = '']) => [base, [past, participle]]),
)

const bases = new Map(Object.entries(irregularVerbs).flatMap(([base, forms]) => forms.map((form) => [form, base] as const)))

/** `swore` → `swear`; any other word as it is. Lower case. */
export function bareVerb(word: string): string {
  return bases.get(word) ?? word
}
