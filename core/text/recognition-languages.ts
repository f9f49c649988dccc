/** Which languages a scanned page is read in. Names are those of Tesseract's data: `deu`, `chi_sim`. */

const english = 'eng'
/** Each costs a little time on every page. */
const mostUsual = 6

/** Those chosen, where they are installed; else all that are usual. Empty where none is installed. */
export function languagesToRead(chosen: readonly string[] | null, installed: readonly string[], system: string): readonly string[] {
  const known = (chosen ?? []).filter((name) => installed.includes(name))
  return known.length > 0 ? known : usualLanguages(installed, system)
}

/** What is installed: the system's language first, in which most of what lies on its disk is written, then English. `system`: BCP 47. */
export function usualLanguages(installed: readonly string[], system: string): readonly string[] {
  const own = installed.filter((name) => languageOf(name) === languageOf(system))
  const first = [...own, ...installed.filter((name) => name === english && !own.includes(name))]
  return [...first, ...installed.filter((name) => !first.includes(name))].slice(0, mostUsual)
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
