/** What the user may set. */
import { AlcoveError } from '../../errors.ts'
import { loopbackAddress } from '../../text/loopback-address.ts'
import type { Settings } from '../../types/settings.ts'
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'

export function settingsHandlers(os: Implementer, { settings }: EnginePorts) {
  return {
    get: os.settings.get.handler(() => settings.read()),
    set: os.settings.set.handler(({ input }) => {
      const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<Settings>
      if (changes.ollamaAddress === undefined) return settings.write(changes)
      const address = loopbackAddress(changes.ollamaAddress)
      if (address === null) throw new AlcoveError('setting-invalid', { name: 'ollamaAddress', allowed: 'http://127.0.0.1:PORT' })
      return settings.write({ ...changes, ollamaAddress: address.origin })
    }),
  }
}
