/** What docs/formats.md says: a table by format written here, names and limits from the code. */

import { type Format, formats, type Place } from '../../core/types/document.ts'
import { extensions, oldExtensions } from '../../core/types/format-of.ts'
import { defaultSettings } from '../../core/types/settings.ts'
import { parserLimits, streamed } from '../../host/processes/parser-pool.ts'

export interface FormatEntry {
  readonly name: string
  /** Where its passages stand. */
  readonly place: Place['kind']
  readonly read: string
  readonly unseen: string
  readonly left: string
}

const mail: Pick<FormatEntry, 'place' | 'read' | 'unseen' | 'left'> = {
  place: 'message',
  read: 'Subject, people and date; the text, with quoted replies as quotes; invitations and delivery reports. Attachments are documents within the mail, by the rules of their own format, up to three mails deep.',
  unseen: 'As in HTML.',
  left: 'The formatted twin of a plain text that says as much; logos and tracking pictures. Each attachment that is not read is listed with its reason.',
}

export const formatEntries: Readonly<Record<Format, FormatEntry>> = {
  pdf: {
    name: 'PDF',
    place: 'page',
    read: 'Text in reading order, over columns and in both directions; headings, lists, footnotes; tables with their headers, over several pages too; comments, text boxes and values of forms. Words cut at the end of a line are joined. Pages that are pictures go to text recognition.',
    unseen:
      'Invisible, white, covered, clipped, nearly transparent or tiny print; print beside the page; layers that are off; comments that are switched off. In doubt the page is drawn with the text and without.',
    left: 'Page numbers, and running heads after the first; scripts, sounds and attached files. Formulas lose their layout.',
  },
  docx: {
    name: 'Word',
    place: 'block',
    read: 'Headings, paragraphs, lists, tables with merged cells, text boxes, footnotes, endnotes, comments, equations, charts and diagrams. Of tracked changes: what was put in.',
    unseen: 'Hidden text; white on white; one point or less; shapes that are hidden or off the page.',
    left: 'What was deleted; heads and feet of pages, unless there is nothing else; numbers and bullets that Word counts by itself; pictures; macros, which are never run.',
  },
  pptx: {
    name: 'PowerPoint',
    place: 'slide',
    read: 'Slides in the order shown; on each the title, then the shapes as they are read; tables, charts, diagrams; speaker notes and comments.',
    unseen: 'Hidden slides and shapes; shapes off the slide; text in the colour of what lies under it, or tiny.',
    left: 'Footers, dates and slide numbers that stand on every slide; prompts of empty frames; pictures, sounds and films.',
  },
  xlsx: {
    name: 'Excel',
    place: 'sheet',
    read: 'Each sheet as data: its tables with their headers, values as Excel shows them (dates, money, per cent), comments and text boxes. Tables of one sheet are told apart.',
    unseen: 'Hidden sheets, rows and columns; white cells; formats that show nothing.',
    left: 'Formulas: their last result is read. Charts, whose values stand in cells, and pictures; macros.',
  },
  xls: {
    name: 'Excel before 2007',
    place: 'sheet',
    read: 'As Excel. Web pages and CSV that go by this name are read as what they are.',
    unseen: 'Hidden sheets, rows and columns; formats that show nothing.',
    left: 'As Excel.',
  },
  odt: {
    name: 'OpenDocument text',
    place: 'block',
    read: 'As Word, packed or in one flat file.',
    unseen: 'Hidden by style, section or field; white; tiny.',
    left: 'What was deleted; heads and feet of pages; pictures; macros.',
  },
  odp: {
    name: 'OpenDocument presentation',
    place: 'slide',
    read: 'As PowerPoint.',
    unseen: 'Hidden slides and shapes; shapes beside the slide; white on white; tiny.',
    left: 'Footers, empty frames, pictures, sounds and films.',
  },
  ods: {
    name: 'OpenDocument spreadsheet',
    place: 'sheet',
    read: 'As Excel, packed or in one flat file.',
    unseen: 'Hidden sheets, rows and columns; white cells.',
    left: 'As Excel.',
  },
  rtf: {
    name: 'RTF',
    place: 'block',
    read: 'Headings, paragraphs, lists, tables, notes and text boxes, in any code page.',
    unseen: 'Hidden text; white on white; one point or less.',
    left: 'What was deleted; heads and feet of pages; pictures and embedded objects.',
  },
  epub: {
    name: 'EPUB',
    place: 'block',
    read: 'Chapters in reading order, under their names in the table of contents where they have no heading. Versions 2 and 3.',
    unseen: 'What the book’s own style sheets hide.',
    left: 'Scripts, pictures. Books under copy protection are called encrypted.',
  },
  html: {
    name: 'Web page',
    place: 'block',
    read: 'What a browser would show without fetching anything: headings, lists, tables with joined cells, quotes, code, notes, fields. Of an article, the article.',
    unseen: 'Hidden by attribute or by styles in the file: not displayed, transparent, clipped, moved off the page, tiny, in the colour of its ground.',
    left: 'Menus around an article (of pages over 1 MB nothing is left out); scripts, which are never run; what would have to be fetched.',
  },
  mhtml: { name: 'Saved web page', place: 'block', read: 'The page, as HTML.', unseen: 'As in HTML.', left: 'Frames and other parts beside the page.' },
  markdown: {
    name: 'Markdown',
    place: 'lines',
    read: 'Text without its marks: headings, lists, tables, quotes, code, footnotes; title, author and date of the front matter. Over 4 MB as plain text.',
    unseen: 'What HTML in it hides.',
    left: 'Addresses of links and pictures.',
  },
  text: {
    name: 'Plain text',
    place: 'lines',
    read: 'Paragraphs and headings, of any size, in more than 25 encodings, which are told from the text itself.',
    unseen: 'Nothing is flagged: zero-width and control characters are taken out, here and in all formats.',
    left: 'Nothing.',
  },
  csv: {
    name: 'CSV and TSV',
    place: 'sheet',
    read: 'A table with its header, of any size; the sign between fields and the encoding are told from the file.',
    unseen: 'Nothing is flagged.',
    left: 'Nothing: what is no table is read as lines.',
  },
  json: {
    name: 'JSON',
    place: 'lines',
    read: 'Lines “key: value” with the keys above them, each record on its own. Over 64 MB, and what is no JSON, as plain text.',
    unseen: 'Nothing is flagged.',
    left: 'Nothing.',
  },
  jsonl: { name: 'JSON Lines', place: 'lines', read: 'Each line as a record, of any size.', unseen: 'Nothing is flagged.', left: 'Nothing.' },
  eml: { name: 'Mail', ...mail },
  mbox: { name: 'Mailbox', ...mail, left: `${mail.left} Messages over 150 MB.` },
  msg: { name: 'Outlook mail', ...mail },
  latex: {
    name: 'LaTeX',
    place: 'lines',
    read: 'Text as readers see it, without running it: headings, lists, tables, notes, captions; formulas as they are written.',
    unseen: 'Nothing is flagged.',
    left: 'Comments, settings, drawings; files that it includes are documents of their own.',
  },
  subtitles: {
    name: 'Subtitles',
    place: 'lines',
    read: 'What is said, each stretch with the time at which it begins; who speaks, where the file says so.',
    unseen: 'Nothing is flagged.',
    left: 'Styles and places; lines that live captions repeat.',
  },
  code: {
    name: 'Source code and settings',
    place: 'lines',
    read: 'Every line as it stands; of common languages cut by class and function, else at empty lines.',
    unseen: 'Nothing is flagged.',
    left: 'Nothing.',
  },
  notebook: {
    name: 'Jupyter notebook',
    place: 'block',
    read: 'Prose, code and what the code printed, in order; tables of results.',
    unseen: 'What HTML in it hides.',
    left: 'Pictures and moving parts of results. Nothing is run.',
  },
  image: {
    name: 'Picture',
    place: 'page',
    read: 'Text on scans and photographs, by text recognition; each page of a TIFF.',
    unseen: 'Nothing is flagged.',
    left: 'Pictures under 64 pixels, or over 200 million; all moments but the first of a moving picture.',
  },
}

const places: Readonly<Record<Place['kind'], string>> = {
  page: 'page and rectangles',
  lines: 'lines',
  block: 'headings and block',
  sheet: 'sheet and cells',
  slide: 'slide and shape',
  message: 'message, part and block; in an attachment its own place',
}

const list = (names: readonly string[]): string => names.map((name) => `\`.${name}\``).join(' ')
const seconds = (milliseconds: number): string => `${milliseconds / 1000} seconds`

/** `languages`: those that text recognition is installed for, by their codes. */
export function formatsPage(languages: readonly string[]): string {
  const extensionsOf = (format: Format): string => list(Object.keys(extensions).filter((name) => extensions[name] === format && !oldExtensions.has(name)))
  const rows = formats.map((format) => {
    const { name, place, read, unseen, left } = formatEntries[format]
    return `| ${name} | ${format === 'code' ? 'see below' : extensionsOf(format)} | ${places[place]} | ${read} | ${unseen} | ${left} |`
  })
  const inLanguage = new Intl.DisplayNames('en', { type: 'language' })
  const { fileMs, perLargeMbMs, memoryMb, recognizeMs, charactersPerByte, leastCharacters, mostCharacters } = parserLimits
  const million = (count: number): string => `${count / 1_000_000} million`
  return `# Formats

What Alcove reads of each kind of file, what it flags, and what it leaves out. Generated by \`test/repository/formats-page.ts\`; extensions and limits come from the code.

*Place* is where a citation leads to. *Not seen* is text that readers of the file do not see: it is indexed as passages of its own, search finds it and says so, and answers leave it out unless Settings say otherwise. White, tiny or hidden text can be put into a file to steer a model.

| format | files | place | what is read | not seen: flagged | left out |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Source code and settings: ${extensionsOf('code')}

Files without an extension are read as text where their name is one of the customary ones: README, LICENSE, COPYING, NOTICE, AUTHORS, CHANGELOG, INSTALL and the like.

Title, author, dates and language are read wherever a format has them. No file that another one names is opened, nothing is fetched, and no macro, script or formula is run.

## Old Office files

Files in the binary formats of Word and PowerPoint before 2007 (${list([...oldExtensions])}) are skipped, unless they hold something else under that name, which is read as what it is (RTF, HTML, text, DOCX): no maintained library with a fit licence reads them for Node. Open them in their program (LibreOffice too), save them as DOCX or PPTX, and add those. Excel files of that age are read.

## Limits

Each file is read by itself in a process that can harm nothing else. One that reaches a limit *failed*, with the reason, and the others go on.

| what | limit |
| --- | --- |
| size of a file | ${defaultSettings.maxFileMb} MB; larger ones are skipped until the limit is raised in Settings or with \`--max-file-mb\` |
| time at work on a file | ${seconds(fileMs)}, and ${seconds(perLargeMbMs)} more for each megabyte over twenty |
| the same, read as it streams (${[...streamed].map((format) => formatEntries[format].name).join(', ')}) | as long as it moves on: ${seconds(fileMs)} without a further part |
| memory of the process | ${memoryMb.toLocaleString('en')} MB |
| text of a file | ${charactersPerByte} characters for each byte, at least ${million(leastCharacters)}, at most ${million(mostCharacters)} |
| attachments of a mail | 200, together 400 MB, three mails deep; what is beyond is listed as not read |
| text recognition of a page | ${recognizeMs / 60_000} minutes; it gives way to all else |

## Passwords

Encrypted files are *failed: encrypted* until they are unlocked: in the Library, or with \`alcove add --unlock\` and \`alcove sync --unlock\`. The password is used for that one reading and stored nowhere; a file that has changed must be unlocked again. This opens PDF, Word, Excel (XLS too), PowerPoint and OpenDocument files. It does not open encrypted mails, protected books, or encryption that is newer or odder than these programs' own; the reason then says so. Files that are only protected against changes are read without asking.

## Text recognition

Scanned pages of PDFs, pictures, and both as attachments of mails are read on this computer, in the background, page by page; each can be found as soon as it is read. A file of scans alone is *empty: scanned, reading in the background* until then. A window that stays open reads by itself; on the command line, \`alcove sync --read-scans\` does. Languages included: ${languages.map((code) => inLanguage.of(code) ?? code).join(', ')}; Settings choose among them. Handwriting is not read. Scanned pages of encrypted files are not read, since the password is not kept.
`
}
