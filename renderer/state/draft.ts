/** The question being written: its words, what it is asked of, and the pictures and long texts that go with it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { questionLimit, type Scope } from '../../core/types/answer.ts'
import { imageTypes } from '../../core/types/conversation.ts'

export interface Attached<T> {
  readonly id: string
  readonly content: T
}

export interface DraftState {
  readonly text: string
  /** Stays from one question to the next. */
  readonly scope: Scope
  readonly images: readonly Attached<Blob>[]
  /** Long texts that were pasted. */
  readonly texts: readonly Attached<string>[]
  /** What was pasted and cannot be sent. */
  readonly refused: 'image-type' | 'image-size' | 'image-count' | null
}

/** A question as it is sent. */
export interface Sent {
  readonly text: string
  readonly scope: Scope
  readonly images: readonly Blob[]
}

export interface Draft {
  readonly store: StoreApi<DraftState>
  write(text: string): void
  limit(change: (scope: Scope) => Scope): void
  attachImages(images: readonly Blob[]): void
  attachText(text: string): void
  changeText(id: string, text: string): void
  /** A picture or a text. */
  detach(id: string): void
  /** What was sent goes; what it was asked of stays. */
  sent(): void
  /** A new conversation: nothing stays, or only this. */
  reset(scope?: Scope): void
}

/** Pasted text of more UTF-16 code units than this is attached instead of written. */
export const longText = 2_000
/** Bytes. */
export const imageSizeLimit = 10_000_000
export const imageLimit = 8

const empty: DraftState = { text: '', scope: {}, images: [], texts: [], refused: null }

/** The words, then each text behind them. */
export function questionOf({ text, texts }: Pick<DraftState, 'text' | 'texts'>): string {
  return [text.trim(), ...texts.map(({ content }) => content.trim())].filter((part) => part !== '').join('\n\n')
}

/** By how many UTF-16 code units the question is too long to be sent; 0: it is not. */
export function excessOf(draft: Pick<DraftState, 'text' | 'texts'>): number {
  return Math.max(0, questionOf(draft).length - questionLimit)
}

function refusalOf(images: readonly Blob[], before: number): DraftState['refused'] {
  if (images.some(({ type }) => !imageTypes.some((known) => known === type))) return 'image-type'
  if (images.some(({ size }) => size > imageSizeLimit)) return 'image-size'
  return before + images.length > imageLimit ? 'image-count' : null
}

export function createDraft(newId: () => string): Draft {
  const store = createStore<DraftState>(() => empty)
  const set = store.setState
  return {
    store,
    write: (text) => set({ text }),
    limit: (change) => set(({ scope }) => ({ scope: change(scope) })),
    attachImages: (added) =>
      set(({ images }) => {
        const refused = refusalOf(added, images.length)
        return refused === null ? { images: [...images, ...added.map((content) => ({ id: newId(), content }))], refused } : { refused }
      }),
    attachText: (content) => set(({ texts }) => ({ texts: [...texts, { id: newId(), content }] })),
    changeText: (id, content) => set(({ texts }) => ({ texts: texts.map((text) => (text.id === id ? { id, content } : text)) })),
    detach: (id) => set(({ images, texts }) => ({ images: images.filter((one) => one.id !== id), texts: texts.filter((one) => one.id !== id), refused: null })),
    sent: () => set({ text: '', images: [], texts: [], refused: null }),
    reset: (scope = {}) => set({ ...empty, scope }),
  }
}
