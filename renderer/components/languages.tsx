/** Which languages scanned pages are read in; none chosen: all that are installed. */
import { say } from '../../core/words/words.ts'
import { useApp, useProfile } from '../state/app.ts'
import { joined } from './format.ts'
import { inEachLanguage } from './in-each-language.ts'

const names = inEachLanguage((spoken) => new Intl.DisplayNames(spoken, { type: 'language', fallback: 'none' }))

/** `deu` → German; data of Tesseract's own naming keep their name. */
function nameOf(language: string): string {
  try {
    return names().of(language.replace('_', '-')) ?? language
  } catch (error) {
    if (error instanceof RangeError) return language
    throw error
  }
}

export function Languages() {
  const { profile } = useApp()
  const known = useProfile((state) => state.info?.recognitionLanguages)
  const chosen = useProfile((state) => state.settings?.recognitionLanguages) ?? []
  if (known === undefined) return null
  const { installed, usual } = known
  const toggle = (language: string, on: boolean) => {
    const wanted = on ? [...chosen, language] : chosen.filter((other) => other !== language)
    // the first is favoured: the system's own, then English
    const now = [...new Set([...usual, ...installed])].filter((name) => wanted.includes(name))
    void profile.change({ recognitionLanguages: now.length === 0 ? null : now })
  }
  return (
    <div className="field">
      <fieldset aria-describedby="languages-why">
        <legend>{say('settings.languages')}</legend>
        <div className="languages">
          {installed.map((language) => (
            <label key={language}>
              <input type="checkbox" checked={chosen.includes(language)} onChange={(event) => toggle(language, event.currentTarget.checked)} />
              <span>{nameOf(language)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p id="languages-why" className="field-hint">
        {installed.length === 0 ? say('settings.languages-absent') : say('settings.languages-hint', { languages: joined(usual.map(nameOf)) })}
      </p>
    </div>
  )
}
