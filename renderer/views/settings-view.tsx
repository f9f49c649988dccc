/** Appearance, who answers, where the data are, and what may leave this computer. */

import { languageNames, languages } from '../../core/types/language.ts'
import type { Settings } from '../../core/types/settings.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { Field } from '../components/field.tsx'
import { Languages } from '../components/languages.tsx'
import { ModelChoice } from '../components/model-choice.tsx'
import { NetworkCare } from '../components/network-care.tsx'
import { PresenceCare } from '../components/presence-care.tsx'
import { useApp, useProfile } from '../state/app.ts'
import type { Theme } from '../state/layout.ts'
import './settings-view.css'

const themes = [
  ['system', 'settings.theme-system'],
  ['light', 'settings.theme-light'],
  ['dark', 'settings.theme-dark'],
] as const satisfies readonly (readonly [Theme, WordsKey])[]

function Appearance() {
  const { profile } = useApp()
  const chosen = useProfile((state) => state.settings?.theme)
  return (
    <section className="settings-section" aria-labelledby="settings-appearance">
      <h2 id="settings-appearance">{say('settings.appearance')}</h2>
      <fieldset className="segments">
        <legend className="unseen">{say('settings.theme')}</legend>
        {themes.map(([theme, word]) => (
          <label key={theme}>
            <input type="radio" name="theme" className="unseen" checked={chosen === theme} onChange={() => profile.change({ theme })} />
            <span>{say(word)}</span>
          </label>
        ))}
      </fieldset>
      <InterfaceLanguage />
    </section>
  )
}

function InterfaceLanguage() {
  const { profile } = useApp()
  const chosen = useProfile((state) => state.settings?.language) ?? 'system'
  return (
    <div className="field">
      <label htmlFor="interface-language">{say('settings.language')}</label>
      <select id="interface-language" value={chosen} onChange={({ target }) => void profile.change({ language: target.value as typeof chosen })}>
        <option value="system">{say('settings.language-system')}</option>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </div>
  )
}

const hiddenUses = [
  ['leave-out', 'settings.hidden-leave-out'],
  ['use', 'settings.hidden-use'],
] as const satisfies readonly (readonly [Settings['hiddenText'], WordsKey])[]

function HiddenText() {
  const { profile } = useApp()
  const chosen = useProfile((state) => state.settings?.hiddenText)
  return (
    <div className="field">
      <fieldset className="hidden-text" aria-describedby="hidden-text-why">
        <legend>{say('settings.hidden-text')}</legend>
        <div className="segments">
          {hiddenUses.map(([use, word]) => (
            <label key={use}>
              <input type="radio" name="hidden-text" className="unseen" checked={chosen === use} onChange={() => profile.change({ hiddenText: use })} />
              <span>{say(word)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p id="hidden-text-why" className="field-hint">
        {say('settings.hidden-why')}
      </p>
    </div>
  )
}

function Documents() {
  const { profile } = useApp()
  const info = useProfile((state) => state.info)
  const limit = useProfile((state) => state.settings?.maxFileMb)
  const refused = useProfile((state) => state.refused)
  return (
    <section className="settings-section" aria-labelledby="settings-documents">
      <h2 id="settings-documents">{say('settings.documents')}</h2>
      <Field
        label={say('settings.limit')}
        hint={say('settings.limit-hint')}
        type="number"
        unit={<span className="quiet">{say('settings.megabytes')}</span>}
        value={limit === undefined ? '' : String(limit)}
        failure={refused?.name === 'maxFileMb' ? refused.failure : null}
        onChange={(value) => profile.change({ maxFileMb: Number(value) })}
      />
      <HiddenText />
      <Languages />
      {info ? (
        <dl className="facts">
          <dt>{say('settings.data-folder')}</dt>
          <dd className="mono">{info.folders.data}</dd>
          <dt>{say('settings.embedding')}</dt>
          <dd>{say('settings.embedding-facts', { model: info.embedding.model, dimensions: info.embedding.dimensions, tokens: info.embedding.maxTokens })}</dd>
          <dt>{say('settings.version')}</dt>
          <dd className="figures">{info.version}</dd>
        </dl>
      ) : null}
    </section>
  )
}

export function SettingsView() {
  const { profile } = useApp()
  const settings = useProfile((state) => state.settings)
  const failure = useProfile((state) => Object.values(state.failures)[0])
  return (
    <div className="settings" role="group" aria-label={say('settings.title')} tabIndex={0} aria-busy={settings === null}>
      <div className="settings-column">
        <h1>{say('settings.title')}</h1>
        {failure ? <FailureNote failure={failure} lead={say('settings.failed')} onAgain={() => profile.load()} /> : null}
        {settings ? (
          <>
            <Appearance />
            <ModelChoice />
            <Documents />
            <PresenceCare />
            <NetworkCare />
          </>
        ) : null}
      </div>
    </div>
  )
}
