/** Another name for a data set; what was trained or measured with it keeps its own. */
import { PenLine } from 'lucide-react'
import { useState } from 'react'
import type { DataSet } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { Dialog } from '../dialog.tsx'
import { shownName } from '../inert-characters.ts'
import { Labelled } from '../labelled.tsx'
import { ToldFailure } from './told-failure.tsx'

function RenameDialog({ dataSet: { id, name }, onClose }: { readonly dataSet: DataSet; readonly onClose: () => void }) {
  const { tuning } = useApp()
  const [typed, setTyped] = useState(name)
  const wanted = typed.trim()
  const about = `name ${id}`
  const busy = useTuning((state) => state.busy.has(about))
  const close = () => {
    tuning.dismiss(about)
    onClose()
  }
  const rename = async () => {
    const renamed = wanted === name || (await tuning.work(about, (client) => client.dataSets.rename({ id, name: wanted })))
    if (renamed) close()
  }
  return (
    <Dialog title={say('conversations.rename')} onClose={close}>
      <form
        className="tune-form"
        onSubmit={(event) => {
          event.preventDefault()
          void rename()
        }}
      >
        <Labelled label={say('conversations.rename-title', { title: shownName(name) })}>
          {(ids) => <input {...ids} type="text" maxLength={200} autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />}
        </Labelled>
        <ToldFailure about={about} />
        <div className="actions">
          <button type="button" onClick={close}>
            {say('shell.cancel')}
          </button>
          <button type="submit" className="loud" disabled={busy || wanted === ''}>
            {say('tune.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

export function RenameDataSet({ dataSet }: { readonly dataSet: DataSet }) {
  const [open, setOpen] = useState(false)
  const busy = useTuning((state) => state.busy.has(dataSet.id))
  return (
    <>
      <button type="button" className="bare" disabled={busy} onClick={() => setOpen(true)}>
        <PenLine className="icon" aria-hidden />
        {say('conversations.rename')}
      </button>
      {open ? <RenameDialog dataSet={dataSet} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
