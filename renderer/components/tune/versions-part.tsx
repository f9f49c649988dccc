/** The versions of a data set with their counts and leaks, and a new one. */
import { Snowflake } from 'lucide-react'
import { useState } from 'react'
import type { DataSet, DataSetVersion, Leak } from '../../../core/types/data-set.ts'
import { leakWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { ScrollTable } from '../compare/scroll-table.tsx'
import { baseName, formatMoment } from '../format.ts'
import { shownName, withoutTurning } from '../inert-characters.ts'
import { LabelledNumber } from '../labelled.tsx'
import { ToldFailure } from './told-failure.tsx'
import '../compare/leaks.css'

function Leaks({ leaks }: { readonly leaks: readonly Leak[] }) {
  if (leaks.length === 0) return <p role="status">{say('command-line.tune.no-leaks')}</p>
  return (
    <div role="alert">
      <ul className="leaks">
        {leaks.map(({ exampleId, trainId, kind, input, file }) => (
          <li key={`${exampleId} ${trainId}`}>
            <strong>{leakWords(kind)}</strong> <q className="as-written">{withoutTurning(input)}</q>
            {file === null ? null : <span className="quiet"> {shownName(baseName(file))}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Row({ version, onLeaks }: { readonly version: DataSetVersion; readonly onLeaks: (leaks: readonly Leak[]) => void }) {
  const { tuning } = useApp()
  const { id, number, counts, seed, removed, frozenAt } = version
  const about = `leaks ${id}`
  const busy = useTuning((state) => state.busy.has(about))
  const look = async () => {
    const found = await tuning.work(about, (client) => client.dataSets.leaks({ versionId: id }))
    if (found) onLeaks(found.leaks)
  }
  return (
    <tr>
      <th scope="row" className="figures">
        {number} <span className="quiet">{formatMoment(frozenAt)}</span>
      </th>
      {[counts.train, counts.validation, counts.test, seed, removed].map((value, at) => (
        <td key={at} className="number">
          {value}
        </td>
      ))}
      <td>
        <button type="button" aria-label={say('tune.train-on-named', { number })} onClick={() => tuning.open({ page: 'training', versionId: id })}>
          {say('tune.train-on')}
        </button>
        <button type="button" className="bare" disabled={busy} aria-label={say('tune.leaks-named', { number })} onClick={() => void look()}>
          {say('tune.look-for-leaks')}
        </button>
      </td>
    </tr>
  )
}

interface Shares {
  /** Per cent. */
  readonly train: number | null
  readonly validation: number | null
  readonly seed: number | null
}

function FreezeForm({ dataSet: { id, counts } }: { readonly dataSet: DataSet }) {
  const { tuning } = useApp()
  const about = `freeze ${id}`
  const busy = useTuning((state) => state.busy.has(about))
  const [{ train, validation, seed }, setShares] = useState<Shares>({ train: 70, validation: 10, seed: 1 })
  const change = (changes: Partial<Shares>) => setShares((before) => ({ ...before, ...changes }))
  const complete = train !== null && validation !== null && seed !== null && train + validation < 100
  return (
    <form
      className="tune-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) void tuning.work(about, (client) => client.dataSets.freeze({ id, seed, train: train / 100, validation: validation / 100 }))
      }}
    >
      <p className="field-hint">{say('tune.freeze-hint')}</p>
      <div className="tune-fields">
        <LabelledNumber label={say('tune.train-share')} value={train} range={[1, 98]} onChange={(value) => change({ train: value })} />
        <LabelledNumber
          label={say('tune.validation-share')}
          hint={say('tune.validation-share-hint')}
          value={validation}
          range={[0, 98]}
          onChange={(value) => change({ validation: value })}
        />
        <LabelledNumber
          label={say('tune.seed')}
          hint={say('command-line.tune.seed')}
          value={seed}
          range={[0, 2_147_483_647]}
          onChange={(value) => change({ seed: value })}
        />
      </div>
      <ToldFailure about={about} />
      <div className="tune-actions">
        <button type="submit" className="loud" disabled={busy || !complete || counts.accepted === 0}>
          <Snowflake className="icon" aria-hidden />
          {say('tune.freeze')}
        </button>
        {busy ? <p role="status">{say('models.working')}</p> : null}
      </div>
    </form>
  )
}

export function VersionsPart({ dataSet }: { readonly dataSet: DataSet }) {
  const { versions } = dataSet
  const [found, setFound] = useState<{ readonly number: number; readonly leaks: readonly Leak[] } | null>(null)
  return (
    <section className="settings-section" aria-labelledby="tune-versions">
      <h2 id="tune-versions">{say('tune.versions')}</h2>
      <FreezeForm dataSet={dataSet} />
      {versions.length === 0 ? (
        <p>{say('tune.no-versions')}</p>
      ) : (
        <ScrollTable
          label={say('tune.versions')}
          head={[
            { word: say('tune.version') },
            ...(['tune.train', 'tune.validation', 'tune.test', 'tune.seed', 'tune.left-out'] as const).map((word) => ({ word: say(word), number: true })),
            { word: say('models.what-to-do') },
          ]}
        >
          {versions.map((version) => (
            <Row key={version.id} version={version} onLeaks={(leaks) => setFound({ number: version.number, leaks })} />
          ))}
        </ScrollTable>
      )}
      {versions.map(({ id }) => (
        <ToldFailure key={id} about={`leaks ${id}`} />
      ))}
      {found ? (
        <>
          <h3>{say('tune.version-number', { number: found.number })}</h3>
          <Leaks leaks={found.leaks} />
        </>
      ) : null}
    </section>
  )
}
