/**
 * By which words a follow-up points at the files of the list before it, by language. Each is a list of alternatives of a
 * regular expression, compared without case; blanks stand for any run of blanks, `THINGS` for any word for files.
 */
import type { Vocabulary } from '../understand/vocabulary.ts'

export interface ListSigns {
  /** How one goes on. */
  readonly lead: string
  /** Questions for the list itself, or its number: "list them all", "which ones?". */
  readonly whole: string
  /** How a question begins that is asked of the list, and how it begins when it stands for itself; `$1` is the pattern's first group. */
  readonly heads: readonly (readonly [pattern: string, stands: string])[]
  /** Stands in the place of the words looked for: "how many contracts name her". */
  readonly pronouns: string
  /** The same before the verb, where the language has it there. */
  readonly clitics?: string
}

/** "of them". */
const ofThem = {
  en: '(?:of|among|in|from|out of) (?:all )?(?:of )?(?:(?:these|those) THINGS|them|these|those)',
  de: '(?:davon|darunter|daraus|(?:von|unter) (?:ihnen|denen|diesen)(?: THINGS)?|dieser THINGS)',
  fr: "(?:d[’']entre (?:eux|elles)|parmi (?:eux|elles|ces THINGS)|de ces THINGS)",
  es: '(?:de (?:ell[oa]s|est[oa]s|es[oa]s)(?: THINGS)?|entre (?:ell[oa]s|est[oa]s|es[oa]s)(?: THINGS)?)',
}
const newestWords = {
  en: '(newest|latest|most recent|oldest|earliest|largest|biggest|smallest)',
  de: '(neueste|aktuellste|jüngste|älteste|größte|kleinste)',
  fr: '(plus récente?|plus ancienne?|plus gros(?:se)?|plus grande?|plus petite?)',
  es: '(más reciente|más nuev[oa]|más antigu[oa]|más viej[oa]|más grande|más pequeñ[oa])',
}

const en: ListSigns = {
  lead: 'and|but|or|also|so|then|ok(?:ay)?|now|what about|how about',
  whole:
    '(?:can you |could you )?(?:list|show(?: me)?|name|give me|display|enumerate|see|what are|which are)(?: me)? (?:(?:all|each|every one)(?: of)? )?(?:them|these|those|it|all|everything|(?:the )?(?:full|whole|complete|entire) list|the list|the rest|(?:the|these|those) THINGS|their names)(?: all)?|which(?: (?:ones|THINGS))?(?: are (?:they|those|these))?|what are they(?: called)?|(?:the )?(?:full|whole|complete|entire) list|all of them|how many(?: (?:are there|is that|are they|are those))?(?: (?:in (?:all|total)|altogether))?',
  heads: [
    [`how many(?: THINGS)? ${ofThem.en}|how many(?: ones)?`, 'how many files'],
    [`in how many(?: THINGS)?(?: ${ofThem.en})`, 'in how many files'],
    [`in (?:which|what)(?: THINGS)? ${ofThem.en}|in (?:which|what) ones?`, 'in which files'],
    [`(?:which|what)(?: one)?(?: ${ofThem.en})? (?:is|was) the ${newestWords.en}(?: one)?`, 'which is the $1 file'],
    [`(?:which|what)(?: (?:ones?|THINGS))? ${ofThem.en}|which(?: ones?)?|(?:do|does|did|is|are|was|were|has|have) any(?: ${ofThem.en})?`, 'which files'],
    [
      `(?:list|show(?: me)?|name|give me|display|find)?(?: me)? ?(?:only |just )?(?:all )?(?:those THINGS|(?:of )?(?:them|those|these)|the ones)(?: ${ofThem.en})?`,
      'list files',
    ],
    ['(?:only|just)(?: show(?: me)?)?', 'list files that are'],
  ],
  pronouns: 'him|her|it|them|that|this|(?:this|that|the same) (?:person|name|company|firm|man|woman|place|word|thing)',
}

const de: ListSigns = {
  lead: 'und|aber|oder|auch|also|dann|ok(?:ay)?|was ist mit|wie steht es mit|wie sieht es mit',
  whole:
    '(?:liste?|zeige?|nenne?|gib)(?: (?:sie|die|alle|mir|uns|bitte|diese|dir|liste|namen|ganze|vollständige|THINGS))*(?: (?:alle|auf|an|bitte|vollständig|einzeln))*|welche(?: (?:sind (?:das|es)|denn|THINGS))?|(?:die )?(?:ganze |vollständige |komplette )?liste|alle auflisten|wie ?viele(?: sind (?:es|das))?(?: insgesamt)?',
  heads: [
    [`wie ?viele(?: THINGS)? ${ofThem.de}|wie ?viele`, 'wie viele dateien'],
    [`in wie ?vielen(?: THINGS)?(?: ${ofThem.de})`, 'in wie vielen dateien'],
    [`in welche[rnm]?(?: THINGS)? ${ofThem.de}|in welchen`, 'in welchen dateien'],
    [`welche[rsnm]?(?: ${ofThem.de})? (?:ist|war) (?:die|der|das) ${newestWords.de}[rsn]?(?: ${ofThem.de})?`, '$1 datei'],
    [`welche[rsnm]?(?: THINGS)? ${ofThem.de}|welche[rsnm]?`, 'welche dateien'],
    [`(?:liste?|zeige?|nenne?|such(?:e)?|finde)?(?: (?:mir|uns))? ?(?:bitte )?(?:nur )?(?:die|diejenigen|alle)(?: ${ofThem.de})?`, 'liste dateien'],
    ['nur', 'liste dateien die sind'],
  ],
  pronouns: 'ihn|sie|es|ihm|ihr|das|den|dies(?:e|es|en)?(?: (?:namen?|person|firma|ort|wort))?',
}

const fr: ListSigns = {
  lead: "et|mais|aussi|alors|ok|qu[’']en est-il (?:de |des |du |d[’'])",
  whole:
    '(?:liste|montre|affiche|donne|énumère|cite)(?:z|r)?(?:[- ](?:les|la|le))?(?:[- ]moi)?(?: (?:tous|toutes|tout|les|la liste(?: complète| entière)?|leurs noms|THINGS))*|lesquel(?:le)?s(?: sont-(?:ils|elles|ce))?|(?:la )?liste(?: complète| entière)?|combien(?: sont-(?:ils|elles)| y en a-t-il| en tout| au total)*|quels (?:THINGS|sont-ils)',
  heads: [
    [`combien(?: de THINGS)? ${ofThem.fr}|combien`, 'combien de fichiers'],
    [`dans combien(?: ${ofThem.fr})?`, 'dans combien de fichiers'],
    [`dans (?:lesquel(?:le)?s|quel(?:le)?s THINGS)(?: ${ofThem.fr})?`, 'dans quels fichiers'],
    [`(?:lequel|laquelle)(?: ${ofThem.fr})? est l[ea] ${newestWords.fr}(?: ${ofThem.fr})?`, 'quel est le fichier le $1'],
    [`(?:lesquel(?:le)?s|quel(?:le)?s THINGS)(?: ${ofThem.fr})?|quel(?:le)?s ${ofThem.fr}|est-ce que certain(?:e)?s(?: ${ofThem.fr})?`, 'quels fichiers'],
    [
      `(?:(?:liste|montre|affiche|donne|énumère|cherche)[zr]?(?:[- ]moi)? )?(?:seulement |juste |uniquement )?(?:ceux|celles)(?: ${ofThem.fr})?`,
      'liste les fichiers',
    ],
    ['seulement|uniquement|juste', 'liste les fichiers qui sont'],
  ],
  pronouns: 'lui|elle|eux|cela|ça|cette (?:personne|entreprise|société)|ce (?:nom|mot|lieu)',
  clitics: "l[ea]s?|l[’']",
}

const es: ListSigns = {
  lead: 'y|e|pero|también|entonces|ok|qué hay de|qué pasa con|qué tal',
  whole:
    '(?:lista|lístal[oa]s|listar|enumera|enuméral[oa]s|muéstral[oa]s|muéstramel[oa]s|muestra|muéstrame|dame|dámel[oa]s|dime|nómbral[oa]s)(?: (?:tod[oa]s|ell[oa]s|cuáles son|la lista(?: completa| entera)?|sus nombres|l[oa]s|THINGS))*|cuáles(?: son)?|(?:la )?lista(?: completa| entera)?|cuánt[oa]s(?: son| hay)?(?: en total)?|qué THINGS(?: son)?',
  heads: [
    [`cuánt[oa]s(?: THINGS)? ${ofThem.es}|cuánt[oa]s`, 'cuántos archivos'],
    [`en cuánt[oa]s(?: THINGS)?(?: ${ofThem.es})?`, 'en cuántos archivos'],
    [`en (?:cuáles|qué THINGS)(?: ${ofThem.es})?`, 'en qué archivos'],
    [`cuál(?: ${ofThem.es})? es (?:el|la) ${newestWords.es}(?: ${ofThem.es})?`, 'cuál es el archivo $1'],
    [`cuáles(?: ${ofThem.es})?|qué THINGS ${ofThem.es}|algun[oa]s?(?: ${ofThem.es})`, 'qué archivos'],
    [
      `(?:(?:lista|muéstrame|muestra|dame|busca|enumera) )?(?:solo |sólo |solamente )?(?:l[oa]s|aquell[oa]s|es[oa]s)(?: ${ofThem.es})? (?=que |de )`,
      'lista archivos ',
    ],
    ['solo|sólo|solamente', 'lista archivos que son'],
  ],
  pronouns: 'él|ella|ell[oa]s|es[oa]|est[oa]|(?:esa|esta) (?:persona|empresa|palabra)|ese (?:nombre|lugar)',
  clitics: 'l[oa]s?',
}

const byLanguage: Readonly<Record<string, ListSigns>> = { en, de, fr, es }

/** With the words for files of the language in place. */
export function listSigns(words: Vocabulary): ListSigns {
  const signs = byLanguage[words.language] ?? en
  const all = `(?:${[...words.formats.map(([source]) => source), words.kinds, words.files].join('|')})`
  const put = (source: string) => source.replaceAll('THINGS', all)
  return { ...signs, whole: put(signs.whole), heads: signs.heads.map(([pattern, stands]) => [put(pattern), stands] as const) }
}

/** The same for Chinese and Japanese, whose questions are put together otherwise. `$1` and `$2` as in a replacement. */
export const eastAsianLists = {
  whole:
    /^(?:请|那|那么)?(?:把)?(?:它们|他们|这些(?:文件|文档)?)?(?:全部|都|一一)?(?:列出来?|显示出?来?|给我看看?)(?:它们|全部|所有的?|这些(?:文件|文档)?)?(?:吧)?$|^(?:那|那么)?(?:有|是)?哪(?:些|几个)(?:文件|文档)?$|^(?:一共|总共)?(?:有)?多少个?$|^(?:では|じゃあ)?(?:それら|これら|その(?:ファイル|文書)|全部|すべて)?を?(?:全部|すべて)?(?:一覧(?:して|にして|表示して|を見せて)?|リスト(?:にして|アップして)|見せて|挙げて|教えて)(?:ください)?$|^どれ(?:ですか)?$|^(?:全部で)?(?:いくつ|何件)(?:ですか|ありますか)?$/u,
  heads: [
    [
      /^(?:那|那么)?(?:其中|这些(?:文件|文档)?(?:里|中)|它们(?:里|当中|之中|中))(?:面)?[，,]?(?:一共|总共)?(?:有)?(?:多少|几)(?:个|份|封)?(?:文件|文档)?(?:是)?/u,
      '有多少文件',
    ],
    [/^(?:那|那么)?(?:其中|这些(?:文件|文档)?(?:里|中)|它们(?:里|当中|之中|中))(?:面)?[，,]?(?:有)?(?:哪些|哪个|哪几个)(?:文件|文档)?(?:是)?/u, '哪些文件'],
    [
      /^(?:では|じゃあ)?(?:その(?:うち|中)で?|それらのうち|これらのうち|この中で)[、,]?(.+?)(?:もの|の|ファイル|文書)?(?:は|が)(?:いくつ|何件|何個)(?:ですか|ありますか|ある)?$/u,
      '$1ファイルはいくつありますか',
    ],
    [
      /^(?:では|じゃあ)?(?:その(?:うち|中)で?|それらのうち|これらのうち|この中で)[、,]?(?:いくつ|何件)(?:の(?:ファイル|文書))?(?:が|に)(.+?)(?:のもの)?(?:ですか|ますか|か)?$/u,
      '$1ファイルはいくつありますか',
    ],
    [
      /^(?:では|じゃあ)?(?:その(?:うち|中)で?|それらのうち|これらのうち|この中で)[、,]?(.+?)(?:もの|の|ファイル|文書)?(?:は|が)?(?:どれ|を?(?:一覧にして|見せて|教えて))(?:ですか|ください)?$/u,
      '$1ファイルを一覧にして',
    ],
  ] as readonly (readonly [RegExp, string])[],
  pronouns: /^(?:它|他|她|这个人|那个人|这个|それ|これ|彼|彼女|その人)$/u,
}
