import { expect, test } from 'vitest'
import { attachmentOf } from '../../../../core/parse/mail/attachment.ts'
import { unpackRtf } from '../../../../core/parse/mail/msg-rtf.ts'
import { sourceOf } from '../../../../core/parse/nested.ts'
import { readAll } from '../../../../core/parse/source.ts'
import { writeDocx } from '../../../fixtures/documents/make/docx-writer.ts'
import { textPart, writeMail } from '../../../fixtures/documents/make/mail-writer.ts'
import type { MsgMail } from '../../../fixtures/documents/make/msg-writer.ts'
import { packRtf, writeMsg } from '../../../fixtures/documents/make/msg-writer.ts'
import { outline, read } from '../read.ts'

const mail: MsgMail = {
  subject: 'Ernte – Übersicht',
  sender: { name: 'Jörg Müller', address: 'joerg@example.org' },
  recipients: [
    { name: 'Anna Meyer', address: 'anna@example.org', kind: 'to' },
    { name: 'bo@example.org', address: 'bo@example.org', kind: 'to' },
    { name: 'Carla', address: '/O=GARDEN/CN=CARLA', kind: 'cc' },
    { name: 'Dora', address: 'dora@example.org', kind: 'bcc' },
  ],
  body: 'Liebe Anna,\r\n\r\ndie Bohnen sind hoch.\r\n\r\n> Und die Erbsen?\r\n',
  sent: Date.UTC(2026, 2, 3, 13, 5),
}
const expected = [
  'heading 1: Ernte – Übersicht',
  'paragraph: From: Jörg Müller <joerg@example.org>\nTo: Anna Meyer <anna@example.org>, bo@example.org\nCc: Carla\nBcc: Dora <dora@example.org>\nDate: Tue, 03 Mar 2026 13:05:00 GMT',
  'paragraph: Liebe Anna,',
  'paragraph: die Bohnen sind hoch.',
  'quote: Und die Erbsen?',
]

test('a mail in Unicode is read with its people, date and text', async () => {
  const { blocks, end } = await read(writeMsg(mail), 'msg')
  expect(outline(blocks)).toEqual(expected)
  expect(blocks.map(({ place }) => place)).toEqual(
    ['headers', 'headers', 'text', 'text', 'text'].map((part, index) => ({ kind: 'message', message: 1, part, block: index + 1 })),
  )
  expect(end).toEqual({ title: 'Ernte – Übersicht', author: 'Jörg Müller', created: '2026-03-03T13:05:00Z' })
})

test.each([
  [1252, mail, expected[0]],
  [1251, { ...mail, subject: 'Урожай' }, 'heading 1: Урожай'],
  [932, { ...mail, subject: '収穫の報告' }, 'heading 1: 収穫の報告'],
])('a mail in code page %i is read', async (page, content, heading) => {
  expect(outline((await read(writeMsg(content, page), 'msg')).blocks)[0]).toBe(heading)
})

test('a mail that has HTML only is read as HTML', async () => {
  const { body: _, ...rest } = mail
  const html =
    '<html><head><meta charset="utf-8"></head><body><p>Grüße</p><table><tr><td>Juni</td><td>4</td></tr><tr><td>Juli</td><td>5</td></tr></table></body></html>'
  expect(outline((await read(writeMsg({ ...rest, html }), 'msg')).blocks).slice(2)).toEqual(['paragraph: Grüße', 'table: Juni\t4\nJuli\t5'])
})

test.each([
  ['plain RTF', String.raw`{\rtf1\ansi\ansicpg1252 {\b Gr\'fc\'dfe} aus K\u246?ln.\par Zweiter Absatz.\par}`],
  [
    'RTF around HTML',
    String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Gr\'fc\'dfe aus K\'f6ln.{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Zweiter Absatz.{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 }`,
  ],
])('a mail that has %s only is read', async (_, rtf) => {
  const { body: __, ...rest } = mail
  expect(outline((await read(writeMsg({ ...rest, rtf }), 'msg')).blocks).slice(2)).toEqual(['paragraph: Grüße aus Köln.', 'paragraph: Zweiter Absatz.'])
})

test('compressed RTF is unpacked to what was packed', () => {
  const rtf = `{\\rtf1\\ansi ${'The beans are high. '.repeat(20)}\\par}`
  expect(Buffer.from(unpackRtf(packRtf(rtf))).toString('latin1')).toBe(rtf)
  const stored = Buffer.alloc(16 + 3)
  stored.writeUInt32LE(3, 4)
  stored.write('MELA', 8, 'latin1')
  stored.write('abc', 16)
  expect(Buffer.from(unpackRtf(stored)).toString()).toBe('abc')
})

const docx = writeDocx([{ paragraph: 'Water daily.' }])
const loaded: MsgMail = {
  ...mail,
  attachments: [
    { name: 'notes.docx', content: docx },
    { name: 'Prices', mail: { subject: 'Prices', body: 'Five pence.', attachments: [{ name: 'notes.docx', content: docx }] } },
    { name: 'tool.exe', content: Buffer.from('MZ') },
  ],
}

test('attachments and mails within are documents within the mail', async () => {
  const bytes = writeMsg(loaded)
  const { blocks, end } = await read(bytes, 'msg')
  expect(blocks[1]?.text).toContain('\nAttachments: notes.docx, Prices.msg, tool.exe')
  expect(blocks.slice(5).map(({ place, within, text }) => [within?.part ?? (place.kind === 'message' && place.part), text])).toEqual([
    ['notes.docx', 'Water daily.'],
    ['Prices.msg/headers', 'Prices'],
    ['Prices.msg/headers', 'Attachments: notes.docx'],
    ['Prices.msg/text', 'Five pence.'],
    ['Prices.msg/notes.docx', 'Water daily.'],
  ])
  expect(end.unread).toEqual([{ name: 'tool.exe', reason: 'unsupported-format' }])
  const found = await attachmentOf(sourceOf('a.msg', 'msg', bytes), { message: 1, part: 'Prices.msg/notes.docx' })
  expect(Buffer.from(await readAll(found)).equals(Buffer.from(docx))).toBe(true)
})

test('a mail under the name of the other format is read all the same', async () => {
  expect((await read(writeMail(['Subject: Beans', 'From: a@b.c'], textPart('High.')), 'msg')).text).toBe('Beans\nFrom: a@b.c\nHigh.')
  expect(outline((await read(writeMsg(mail), 'eml')).blocks)).toEqual(expected)
})

test('what is no mail is skipped or broken: rubbish, a cut file, tables that run in circles', async () => {
  expect((await read(Buffer.from([0, 1, 2, 3, 0, 5]), 'msg')).end).toEqual({ skipped: 'binary' })
  const whole = Buffer.from(writeMsg(loaded))
  await expect(read(whole.subarray(0, 2_000), 'msg')).rejects.toMatchObject({ code: 'file-broken' })
  const startedAt = performance.now()
  const directory = whole.readUInt32LE(48)
  const table = (whole.readUInt32LE(76) + 1) * 512
  const circle = Buffer.from(whole)
  circle.writeUInt32LE(directory, table + directory * 4)
  await expect(read(circle, 'msg')).rejects.toMatchObject({ code: 'file-broken' })
  const tree = Buffer.from(whole)
  tree.writeUInt32LE(0, (directory + 1) * 512 + 76)
  await expect(read(tree, 'msg')).rejects.toMatchObject({ code: 'file-broken' })
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

test('a byte changed anywhere ends in a document or in an error with a code', async () => {
  const whole = writeMsg(loaded)
  for (let at = 0; at < whole.length; at += 37) {
    const changed = Uint8Array.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    const outcome = await read(changed, 'msg').then(
      () => 'read',
      (error: unknown) => (error as { code?: unknown }).code,
    )
    expect(['read', 'file-broken', 'parser-output'], `byte ${at}`).toContain(outcome)
  }
})
