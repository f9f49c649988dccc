/** Subtitles (SRT, WebVTT): what is said, a few cues to a block, each block with the time at which it begins. */
import type { Block, DocumentPart, DocumentProperties } from '../../types/document.ts'
import { decodeEntities } from '../html/entities.ts'
import { flatten } from '../shared/clean-text.ts'
import { decodeAll, isBinary } from '../shared/decode.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { parseText } from './text.ts'

/** Bytes; nobody talks longer. */
const largest = 20_000_000
/** UTF-16 code units: a block ends after a sentence from the one on, and after a cue from the other. */
const enough = 160
const most = 500
/** Seconds of silence that part two blocks. */
const longSilence = 8

/** `[hours:]minutes:seconds` and thousands of both ends. */
const timing = /^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?\s*-{1,2}>\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})/

/** Who speaks. */
const voice = /<v(?:\.[^\s>]{0,50})?\s+([^>]{1,100})>/

interface Cue {
  /** Seconds. */
  readonly start: number
  readonly end: number
  /** The line of its times, from 1. */
  readonly line: number
  readonly texts: { readonly text: string; readonly line: number; readonly speaker?: string }[]
}

export async function* parseSubtitles(source: ParseSource): AsyncGenerator<DocumentPart> {
  if (source.size > largest) {
    yield* parseText(source)
    return
  }
  const bytes = await readAll(source)
  if (isBinary(bytes)) {
    yield { blocks: [], end: { skipped: 'binary' } }
    return
  }
  const lines = decodeAll(bytes).split(/\r\n|[\n\r]/)
  yield { blocks: blocksOf(withoutRepeats(cuesOf(lines))), end: headOf(lines) }
}

function cuesOf(lines: readonly string[]): readonly Cue[] {
  const cues: Cue[] = []
  let inCue = false
  for (const [index, line] of lines.entries()) {
    const texts = cues.at(-1)?.texts
    const times = timing.exec(line)
    if (times !== null) {
      // without an empty line between, the cue's number stands in the one before
      const last = texts?.at(-1)
      if (last !== undefined && last.line === index && /^\d+$/.test(last.text)) texts?.pop()
      cues.push({ start: secondsOf(times[1], times[2], times[3]), end: secondsOf(times[4], times[5], times[6]), line: index + 1, texts: [] })
      inCue = true
    } else if (line.trim() === '') inCue = false
    else if (inCue) {
      const text = spoken(line)
      const speaker = voice.exec(line)?.[1]
      if (text !== '') texts?.push({ text, line: index + 1, ...(speaker === undefined ? {} : { speaker: `${flatten(speaker)}: ` }) })
    }
  }
  return cues
}

function secondsOf(hours = '0', minutes = '0', seconds = '0'): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/** Without marks of style and place; who speaks is told. */
function spoken(line: string): string {
  const named = line.replaceAll(new RegExp(voice, 'g'), (_, speaker: string) => `${speaker.trim()}: `)
  return flatten(decodeEntities(named.replace(/<\/?[a-z\d][^<>]{0,200}>/gi, '').replace(/\{\\[^{}]{0,200}\}/g, '')))
}

/** Live captions show a line again above the next: it is said once. */
function withoutRepeats(cues: readonly Cue[]): readonly Cue[] {
  let before: string | undefined
  return cues.map((cue) => {
    const texts = cue.texts.filter(({ text }, at) => at > 0 || text !== before)
    before = cue.texts.at(-1)?.text ?? before
    return { ...cue, texts }
  })
}

function blocksOf(cues: readonly Cue[]): readonly Block[] {
  const blocks: Block[] = []
  let text = ''
  let starts: [number, number][] = []
  let end = 0
  /** Named once, until somebody else speaks. */
  let speaking: string | undefined
  const close = (): void => {
    if (text !== '') blocks.push({ kind: 'paragraph', text, place: { kind: 'lines', starts } })
    text = ''
    starts = []
    speaking = undefined
  }
  for (const cue of cues) {
    if (cue.texts.length === 0) continue
    const said = text.length
    if (said >= most || (said >= enough && /[.!?…。！？]["'”’»)\]]*$/.test(text)) || cue.start - end > longSilence || cue.start < end - longSilence) close()
    if (text === '') {
      starts.push([0, cue.line])
      text = clock(cue.start)
    }
    if (cue.texts.every(({ speaker }) => speaker === undefined)) speaking = undefined
    for (const { text: words, line, speaker } of cue.texts) {
      // two speakers in one cue
      text += /^[-–—]/.test(words) && starts.length > 1 ? '\n' : ' '
      starts.push([text.length, line])
      text += speaker !== undefined && speaker === speaking && words.startsWith(speaker) ? words.slice(speaker.length) : words
      speaking = speaker ?? speaking
    }
    end = cue.end
  }
  close()
  return blocks
}

/** `00:01:02`. */
function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
}

/** WebVTT begins with its name, and may go on with a title and a language. */
function headOf(lines: readonly string[]): DocumentProperties {
  if (!/^\ufeff?WEBVTT\b/.test(lines[0] ?? '')) return {}
  const head = lines.slice(
    0,
    Math.max(
      1,
      lines.findIndex((line) => line.trim() === ''),
    ),
  )
  const title = head[0]?.replace(/^\ufeff?WEBVTT[\s-]*/, '')
  return propertiesOf({ title, language: head.map((line) => /^Language:\s*([\w-]+)/.exec(line)?.[1]).find((found) => found !== undefined) })
}
