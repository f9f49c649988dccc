/** Why the last thing done to something failed, where it stands, until it is put away. */
import type { ReactNode } from 'react'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'

export function ToldFailure({ about, lead, action }: { readonly about: string; readonly lead?: string; readonly action?: ReactNode }) {
  const { tuning } = useApp()
  const failure = useTuning((state) => state.failures.get(about))
  if (!failure) return null
  return <FailureNote failure={failure} {...(lead ? { lead } : {})} action={action} onDismiss={() => tuning.dismiss(about)} />
}
