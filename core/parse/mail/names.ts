/** Names and formats of attachments: never a path, never twice the same in a mail. */
import type { Format } from '../../types/document.ts'
import { formatOf } from '../../types/format-of.ts'
import { flatten } from '../shared/clean-text.ts'

const longestName = 200

/** Formats by MIME type, for attachments whose name tells none. */
const formatsByType: Readonly<Record<string, readonly [format: Format, extension: string]>> = {
  'application/pdf': ['pdf', 'pdf'],
  'application/rtf': ['rtf', 'rtf'],
  'text/rtf': ['rtf', 'rtf'],
  'application/epub+zip': ['epub', 'epub'],
  'application/json': ['json', 'json'],
  'application/xml': ['code', 'xml'],
  'application/xhtml+xml': ['html', 'xhtml'],
  'application/mbox': ['mbox', 'mbox'],
  'application/vnd.ms-outlook': ['msg', 'msg'],
  'application/vnd.ms-excel': ['xls', 'xls'],
  'application/vnd.oasis.opendocument.text': ['odt', 'odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods', 'ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp', 'odp'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx', 'docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx', 'xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx', 'pptx'],
  'message/rfc822': ['eml', 'eml'],
  'message/global': ['eml', 'eml'],
  'multipart/related': ['mhtml', 'mhtml'],
  'text/html': ['html', 'html'],
  'text/markdown': ['markdown', 'md'],
  'text/csv': ['csv', 'csv'],
  'text/tab-separated-values': ['csv', 'tsv'],
  'text/calendar': ['text', 'ics'],
  'text/vcard': ['text', 'vcf'],
  'text/xml': ['code', 'xml'],
  'image/png': ['image', 'png'],
  'image/jpeg': ['image', 'jpg'],
  'image/gif': ['image', 'gif'],
  'image/tiff': ['image', 'tif'],
  'image/bmp': ['image', 'bmp'],
  'image/webp': ['image', 'webp'],
}

/** Null where there is no parser for it. */
export function attachmentFormat(name: string, type: string): Format | null {
  const byName = formatOf(name)
  if (byName !== null) return byName
  if (Object.hasOwn(formatsByType, type)) return formatsByType[type]?.[0] ?? null
  return type.startsWith('text/') ? 'text' : null
}

/** A name of our own for what was sent without one. */
export function nameByType(type: string): string {
  const extension = Object.hasOwn(formatsByType, type) ? formatsByType[type]?.[1] : type.startsWith('text/') ? 'txt' : undefined
  return extension === undefined ? 'attachment' : `attachment.${extension}`
}

/** Gives each name once: `report.pdf`, `report (2).pdf`. Folders of a path are left out. */
export function createNames(): (wanted: string) => string {
  const given = new Set<string>()
  const next = new Map<string, number>()
  return (wanted) => {
    const name = withoutFolders(wanted)
    let unique = name
    for (let number = next.get(name) ?? 2; given.has(unique); number += 1) {
      unique = numbered(name, number)
      next.set(name, number + 1)
    }
    given.add(unique)
    return unique
  }
}

function withoutFolders(wanted: string): string {
  const name = flatten(wanted.slice(0, 4_000).split(/[\\/]/).at(-1) ?? '')
  if (/^\.*$/.test(name)) return 'attachment'
  if (name.length <= longestName) return name
  const extension = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? ''
  return name.slice(0, longestName - extension.length) + extension
}

function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? `${name} (${number})` : `${name.slice(0, dot)} (${number})${name.slice(dot)}`
}
