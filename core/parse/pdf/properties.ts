/** What a PDF says of itself: title, author, dates, language, its table of contents, and parts that are not read. */
import type { DocumentInfo, DocumentProperties } from '../../types/document.ts'
import type { UnreadPart } from '../../types/outcome.ts'
import { flatten } from '../shared/clean-text.ts'
import type { Pdfium } from './pdfium.ts'
import { readUtf16 } from './pdfium.ts'

/** Titles that name the program or the file rather than the document. */
const emptyTitle = /^(untitled|document\d*|microsoft word\b.*|.*\.(docx?|pdf|indd|tex|dvi|pptx?|xlsx?|rtf)|.*[\\/].*\.\w{2,4})$/i
const date = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|(Z))?/
/** UTF-16 code units. */
const longestEntry = 500
const mostAttachments = 200
const dynamicForms = [2, 3]

export function readProperties(pdfium: Pdfium, document: number): DocumentProperties {
  const entry = (key: string): string =>
    flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDF_GetMetaText(document, key, buffer, bytes)).slice(0, longestEntry))
  const title = entry('Title')
  const author = entry('Author')
  const created = isoDate(entry('CreationDate'))
  const modified = isoDate(entry('ModDate'))
  const language = flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDFCatalog_GetLanguage(document, buffer, bytes)))
  return {
    ...(title === '' || emptyTitle.test(title) ? {} : { title }),
    ...(author === '' ? {} : { author }),
    ...(created === undefined ? {} : { created }),
    ...(modified === undefined ? {} : { modified }),
    ...(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language) ? { language } : {}),
  }
}

/** From `D:YYYYMMDDHHmmSS+HH'mm'`, as exact as it is. */
function isoDate(text: string): string | undefined {
  const [, year, month, day, hour, minute, second, sign, zoneHours, zoneMinutes, utc] = date.exec(text) ?? []
  if (year === undefined || Number(month ?? 1) < 1 || Number(month ?? 1) > 12 || Number(day ?? 1) < 1 || Number(day ?? 1) > 31) return undefined
  const days = [year, month, day].filter((part) => part !== undefined).join('-')
  if (day === undefined || hour === undefined || minute === undefined) return days
  const zone = utc !== undefined ? 'Z' : sign === undefined || zoneHours === undefined ? '' : `${sign}${zoneHours}:${zoneMinutes ?? '00'}`
  return `${days}T${hour}:${minute}:${second ?? '00'}${zone}`
}

/** Files inside the file, and a form that only its own program can show. */
export function readUnread(pdfium: Pdfium, document: number): Pick<DocumentInfo, 'unread'> {
  const unread: UnreadPart[] = []
  const count = Math.min(mostAttachments, pdfium.FPDFDoc_GetAttachmentCount(document))
  for (let index = 0; index < count; index += 1) {
    const attachment = pdfium.FPDFDoc_GetAttachment(document, index)
    const name = attachment === 0 ? '' : flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDFAttachment_GetName(attachment, buffer, bytes)))
    unread.push({ name: name === '' ? `${index + 1}` : name, reason: 'unsupported-format' })
  }
  if (dynamicForms.includes(pdfium.FPDF_GetFormType(document))) unread.push({ name: 'XFA', reason: 'unsupported-format' })
  return unread.length === 0 ? {} : { unread }
}
