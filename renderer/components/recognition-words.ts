/** Scanned pages that are read in the background, in one line. */
import type { RecognitionSnapshot } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { formatDuration, joined } from './format.ts'

const words = { reading: 'library.scans-reading', waiting: 'library.scans-waiting', absent: 'library.scans-absent' } as const

export function recognitionWords({ state, waiting, secondsLeft }: RecognitionSnapshot): string {
  const left = state === 'reading' && secondsLeft !== null ? [say('library.run-left', { time: formatDuration(secondsLeft) })] : []
  return joined([say(words[state], { waiting }), ...left])
}
