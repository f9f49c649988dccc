/** Says a sentence of a paragraph in other words, by rules: clauses change places, the passive becomes active, words their synonyms. */
import { synonyms } from './words.ts'

/** Null where fewer than two things could be changed, or none that changes the order. */
export function reworded(sentence: string): { readonly text: string; readonly ways: readonly ('order' | 'passive' | 'synonyms')[] } | null {
  const bare = sentence.replace(/\.$/u, '')
  const turned = active(bare)
  const ordered = turned ?? moved(bare)
  const replaced = withSynonyms(ordered ?? bare)
  const ways = [
    ...(turned === null ? (ordered === null ? [] : ['order' as const]) : ['passive' as const]),
    ...(replaced.count > 0 ? ['synonyms' as const] : []),
  ]
  if (ordered === null && replaced.count < 2) return null
  if (ways.length === 0) return null
  return { text: `${capital(replaced.text)}.`, ways }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lower(text: string): string {
  return /^(?:The|A|An|In|On|At|By|During|After|Before|From|For|With|This|These|Its|Their|His|Her|As|Since|Until|When|While|Although|Because|If|Many|Most|Some|All|They|It|He|She|There|Another|Other|Several|Both|Each|Such)\b/u.test(
    text,
  )
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}

/** "In 1066, the duke won" ↔ "The duke won in 1066". */
function moved(sentence: string): string | null {
  const front =
    /^(?<adverbial>(?:In|On|At|By|During|After|Before|From|Under|Since|When|While|Although|Because|As|If|With|Despite|Until)\b[^,;]{3,80}), (?<rest>[^;]{20,})$/u.exec(
      sentence,
    )?.groups
  if (front && !front['rest']?.includes(', ')) return `${front['rest'] ?? ''} ${lower(front['adverbial'] ?? '')}`
  const back = /^(?<rest>[^,;]{20,})(?:,)? (?<adverbial>(?:in|on|during|after|before|since|until|because|when|while|although|by) (?:[^,;]{6,60}))$/u.exec(
    sentence,
  )?.groups
  if (back && !/\b(?:of|and|or|by|was|were|is|are|as)$/u.test(back['rest'] ?? '')) return `${capital(back['adverbial'] ?? '')}, ${lower(back['rest'] ?? '')}`
  const two = /^(?<first>[^,;]{20,}), (?<joint>and|but|while|whereas) (?<second>(?:the|a|an|it|they|he|she|this|these|[A-Z]\w+)\b[^,;]{15,})$/u.exec(
    sentence,
  )?.groups
  if (two && two['joint'] !== 'but') return `${two['second'] ?? ''}, ${two['joint'] ?? ''} ${lower(two['first'] ?? '')}`
  return null
}

/** "The town was taken by Rollo in 911" → "Rollo took the town in 911", for verbs whose past and participle are alike. */
function active(sentence: string): string | null {
  const found =
    /^(?<object>(?:[^\s,;]+ ){1,7})(?:was|were) (?<verb>[a-z]+ed|made|built|held|led|won|sent|taught|found|met|brought|lost|sold|told|kept) by (?<agent>(?:the |a |an )?(?:[^\s,;]+ ?){1,5}?)(?<rest>(?: (?:in|on|at|during|after|for|and|to|between|when|who|as|from|under)\b.*)?)$/u.exec(
      sentence,
    )?.groups
  if (!found || /\b(?:that|which|who)\b/u.test(found['object'] ?? '')) return null
  return `${capital((found['agent'] ?? '').trim())} ${found['verb'] ?? ''} ${lower((found['object'] ?? '').trim())}${found['rest'] ?? ''}`
}

function withSynonyms(sentence: string): { readonly text: string; readonly count: number } {
  let count = 0
  let text = sentence
  const done = new Set<string>()
  for (const [one, other] of synonyms) {
    const [from, to] = new RegExp(`\\b${one}\\b`, 'u').test(text) ? [one, other] : [other, one]
    if (done.has(from) || count >= 5) continue
    const changed = text.replace(new RegExp(`\\b${from}\\b`, 'u'), to)
    if (changed !== text) {
      count += 1
      done.add(to)
      text = changed
    }
  }
  return { text, count }
}
