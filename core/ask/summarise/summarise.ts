/** The line for summaries of whole files: sections → each summarised → joined. Without a model, the sentences that begin each section. */
import type { AnswerPart } from '../../types/answer.ts'
import { passageLines } from '../passage-lines.ts'
import type { AskPorts } from '../ports.ts'
import { type StepTimer, startTimer } from '../step-timer.ts'
import { joined } from './join.ts'
import { sectionRequest } from './requests.ts'
import { type Section, sectionsOf, wholeFile } from './sections.ts'
import { add, beginWork, endWork, type FilesAsked, heading, type Reader, readerOf, type Statement, told, type Work, written } from './work.ts'

/** Sentences quoted from the beginning of a section where no model is. */
const leading = 2

/** Streams the summary, `answer-end` last. Throws the codes of the model or the gate; what was streamed until then stands. */
export async function* summarise({ files, model, hiddenText }: FilesAsked, ports: AskPorts, signal: AbortSignal): AsyncGenerator<AnswerPart, void> {
  const timer = startTimer(ports.clock)
  yield { type: 'answer-start', mode: model ? 'model' : 'quotes', model: model?.name ?? null }
  const work = beginWork(ports)
  const reader = model ? await readerOf(model, signal) : null
  const sections = files.flatMap((file) => sectionsFor(file, hiddenText, reader?.room ?? null, work, ports))
  work.total = sections.length + work.left.length
  if (reader === null && sections.length > 0) yield add(work, ports.wording.leadingSentences(), timer)
  const statements: Statement[] = []
  yield { type: 'step', name: 'summarise' }
  const ended = timer.begin('summarise')
  let file = ''
  for (const [at, section] of sections.entries()) {
    signal.throwIfAborted()
    yield { type: 'progress', done: at, total: sections.length, label: section.label }
    const own = reader ? await bySection(section, reader, work, ports, signal) : quoted(section, work)
    const top = files.length > 1 && section.file.path !== file ? `${heading(section.file.name)}\n\n` : ''
    file = section.file.path
    if (own === null) {
      work.left.push({ file: section.file.path, label: section.label, reason: 'model-failed' })
      continue
    }
    work.read += 1
    statements.push(...own)
    const label = sections.length > 1 ? `${heading(section.label)}\n\n` : ''
    yield add(work, `${top}${label}${paragraph(own, reader !== null)}`, timer)
  }
  ended()
  yield { type: 'progress', done: sections.length, total: sections.length, label: '' }
  if (reader && sections.length > 1 && statements.length > 0) yield* together(statements, reader, work, ports, timer, signal)
  yield { type: 'answer-end', answer: endWork(work, model, reader?.budget ?? null, timer) }
}

export function sectionsFor(
  file: FilesAsked['files'][number],
  hiddenText: FilesAsked['hiddenText'],
  room: number | null,
  work: Work,
  ports: AskPorts,
): readonly Section[] {
  const { passages, hidden } = wholeFile(file, hiddenText, ports)
  work.hidden += hidden
  work.passages += passages.length
  if (passages.length > 0) work.files.add(file.path)
  else work.left.push({ file: file.path, label: file.name, reason: hidden > 0 ? 'hidden' : 'empty' })
  return sectionsOf(file, passages, room)
}

async function bySection({ passages }: Section, reader: Reader, work: Work, ports: AskPorts, signal: AbortSignal): Promise<readonly Statement[] | null> {
  const texts = passages.map((passage) => `${passage.context}\n${passage.text}`)
  const sentences = await told(work, sectionRequest(passages, ports.random.id()), texts, reader, signal)
  return (
    sentences?.map(({ text, pieces }) => ({
      text,
      numbers: pieces.flatMap((piece) => {
        const passage = passages[piece - 1]
        return passage ? [work.book.cite(passage, { claim: text })] : []
      }),
    })) ?? null
  )
}

/** Verbatim: how the section begins and, with `headed`, how each part of it under a heading of its own does. A section that is a table gives its first rows. */
export function leadingLines(
  { passages }: Section,
  most: number,
  headed = false,
): readonly { readonly passage: Section['passages'][number]; readonly text: string }[] {
  const lines = passages.flatMap((passage) => passageLines(passage).map((line) => ({ passage, line })))
  const says = ({ line }: (typeof lines)[number]) => line.kind === 'sentence' || line.kind === 'row'
  const telling = lines.filter(says)
  const chosen = lines.filter((one, at) => {
    if (!says(one)) return false
    const before = lines[at - 1]?.line.kind
    return telling.indexOf(one) < most || (headed && one.line.kind === 'sentence' && (before === 'label' || before === 'title'))
  })
  return (telling.length > 0 ? chosen : lines.slice(0, most)).map(({ passage, line }) => ({ passage, text: line.text }))
}

function quoted(section: Section, work: Work): readonly Statement[] {
  return leadingLines(section, leading, true).map(({ passage, text }) => ({ text, numbers: [work.book.cite(passage, { verbatim: text })] }))
}

function paragraph(statements: readonly Statement[], byModel: boolean): string {
  const all = statements.map(({ text, numbers }) => written(text, numbers))
  return byModel ? all.join(' ') : all.map((one) => `> ${one}`).join('\n\n')
}

async function* together(
  statements: readonly Statement[],
  reader: Reader,
  work: Work,
  ports: AskPorts,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, void> {
  yield { type: 'step', name: 'join' }
  const whole = await timer.run('join', () => joined(statements, reader, work, ports, signal))
  if (whole !== null) yield add(work, `${heading(ports.wording.together())}\n\n${paragraph(whole, true)}`, timer)
}
