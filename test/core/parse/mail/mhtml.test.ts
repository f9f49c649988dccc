import { expect, test } from 'vitest'
import { filePart, multipart, textPart, writeMail } from '../../../fixtures/documents/make/mail-writer.ts'
import { outline, read } from '../read.ts'

const page = '<html><head><title>Beans</title></head><body><h1>Beans</h1><p>They grew höher.</p><img src="cid:pod@x"></body></html>'
const encoded = (html: string, charset: string): string =>
  `Content-Type: text/html; charset=${charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${html.replaceAll('=', '=3D').replaceAll('ö', charset === 'utf-8' ? '=C3=B6' : '=F6')}`
const picture = filePart({ type: 'image/png', content: 'x', headers: ['Content-ID: <pod@x>'] })
const head = ['From: <Saved by a browser>', 'Subject: =?utf-8?Q?Saved_beans?=']

test.each(['utf-8', 'windows-1252'])('the page of a saved file in %s is read as HTML is, and its other parts are left', async (charset) => {
  const { blocks, end } = await read(
    writeMail(head, multipart('related; type="text/html"', [encoded(page, charset), textPart('p { color: red }', 'text/css'), picture])),
    'mhtml',
  )
  expect(outline(blocks)).toEqual(['heading 1: Beans', 'paragraph: They grew höher.'])
  expect(blocks.map(({ place }) => place)).toEqual([
    { kind: 'block', block: 1 },
    { kind: 'block', block: 2 },
  ])
  expect(end).toEqual({ title: 'Beans' })
})

test('the part that is named as the start is the page; its subject is the title where the page has none', async () => {
  const frame = filePart({ type: 'text/html', content: '<p>A frame</p>', headers: ['Content-ID: <frame@x>'] })
  const root = filePart({ type: 'text/html', content: '<p>The page</p>', headers: ['Content-ID: <root@x>'] })
  const { text, end } = await read(writeMail(head, multipart('related; start="<root@x>"', [frame, root])), 'mhtml')
  expect([text, end]).toEqual(['The page', { title: 'Saved beans' }])
})

test('a page without parts, and plain HTML under this name, are read; a file without a page is broken', async () => {
  expect((await read(writeMail(head, encoded(page, 'utf-8')), 'mhtml')).text).toBe('Beans\nThey grew höher.')
  expect((await read('<p>Only HTML</p>', 'mhtml')).text).toBe('Only HTML')
  await expect(read(writeMail(head, multipart('related', [picture])), 'mhtml')).rejects.toMatchObject({ code: 'file-broken' })
})
