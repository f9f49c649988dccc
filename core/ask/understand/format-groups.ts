/** Formats that people call by one name. */
import type { Format } from '../../types/document.ts'

export const sheets: readonly Format[] = ['xlsx', 'xls', 'ods', 'csv']
export const slides: readonly Format[] = ['pptx', 'odp']
export const wordFiles: readonly Format[] = ['docx', 'odt', 'rtf']
export const mails: readonly Format[] = ['eml', 'mbox', 'msg']
export const pictures: readonly Format[] = ['image']
