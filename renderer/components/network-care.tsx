/** What may leave this computer: the lock, what is allowed, and every connection that was asked for. */
import { Lock, LockOpen } from 'lucide-react'
import { useEffect } from 'react'
import type { NetworkEntry } from '../../core/types/settings.ts'
import { advice, say, type WordsKey } from '../../core/words/words.ts'
import { useApp, useProfile } from '../state/app.ts'
import { formatBytes, formatMoment, joined } from './format.ts'
import { Toggle } from './switch.tsx'

/** Purposes as people say them; one without words is shown by its name. */
const purposes: Readonly<Record<string, WordsKey>> = {
  ollama: 'settings.purpose-ollama',
  server: 'settings.purpose-server',
  'ollama-pull': 'settings.purpose-ollama-pull',
  trainer: 'settings.purpose-trainer',
}

function purposeOf(purpose: string): string {
  const key = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined
  return key ? say(key) : purpose
}

function Log({ entries }: { readonly entries: readonly NetworkEntry[] }) {
  if (entries.length === 0) return <p className="field-hint">{say('settings.log-empty')}</p>
  return (
    <div className="network-log" role="group" aria-label={say('settings.log')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('settings.log-when')}</th>
            <th scope="col">{say('settings.log-host')}</th>
            <th scope="col">{say('settings.log-purpose')}</th>
            <th scope="col">{say('settings.log-result')}</th>
            <th scope="col" className="number">
              {say('settings.log-sent')}
            </th>
            <th scope="col" className="number">
              {say('settings.log-received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="figures">{formatMoment(entry.at)}</td>
              <td className="mono">{entry.host}</td>
              <td>{purposeOf(entry.purpose)}</td>
              <td>{say(entry.allowed ? 'settings.log-allowed' : 'settings.log-refused')}</td>
              <td className="number">{formatBytes(entry.bytesSent)}</td>
              <td className="number">{formatBytes(entry.bytesReceived)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function NetworkCare() {
  const { profile } = useApp()
  const network = useProfile((state) => state.network)
  const refused = useProfile((state) => state.refused)
  useEffect(() => void profile.loadNetwork(), [profile])
  const locked = network?.locked ?? false
  const Shape = locked ? Lock : LockOpen
  return (
    <section className="settings-section" aria-labelledby="settings-network">
      <h2 id="settings-network">{say('settings.network')}</h2>
      <div className="lock-row">
        <Shape className="icon" aria-hidden />
        <p>
          <span id="lock-label" className="lock-title">
            {say('settings.lock')}
          </span>
          <span id="lock-hint" className="field-hint">
            {locked
              ? say('settings.lock-on')
              : say('settings.lock-off', { allowed: network && network.allowed.length > 0 ? joined(network.allowed) : say('settings.lock-nothing') })}
          </span>
        </p>
        <Toggle label="lock-label" hint="lock-hint" on={locked} disabled={!network} onChange={(on) => profile.lock(on)} />
      </div>
      {refused?.name === 'lock' ? (
        <p className="field-failure" role="alert">
          {advice(refused.failure.code, refused.failure.details)}
        </p>
      ) : null}
      <h3>{say('settings.log')}</h3>
      {network ? <Log entries={network.entries} /> : null}
    </section>
  )
}
