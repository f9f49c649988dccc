/** Says a sentence of a paragraph in other words, by rules: clauses change places, the passive becomes active, words their synonyms. */
import { synonyms } from './words.ts'

const mostSynonyms = 5
/** Characters whose absence alone makes another sentence. */
const fewestLeftOut = 20

/** Null where fewer than two things could be changed, or none that changes the order or leaves something out. */
export function reworded(sentence: string): string | null {
  const bare = sentence.replace(/\.$/u, '')
  const short = shortened(bare)
  const ordered = active(short) ?? moved(short)
  const relisted = listTurned(ordered ?? short)
  const { text, count } = withSynonyms(relisted)
  const steps = Number(short !== bare) + Number(ordered !== null) + Number(relisted !== (ordered ?? short)) + count
  return steps < 2 && ordered === null && bare.length - short.length < fewestLeftOut ? null : `${capital(text)}.`
}

/** Leaves out what stands in brackets, what is added behind "which", and words that only lead on. */
function shortened(sentence: string): string {
  const plain = sentence
    .replaceAll(/ \([^()]*\)/gu, '')
    .replace(/^(?:However|Moreover|Furthermore|Thus|Therefore|Additionally|In addition|Nevertheless|Similarly|Consequently|As a result), /u, '')
    .replace(/^(?<said>[^,]{40,}), (?:which|who|where|including|such as|with)\b[^,]{10,}$/u, '$<said>')
    .replace(
      /^(?<subject>(?:The |A )?[A-Z][^,]{3,40}), (?:who|which|a|an|the|then|also)\b[^,]{5,60}, (?=(?:is|are|was|were|had|has|became|[a-z]+ed) )/u,
      '$<subject> ',
    )
  return finite.test(plain) && plain.length >= 35 ? capital(plain) : sentence
}

/** "wheat, corn, and rice" → "rice, wheat, and corn", single words only. */
function listTurned(sentence: string): string {
  return sentence.replace(/(?<=[a-z] )(\p{L}+), (\p{L}+), and (\p{L}+)(?=$|, | (?:in|on|at|for|to|by|from|during)\b)/u, '$3, $1, and $2')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lower(text: string): string {
  return /^(?:The|A|An|In|On|At|By|During|After|Before|From|For|With|This|These|Its|Their|His|Her|As|Since|Until|When|While|Although|Because|If|Many|Most|Some|All|They|It|He|She|There|Another|Other|Several|Both|Each|Such|Under|Despite|However|One|Two|Three)\b/u.test(
    text,
  )
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}

/** What can be moved without saying something else: when, and the clauses that say when or why. "In" only with a time, or it belongs to a noun. */
const when =
  /^(?:(?:in|since|until|from|by) (?:early |late |mid-?)?(?:\d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|the (?:early |late |mid-?)?(?:\d|19|18|17|[a-z]+teenth|twentieth|middle of|end of|beginning of))|on (?:\d|January|February|March|April|May|June|July|August|September|October|November|December|the (?:day|night|morning))|(?:during|after|before|when|while|although|because|since|if|despite|under)\b)/iu
const finite =
  /\b(?:is|are|was|were|has|had|have|can|could|will|would|did|does|do|may|might|[a-z]{3,}ed|became|began|took|made|led|won|came|went|gave|held|found|said|saw|grew|rose|fell|wrote|left)\b/u

/** "In 1066, the duke won" ↔ "The duke won in 1066"; "built by Rollo in 911" ↔ "built in 911 by Rollo". */
function moved(sentence: string): string | null {
  const agent =
    /^(?<done>.*\b(?:was|were|is|are|been) (?:\w+ly )?\w+) (?<one>(?:by|in|on|at|during|after) [^,;:()]{3,40}) (?<two>(?:by|in|on|during|after) [^,;:()]{3,60})$/u.exec(
      sentence,
    )?.groups
  const [former = '', latter = ''] = [agent?.['one'], agent?.['two']]
  if (agent && (former.startsWith('by ') ? when.test(latter) : when.test(former) && latter.startsWith('by ')))
    return `${agent['done'] ?? ''} ${latter} ${former}`
  const front = /^(?<adverbial>[^,;:]{4,80}), (?<rest>[^;:()]{20,})$/u.exec(sentence)?.groups
  if (front && when.test(front['adverbial'] ?? '') && isClause(front['rest'] ?? '')) return `${front['rest'] ?? ''} ${lower(front['adverbial'] ?? '')}`
  const back = /^(?<rest>[^;:()]{20,}?),? (?<adverbial>(?:in|on|during|after|before|since|until|because|when|while|although) [^,;:()]{4,60})$/u.exec(
    sentence,
  )?.groups
  if (back && when.test(back['adverbial'] ?? '') && isClause(back['rest'] ?? '')) return `${capital(back['adverbial'] ?? '')}, ${lower(back['rest'] ?? '')}`
  const two = /^(?<first>[^,;:()]{20,}), (?<joint>and|while|whereas) (?<second>(?:the|a|an|[A-Z]\w+)\b[^,;:()]{15,})$/u.exec(sentence)?.groups
  const [first = '', second = ''] = [two?.['first'], two?.['second']]
  return two && isClause(first) && isClause(second) ? `${second}, ${two['joint'] ?? ''} ${lower(first)}` : null
}

/** It can stand alone: it has a verb, no clause within that the moved part could belong to, and no open end. */
function isClause(text: string): boolean {
  return (
    finite.test(text) &&
    !/\b(?:that|which|who|whose|where|when|if|because|while|although)\b/u.test(text) &&
    !/\b(?:of|and|or|by|was|were|is|are|as|the|a|from|to|than|both|so|until|between)$/u.test(text)
  )
}

/** "The town was taken by Rollo in 911" → "Rollo took the town in 911", for verbs whose past and participle are alike. */
function active(sentence: string): string | null {
  const found =
    /^(?<object>(?:[^\s,;]+ ){1,7})(?:was|were) (?<verb>[a-z]+ed|made|built|held|led|won|sent|taught|found|met|brought|lost|sold|told|kept) by (?<agent>(?:the |a |an )?(?:[^\s,;]+ ?){1,5}?)(?<rest>(?: (?:in|on|at|during|after|for|to|when|as|from|under)\b[^,;]*)?)$/u.exec(
      sentence,
    )?.groups
  if (!found || /\b(?:that|which|who|what|is|are|and|or)\b/u.test(found['object'] ?? '') || /ing\b/u.test(found['agent'] ?? '')) return null
  const agent = (found['agent'] ?? '').trim()
  return /\b(?:of|and|or|the|a|an|his|her|their|its)$|^[\d$]/u.test(agent)
    ? null
    : `${capital(agent)} ${found['verb'] ?? ''} ${lower((found['object'] ?? '').trim())}${found['rest'] ?? ''}`
}

function withSynonyms(sentence: string): { readonly text: string; readonly count: number } {
  let count = 0
  let text = sentence
  const done = new Set<string>()
  for (const { one, other, back } of synonyms) {
    const turned = back && !whole(one).test(text)
    const [from, to] = turned ? [other, one] : [one, other]
    if (done.has(from) || count >= mostSynonyms || !whole(from).test(text)) continue
    count += 1
    done.add(to)
    text = text.replace(
      new RegExp(`(?:\\b([Aa])n? )?${whole(from).source}`, 'u'),
      (_, article?: string) => `${article === undefined ? '' : `${article}${/^[aeiou]/u.test(to) ? 'n' : ''} `}${to}`,
    )
  }
  return { text, count }
}

function whole(word: string): RegExp {
  return new RegExp(`\\b${word}\\b(?![-’'])`, 'u')
}
