/** What the palette offers: everything the window can do, the conversations, and who could answer. */
import type { ExportFormat, ListedConversation } from '../../core/types/conversation.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import type { App } from '../state/app.ts'
import { findConversations, openConversation, startConversation } from '../state/conversations.ts'
import { obey } from '../state/obey.ts'
import { modelTitle } from './model-words.ts'
import { saveConversation } from './save-conversation.ts'
import { focusQuestion } from './use-keys.ts'

export const groups = ['recent', 'actions', 'conversations', 'models'] as const
export type Group = (typeof groups)[number]

export interface Entry {
  readonly id: string
  readonly group: Group
  readonly name: string
  readonly run: (app: App) => unknown
}

interface Command {
  readonly word: WordsKey
  readonly run: (app: App) => unknown
  /** Absent: always. */
  readonly offered?: (app: App) => boolean
}

const runState = ({ library }: App) => library.store.getState().run?.state
const shownId = ({ session }: App) => session.store.getState().conversationId

function exporting(word: WordsKey, format: ExportFormat): Command {
  return { word, offered: (app) => shownId(app) !== null, run: (app) => saveConversation(app, shownId(app) ?? '', format) }
}

const commands: readonly Command[] = [
  { word: 'shell.key-ask', run: focusQuestion },
  { word: 'conversations.new', run: startConversation },
  { word: 'conversations.search', run: findConversations },
  { word: 'shell.ask', run: (app) => obey(app, 'show-ask') },
  { word: 'shell.library', run: (app) => obey(app, 'show-library') },
  { word: 'library.report-title', run: ({ layout }) => layout.setState({ view: 'library', report: { sourceId: null } }) },
  { word: 'models.title', run: ({ layout }) => layout.setState({ view: 'models' }) },
  { word: 'tune.title', run: ({ tuning }) => tuning.open({ page: 'list' }) },
  { word: 'tune.new-training', run: ({ tuning }) => tuning.open({ page: 'training', versionId: null }) },
  { word: 'compare.title', run: ({ experiments }) => experiments.open({ page: 'list' }) },
  { word: 'compare.new', run: ({ experiments }) => experiments.open({ page: 'new' }) },
  { word: 'shell.settings', run: (app) => obey(app, 'show-settings') },
  { word: 'library.choose-folder', run: (app) => obey(app, 'add-folder') },
  { word: 'library.choose-files', run: (app) => obey(app, 'add-files') },
  { word: 'library.pause', run: ({ library }) => library.pause(true), offered: (app) => ['scanning', 'working'].includes(runState(app) ?? '') },
  { word: 'library.resume', run: ({ library }) => library.pause(false), offered: (app) => runState(app) === 'paused' },
  { word: 'ask.stop', run: ({ session }) => session.stop(), offered: ({ session }) => session.isAnswering() },
  exporting('conversations.export-markdown', 'markdown'),
  exporting('conversations.export-html', 'html'),
  exporting('conversations.export-json', 'json'),
  { word: 'shell.key-rail', run: (app) => obey(app, 'toggle-rail') },
  { word: 'shell.key-evidence', run: (app) => obey(app, 'toggle-evidence'), offered: ({ evidence }) => evidence.store.getState().citations.length > 0 },
  { word: 'shell.theme-system', run: ({ profile }) => profile.change({ theme: 'system' }) },
  { word: 'shell.theme-light', run: ({ profile }) => profile.change({ theme: 'light' }) },
  { word: 'shell.theme-dark', run: ({ profile }) => profile.change({ theme: 'dark' }) },
  { word: 'shell.shortcuts', run: (app) => obey(app, 'show-shortcuts') },
]

/** Conversations shown before anything is typed. */
const latest = 5

export function actionEntries(app: App): readonly Entry[] {
  return commands.filter(({ offered }) => offered?.(app) ?? true).map(({ word, run }) => ({ id: word, group: 'actions', name: say(word), run }))
}

/** `found`: by the words in them; null: as they are listed. */
export function conversationEntries({ history }: App, found: readonly ListedConversation[] | null): readonly Entry[] {
  const listed = found ?? (history.store.getState().listed ?? []).slice(0, latest)
  return listed.map(({ id, title }) => ({ id: `conversation ${id}`, group: 'conversations', name: title, run: (app) => openConversation(app, id) }))
}

/** Where questions are asked: for the conversation that is shown; elsewhere for all that follow the settings. */
export function modelEntries({ profile, session, layout }: App): readonly Entry[] {
  const { models, chosen } = profile.store.getState()
  const asking = layout.getState().view === 'ask'
  const { own } = session.store.getState()
  const now = asking && own !== undefined ? own : chosen
  const take = (model: string | null) => (asking ? session.answerBy(model === chosen ? undefined : model) : profile.change({ model }))
  const others = (models?.models ?? []).filter(({ name }) => name !== now)
  const named = others.map(({ name }): Entry => {
    return { id: `model ${name}`, group: 'models', name: say('shell.answer-with', { model: modelTitle(name) }), run: () => take(name) }
  })
  return now === null ? named : [...named, { id: 'model', group: 'models', name: say('shell.answer-quotes'), run: () => take(null) }]
}

const key = 'alcove.palette'
const remembered = 4

/** Ids of what was chosen last, the latest first. */
export function recentIds({ storage }: App): readonly string[] {
  return (storage.getItem(key) ?? '').split('\n').filter((id) => id !== '')
}

export function remember(app: App, { id }: Entry): void {
  const ids = [id, ...recentIds(app).filter((other) => other !== id)]
  app.storage.setItem(key, ids.slice(0, remembered).join('\n'))
}
