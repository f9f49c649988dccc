/** Which languages a scanned page is read in. Names are those of Tesseract's data: `deu`, `chi_sim`. */

const english = 'eng'

/** Those chosen, where they are installed; else English and the system's language. Empty where none is installed. */
export function languagesToRead(chosen: readonly string[] | null, installed: readonly string[], system: string): readonly string[] {
  const known = (chosen ?? []).filter((name) => installed.includes(name))
  return known.length > 0 ? known : usualLanguages(installed, system)
}

/** The system's language comes first: most of what lies on its disk is written in it. `system`: BCP 47. */
export function usualLanguages(installed: readonly string[], system: string): readonly string[] {
  const own = installed.filter((name) => name !== english && languageOf(name) === languageOf(system))
  const usual = [...own.slice(0, 1), ...installed.filter((name) => name === english)]
  return usual.length > 0 ? usual : installed.slice(0, 1)
}

/** The same two letters for `deu`, `de` and `de-AT`; null where it names no language. */
function languageOf(name: string): string | null {
  try {
    return new Intl.Locale(name.split('_')[0] ?? name).language
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
