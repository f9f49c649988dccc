/** Another name for a data set; what was trained or measured with it keeps its own. */
import { PenLine } from 'lucide-react'
import { useState } from 'react'
import type { DataSet } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { Dialog } from '../dialog.tsx'
import { shownName } from '../inert-characters.ts'
import { Labelled } from './labelled.tsx'

function RenameDialog({ dataSet: { id, name }, onClose }: { readonly dataSet: DataSet; readonly onClose: () => void }) {
  const { tuning } = useApp()
  const [typed, setTyped] = useState(name)
  const wanted = typed.trim()
  return (
    <Dialog title={say('conversations.rename')} onClose={onClose}>
      <form
        className="tune-form"
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          if (wanted !== name) void tuning.work(id, (client) => client.dataSets.rename({ id, name: wanted }))
        }}
      >
        <Labelled label={say('conversations.rename-title', { title: shownName(name) })}>
          {(ids) => <input {...ids} type="text" maxLength={200} autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />}
        </Labelled>
        <div className="actions">
          <button type="button" onClick={onClose}>
            {say('shell.cancel')}
          </button>
          <button type="submit" className="loud" disabled={wanted === ''}>
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
