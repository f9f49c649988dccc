/** What the check found of an answer's sentences: in the text where it is printed whole, and told below it. */
import type { Answer, Claim, ClaimFault } from '../../core/types/answer.ts'
import { say, sentences, type WordsKey } from '../../core/words/words.ts'
import { printable, printableText, type Terminal } from './terminal.ts'

const marks: Readonly<Record<Exclude<Claim['verdict'], 'supported'>, WordsKey>> = { weak: 'ask.claim-weak', unsupported: 'ask.claim-unsupported' }
const faults: Readonly<Record<ClaimFault, WordsKey>> = {
  number: 'ask.fault-number',
  name: 'ask.fault-name',
  negation: 'ask.fault-negation',
  roles: 'ask.fault-roles',
  missing: 'ask.fault-missing',
}

/** The text with a remark behind each sentence that is not supported. */
export function checkedText({ answer, claims }: Answer, terminal: Terminal): string {
  let text = ''
  let from = 0
  for (const claim of doubtful(claims)) {
    text += sentences([printableText(answer.slice(from, claim.end)), remark(claim, terminal)])
    from = claim.end
  }
  return text + printableText(answer.slice(from))
}

export function sayClaims(terminal: Terminal, { answer, claims }: Answer): void {
  const told = doubtful(claims)
  if (told.length === 0) return
  terminal.result(`\n${say('ask.claims-why')}: ${counts(claims)}`)
  for (const claim of told) {
    const sentence = printable(answer.slice(claim.start, claim.end).replace(/\s+/g, ' '))
    terminal.result(`- ${sentences([sentence, remark(claim, terminal), ...(claim.reason === undefined ? [] : [say(faults[claim.reason])])])}`)
  }
}

function doubtful(claims: Answer['claims']): readonly (Claim & { readonly verdict: keyof typeof marks })[] {
  return claims.flatMap((claim) => (claim.verdict === 'supported' ? [] : [{ ...claim, verdict: claim.verdict }]))
}

function remark({ verdict }: { readonly verdict: keyof typeof marks }, terminal: Terminal): string {
  return terminal.coloured(say(marks[verdict]), verdict === 'weak' ? 'yellow' : 'red')
}

function counts(claims: Answer['claims']): string {
  const kinds = [
    ['supported', 'ask.claims-supported'],
    ['weak', 'ask.claims-weak'],
    ['unsupported', 'ask.claims-unsupported'],
  ] as const
  return kinds
    .map(([verdict, key]) => ({ count: claims.filter((claim) => claim.verdict === verdict).length, key }))
    .filter(({ count }) => count > 0)
    .map(({ count, key }) => say(key, { count }))
    .join(' · ')
}
