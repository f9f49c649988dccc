/** Outlook's MSG: one mail, as an EML is. */
export { parseMail as parseMsg } from './mail.ts'
