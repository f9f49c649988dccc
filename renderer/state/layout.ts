/** How this window is laid out: the view, the columns' widths, what is folded. Remembered by the browser, not by the profile. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { languages } from '../../core/types/language.ts'
import type { Settings } from '../../core/types/settings.ts'

export const views = ['ask', 'library', 'models', 'tune', 'compare', 'settings'] as const
export type ViewName = (typeof views)[number]
export type Theme = Settings['theme']

export interface LayoutState {
  readonly view: ViewName
  /** Pixels. */
  readonly railWidth: number
  readonly evidenceWidth: number
  readonly railFolded: boolean
  readonly shortcutsOpen: boolean
  readonly paletteOpen: boolean
  /** What was not read is shown in place of the library, of one source or (null) of all; null: it is not. */
  readonly report: { readonly sourceId: string | null } | null
  /** What a screen reader is told of a key that changes nothing to be seen. */
  readonly said: string
  /** The theme last used: applied before the engine answers, so that nothing flashes. */
  readonly theme: Theme
  /** The language last chosen, likewise. */
  readonly language: Settings['language']
}

export const railRange = [168, 400] as const
export const evidenceRange = [320, 880] as const

export type Layout = StoreApi<LayoutState>

const key = 'alcove.layout'
const remembered = ['view', 'railWidth', 'evidenceWidth', 'railFolded', 'theme', 'language'] as const
const usual: LayoutState = {
  view: 'ask',
  railWidth: 248,
  evidenceWidth: 480,
  railFolded: false,
  shortcutsOpen: false,
  paletteOpen: false,
  report: null,
  said: '',
  theme: 'system',
  language: 'system',
}

const isBetween = (value: unknown, [least, most]: readonly [number, number]): value is number => typeof value === 'number' && value >= least && value <= most

/** Whatever was stored passes this gate; what does not fit is left at its usual value. */
function recall(stored: string | null): LayoutState {
  let raw: Record<string, unknown>
  try {
    const parsed: unknown = JSON.parse(stored ?? '{}')
    raw = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return usual
  }
  const view = views.find((name) => name === raw['view'])
  const theme = (['system', 'light', 'dark'] as const).find((name) => name === raw['theme'])
  const language = languages.find((name) => name === raw['language'])
  return {
    ...usual,
    ...(language ? { language } : {}),
    ...(view ? { view } : {}),
    ...(theme ? { theme } : {}),
    ...(isBetween(raw['railWidth'], railRange) ? { railWidth: raw['railWidth'] } : {}),
    ...(isBetween(raw['evidenceWidth'], evidenceRange) ? { evidenceWidth: raw['evidenceWidth'] } : {}),
    railFolded: raw['railFolded'] === true,
  }
}

export function createLayout(storage: Storage): Layout {
  const store = createStore<LayoutState>(() => recall(storage.getItem(key)))
  store.subscribe((state) => storage.setItem(key, JSON.stringify(Object.fromEntries(remembered.map((name) => [name, state[name]])))))
  return store
}
