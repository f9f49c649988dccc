/** Keys that work in every program, written as Electron writes them: `CommandOrControl+Shift+Space`. */

const modifiers = ['CommandOrControl', 'Command', 'Control', 'Alt', 'Option', 'AltGr', 'Shift', 'Super', 'Meta'] as const
const named = ['Space', 'Tab', 'Backspace', 'Delete', 'Insert', 'Return', 'Up', 'Down', 'Left', 'Right', 'Home', 'End', 'PageUp', 'PageDown', 'Plus']
const key = new RegExp(`^(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|[\\-=[\\]\\\\;',./\`]|${named.join('|')})$`)

/** At least one modifier that no one writes text with, each once, then one key. */
export function isShortcut(text: string): boolean {
  const parts = text.split('+')
  const last = parts.pop() ?? ''
  const known = parts.every((part) => modifiers.some((modifier) => modifier === part)) && new Set(parts).size === parts.length
  return known && parts.some((part) => part !== 'Shift' && part !== 'AltGr') && key.test(last)
}
