/** Code with its words told apart. highlight.js gives a tree, which becomes React elements; nothing in it is read as markup. */
import { common, createLowlight } from 'lowlight'
import type { ReactNode } from 'react'

const lowlight = createLowlight(common)
type Part = ReturnType<typeof lowlight.highlight>['children'][number]

/** Longer code, or code with longer lines, is shown in one colour: colouring it would hold the window up. UTF-16 code units. */
const longestCode = 30_000
const longestLine = 2_000

function drawn(part: Part, key: number): ReactNode {
  if (part.type === 'text') return part.value
  if (part.type !== 'element') return null
  const names = part.properties['className']
  const className = Array.isArray(names) ? names.filter((name) => /^[a-z_-]+$/.test(name)).join(' ') : ''
  return (
    <span key={key} className={className}>
      {part.children.map(drawn)}
    </span>
  )
}

/** Null where the language is not known, or the code too long. */
export function colouredCode(code: string, language: string): ReactNode {
  const name = language.toLowerCase()
  if (!lowlight.registered(name) || code.length > longestCode || code.split('\n').some((line) => line.length > longestLine)) return null
  return lowlight.highlight(name, code).children.map(drawn)
}
