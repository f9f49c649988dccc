/** Documents of every format that ask for another file, for the network, or for a place among what all objects inherit. */
import { utils, write } from '@e965/xlsx'
import type { Format } from '../../core/types/document.ts'
import { docxOf, docxParts, writeDocx } from '../fixtures/documents/make/docx-writer.ts'
import { writeEpub } from '../fixtures/documents/make/epub-writer.ts'
import { attachmentPart, multipart, textPart, writeMail, writeMbox } from '../fixtures/documents/make/mail-writer.ts'
import { writeMsg } from '../fixtures/documents/make/msg-writer.ts'
import { frame, page, paragraph, textFrame, writeFlatOdt, writeOdp, writeOdt } from '../fixtures/documents/make/odf-writer.ts'
import { odsCell, odsRow, writeOds } from '../fixtures/documents/make/ods-writer.ts'
import { textShape, writePptx } from '../fixtures/documents/make/pptx-writer.ts'
import { writeXlsx, xlsxParts } from '../fixtures/documents/make/xlsx-writer.ts'
import { writeZip, type ZipPart } from '../fixtures/documents/make/zip-writer.ts'
import { hostilePdf } from './hostile-pdf.ts'

/** What the documents ask for. */
export interface Bait {
  /** Absolute path. */
  readonly file: string
  readonly url: string
}

export interface HostileDocument {
  readonly name: string
  readonly format: Format
  readonly bytes: Uint8Array
  /** Absent: it holds the words "Plain words", which are read. */
  readonly end?: 'file-broken'
}

const plain = 'Plain words'
/** Keys that name what every object inherits. */
export const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const outside = (name: string, kinds: readonly string[], targets: readonly string[]): ZipPart => ({
  name,
  data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${kinds
    .flatMap((kind) => targets.map((target, at) => `<Relationship Id="${kind}${at}" Type="${relations}/${kind}" Target="${target}" TargetMode="External"/>`))
    .join('')}</Relationships>`,
})
const document = (body: string): string =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${relations}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>${body}</w:body></w:document>`
const run = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const entity = (url: string): string => `<!DOCTYPE x [<!ENTITY x SYSTEM "${url}"><!ENTITY % y SYSTEM "${url}"> %y;]>`

export function hostileDocuments(bait: Bait): readonly HostileDocument[] {
  return [...office(bait), ...openDocument(bait), ...web(bait), ...mails(bait), ...texts(bait), ...pictures(bait), ...hostilePdf(bait)]
}

function office({ file, url }: Bait): HostileDocument[] {
  const targets = [url, `file://${file}`, file]
  const field = (code: string): string =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
  const linked = document(
    run(plain) +
      ['INCLUDETEXT', 'INCLUDEPICTURE', 'DDEAUTO', 'RD'].map((code) => targets.map((target) => field(`${code} "${target}" \\d`)).join('')).join('') +
      targets.map((_, at) => `<w:altChunk r:id="aFChunk${at}"/><w:p><w:r><w:drawing><a:blip r:link="image${at}"/></w:drawing></w:r></w:p>`).join(''),
  )
  const styled = docxOf(
    keys.map((key) => `<w:p><w:pPr><w:pStyle w:val="${key}"/></w:pPr><w:r><w:rPr><w:rStyle w:val="${key}"/></w:rPr><w:t>${plain}</w:t></w:r></w:p>`).join(''),
    [
      {
        type: 'styles',
        name: 'styles.xml',
        data: `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${keys.map((key) => `<w:style w:styleId="${key}" w:type="paragraph"><w:name w:val="${key}"/><w:basedOn w:val="${key}"/></w:style>`).join('')}</w:styles>`,
      },
    ],
  )
  const slide = { shapes: [textShape({ paragraphs: [plain] })] }
  const cells = { A1: plain, A2: { value: 1, formula: `WEBSERVICE("${url}")` }, A3: { value: 1, formula: `'[${file}]S'!A1` } }
  const old = utils.book_new()
  for (const key of keys) utils.book_append_sheet(old, utils.aoa_to_sheet([[plain, key], keys]), key)
  return [
    {
      name: 'a DOCX with templates, pictures, fields and chunks elsewhere',
      format: 'docx',
      bytes: writeZip([
        ...docxParts(linked).filter(({ name }) => !name.endsWith('document.xml.rels')),
        outside('word/_rels/document.xml.rels', ['image', 'aFChunk', 'hyperlink', 'subDocument', 'styles', 'footnotes'], targets),
        outside('word/_rels/settings.xml.rels', ['attachedTemplate'], targets),
      ]),
    },
    {
      name: 'a DOCX with an external entity',
      format: 'docx',
      bytes: writeZip(docxParts(`${entity(`file://${file}`)}${document(run(`&x;${plain}`))}`)),
      end: 'file-broken',
    },
    { name: 'a DOCX with names of every object', format: 'docx', bytes: styled },
    {
      name: 'a PPTX with media and layouts elsewhere',
      format: 'pptx',
      bytes: writePptx([slide], {
        parts: [outside('ppt/slides/_rels/slide1.xml.rels', ['image', 'video', 'oleObject', 'slideLayout', 'notesSlide', 'chart'], targets)],
      }),
    },
    { name: 'a PPTX with names of every object', format: 'pptx', bytes: writePptx([slide], { parts: keys.map((key) => ({ name: key, data: key })) }) },
    {
      name: 'an XLSX with links to other books and to services',
      format: 'xlsx',
      bytes: writeZip([
        ...xlsxParts([{ name: 'S', cells }]),
        outside('xl/externalLinks/_rels/externalLink1.xml.rels', ['externalLinkPath'], targets),
        { name: 'xl/connections.xml', data: `<connections><connection id="1" odcFile="${file}"><webPr url="${url}"/></connection></connections>` },
      ]),
    },
    { name: 'an XLSX with an external entity', format: 'xlsx', bytes: writeXlsx([{ name: 'S', cells }], { prolog: entity(url) }), end: 'file-broken' },
    { name: 'an XLSX with names of every object', format: 'xlsx', bytes: writeXlsx(keys.map((name) => ({ name, cells: { A1: name, A2: plain } }))) },
    { name: 'an XLS with names of every object', format: 'xls', bytes: new Uint8Array(write(old, { bookType: 'xls', type: 'buffer' }) as Uint8Array) },
    {
      name: 'an XLS that is XML with an external entity',
      format: 'xls',
      bytes: Buffer.from(
        `<?xml version="1.0"?>${entity(`file://${file}`)}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">${plain} &x;</Data></Cell></Row></Table></Worksheet></Workbook>`,
      ),
    },
    {
      name: 'an RTF with a template, objects and fields elsewhere',
      format: 'rtf',
      bytes: Buffer.from(
        `{\\rtf1{\\*\\template ${url}}{\\fonttbl{\\f0 __proto__;}{\\f1 constructor;}}{\\stylesheet{\\s1 __proto__;}}${['INCLUDETEXT', 'INCLUDEPICTURE', 'LINK Word.Document'].flatMap((code) => targets.map((target) => `{\\field{\\*\\fldinst ${code} "${target}"}{\\fldrslt seen}}`)).join('')}{\\object\\objautlink\\rsltpict{\\*\\objdata 00}}{\\*\\filetbl{\\file\\fid1 ${file}}}{\\s1\\f0 ${plain}\\par}}`,
      ),
    },
  ]
}

function openDocument({ file, url }: Bait): HostileDocument[] {
  const targets = [url, `file://${file}`, file, `..${file}`]
  const section = (target: string): string => `<text:section text:name="s"><text:section-source xlink:href="${target}"/></text:section>`
  const body =
    targets.map((target) => section(target) + frame([1, 1, 5, 5], `<draw:image xlink:href="${target}"/><draw:object xlink:href="${target}"/>`)).join('') +
    paragraph(plain)
  const names = keys.map((key) => `<style:style style:name="${key}" style:family="paragraph" style:parent-style-name="${key}"/>`).join('')
  return [
    { name: 'an ODT with sections and pictures elsewhere', format: 'odt', bytes: writeOdt(body) },
    {
      name: 'an ODT with names of every object',
      format: 'odt',
      bytes: writeOdt(keys.map((key) => paragraph(plain, key)).join(''), { styles: names, named: names }),
    },
    {
      name: 'a flat ODT with an external entity',
      format: 'odt',
      bytes: Buffer.from(writeFlatOdt(body).replace('?>\n', `?>${entity(url)}`)),
      end: 'file-broken',
    },
    { name: 'an ODP with objects elsewhere', format: 'odp', bytes: writeOdp(page(textFrame([1, 1, 9, 4], paragraph(plain)) + body, `draw:name="__proto__"`)) },
    {
      name: 'an ODS with tables elsewhere',
      format: 'ods',
      bytes: writeOds(
        keys.map((name) => ({
          name,
          columns: `<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${url}" table:table-name="x"/>`,
          rows: [odsRow([plain, name]), `<table:table-row>${odsCell('1', `table:formula="of:='${file}'#S.A1"`)}</table:table-row>`],
        })),
      ),
    },
  ]
}

function web({ file, url }: Bait): HostileDocument[] {
  const asked = (target: string): string =>
    `<img src="${target}" srcset="${target} 2x"><link rel="stylesheet" href="${target}"><style>@import "${target}"; p { background: url(${target}) }</style><iframe src="${target}"></iframe><object data="${target}"></object><embed src="${target}"><video src="${target}" poster="${target}"></video><script src="${target}"></script><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image href="${target}" xlink:href="${target}"/><use href="${target}#a"/></svg>`
  const html = `<!doctype html><html><head><base href="${url}"><meta http-equiv="refresh" content="0;url=${url}"></head><body>${asked(url)}${asked(`file://${file}`)}<script>fetch(${JSON.stringify(url)}); Object.prototype.hurt = 1</script>${keys.map((key) => `<p id="${key}" class="${key}" ${key}="${key}">${plain}</p>`).join('')}</body></html>`
  const strict = (target: string): string =>
    `<p><img src="${target}"/></p><iframe src="${target}"></iframe><svg xmlns="http://www.w3.org/2000/svg"><image href="${target}"/></svg>`
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg"><text>${plain}</text><image href="file://${file}"/><image href="${url}"/></svg>`
  return [
    { name: 'an HTML page that asks for everything', format: 'html', bytes: Buffer.from(html) },
    {
      name: 'an XHTML page with an external entity',
      format: 'html',
      bytes: Buffer.from(`<?xml version="1.0"?>${entity(`file://${file}`)}<html><body><p>${plain} &x;</p></body></html>`),
    },
    {
      name: 'an MHTML page whose parts are elsewhere',
      format: 'mhtml',
      bytes: writeMail(
        ['From: saved', 'Subject: __proto__'],
        multipart('related', [`Content-Location: file://${file}\r\n${textPart(html, 'text/html; charset=utf-8')}`]),
      ),
    },
    {
      name: 'an EPUB whose chapters ask for everything',
      format: 'epub',
      bytes: writeEpub(
        [
          { name: 'a.xhtml', body: `<p>${plain}</p>${strict(url)}${strict(`file://${file}`)}` },
          { name: 'b.svg', body: '' },
        ],
        { parts: [{ name: 'OEBPS/b.svg', data: drawing }] },
      ),
    },
    {
      name: 'an EPUB whose chapters lie outside',
      format: 'epub',
      bytes: writeEpub([
        { name: 'a.xhtml', body: `<p>${plain}</p>` },
        ...[`file://${file}`, url, `../../../..${file}`].map((href, at) => ({ name: `x${at}.xhtml`, href, body: '' })),
      ]),
    },
    {
      name: 'an EPUB with an external entity',
      format: 'epub',
      bytes: writeEpub([{ name: 'a.xhtml', body: '<p>&x;</p>' }], { prolog: entity(`file://${file}`) }),
      end: 'file-broken',
    },
  ]
}

function mails({ file, url }: Bait): HostileDocument[] {
  const html = `<p>${plain}</p><img src="${url}"><img src="file://${file}"><link rel="stylesheet" href="${url}">`
  const external = [
    `Content-Type: message/external-body; access-type=local-file; name="${file}"\r\n\r\nContent-Type: text/plain\r\n\r\n`,
    `Content-Type: message/external-body; access-type=URL; URL="${url}"\r\n\r\nContent-Type: text/plain\r\n\r\n`,
    `Content-Type: text/plain\r\nContent-Location: file://${file}\r\n\r\n${plain}`,
  ]
  const mail = writeMail(
    ['From: a@example.org', 'Subject: __proto__', ...keys.map((key) => `${key}: ${key}`)],
    multipart('mixed', [
      textPart(html, 'text/html; charset=utf-8'),
      ...external,
      ...keys.map((key) => attachmentPart(`${key}.txt`, 'text/plain', plain)),
      attachmentPart(`../../..${file}`, 'text/plain', plain),
    ]),
  )
  return [
    { name: 'a mail with bodies and pictures elsewhere', format: 'eml', bytes: mail },
    { name: 'a mailbox of such mails', format: 'mbox', bytes: writeMbox([mail, mail]) },
    {
      name: 'an Outlook mail with pictures elsewhere',
      format: 'msg',
      bytes: writeMsg({
        subject: '__proto__',
        html,
        attachments: [
          { name: file, content: Buffer.from(plain) },
          { name: '__proto__.json', content: Buffer.from('{"__proto__":{"hurt":1}}') },
        ],
      }),
    },
  ]
}

function texts({ file, url }: Bait): HostileDocument[] {
  const text = (name: string, format: Format, lines: string): HostileDocument => ({ name, format, bytes: Buffer.from(lines) })
  const hurt = keys.map((key) => `"${key}": {"hurt": "${plain}"}`).join(', ')
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { title: plain, ['__proto__']: { hurt: 1 } },
    cells: [
      {
        cell_type: 'markdown',
        source: [`${plain} ![x](${url}) ![y](attachment:__proto__) <img src="file://${file}">`],
        attachments: { constructor: { 'text/plain': 'x' } },
      },
      {
        cell_type: 'code',
        source: `open(${JSON.stringify(file)}).read()`,
        outputs: [{ output_type: 'display_data', data: { 'text/html': `<script src="${url}"></script><img src="${url}">` } }],
      },
    ],
  }
  return [
    text(
      'a Markdown with pictures elsewhere',
      'markdown',
      `---\n__proto__: hurt\nconstructor: hurt\n---\n\n${plain}\n\n![x](${url}) ![y](file://${file})\n\n<img src="${url}"><iframe src="file://${file}"></iframe>\n\n[__proto__]: ${url}\n[^constructor]: note\n`,
    ),
    text('a text that includes another', 'text', `${plain}\n.. include:: ${file}\ninclude::${file}[]\n`),
    text('a CSV of formulas', 'csv', `__proto__,constructor,toString\n=WEBSERVICE("${url}"),"=cmd|' /C cat ${file}'!A0",${plain}\n`),
    text('a JSON with names of every object', 'json', `{${hurt}, "$ref": "file://${file}", "list": [{${hurt}}]}`),
    text('JSON lines with names of every object', 'jsonl', `{${hurt}}\n{${hurt}, "$ref": "${url}"}\n`),
    text(
      'a LaTeX that reads and runs',
      'latex',
      `\\documentclass{article}\\newcommand{\\__proto__}{x}\\newcommand{\\constructor}{x}\\begin{document}${plain}\n\\input{${file}}\\include{${file}}\\verbatiminput{${file}}\\lstinputlisting{${file}}\\includegraphics{${file}}\\bibliography{${file}}\\write18{cat ${file}}\\openin5=${file} \\read5 to \\x \\x\\url{${url}}\\ref{__proto__}\\label{constructor}\\begin{__proto__}x\\end{__proto__}\\end{document}`,
    ),
    text(
      'subtitles with styles elsewhere',
      'subtitles',
      `WEBVTT\n\nSTYLE\n::cue { background: url(${url}) } @import "${url}";\n\n00:01.000 --> 00:02.000\n<v __proto__>${plain} <img src="${url}">\n`,
    ),
    text('a program that includes another', 'code', `#include "${file}"\n//# sourceMappingURL=${url}\nint constructor(void) { return 1; } /* ${plain} */\n`),
    text('a notebook with pictures elsewhere', 'notebook', JSON.stringify(notebook)),
  ]
}

function pictures({ file, url }: Bait): HostileDocument[] {
  const drawing = `<?xml version="1.0"?>${entity(`file://${file}`)}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude" width="300" height="100"><style>@import url(${url});</style><image xlink:href="file://${file}" width="9" height="9"/><image href="${url}" width="9" height="9"/><xi:include href="file://${file}" parse="text"/><text y="40">&x; ${plain}</text></svg>`
  return [
    { name: 'a drawing named as a picture', format: 'image', bytes: Buffer.from(drawing), end: 'file-broken' },
    { name: 'a DOCX with a drawing elsewhere', format: 'docx', bytes: writeDocx([{ title: '__proto__' }, { paragraph: plain }]) },
  ]
}
