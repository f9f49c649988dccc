/** How a file ended, in words, and as a tag with a shape. */
import { Check, CircleAlert, CircleDashed, CircleSlash, Clock, Unplug } from 'lucide-react'
import type { ErrorCode } from '../../core/errors.ts'
import type { FileStatus } from '../../core/types/library.ts'
import {
  type EmptyReason,
  emptyReasons,
  type GapKind,
  type Outcome,
  type OutcomeKind,
  type SkipReason,
  skipReasons,
  type UnreadPart,
} from '../../core/types/outcome.ts'
import { advice, say, type WordsKey } from '../../core/words/words.ts'
import './support.css'

export const skipWords: Readonly<Record<SkipReason, WordsKey>> = {
  'too-large': 'library.skipped-too-large',
  'unsupported-format': 'library.skipped-unsupported-format',
  ignored: 'library.skipped-ignored',
  link: 'library.skipped-link',
  'special-file': 'library.skipped-special-file',
  binary: 'library.skipped-binary',
  'name-not-readable': 'library.skipped-name-not-readable',
  'old-format': 'library.skipped-old-format',
}

export const emptyWords: Readonly<Record<EmptyReason, WordsKey>> = {
  'no-text': 'library.empty-no-text',
  scanned: 'library.empty-scanned',
}

/** What is missing of files that were read, `found` of it in `files`. */
export const gapWords: Readonly<Record<GapKind, WordsKey>> = {
  'pages-waiting': 'library.gap-pages-waiting',
  'pages-given-up': 'library.gap-pages-given-up',
  'pages-broken': 'library.gap-pages-broken',
  'parts-unread': 'library.gap-parts-unread',
  'text-hidden': 'library.gap-text-hidden',
}

/** Why a file is not read, in one sentence; null where it is. `path` fills advice that names it. */
export function reasonOf(outcome: Outcome, path: string): string | null {
  switch (outcome.kind) {
    case 'indexed':
    case 'unchanged':
      return null
    case 'empty':
      return say(emptyWords[outcome.reason])
    case 'skipped':
      return say(skipWords[outcome.reason])
    case 'failed':
      return adviceFor(outcome.code, path)
    case 'offline':
      return say('library.reason-offline')
  }
}

/** Why a part of a file is not read. */
export function reasonWords(reason: UnreadPart['reason'], path: string): string {
  if (isOneOf(emptyReasons, reason)) return say(emptyWords[reason])
  return isOneOf(skipReasons, reason) ? say(skipWords[reason]) : adviceFor(reason, path)
}

function isOneOf<T extends string>(all: readonly T[], value: string): value is T {
  return all.some((one) => one === value)
}

export function adviceFor(code: ErrorCode, path: string): string {
  return advice(code, { path })
}

const kinds = {
  words: { word: 'library.outcome-words', tag: 'tag tag-plain', Shape: Clock },
  waiting: { word: 'library.outcome-waiting', tag: 'tag tag-plain', Shape: Clock },
  indexed: { word: 'library.outcome-indexed', tag: 'tag tag-supported', Shape: Check },
  unchanged: { word: 'library.outcome-unchanged', tag: 'tag tag-supported', Shape: Check },
  empty: { word: 'library.outcome-empty', tag: 'tag tag-weak', Shape: CircleDashed },
  skipped: { word: 'library.outcome-skipped', tag: 'tag tag-weak', Shape: CircleSlash },
  failed: { word: 'library.outcome-failed', tag: 'tag tag-unsupported', Shape: CircleAlert },
  offline: { word: 'library.outcome-offline', tag: 'tag tag-weak', Shape: Unplug },
} as const satisfies Record<string, { readonly word: WordsKey; readonly tag: string; readonly Shape: typeof Check }>

export function OutcomeTag({ file }: { readonly file: FileStatus }) {
  const { read = 0, waiting = 0, failed = 0 } = file.gaps?.scanned ?? {}
  const pages = read + waiting + failed
  return (
    <>
      <KindTag kind={file.outcome?.kind ?? (file.passages > 0 ? 'words' : 'waiting')} />
      {waiting > 0 ? <span className="quiet figures"> {say('library.outcome-scans', { read, pages })}</span> : null}
    </>
  )
}

export function KindTag({ kind }: { readonly kind: OutcomeKind | 'words' | 'waiting' }) {
  const { word, tag, Shape } = kinds[kind]
  return (
    <span className={tag}>
      <Shape className="icon" aria-hidden />
      {say(word)}
    </span>
  )
}
