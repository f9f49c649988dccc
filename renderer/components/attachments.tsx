/** The pictures and long texts that go with the question: shown small, opened, taken away. */
import { FileType2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import type { Attached } from '../state/draft.ts'
import { Dialog } from './dialog.tsx'
import { formatCount } from './format.ts'
import { Chip } from './scope-chips.tsx'

function Picture({ image, name, onRemove }: { readonly image: Attached<Blob>; readonly name: string; readonly onRemove: () => void }) {
  const [address, setAddress] = useState('')
  useEffect(() => {
    const made = URL.createObjectURL(image.content)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [image.content])
  return (
    <li className="thumbnail">
      {address === '' ? null : <img src={address} alt={name} />}
      <button type="button" className="square" aria-label={say('ask.chip-remove', { name })} onClick={onRemove}>
        <X className="icon" aria-hidden />
      </button>
    </li>
  )
}

function TextDialog({ text, onClose }: { readonly text: Attached<string>; readonly onClose: () => void }) {
  const { draft } = useApp()
  return (
    <Dialog title={say('ask.pasted-text')} className="pasted-text" onClose={onClose}>
      <textarea
        className="as-written"
        dir="auto"
        rows={12}
        aria-label={say('ask.pasted-text')}
        value={text.content}
        onChange={(event) => draft.changeText(text.id, event.target.value)}
      />
      <div className="actions">
        <button type="button" onClick={onClose}>
          {say('shell.close')}
        </button>
      </div>
    </Dialog>
  )
}

export function Attachments() {
  const { draft } = useApp()
  const { images, texts } = useStore(draft.store)
  const [openId, setOpenId] = useState<string | null>(null)
  const open = texts.find(({ id }) => id === openId)
  if (images.length === 0 && texts.length === 0) return null
  const remove = (id: string) => {
    draft.detach(id)
    document.getElementById('question')?.focus()
  }
  return (
    <>
      <ul className="chips" aria-label={say('ask.attached')}>
        {images.map((image, n) => (
          <Picture key={image.id} image={image} name={say('ask.picture', { n: n + 1 })} onRemove={() => remove(image.id)} />
        ))}
        {texts.map(({ id, content }) => (
          <Chip
            key={id}
            shape={
              <button type="button" className="bare chip-open" aria-label={say('ask.pasted-open')} onClick={() => setOpenId(id)}>
                <FileType2 className="icon" aria-hidden />
              </button>
            }
            name={say('ask.pasted-length', { count: formatCount(content.length) })}
            onRemove={() => remove(id)}
          />
        ))}
      </ul>
      {open ? <TextDialog text={open} onClose={() => setOpenId(null)} /> : null}
    </>
  )
}
