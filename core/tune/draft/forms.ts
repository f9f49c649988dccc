/** How sentences and headings become questions, in each of our languages, by their form alone. What is asked has the sentence itself as its answer. */
import type { TextLanguage } from './language.ts'

export interface QuestionForms {
  /** The subject of a sentence that says what something is; null where it does not. */
  readonly definition: (sentence: string) => string | null
  /** A sentence that dates something, asked for the date; null where it does not fit. */
  readonly when: (sentence: string) => string | null
  readonly section: (heading: string, title: string) => string
  /** For a document whose heading is its title. */
  readonly beginning: (title: string) => string
  /** A sentence with a gap in place of a figure. */
  readonly gap: (sentence: string) => string
}

const word = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}’'-]*"
const words = (most: number) => `${word}(?: ${word}){0,${most - 1}}`
const months = {
  en: 'January|February|March|April|May|June|July|August|September|October|November|December',
  de: 'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember',
  fr: 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre',
  es: 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre',
} as const
const year = '(?:1[5-9]|20)\\d{2}'

/** The question made of the match; null where the sentence has another form. */
function asks(form: RegExp, question: (...found: readonly string[]) => string): (sentence: string) => string | null {
  return (sentence) => {
    const found = form.exec(sentence)
    return found === null ? null : question(...found.slice(1).map((part) => part ?? ''))
  }
}

/** "Signal processing" begins a sentence; "BiDAF" and "London" may be names. */
const lowered = (subject: string) => subject.replace(/^\p{Lu}(?=\p{Ll}+(?: \p{Ll}+)+$)/u, (letter) => letter.toLowerCase())
/** A first word keeps its capital where it may be a name. */
const inside = (subject: string) =>
  lowered(subject).replace(/^(?:An?|The|Der|Die|Das|Eine?|Le|La|Les|L’|L'|Une?|El|Los|Las)(?=[ \p{L}])/u, (article) => article.toLowerCase())
const noSubject =
  '(?!\\p{Lu}\\p{Ll}+ing |(?:[^ ]+ ){1,4}(?:this|these|that|those|our|its|their|such)\\b|(?:The|This|That|These|Those|There|Here|It|He|She|They|We|You|I|What|Which|Who|Where|When|How|Why|One|Some|All|Each|Every|Many|Most|Another|Such|No|None|Both|Our|His|Her|Their|Its|My|If|In|On|At|For|And|But|Or|As|To|By|With|From|Figure|Fig|Table|Part|Section|Chapter|Step|Appendix)\\b)'

export const questionForms: Readonly<Record<TextLanguage, QuestionForms>> = {
  en: {
    definition: asks(
      new RegExp(
        `^${noSubject}(${words(5)}) (is|are) (?:an? |one of |any |the (?:process|name|term|act|part|study|ability|art|method|practice|use|state|set|number|amount|rate|science|measure)\\b|defined as )`,
        'u',
      ),
      (subject = '', verb = '') => `What ${verb} ${inside(subject)}?`,
    ),
    when: asks(
      new RegExp(
        `^((?:The |A |An )?${noSubject}${words(7)}) (was|were) (${word}(?: (?!and )[^ ,;:()]+){0,12}) (?:in|on) (?:(?:\\d{1,2} )?(?:${months.en}) (?:\\d{1,2}, )?)?${year}\\.$`,
        'u',
      ),
      (subject = '', verb = '', rest = '') => `When ${verb} ${inside(subject)} ${rest}?`,
    ),
    section: (heading, title) => `What does the section “${heading}” of “${title}” say?`,
    beginning: (title) => `What does “${title}” say at the beginning?`,
    gap: (sentence) => `Which figure is missing here: “${sentence}”?`,
  },
  de: {
    definition: asks(
      new RegExp(
        `^(?!(?:Dies|Das|Es|Er|Sie|Hier|Da|Was|Wer|Wo|Wie|Diese[rs]?|Jede[rs]?|Ziel|Grund|Folge|Voraussetzung)\\b)((?:Ein |Eine |Der |Die )?${words(3)}) (ist|sind) (?:eine? |der Vorgang|das Verfahren|die Bezeichnung|die Lehre)`,
        'u',
      ),
      (subject = '', verb = '') => `Was ${verb} ${inside(subject)}?`,
    ),
    when: asks(
      new RegExp(
        `^((?:Der |Die |Das )?${words(6)}) (wurde|wurden) (?:am \\d{1,2}\\. (?:${months.de}) |im (?:${months.de}) |im Jahr(?:e)? |im )?${year} ([^,;:()]{3,90})\\.$`,
        'u',
      ),
      (subject = '', verb = '', rest = '') => `Wann ${verb} ${inside(subject)} ${rest}?`,
    ),
    section: (heading, title) => `Was steht im Abschnitt „${heading}“ von „${title}“?`,
    beginning: (title) => `Was steht am Anfang von „${title}“?`,
    gap: (sentence) => `Welche Angabe fehlt hier: „${sentence}“?`,
  },
  fr: {
    definition: asks(
      new RegExp(
        `^(?!(?:Ce|Cela|C|Il|Elle|Ils|Elles|Ceci|On)\\b)((?:Une? |Le |La |L[’'])${words(4)}) (?:est|sont) (?:une? |des |le (?:processus|nom|fait)|l[’'](?:action|ensemble))`,
        'u',
      ),
      (subject = '') => `Qu’est-ce ${/^[AEIOUYÉÈÊH]/iu.test(inside(subject)) ? 'qu’' : 'que '}${inside(subject)} ?`,
    ),
    when: asks(
      new RegExp(
        `^((?:Le |La |Les |L[’'])?${words(7)}) (a été|ont été) ([^,;:()]{3,90}?) (?:en|le) (?:(?:\\d{1,2}(?:er)? )?(?:${months.fr}) )?${year}\\.$`,
        'u',
      ),
      (subject = '', verb = '', rest = '') => `Quand est-ce que ${inside(subject)} ${verb} ${rest} ?`,
    ),
    section: (heading, title) => `Que dit la section « ${heading} » de « ${title} » ?`,
    beginning: (title) => `Que dit « ${title} » au début ?`,
    gap: (sentence) => `Quel chiffre manque ici : « ${sentence} » ?`,
  },
  es: {
    definition: asks(
      new RegExp(
        `^(?!(?:Este|Esta|Esto|Eso|Es|Ella|Ellos)\\b)((?:Un |Una |El |La )?${words(4)}) (es|son) (?:una? |el (?:proceso|nombre|conjunto)|la (?:acción|ciencia|capacidad))`,
        'u',
      ),
      (subject = '', verb = '') => `¿Qué ${verb} ${inside(subject)}?`,
    ),
    when: asks(
      new RegExp(`^((?:El |La |Los |Las )?${words(7)}) (fue|fueron) ([^,;:()]{3,90}?) (?:en|el) (?:(?:\\d{1,2} de )?(?:${months.es}) de )?${year}\\.$`, 'u'),
      (subject = '', verb = '', rest = '') => `¿Cuándo ${verb} ${rest} ${inside(subject)}?`,
    ),
    section: (heading, title) => `¿Qué dice la sección «${heading}» de «${title}»?`,
    beginning: (title) => `¿Qué dice «${title}» al principio?`,
    gap: (sentence) => `¿Qué dato falta aquí: «${sentence}»?`,
  },
  ja: {
    definition: asks(/^([^、。はが「」\s]{2,20})(?:とは|は)、?[^。]{4,}(?:です|である|のこと|をいう|を指す)。$/u, (subject = '') => `${subject}とは何ですか。`),
    when: asks(
      /^([^、。]{2,30}は)、?(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)に([^、。]{2,40}(?:した|された|しました|されました))。$/u,
      (subject = '', rest = '') => `${subject}いつ${rest}か。`,
    ),
    section: (heading, title) => `『${title}』の「${heading}」の節には何が書かれていますか。`,
    beginning: (title) => `『${title}』の冒頭には何が書かれていますか。`,
    gap: (sentence) => `次の文の空欄に入る数字は何ですか。「${sentence}」`,
  },
  zh: {
    definition: asks(/^([^，。、是指“”\s]{2,16})(?:是一[种个类项]|是指|指的是|，是一)[^。]{4,}。$/u, (subject = '') => `什么是${subject}？`),
    when: asks(
      /^([^，。]{2,30}?)[于在](?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)([^，。]{2,30})。$/u,
      (subject = '', rest = '') => `${subject}是什么时候${rest}的？`,
    ),
    section: (heading, title) => `《${title}》的“${heading}”一节讲了什么？`,
    beginning: (title) => `《${title}》开头讲了什么？`,
    gap: (sentence) => `下面这句话空缺的数字是什么？“${sentence}”`,
  },
}
