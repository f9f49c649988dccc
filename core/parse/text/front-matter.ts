/** What the front matter of Markdown says of its document, in YAML or TOML: the few plain fields that all writers share. */
import type { DocumentProperties } from '../../types/document.ts'
import { isoDate } from '../shared/iso-date.ts'
import { propertiesOf } from '../shared/properties.ts'

export function frontProperties(front: string): DocumentProperties {
  const fields = fieldsOf(front)
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => fields.get(name)?.join(', ')).find((value) => value !== undefined && value !== '')
  return propertiesOf({
    title: first('title'),
    author: first('author', 'authors'),
    created: isoDate(first('date', 'created', 'published') ?? ''),
    modified: isoDate(first('lastmod', 'updated', 'modified', 'last_modified_at') ?? ''),
    language: first('lang', 'language'),
  })
}

/** Values and lists of values by key; nested ones only where they name somebody. */
function fieldsOf(front: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>()
  let key = ''
  for (const line of front.split(/\r?\n/)) {
    const field = /^([A-Za-z_]\w*)\s*[:=]\s*(.*)$/.exec(line)
    const item = /^\s*(?:-\s+)?(?:name\s*:\s*)?([^:]+|"[^"]*"|'[^']*')$/.exec(line)
    if (field !== null) {
      key = field[1]?.toLowerCase() ?? ''
      fields.set(key, valuesOf(field[2] ?? ''))
    } else if (/^\s*-\s|^\s+name\s*:/.test(line) && item !== null) fields.get(key)?.push(...valuesOf(item[1] ?? ''))
  }
  return fields
}

function valuesOf(written: string): string[] {
  const value = written.trim()
  const list = /^\[(.*)\]$/.exec(value)
  return (list === null ? [value] : (list[1] ?? '').split(','))
    .map((part) => {
      const text = part.trim()
      return /^"([^"]*)"/.exec(text)?.[1] ?? /^'([^']*)'/.exec(text)?.[1] ?? text.replace(/\s+#.*$/, '')
    })
    .filter((part) => part !== '' && part !== '|' && part !== '>')
}
