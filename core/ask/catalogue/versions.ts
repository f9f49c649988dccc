/** Orders files that are versions of each other: by the date or number in their names, else by when they were changed. Pure. */
import type { CatalogueFile } from '../../ports/stores.ts'
import { fold } from '../../text/terms.ts'

interface Version {
  readonly stem: string
  /** As `20260315`, parts that are not given 0; null where the name holds none. */
  readonly date: number | null
  readonly number: number | null
}

const dated = /(?<!\d)(?<y>(?:19|20)\d{2})(?:[-_. ]?(?<m>0[1-9]|1[0-2])(?:[-_. ]?(?<d>0[1-9]|[12]\d|3[01]))?)?(?!\d)/u
const numbered = /(?:(?<![\p{L}])(?:v|version|ver|rev|revision|fassung|versión)[\s_.-]*(?<a>\d{1,4}(?:\.\d{1,3})?)|\((?<b>\d{1,3})\))(?!\d)/u
const states = /(?<![\p{L}])(?:final|draft|copy|new|old|entwurf|kopie|neu|alt|endfassung|brouillon|copie|borrador|copia)(?![\p{L}])/gu

export function versionOf(name: string): Version {
  const bare = fold(name.replace(/\.[^.]*$/u, ''))
  const date = dated.exec(bare)?.groups
  const rest = bare.replace(dated, ' ')
  const number = numbered.exec(rest)?.groups
  return {
    stem: rest
      .replace(numbered, ' ')
      .replaceAll(states, ' ')
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
    date: date ? Number(date['y']) * 10_000 + Number(date['m'] ?? 0) * 100 + Number(date['d'] ?? 0) : null,
    number: number ? Number(number['a'] ?? number['b']) : null,
  }
}

/** Newest first. Files of one stem stand together, the stem changed last first. */
export function byVersion(files: readonly CatalogueFile[]): readonly CatalogueFile[] {
  const stems = new Map<string, { readonly file: CatalogueFile; readonly version: Version }[]>()
  for (const file of files) {
    const version = versionOf(file.name)
    stems.set(version.stem, [...(stems.get(version.stem) ?? []), { file, version }])
  }
  return [...stems.values()]
    .map((group) => {
      const all = (read: (version: Version) => number | null) => group.every(({ version }) => read(version) !== null)
      const told = [(version: Version) => version.date, (version: Version) => version.number].find(all)
      return group.toSorted((a, b) => (told ? (told(b.version) ?? 0) - (told(a.version) ?? 0) : 0) || b.file.modified - a.file.modified).map(({ file }) => file)
    })
    .toSorted((a, b) => Math.max(...b.map(({ modified }) => modified)) - Math.max(...a.map(({ modified }) => modified)))
    .flat()
}
