/** Examples from a file, and into one. */
import { FileDown, FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { type DataSet, type DataSetFormat, dataSetFormats, splits } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { LabelledChoice } from '../labelled.tsx'
import { saveFile } from '../save-file.ts'
import { formatWords, splitWords } from './data-set-words.ts'
import { ToldFailure } from './told-failure.tsx'

function Import({ id }: { readonly id: string }) {
  const { tuning } = useApp()
  const about = `import ${id}`
  const busy = useTuning((state) => state.busy.has(about))
  const [imported, setImported] = useState<{ readonly added: number; readonly removed: number } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    const done = await tuning.work(about, (client) => client.dataSets.import({ id, content: file }))
    setImported(done)
  }
  const onDrop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    // It is for this data set: the window would take it into the library.
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className="tune-drop" data-drop onDrop={onDrop}>
      <p>{say('tune.import-hint')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".jsonl,.ndjson,.json,.csv,.txt"
        aria-label={say('tune.choose-file')}
        onChange={({ target }) => {
          void take(target.files?.[0])
          target.value = ''
        }}
      />
      <div className="tune-actions">
        <button type="button" disabled={busy} onClick={() => input.current?.click()}>
          <FileUp className="icon" aria-hidden />
          {say('tune.choose-file')}
        </button>
        <p className="figures" role="status">
          {busy ? say('models.working') : imported ? say('command-line.tune.imported', { added: imported.added, removed: imported.removed }) : ''}
        </p>
      </div>
      <ToldFailure about={about} />
    </div>
  )
}

function Export({ dataSet: { id, versions } }: { readonly dataSet: DataSet }) {
  const { tuning, history } = useApp()
  const about = `export ${id}`
  const busy = useTuning((state) => state.busy.has(about))
  const [versionId, setVersionId] = useState('')
  const [part, setPart] = useState('')
  const [format, setFormat] = useState<DataSetFormat>('messages')
  const save = async () => {
    const split = splits.find((one) => one === part)
    const of = versionId === '' ? {} : { versionId, ...(split ? { split } : {}) }
    const file = await tuning.work(about, (client) => client.dataSets.export({ id, format, ...of }))
    if (!file) return
    saveFile(file.fileName, file.content)
    history.tell(say('conversations.exported', { name: file.fileName }))
  }
  return (
    <form
      className="tune-fields"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <LabelledChoice
        label={say('tune.what')}
        value={versionId}
        options={[['', say('tune.accepted-now')], ...versions.map((version) => [version.id, say('tune.version-number', { number: version.number })] as const)]}
        onChange={setVersionId}
      />
      {versionId === '' ? null : (
        <LabelledChoice
          label={say('tune.part')}
          value={part}
          options={[['', say('tune.filter-any')], ...splits.map((split) => [split, say(splitWords[split])] as const)]}
          onChange={setPart}
        />
      )}
      <LabelledChoice
        label={say('tune.format')}
        value={format}
        options={dataSetFormats.map((one) => [one, say(formatWords[one])] as const)}
        onChange={(value) => setFormat(dataSetFormats.find((one) => one === value) ?? 'messages')}
      />
      <button type="submit" disabled={busy}>
        <FileDown className="icon" aria-hidden />
        {say('tune.export')}
      </button>
      <ToldFailure about={about} />
    </form>
  )
}

export function FilesPart({ dataSet }: { readonly dataSet: DataSet }) {
  return (
    <section className="settings-section" aria-labelledby="tune-files">
      <h2 id="tune-files">{say('tune.files')}</h2>
      <Import id={dataSet.id} />
      <Export dataSet={dataSet} />
    </section>
  )
}
