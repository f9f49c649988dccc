/** What the user may set. */
import { AlcoveError } from '../../errors.ts'
import { loopbackAddress } from '../../text/loopback-address.ts'
import type { Settings } from '../../types/settings.ts'
import type { Implementer } from '../context.ts'
import { createLatest } from '../latest.ts'
import type { EnginePorts } from '../ports.ts'
import { speakSetting } from '../speak-setting.ts'
import { stream } from '../streams.ts'

export function settingsHandlers(os: Implementer, { settings, locales }: EnginePorts) {
  const latest = createLatest<Settings>()
  const write = async (changes: Partial<Settings>): Promise<Settings> => {
    const written = settings.write(changes)
    if (changes.language !== undefined) await speakSetting(written, locales)
    latest.set(written)
    return written
  }
  return {
    get: os.settings.get.handler(() => settings.read()),
    follow: os.settings.follow.handler(({ signal }) => stream(signal, (left) => latest.follow(settings.read(), left))),
    set: os.settings.set.handler(async ({ input }) => {
      const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<Settings>
      if (changes.ollamaAddress === undefined) return await write(changes)
      const address = loopbackAddress(changes.ollamaAddress)
      if (address === null) throw new AlcoveError('setting-invalid', { name: 'ollamaAddress', allowed: 'http://127.0.0.1:PORT' })
      return await write({ ...changes, ollamaAddress: address.origin })
    }),
  }
}
