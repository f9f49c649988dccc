/**
 * Whether a question asks to count or list files, and which: told by its form in one of the languages known.
 * What is left over must be empty, grammar, or words to look for behind a verb such as "mention"; else the
 * question is about something inside the documents ("how many documents must I bring?"). Pure.
 */
import { compiled } from '../../text/compiled.ts'
import type { Format } from '../../types/document.ts'
import type { Sizes } from './sizes.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface CatalogueQuestion {
  readonly asks: 'count' | 'list' | 'newest' | 'oldest' | 'largest' | 'smallest' | 'times'
  /** Null: files of any kind. */
  readonly thing: { readonly formats?: readonly Format[]; readonly kind?: string } | null
  /** Words that the files hold; null: they are asked for as such. */
  readonly content: string | null
  /** Words in the file's name, for the newest version of it. */
  readonly name: string | null
  readonly size?: Sizes
}

const blank = '\\s+'
const end = /[\s?!.。？！…]+$/u
const start = /^[\s¿¡]+/u

/** `text`: the question without the dates, files and folders that were understood; `cut`: it had some. */
export function catalogueQuestion(text: string, words: Vocabulary, cut = false): CatalogueQuestion | null {
  const whole = text.replace(start, '').replace(end, '').replaceAll(/\s+/gu, ' ').trim()
  const asked = cut ? withoutDating(whole, words) : whole
  const found = newest(asked, words) ?? times(asked, words) ?? within(asked, words) ?? listed(asked, words, cut) ?? (cut ? bare(asked, words) : null)
  return found?.content ? { ...found, content: found.content.replace(articles[words.language], '') } : found
}

/** Before what is looked for; with a capital they belong to a name ("The Hague"). */
const articles = {
  en: /^(?:the|an?) (?=\S)/u,
  de: /^(?:der|die|das|den|dem|des|ein(?:e[nrms]?)?) (?=\S)/u,
  fr: /^(?:(?:le|la|les|une?) |l[’'])(?=\S)/u,
  es: /^(?:el|la|los|las|un|una) (?=\S)/u,
} as const satisfies Record<Vocabulary['language'], RegExp>

/** Without what led to a date that stood at the end: "… and were changed", "… from". */
function withoutDating(text: string, words: Vocabulary): string {
  const led = `(?:${words.relative}|${words.are}|${words.dates.changed}|${words.dates.within}|${words.dates.and})`
  return text.replace(compiled(spaced(`(?:,? ${led})+$`), 'iu'), '')
}

function regex(source: string): RegExp {
  return compiled(`^${spaced(source)}$`, 'iu')
}

/** A blank stands for any run of blanks, ` ?` for any or none. */
function spaced(source: string): string {
  return source.replaceAll(' ?', '\\s*').replaceAll(' ', blank)
}

const group = (source: string) => `(?:${source})`
const maybe = (source: string) => `(?:${source} )?`

/** "files", "PDFs", "contracts", with what may stand before them. */
function things(words: Vocabulary): string {
  const formats = words.formats.map(([source], at) => `(?<format${at}>${source})`)
  return `(?:(?:${words.before}) ){0,4}(?:${[...formats, `(?<kind>${words.kinds})`].join('|')}|(?<files>${words.files}))(?: (?:${words.files}))?`
}

/** The words of a question that say what files it is about; null where it has none. */
export function thingIn(text: string, words: Vocabulary): string | null {
  const all = [words.kinds, ...words.formats.map(([source]) => source), words.files].join('|')
  return compiled(spaced(`(?<!\\p{L})(?:${all})(?: (?:${words.files}))?(?!\\p{L})`), 'iu').exec(text)?.[0] ?? null
}

/** Whether the text is nothing but words for files. */
export function isThing(text: string, words: Vocabulary): boolean {
  return regex(things(words)).test(text)
}

function thingOf(groups: Readonly<Record<string, string | undefined>>, words: Vocabulary): CatalogueQuestion['thing'] {
  const at = words.formats.findIndex((_, place) => groups[`format${place}`] !== undefined)
  const [, formats] = words.formats[at] ?? []
  if (formats !== undefined) return { formats }
  return groups['kind'] === undefined ? null : { kind: groups['kind'] }
}

/** "files [that] are PDFs". */
function alsoThings(rest: string, words: Vocabulary): CatalogueQuestion['thing'] {
  const groups = regex(`(?:(?:${words.relative}) )?(?:${words.are}) ${things(words)}`).exec(rest)?.groups
  return groups === undefined ? null : thingOf(groups, words)
}

/** "how many contracts name X", "list every file from …", "which files mention Z". */
function listed(asked: string, words: Vocabulary, cut: boolean): CatalogueQuestion | null {
  const head = regex(`(?:(?<count>${words.howMany})|(?<list>${words.list})|(?<which>${words.which})) ?(?:${things(words)})(?![\\p{L}\\p{N}])(?<rest>.*)`).exec(
    asked,
  )
  const groups = head?.groups
  if (!groups) return null
  const asks = groups['count'] === undefined ? 'list' : 'count'
  const rest = (groups['rest'] ?? '').trim()
  const thing = thingOf(groups, words)
  const further = alsoThings(rest, words)
  if (further !== null) return { asks, thing: { ...thing, ...further }, content: null, name: null }
  const content = contentIn(rest, words, { listing: groups['list'] !== undefined, party: thing !== null })
  if (content === undefined) return null
  // "which contracts" alone leaves the rest to what was said before
  if (rest === '' && groups['which'] !== undefined && !cut) return null
  return { asks, thing, content, name: null }
}

/** "PDFs" that are limited by a date or a size, with no word of listing. */
function bare(asked: string, words: Vocabulary): CatalogueQuestion | null {
  const groups = regex(things(words)).exec(asked)?.groups
  return groups === undefined ? null : { asks: 'list', thing: thingOf(groups, words), content: null, name: null }
}

/** Null: nothing is looked for; undefined: the rest says something else. */
function contentIn(rest: string, words: Vocabulary, allowed: { readonly listing: boolean; readonly party: boolean }): string | null | undefined {
  const glue = `(?:(?:${words.glue}|[,;:·-])(?![\\p{L}\\p{N}]) ?)*`
  if (regex(glue).test(rest)) return null
  const held = regex(`${glue}${maybe(group(words.relative))}${glue}(?:${words.holds})(?: |(?<=['’\\s]))(?<content>.+)`).exec(rest)?.groups?.['content']
  if (held !== undefined) return trimmed(held, words)
  if (words.heldBehind !== '') {
    const behind = regex(`${glue},? ?(?:${words.relative}) (?<content>.+?) (?:${words.heldBehind})(?: (?:${words.glue}))*`).exec(rest)?.groups?.['content']
    if (behind !== undefined) return trimmed(behind, words)
  }
  if (!allowed.party) return undefined
  const party = regex(`${glue}(?:${words.party}) (?<content>\\S+(?: \\S+){0,3}?)(?: ${glue})?`).exec(rest)?.groups?.['content']
  if (party === undefined) return undefined
  const quoted = /^["“„«'‘].+["”“»'’]$/u.test(party)
  const isName = party.split(' ').every((word) => /^(?:\p{Lu}|\d|&)/u.test(word))
  return quoted || isName || (allowed.listing && !/ (?:is|are|was|were|do|does|say|says|ist|sind|sagt|est|sont|dit|es|son|dice)(?: |$)/iu.test(` ${party} `))
    ? party
    : undefined
}

/** "in which documents does X appear", "in wie vielen Dateien steht X". */
function within(asked: string, words: Vocabulary): CatalogueQuestion | null {
  const groups = regex(
    `(?<head>${words.inWhich}) ?(?:${things(words)}) (?:${words.stands}) ?(?<content>.+?)(?: (?:mentioned|named|found|appear(?:s|ing)?|occurs?|come up|cited|discussed|written(?: about)?|referred to|${words.heldBehind || 'there'}))?`,
  ).exec(asked)?.groups
  if (!groups) return null
  const many = compiled(`(?:many|viele|combien|cuánt)`, 'iu').test(groups['head'] ?? '')
  return { asks: many ? 'count' : 'list', thing: thingOf(groups, words), content: trimmed(groups['content'] ?? '', words), name: null }
}

/** "how often is X mentioned". */
function times(asked: string, words: Vocabulary): CatalogueQuestion | null {
  const verbs = 'mentioned|named|appear(?:s)?|occurs?|come up|erwähnt|genannt|vor|mentionnée?s?|citée?s?|apparaît(?:-(?:il|elle))?|aparece|menciona(?:d[oa])?'
  const mention = `(?:se menciona|se nombra|aparece|apparaît|est mentionnée?|${words.stands})`
  const groups =
    regex(`(?:${words.howOften}) (?:${words.stands}|est-ce que|se) ?(?<content>.+?) (?:est )?(?:${verbs})(?: (?:${words.glue}))*`).exec(asked)?.groups ??
    (words.language === 'es'
      ? regex(`(?:${words.howOften}) ${mention} (?<content>.+?)(?: en (?:${words.glue})(?: (?:${words.glue}))*)?`).exec(asked)?.groups
      : undefined)
  const content = groups?.['content']
  return content === undefined ? null : { asks: 'times', thing: null, content: trimmed(content, words), name: null }
}

/** "where is the newest version of the budget", "my latest PDF". */
function newest(asked: string, words: Vocabulary): CatalogueQuestion | null {
  const head = `(?:(?:${words.list}|${words.which}|where|open|was|wo|öffne|où|ouvre|dónde|abre|cuál) )?(?:(?:is|are|ist|est|sont|es|está|son) )?(?:mir )?(?:(?:the|my|our|die|der|das|den|meine[rn]?|unsere|la|le|les|l[’']|mes|ma|mon|el|mi|nuestra|las|los|mis) ?){0,2}`
  const which = `(?:(?<newest>${words.newest})|(?<oldest>${words.oldest})|(?<largest>${words.largest})|(?<smallest>${words.smallest}))`
  const behind = `(?:l[ea]s? )?(?:(?<newest2>(?:plus récente?s?|más recientes?|más nuev[oa]s?|actual(?:e)?))|(?<oldest2>más antigu[oa]s?|plus ancienn?e?s?)|(?<largest2>${words.largest})|(?<smallest2>${words.smallest}))`
  const article = `(?:(?:the|my|our|des|der|die|das|dem|meines|meiner|unseres|le|la|les|mon|ma|el|mi|los|las|nuestro|nuestra) )?`
  const patterns = [
    `${head}${which} (?:${words.version}) (?:${words.of}) ?${article}(?<name>.+?)`,
    `${head}(?:${words.version}) ${behind} (?:${words.of}) ?${article}(?<name>.+?)`,
    `${head}${which} (?:${things(words)})(?: (?:${words.glue}))*`,
    `${head}(?:${things(words)}) ${behind}(?: (?:${words.glue}))*`,
  ]
  for (const source of patterns) {
    const groups = regex(source).exec(asked)?.groups
    if (!groups) continue
    const name = groups['name'] ?? null
    if (name !== null && name.split(' ').length > 6) return null
    const asks = (['oldest', 'largest', 'smallest'] as const).find((one) => groups[one] !== undefined || groups[`${one}2`] !== undefined) ?? 'newest'
    // "the largest invoice" may be the one of the largest sum
    if ((asks === 'largest' || asks === 'smallest') && (name !== null || groups['kind'] !== undefined)) return null
    // "the last contract", "the first letter" are told by what documents say, not by their dates
    if (
      name === null &&
      /^(?:last|first|current|letzte|erste|aktuelle|première?|dernière?|primer|último|última)/iu.test(groups['newest'] ?? groups['oldest'] ?? '') &&
      thingOf(groups, words) !== null &&
      groups['kind'] !== undefined
    )
      return null
    return { asks, thing: name === null ? thingOf(groups, words) : null, content: null, name }
  }
  return null
}

/** Without quotes at its ends, which tell a phrase, and grammar behind it. */
function trimmed(content: string, words: Vocabulary): string {
  return content
    .replace(
      compiled(
        `(?:${blank}(?:${words.language === 'en' ? 'in them|in it|at all|anywhere|somewhere|in (?:my|the|our) (?:library|documents|files)' : 'überhaupt|darin'}))+$`,
        'iu',
      ),
      '',
    )
    .trim()
}
