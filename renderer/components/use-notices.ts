/** In browser mode: says that long work has ended, to someone who looks elsewhere and wanted to be told. The desktop says it itself. */
import { useEffect } from 'react'
import type { Experiment } from '../../core/types/experiment.ts'
import type { RunReport } from '../../core/types/library.ts'
import type { Training } from '../../core/types/training.ts'
import { say } from '../../core/words/words.ts'
import { type App, useApp } from '../state/app.ts'

/** What takes no longer is not told. Milliseconds. */
const longWork = 30_000

function isWanted({ bridge, profile }: App): boolean {
  if (bridge || document.hasFocus() || !('Notification' in window)) return false
  return Notification.permission === 'granted' && profile.store.getState().settings?.notifications === true
}

function tell(title: string, body: string): void {
  const notice = new Notification(title, { body, tag: 'alcove-work' })
  notice.addEventListener('click', () => window.focus())
}

function tellRun({ counts: { indexed: files, failed } }: RunReport): void {
  tell(say('shell.notice-done'), failed === 0 ? say('shell.notice-read', { files }) : say('shell.notice-read-some', { files, failed }))
}

const hasEnded = (state: Training['state']) => state === 'done' || state === 'failed'
const isOver = (state: Experiment['state']) => state === 'done' || state === 'failed'

export function useNotices(): void {
  const app = useApp()
  useEffect(
    () =>
      app.library.store.subscribe(({ report }, before) => {
        if (report && report !== before.report && !report.stopped && report.ms >= longWork && isWanted(app)) tellRun(report)
      }),
    [app],
  )
  useEffect(
    () =>
      app.models.store.subscribe(({ pulls }, { pulls: before }) => {
        const done = pulls.filter(({ id, state }) => state === 'done' && before.some((one) => one.id === id && one.state === 'working'))
        if (done.length > 0 && isWanted(app)) tell(say('shell.notice-downloaded'), done.map(({ model }) => model).join(', '))
      }),
    [app],
  )
  useEffect(
    () =>
      app.experiments.store.subscribe(({ experiments }, { experiments: before }) => {
        const ended = experiments?.filter(({ id, state }) => isOver(state) && before?.some((one) => one.id === id && one.state === 'working')) ?? []
        if (ended.length > 0 && isWanted(app)) tell(say('compare.notice-done'), ended.map(({ name }) => name).join(', '))
      }),
    [app],
  )
  useEffect(
    () =>
      app.tuning.store.subscribe(({ trainings }, { trainings: before }) => {
        const ended = trainings?.filter(({ id, state }) => hasEnded(state) && before?.some((one) => one.id === id && one.state === 'training')) ?? []
        if (ended.length > 0 && isWanted(app)) tell(say('tune.notice'), ended.map(({ name }) => name).join(', '))
      }),
    [app],
  )
}
