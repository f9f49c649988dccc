/** The line for comparing whole files: sections → those about the same thing → what is the same, what differs → joined. */
import type { AnswerPart } from '../../types/answer.ts'
import type { AskPorts } from '../ports.ts'
import { plain } from '../quotes.ts'
import { startTimer } from '../step-timer.ts'
import { besideEachOther } from './beside.ts'
import { joined } from './join.ts'
import { compareRequest } from './requests.ts'
import { leadingLines, sectionsFor } from './summarise.ts'
import { type Topic, topicsOf } from './topics.ts'
import { add, beginWork, endWork, type FilesAsked, heading, type Reader, readerOf, type Statement, told, type Work, written } from './work.ts'

/** Streams the comparison, `answer-end` last. Throws as `summarise` does. */
export async function* compare({ files, model, hiddenText }: FilesAsked, ports: AskPorts, signal: AbortSignal): AsyncGenerator<AnswerPart, void> {
  const timer = startTimer(ports.clock)
  yield { type: 'answer-start', mode: model ? 'model' : 'quotes', model: model?.name ?? null }
  const work = beginWork(ports)
  const reader = model ? await readerOf(model, signal) : null
  const room = reader ? Math.floor(reader.room / files.length) : null
  const sections = files.map((file) => sectionsFor(file, hiddenText, room, work, ports))
  work.total = sections.flat().length + work.left.length
  const topics = topicsOf(sections)
  if (reader === null && topics.length > 0) yield add(work, ports.wording.comparedByWords(), timer)
  const statements: Statement[] = []
  yield { type: 'step', name: 'compare' }
  const ended = timer.begin('compare')
  for (const [at, topic] of topics.entries()) {
    signal.throwIfAborted()
    yield { type: 'progress', done: at, total: topics.length, label: topic.label }
    const shared = topic.sections.length > 1
    const text =
      shared && reader
        ? await byModel(topic, reader, work, statements, ports, signal)
        : shared
          ? besideEachOther(topic, work, ports)
          : alone(topic, work, ports)
    if (text === null) {
      for (const { file, label } of topic.sections) work.left.push({ file: file.path, label, reason: 'model-failed' })
      continue
    }
    work.read += topic.sections.length
    yield add(work, `${heading(topic.label)}\n\n${text}`, timer)
  }
  ended()
  yield { type: 'progress', done: topics.length, total: topics.length, label: '' }
  if (reader && topics.length > 1 && statements.length > 0) {
    yield { type: 'step', name: 'join' }
    const whole = await timer.run('join', () => joined(statements, reader, work, ports, signal))
    if (whole !== null) yield add(work, `${heading(ports.wording.together())}\n\n${whole.map(({ text, numbers }) => written(text, numbers)).join(' ')}`, timer)
  }
  yield { type: 'answer-end', answer: endWork(work, model, reader?.budget ?? null, timer) }
}

async function byModel(topic: Topic, reader: Reader, work: Work, statements: Statement[], ports: AskPorts, signal: AbortSignal): Promise<string | null> {
  const groups = topic.sections.map(({ file, passages }) => ({ name: file.name, passages }))
  const passages = groups.flatMap((group) => group.passages)
  const texts = groups.flatMap(({ name, passages: own }) => own.map(({ text }) => `${name}\n${text}`))
  const sentences = await told(work, compareRequest(groups, ports.random.id()), texts, reader, signal)
  if (sentences === null) return null
  const own = sentences.map(({ text, pieces }) => ({
    text,
    numbers: pieces.flatMap((piece) => {
      const passage = passages[piece - 1]
      return passage ? [work.book.cite(passage, { claim: text })] : []
    }),
  }))
  statements.push(...own)
  return own.map(({ text, numbers }) => written(text, numbers)).join(' ')
}

/** What only one file is about: its first words, and that no other has it. */
function alone({ sections }: Topic, work: Work, ports: AskPorts): string {
  const [section] = sections
  if (!section) return ''
  const lines = leadingLines(section, 2, true).map(({ passage, text }) => `> ${written(text, [work.book.cite(passage, { verbatim: text })])}`)
  return [plain(ports.wording.onlyIn(section.file.name)), ...lines].join('\n\n')
}
