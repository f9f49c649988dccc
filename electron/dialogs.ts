/** The system's own dialogs for choosing folders and files. */
import { dialog, type OpenDialogOptions } from 'electron'
import { z } from 'zod'
import { say } from '../core/words/words.ts'
import { channels } from './channels.ts'
import type { EngineProcess } from './engine-process.ts'
import { reportFailure } from './failures.ts'
import { answer } from './senders.ts'

const kinds = ['folder', 'files'] as const

function optionsFor(kind: (typeof kinds)[number]): OpenDialogOptions {
  return kind === 'folder'
    ? { title: say('desktop.choose.folder'), buttonLabel: say('desktop.choose.add'), properties: ['openDirectory', 'multiSelections'] }
    : { title: say('desktop.choose.files'), buttonLabel: say('desktop.choose.add'), properties: ['openFile', 'multiSelections'] }
}

export function offerDialogs(engine: EngineProcess): void {
  answer(channels.choose, z.enum(kinds), async (kind, window) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, optionsFor(kind))
    if (canceled || filePaths.length === 0) return []
    return (await reportFailure(window, () => engine.registerPicks(filePaths))) ?? []
  })
}
