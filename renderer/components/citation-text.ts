/** A citation as text to paste: what it says, and where. */
import type { Citation } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'

export function citationText({ quote, fileName, anchor }: Pick<Citation, 'quote' | 'fileName' | 'anchor'>): string {
  return say('ask.copied-citation', { quote: quote.replace(/\s+/g, ' ').trim(), file: fileName, place: placeOf(anchor) })
}
