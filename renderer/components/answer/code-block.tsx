/** Code in an answer: its language, a button that copies it, and the code, which scrolls and keeps its lines. */
import { memo } from 'react'
import { say } from '../../../core/words/words.ts'
import { CopyButton } from '../copy-button.tsx'
import { loaded } from './loaded.ts'
import './code-block.css'

export const colours = loaded(() => import('./code-colours.tsx'))

interface Props {
  readonly code: string
  /** As the model named it; empty where it did not. */
  readonly language: string
}

export const CodeBlock = memo(function CodeBlock({ code, language }: Props) {
  const coloured = colours.use()?.colouredCode(code, language)
  const label = /^[\w+#.-]{1,24}$/.test(language) ? language : say('ask.code')
  return (
    <figure className="code-block" dir="ltr">
      <figcaption>
        <span>{label}</span>
        <CopyButton text={code} label={say('ask.copy-code')} small />
      </figcaption>
      {/* Whatever scrolls can be reached by key. */}
      <pre role="group" aria-label={label} tabIndex={0}>
        <code>{coloured ?? code}</code>
      </pre>
    </figure>
  )
})
