/** A key press as the desktop names it, and keys as people read them. Plain functions of plain values. */
import { isShortcut } from '../../core/types/shortcut.ts'

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backquote: '`',
}

type Pressed = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** By the place of the key on the keyboard, not by what it writes. Null: no keys that could work in every program. */
export function shortcutOf({ code, ctrlKey, metaKey, altKey, shiftKey }: Pressed, apple: boolean): string | null {
  const key = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? (/^F\d{1,2}$/.test(code) ? code : named[code])
  if (key === undefined) return null
  const control = apple ? metaKey : ctrlKey
  const other = apple ? ctrlKey : metaKey
  const parts = [
    ...(control ? ['CommandOrControl'] : []),
    ...(other ? [apple ? 'Control' : 'Super'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
    key,
  ]
  const shortcut = parts.join('+')
  return isShortcut(shortcut) ? shortcut : null
}

export function keysOf(shortcut: string, apple: boolean): readonly string[] {
  const words: Readonly<Record<string, string>> = apple
    ? { CommandOrControl: '⌘', Command: '⌘', Control: '⌃', Alt: '⌥', Option: '⌥', Shift: '⇧', Super: '⌘', Meta: '⌘', Return: '↩' }
    : { CommandOrControl: 'Ctrl', Control: 'Ctrl', Super: 'Super', Meta: 'Super', Return: 'Enter' }
  return shortcut.split('+').map((part) => words[part] ?? part)
}
