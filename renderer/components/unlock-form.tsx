/** Takes a password and hands it on; the field is emptied at once, and nothing keeps it here. */
import { LockKeyhole } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef } from 'react'
import { say } from '../../core/words/words.ts'
import './unlock-form.css'

interface Props {
  /** What is locked. */
  readonly label: string
  readonly wrong?: boolean
  /** It was asked for just now: the field takes the focus. */
  readonly focused?: boolean
  readonly onUnlock: (password: string) => void
}

export function UnlockForm({ label, wrong = false, focused = false, onUnlock }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    if (focused) field.current?.focus()
  }, [focused])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const password = field.current?.value ?? ''
    if (password === '' || !field.current) return
    field.current.value = ''
    onUnlock(password)
  }
  return (
    <form className="unlock" onSubmit={submit}>
      <label htmlFor={id}>
        <LockKeyhole className="icon" aria-hidden />
        {label}
      </label>
      <div className="unlock-row">
        <input ref={field} id={id} type="password" autoComplete="off" maxLength={1_000} aria-invalid={wrong} aria-describedby={`${id}-hint`} />
        <button type="submit">{say('library.unlock')}</button>
      </div>
      <p id={`${id}-hint`} className={wrong ? 'unlock-wrong' : 'quiet'} role={wrong ? 'alert' : undefined}>
        {say(wrong ? 'library.unlock-wrong' : 'library.unlock-hint')}
      </p>
    </form>
  )
}
