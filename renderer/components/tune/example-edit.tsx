/** An example written anew, where it stands: Enter saves, Shift+Enter breaks, Esc leaves it as it was. */
import { Check } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { Example } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { isComposing } from '../composing.ts'
import { Labelled } from '../labelled.tsx'

interface Props {
  readonly example: Example
  readonly onSave: (text: { readonly input: string; readonly output: string }) => void
  readonly onCancel: () => void
}

export function ExampleEdit({ example, onSave, onCancel }: Props) {
  const [input, setInput] = useState(example.input)
  const [output, setOutput] = useState(example.output)
  const complete = input.trim() !== '' || example.kind !== 'question'
  const save = () => complete && onSave({ input: input.trim(), output: output.trim() })
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey))) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') onCancel()
    else save()
  }
  return (
    <form
      className="example-edit"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Labelled label={say('tune.input')}>
        {(ids) => (
          <textarea
            {...ids}
            ref={(element) => element?.focus()}
            rows={2}
            maxLength={200_000}
            className="as-written"
            value={input}
            onChange={({ target }) => setInput(target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Labelled>
      <Labelled label={say('tune.output')}>
        {(ids) => (
          <textarea
            {...ids}
            rows={3}
            maxLength={200_000}
            className="as-written"
            value={output}
            onChange={({ target }) => setOutput(target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Labelled>
      <div className="tune-actions">
        <button type="submit" className="loud" disabled={!complete}>
          <Check className="icon" aria-hidden />
          {say('tune.save')}
        </button>
        <button type="button" onClick={onCancel}>
          {say('shell.cancel')}
        </button>
      </div>
    </form>
  )
}
