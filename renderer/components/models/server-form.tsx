/** Enters an OpenAI-compatible server. One that is elsewhere is taken only when the user says that they know what that means. */
import { useState } from 'react'
import { say } from '../../../core/words/words.ts'
import { useApp, useModelsWork } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'

const here = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|\/|$)/iu

const nothing = { id: '', address: '', key: '', elsewhere: false }

export function ServerForm() {
  const { models } = useApp()
  const failure = useModelsWork((state) => state.failures.get('server'))
  const busy = useModelsWork((state) => state.busy.has('server'))
  const [{ id, address, key, elsewhere }, setDraft] = useState(nothing)
  const change = (changes: Partial<typeof nothing>) => setDraft((draft) => ({ ...draft, ...changes }))
  const remote = /^https?:\/\/[^/]/iu.test(address.trim()) && !here.test(address.trim())
  const add = async () => {
    const taken = await models.addServer({ id, address: address.trim(), elsewhere: remote && elsewhere, ...(key === '' ? {} : { key }) })
    if (taken) setDraft(nothing)
  }
  return (
    <section className="settings-section" aria-labelledby="models-servers">
      <h2 id="models-servers">{say('models.servers')}</h2>
      <p className="field-hint">{say('models.servers-hint')}</p>
      <form
        className="models-form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <label htmlFor="server-id">{say('models.server-id')}</label>
        <input
          id="server-id"
          type="text"
          className="mono"
          required
          pattern="[a-z0-9][a-z0-9\-]{0,39}"
          title={say('models.server-id-hint')}
          value={id}
          onChange={(event) => change({ id: event.target.value })}
        />
        <label htmlFor="server-address">{say('models.server-address')}</label>
        <input
          id="server-address"
          type="url"
          className="mono"
          required
          placeholder="http://127.0.0.1:1234"
          value={address}
          onChange={(event) => change({ address: event.target.value })}
        />
        <label htmlFor="server-key">{say('models.server-key')}</label>
        <input id="server-key" type="password" autoComplete="off" value={key} onChange={(event) => change({ key: event.target.value })} />
        {remote ? (
          <label className="models-check server-elsewhere">
            <input type="checkbox" checked={elsewhere} onChange={(event) => change({ elsewhere: event.target.checked })} />
            {say('models.server-elsewhere')}
          </label>
        ) : null}
        <button type="submit" disabled={busy || (remote && !elsewhere)}>
          {say('models.server-add')}
        </button>
      </form>
      {failure ? <FailureNote failure={failure} /> : null}
    </section>
  )
}
