/** What keeps the question from being sent, said beneath it. */
import { useStore } from 'zustand'
import { say, sentences, type WordsKey } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { type DraftState, excessOf, imageLimit, imageSizeLimit } from '../state/draft.ts'
import { unscaled } from '../state/profile.ts'
import { formatBytes, formatCount } from './format.ts'
import { modelTitle } from './model-words.ts'
import { useAnswerer } from './use-answerer.ts'

/** Whether whoever answers sees pictures; a model of which nothing is known is taken at its user's word. */
function useSight(): { readonly sees: boolean; readonly model: string | null } {
  const { model, models } = useAnswerer()
  const capabilities = models?.models.find(({ name }) => model !== null && name === unscaled(model))?.capabilities ?? null
  return { model, sees: model !== null && (capabilities === null || capabilities.includes('vision')) }
}

/** Why the question cannot be sent as it is; null: it can. */
export function useHindrance(): string | null {
  const { draft } = useApp()
  const images = useStore(draft.store, (state) => state.images.length)
  const excess = useStore(draft.store, excessOf)
  const { sees, model } = useSight()
  if (images > 0 && !sees) return model === null ? say('ask.pictures-quotes') : say('ask.pictures-unseen', { model: modelTitle(model) })
  return excess > 0 ? say('ask.too-long', { count: formatCount(excess) }) : null
}

const refusalWords = {
  'image-type': 'ask.image-type',
  'image-size': 'ask.image-size',
  'image-count': 'ask.image-count',
} as const satisfies Record<NonNullable<DraftState['refused']>, WordsKey>

export function ComposerNotes({ hindrance }: { readonly hindrance: string | null }) {
  const { draft } = useApp()
  const refused = useStore(draft.store, (state) => state.refused)
  const refusal = refused === null ? null : say(refusalWords[refused], { size: formatBytes(imageSizeLimit), count: imageLimit })
  const note = sentences([refusal, hindrance].filter((part) => part !== null))
  return (
    <p className="composer-note" role="status">
      {note}
    </p>
  )
}
