/** Whether a key is part of writing a word with an input method: then it is no command. */
import type { KeyboardEvent } from 'react'

/** What browsers report as `keyCode` for keys that an input method has swallowed. */
const composingKey = 229

export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === composingKey
}
