/**
 * Writes small PDF files for samples and tests: pages of headings, paragraphs and tables in the reader's own
 * Helvetica. Text is Latin-1. Deterministic for one version of zlib.
 */
import { deflateSync } from 'node:zlib'

/** Widths of Helvetica from the blank to the tilde, in thousandths of the type size (Adobe's font metrics). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584,
  556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278,
  469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260,
  334, 584,
]

const widthOf = (text, size) => [...text].reduce((sum, letter) => sum + (widths[letter.charCodeAt(0) - 32] ?? 556), 0) * (size / 1000)

function wrap(text, size, width) {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
    if (widthOf(longer, size) <= width || lines.at(-1) === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

const escape = (text) => text.replace(/[\\()]/g, '\\$&')
const page = { width: 595, height: 842, margin: 72 }

/** One page's drawing commands, from its parts: `{heading}`, `{paragraph}` or `{rows, columns}`. */
function draw(parts) {
  const commands = []
  let y = page.height - page.margin
  const line = (text, x, size, font) => commands.push(`BT /${font} ${size} Tf ${x} ${y.toFixed(1)} Td (${escape(text)}) Tj ET`)
  const paragraph = (text, size, font, leading) => {
    for (const words of wrap(text, size, page.width - 2 * page.margin)) {
      y -= leading
      line(words, page.margin, size, font)
    }
  }
  for (const part of parts) {
    if (part.heading !== undefined) {
      y -= 10
      paragraph(part.heading, part.size ?? 16, 'Bold', 22)
      y -= 4
    } else if (part.paragraph !== undefined) {
      paragraph(part.paragraph, 11, 'Regular', 15)
      y -= 8
    } else {
      for (const [number, row] of part.rows.entries()) {
        y -= 16
        for (const [column, cell] of row.entries()) line(cell, page.margin + part.columns[column], 11, number === 0 ? 'Bold' : 'Regular')
      }
      y -= 12
    }
  }
  return commands.join('\n')
}

/** `{title, pages: [[part, …], …]}` to the bytes of a PDF. */
export function writePdf({ title, pages }) {
  const objects = []
  const add = (body) => objects.push(body)
  const firstPage = 5
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${firstPage + 2 * n} 0 R`).join(' ')}] >>`)
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>')
  for (const [n, parts] of pages.entries()) {
    const resources = '<< /Font << /Regular 3 0 R /Bold 4 0 R >> >>'
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources ${resources} /Contents ${firstPage + 2 * n + 1} 0 R >>`)
    const stream = deflateSync(Buffer.from(draw(parts), 'latin1')).toString('latin1')
    add(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n${stream}\nendstream`)
  }
  add(`<< /Title (${escape(title)}) /Producer (Alcove samples) >>`)

  let body = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  const offsets = objects.map((object, n) => {
    const offset = body.length
    body += `${n + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>`
  const start = body.length
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(body, 'latin1')
}
