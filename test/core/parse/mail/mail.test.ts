import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { attachmentOf } from '../../../../core/parse/mail/attachment.ts'
import { splitMbox } from '../../../../core/parse/mail/mbox.ts'
import { sourceOf } from '../../../../core/parse/nested.ts'
import { readAll } from '../../../../core/parse/source.ts'
import type { Block } from '../../../../core/types/document.ts'
import { writeDocx } from '../../../fixtures/documents/make/docx-writer.ts'
import { attachmentPart, filePart, multipart, textPart, writeMail, writeMbox } from '../../../fixtures/documents/make/mail-writer.ts'
import { columnOfText, writePdf } from '../../../fixtures/documents/make/pdf-writer.ts'
import { outline, read } from '../read.ts'

const anna = ['From: Anna Meyer <anna@example.org>', 'To: Bo <bo@example.org>', 'Subject: Harvest', 'Date: Tue, 3 Mar 2026 14:05:00 +0100']
const place = ({ place, within }: Block): string =>
  place.kind === 'message' ? `${place.message} ${place.part} ${place.block}` : `${within?.message} ${within?.part} ${place.kind}`
const body = (blocks: readonly Block[]): string[] => outline(blocks.filter((block) => block.place.kind === 'message' && block.place.part.endsWith('text')))
const plain = async (text: string, type?: string): Promise<string[]> => body((await read(writeMail(anna, textPart(text, type)), 'eml')).blocks)

describe('a mail', () => {
  test('begins with its subject and its header fields, and says who wrote it and when', async () => {
    const { blocks, end } = await read(writeMail([...anna, 'Cc: Céline <c@example.org>', 'Bcc: d@example.org'], textPart('Hello Bo,\r\n\r\nbeans.')), 'eml')
    expect(outline(blocks)).toEqual([
      'heading 1: Harvest',
      'paragraph: From: Anna Meyer <anna@example.org>\nTo: Bo <bo@example.org>\nCc: Céline <c@example.org>\nBcc: d@example.org\nDate: Tue, 3 Mar 2026 14:05:00 +0100',
      'paragraph: Hello Bo,',
      'paragraph: beans.',
    ])
    expect(blocks.map(place)).toEqual(['1 headers 1', '1 headers 2', '1 text 3', '1 text 4'])
    expect(end).toEqual({ title: 'Harvest', author: 'Anna Meyer', created: '2026-03-03T13:05:00Z' })
  })

  test('without a subject says so, and what it lacks is left out', async () => {
    const { blocks, end } = await read(writeMail(['To: bo@example.org'], textPart('Hi')), 'eml')
    expect(outline(blocks)).toEqual(['heading 1: (no subject)', 'paragraph: To: bo@example.org', 'paragraph: Hi'])
    expect(end).toEqual({})
  })

  test.each([
    ['encoded words', '=?utf-8?B?R3LDvMOfZSBhdXM=?= =?utf-8?Q?_K=C3=B6ln?=', 'Grüße aus Köln'],
    ['an encoded word cut inside a character', '=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=', 'Café'],
    ['ISO-2022-JP', `=?iso-2022-jp?B?${Buffer.from('1b2442467c4b5c386c1b2842', 'hex').toString('base64')}?=`, '日本語'],
    ['UTF-8 as it stands', 'Grüße', 'Grüße'],
    ['folded lines', 'a long\r\n subject\r\n\tgoes on', 'a long subject goes on'],
  ])('reads a subject in %s', async (_, raw, subject) => {
    expect((await read(writeMail([`Subject: ${raw}`], textPart('x')), 'eml')).end.title).toBe(subject)
  })

  test.each([
    ['Tue, 3 Mar 2026 14:05:00 +0100', '2026-03-03T13:05:00Z'],
    ['3 Mar 26 14:05 EST', '2026-03-03T19:05:00Z'],
    ['Tue Mar  3 14:05:09 2026', '2026-03-03T14:05:09Z'],
    ['Tuesday, 03-Mar-26 14:05:00 GMT (a comment)', '2026-03-03T14:05:00Z'],
    ['3 March 2026', '2026-03-03'],
    ['yesterday', undefined],
  ])('dated %s', async (date, created) => {
    expect((await read(writeMail(['Subject: x', `Date: ${date}`], textPart('x')), 'eml')).end.created).toBe(created)
  })
})

describe('text', () => {
  test('quoted replies are quotes without their marks, by depth, with the line that introduces them', async () => {
    expect(await plain('I agree.\r\n\r\nOn 2 March 2026 Bo wrote:\r\n> Plant them in May.\r\n> Not before.\r\n> > And the peas?\r\n\r\nSo be it.')).toEqual([
      'paragraph: I agree.',
      'quote: On 2 March 2026 Bo wrote:',
      'quote: Plant them in May.\nNot before.',
      'quote: And the peas?',
      'paragraph: So be it.',
    ])
  })

  test('flowed lines run on, within their quote too, and a signature is a paragraph', async () => {
    const flowed = 'The beans climb \r\nup their poles.\r\n> What a \r\n> year\r\n>> for peas \r\n> it is.\r\n-- \r\nAnna\r\nGarden Street 1'
    expect(await plain(flowed, 'text/plain; charset=utf-8; format=flowed')).toEqual(
      ['paragraph: The beans climb up their poles.', 'quote: What a year', 'quote: for peas ', 'quote: it is.', 'paragraph: Anna\nGarden Street 1'].map(
        (line) => line.trimEnd(),
      ),
    )
  })

  test('what OpenPGP wraps a signed text in is left out', async () => {
    const text =
      '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nThe text.\r\n- - a list\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQEzBAEBC\r\n-----END PGP SIGNATURE-----\r\n'
    expect(await plain(text)).toEqual(['paragraph: The text.\n- a list'])
  })

  test.each([
    ['windows-1252 that says UTF-8', 'utf-8', 'windows-1252'],
    ['UTF-8 that says ASCII', 'us-ascii', 'utf-8'],
    ['a character set that nobody knows', 'x-none', 'utf-8'],
    ['KOI8-R', 'koi8-r', 'koi8-r'],
    ['GB2312', 'gb2312', 'gbk'],
  ])('in %s is read', async (_, declared, real) => {
    const text = real === 'koi8-r' ? 'Бобы растут' : real === 'gbk' ? '豆子长得很高' : 'Grüße aus Köln: fünf Äpfel für Jörg'
    const mail = Buffer.concat([Buffer.from(`Subject: x\r\nFrom: a@b.c\r\nContent-Type: text/plain; charset=${declared}\r\n\r\n`), iconv.encode(text, real)])
    expect(body((await read(mail, 'eml')).blocks)).toEqual([`paragraph: ${text}`])
  })

  test('quoted-printable and base64 are decoded, with soft line ends, stray marks and garbage', async () => {
    const encoded = (encoding: string, text: string): Promise<string[]> =>
      read(`Subject: x\nFrom: a@b.c\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n${text}`, 'eml').then(({ blocks }) =>
        body(blocks),
      )
    expect(await encoded('quoted-printable', 'Gr=C3=BC=C3=9Fe aus =\nK=c3=b6ln, 5 = f=ZZ  =  \nend=')).toEqual(['paragraph: Grüße aus Köln, 5 = f=ZZ  end'])
    expect(await encoded('base64', `${Buffer.from('Grüße').toString('base64')}\n${Buffer.from(' aus Köln').toString('base64')}`)).toEqual([
      'paragraph: Grüße aus Köln',
    ])
    expect(await encoded('base64', '!!! R3LDvMOf\n*ZQ==')).toEqual(['paragraph: Grüße'])
  })

  test('plain text is preferred where it says as much, formatted text where it says more or has a table', async () => {
    const version = async (text: string, html: string): Promise<string[]> =>
      body((await read(writeMail(anna, multipart('alternative', [textPart(text), textPart(html, 'text/html; charset=utf-8')])), 'eml')).blocks)
    expect(await version('The beans are high.', '<p>The <b>beans</b> are high.</p>')).toEqual(['paragraph: The beans are high.'])
    expect(await version('Please use another program.', `<h1>News</h1><p>${'The beans are high. '.repeat(9)}</p>`)).toEqual([
      'heading 2: News',
      `paragraph: ${'The beans are high. '.repeat(9).trim()}`,
    ])
    expect(await version('Month Beans\nJune 4', '<table><tr><th>Month</th><th>Beans</th></tr><tr><td>June</td><td>4</td></tr></table>')).toEqual([
      'table: Month\tBeans\nJune\t4',
    ])
  })

  test('an invitation is read as text beside its message', async () => {
    const calendar =
      'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:Bern\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Bern:20260303T140500\r\nSUMMARY:Harvest\\, all\r\n  of it\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    const mail = writeMail(anna, multipart('alternative', [textPart('Come!'), textPart(calendar, 'text/calendar; method=REQUEST')]))
    expect(body((await read(mail, 'eml')).blocks)).toEqual(['paragraph: Come!', 'paragraph: DTSTART: 20260303T140500\nSUMMARY: Harvest, all of it'])
  })

  test('a delivery report gives its status as text and the mail that was returned', async () => {
    const status = textPart('Final-Recipient: rfc822; bo@example.org\r\nAction: failed', 'message/delivery-status')
    const returned = `Content-Type: message/rfc822\r\n\r\nSubject: Beans\r\nFrom: anna@example.org\r\n\r\nAre they high?`
    const { blocks } = await read(writeMail(anna, multipart('report; report-type=delivery-status', [textPart('It failed.'), status, returned])), 'eml')
    expect(blocks.slice(2).map((block) => `${place(block)}: ${block.text}`)).toEqual([
      '1 text 3: It failed.',
      '1 text 4: Final-Recipient: rfc822; bo@example.org\nAction: failed',
      '1 Beans.eml/headers 1: Beans',
      '1 Beans.eml/headers 2: From: anna@example.org',
      '1 Beans.eml/text 3: Are they high?',
    ])
  })
})

const pdf = writePdf({ pages: [{ texts: columnOfText(['First page']) }, { texts: columnOfText(['Beans cost five pence']) }] })

describe('attachments', () => {
  test('are documents within the mail, each with its own places', async () => {
    const mail = writeMail(
      anna,
      multipart('mixed', [
        textPart('See below.'),
        attachmentPart('prices.pdf', 'application/pdf', pdf),
        attachmentPart('notes.docx', 'application/octet-stream', writeDocx([{ heading: 'Notes', level: 1 }, { paragraph: 'Water daily.' }])),
        attachmentPart('notes.docx', 'application/octet-stream', writeDocx([{ paragraph: 'Or weekly.' }])),
        filePart({ type: 'text/csv', content: 'month,beans\njune,4' }),
      ]),
    )
    const { blocks, end } = await read(mail, 'eml')
    expect(blocks[1]?.text).toContain('\nAttachments: prices.pdf, notes.docx, notes (2).docx, attachment.csv')
    expect(
      blocks
        .filter(({ within }) => within !== undefined)
        .map((block) => `${place(block)}: ${block.text}`)
        .slice(0, 5),
    ).toEqual([
      '1 prices.pdf page: First page',
      '1 prices.pdf page: Beans cost five pence',
      '1 notes.docx block: Notes',
      '1 notes.docx block: Water daily.',
      '1 notes (2).docx block: Or weekly.',
    ])
    expect(end.unread?.filter(({ name }) => name !== 'attachment.csv') ?? []).toEqual([])
  })

  test('that are not read are listed, each with its reason', async () => {
    const oldWord = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from('WordDocument', 'utf16le')])
    const mail = writeMail(
      anna,
      multipart('mixed', [
        textPart('See below.'),
        attachmentPart('tool.exe', 'application/octet-stream', 'MZ'),
        attachmentPart('old.doc', 'application/msword', oldWord),
        attachmentPart('broken.pdf', 'application/pdf', 'no PDF'),
        attachmentPart('locked.pdf', 'application/pdf', writePdf({ pages: [{}], password: 'beans' })),
        attachmentPart('empty.txt', 'text/plain', ' \n'),
        attachmentPart('winmail.dat', 'application/ms-tnef', 'x'),
        attachmentPart('photo.pdf', 'application/pdf', writePdf({ pages: [{ picture: true }] })),
      ]),
    )
    const { end } = await read(mail, 'eml')
    expect(end.unread?.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'tool.exe: unsupported-format',
      'old.doc: old-format',
      'broken.pdf: file-broken',
      'locked.pdf: file-encrypted',
      'empty.txt: no-text',
      'winmail.dat: unsupported-format',
    ])
    expect(end.scanned).toEqual([{ page: 1, within: { message: 1, part: 'photo.pdf' } }])
  })

  test('of a mail that is attached itself stand below its name', async () => {
    const inner = Buffer.from(
      writeMail(['Subject: Prices', 'From: bo@example.org'], multipart('mixed', [textPart('Inner text'), attachmentPart('inner.pdf', 'application/pdf', pdf)])),
    )
    const mail = writeMail(anna, multipart('mixed', [textPart('Outer'), `Content-Type: message/rfc822; name="outer.eml"\r\n\r\n${inner.toString()}`]))
    const { blocks } = await read(mail, 'eml')
    expect(blocks.slice(3).map((block) => `${place(block)}: ${block.text}`)).toEqual([
      '1 outer.eml/headers 1: Prices',
      '1 outer.eml/headers 2: From: bo@example.org\nAttachments: inner.pdf',
      '1 outer.eml/text 3: Inner text',
      '1 outer.eml/inner.pdf page: First page',
      '1 outer.eml/inner.pdf page: Beans cost five pence',
    ])
    const found = await attachmentOf(sourceOf('a.eml', 'eml', mail), { message: 1, part: 'outer.eml/inner.pdf' })
    expect([found.name, found.format, Buffer.from(await readAll(found)).equals(Buffer.from(pdf))]).toEqual(['inner.pdf', 'pdf', true])
    await expect(attachmentOf(sourceOf('a.eml', 'eml', mail), { message: 1, part: 'outer.eml/other.pdf' })).rejects.toMatchObject({ code: 'page-missing' })
  })

  test('are opened three mails deep and no deeper', async () => {
    let part = textPart('The innermost')
    for (let depth = 6; depth > 0; depth -= 1)
      part = multipart('mixed', [textPart(`Text ${depth}`), `Content-Type: message/rfc822; name="m${depth}.eml"\r\n\r\nSubject: ${depth}\r\n${part}`])
    const { text, end } = await read(writeMail(anna, part), 'eml')
    expect(text).toContain('Text 4')
    expect(text).not.toContain('Text 5')
    expect(end.unread).toEqual([{ name: 'm1.eml/m2.eml/m3.eml/m4.eml', reason: 'too-large' }])
  })

  test.each([
    ['a path', 'filename="../../etc/passwd.txt"', 'passwd.txt'],
    ['a path of Windows', 'filename="C:\\\\Users\\\\bo\\\\notes.txt"', 'notes.txt'],
    ['dots', 'filename=".."', 'attachment'],
    ['RFC 2231', "filename*=utf-8''Gr%C3%BC%C3%9Fe.txt", 'Grüße.txt'],
    ['RFC 2231 in pieces', "filename*0*=utf-8''Gr%C3%BC; filename*1*=%C3%9Fe; filename*2=.txt", 'Grüße.txt'],
    ['encoded words', 'filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe.txt?="', 'Grüße.txt'],
    ['a name without quotes', 'filename=my notes.txt', 'my notes.txt'],
  ])('named by %s', async (_, disposition, name) => {
    const mail = writeMail(
      anna,
      multipart('mixed', [textPart('x'), filePart({ type: 'text/plain', content: 'Words', headers: [`Content-Disposition: attachment; ${disposition}`] })]),
    )
    expect((await read(mail, 'eml')).blocks.at(-1)?.within).toEqual({ message: 1, part: name })
  })

  test('logos that the text shows are not listed', async () => {
    const logo = filePart({ type: 'image/png', content: 'no picture', headers: ['Content-ID: <logo@x>'] })
    const html = textPart('<p>Hello</p><img src="cid:logo@x">', 'text/html')
    const { end, blocks } = await read(writeMail(anna, multipart('related', [html, logo])), 'eml')
    expect(end.unread).toBeUndefined()
    expect(blocks[1]?.text).not.toContain('Attachments')
  })

  test('a bomb among them costs itself only', async () => {
    const bomb = writeDocx([{ paragraph: 'x'.repeat(5_000_000) }])
    const mail = writeMail(
      anna,
      multipart('mixed', [
        textPart('The mail itself'),
        attachmentPart('bomb.docx', 'application/octet-stream', bomb),
        attachmentPart('a.txt', 'text/plain', 'After it'),
      ]),
    )
    const { text, end } = await read(mail, 'eml')
    expect(text).toContain('After it')
    expect(end.unread).toEqual([{ name: 'bomb.docx', reason: 'parser-output' }])
  })
})

describe('secrets', () => {
  /** CMS around a content: object identifier and value, lengths told or left open. */
  const der = (tag: number, ...content: (Buffer | number[])[]): Buffer => {
    const inner = Buffer.concat(content.map((one) => Buffer.from(one)))
    const length = inner.length < 128 ? [inner.length] : [0x82, inner.length >> 8, inner.length & 255]
    return Buffer.concat([Buffer.from([tag, ...length]), inner])
  }
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
  const part = (content: Buffer): string => filePart({ type: 'application/pkcs7-mime; name="smime.p7m"', content })

  test('what was only signed is read', async () => {
    const signed = Buffer.from('Content-Type: text/plain\r\n\r\nSigned words')
    const octets = Buffer.concat([Buffer.from([0x24, 0x80]), der(0x04, signed.subarray(0, 20)), der(0x04, signed.subarray(20)), Buffer.from([0, 0])])
    const content = der(0x30, oid('2a864886f70d010701'), der(0xa0, octets))
    const opaque = der(0x30, oid('2a864886f70d010702'), der(0xa0, der(0x30, der(0x02, [1]), der(0x31), content)))
    expect(body((await read(writeMail(anna, part(opaque)), 'eml')).blocks)).toEqual(['paragraph: Signed words'])
    const clear = multipart('signed; protocol="application/pgp-signature"', [
      textPart('Clear words'),
      filePart({ type: 'application/pgp-signature', content: 'x' }),
    ])
    const { blocks, end } = await read(writeMail(anna, clear), 'eml')
    expect(body(blocks)).toEqual(['paragraph: Clear words'])
    expect(end.unread).toBeUndefined()
  })

  test.each([
    ['S/MIME', part(der(0x30, oid('2a864886f70d010703'), der(0xa0, [1, 2, 3])))],
    [
      'PGP/MIME',
      multipart('encrypted; protocol="application/pgp-encrypted"', [
        textPart('Version: 1', 'application/pgp-encrypted'),
        filePart({ type: 'application/octet-stream', content: 'x' }),
      ]),
    ],
    ['PGP in the text', textPart('-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----')],
  ])('a mail in %s is called encrypted', async (_, encrypted) => {
    await expect(read(writeMail(anna, encrypted), 'eml')).rejects.toMatchObject({ code: 'file-encrypted' })
    const box = await read(writeMbox([writeMail(anna, encrypted), writeMail(anna, textPart('Open'))]), 'mbox')
    expect(box.text).toContain('Open')
    expect(box.end.unread).toEqual([{ name: '1', reason: 'file-encrypted' }])
  })
})

describe('odd and hostile mails', () => {
  test.each([
    ['no boundary', 'Content-Type: multipart/mixed\r\n\r\nThe text.'],
    ['the wrong boundary', 'Content-Type: multipart/mixed; boundary=a\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe text.\r\n--b--\r\n'],
    ['no end', 'Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nThe text.'],
    ['no empty line before the text', 'X-Other: y\r\nThe text.'],
    ['a content type that is none', 'Content-Type: nonsense\r\n\r\nThe text.'],
    ['old Mac line ends', 'X: y\r\rThe text.'],
  ])('with %s', async (name, rest) => {
    const head = name.startsWith('old') ? 'Subject: x\rFrom: a@b.c\r' : 'Subject: x\r\nFrom: a@b.c\r\n'
    expect(body((await read(head + rest, 'eml')).blocks)).toEqual(['paragraph: The text.'])
  })

  test('multiparts a thousand deep are read', async () => {
    let mail = 'Subject: deep\r\nFrom: a@b.c\r\n'
    for (let depth = 0; depth < 1_000; depth += 1) mail += `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`
    expect(body((await read(`${mail}\r\nThe innermost text`, 'eml')).blocks)).toEqual(['paragraph: The innermost text'])
  })

  test('a hundred thousand headers, recipients and parts cost seconds', async () => {
    const startedAt = performance.now()
    const headers = Array.from({ length: 100_000 }, (_, index) => `X-Header-${index}: some value`)
    expect((await read(writeMail([...anna, ...headers], textPart('The text')), 'eml')).text).toContain('The text')
    const recipients = `To: ${Array.from({ length: 100_000 }, (_, index) => `a${index}@example.org`).join(',\r\n ')}`
    expect((await read(writeMail([recipients], textPart('The text')), 'eml')).text).toContain('The text')
    const parts = `${'--b\r\nX: y\r\n\r\npart\r\n'.repeat(100_000)}--b--`
    await expect(read(`Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`, 'eml')).rejects.toMatchObject({ code: 'parser-output' })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('names of prototypes harm nothing', async () => {
    const mail = writeMail(
      ['__proto__: x', 'constructor: y', ...anna],
      multipart('mixed', [textPart('x'), attachmentPart('__proto__', 'text/constructor', 'Words')]),
    )
    expect((await read(mail, 'eml')).blocks.at(-1)).toMatchObject({ text: 'Words', within: { message: 1, part: '__proto__' } })
  })

  test('bytes that are no mail are called binary, text that is none is read', async () => {
    expect((await read(Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100806', 'hex'), 'eml')).end).toEqual({ skipped: 'binary' })
    expect(body((await read('just some words\nof text', 'eml')).blocks)).toEqual(['paragraph: just some words\nof text'])
  })
})

describe('a mailbox', () => {
  const mails = ['One', 'Two', 'Three'].map((word, index) =>
    writeMail([`Subject: ${word}`, `From: p${index}@example.org`], textPart(`${word} text.\r\nFrom here on\r\n>From there`)),
  )

  test('is read message by message, in pieces of any size', async () => {
    for (const pieceBytes of [1, 7, 100_000]) {
      const { blocks, end } = await read(writeMbox(mails), 'mbox', pieceBytes)
      expect(blocks.filter(({ kind }) => kind === 'heading').map((block) => `${place(block)}: ${block.text}`)).toEqual([
        '1 headers 1: One',
        '2 headers 1: Two',
        '3 headers 1: Three',
      ])
      expect(body(blocks).slice(0, 2)).toEqual(['paragraph: One text.\nFrom here on', 'quote: From there'])
      expect(end).toEqual({})
    }
  })

  test('with one subject throughout has it as its title', async () => {
    const same = [1, 2].map((number) => writeMail(['Subject: Beans', `From: p${number}@example.org`], textPart(String(number))))
    expect((await read(writeMbox(same), 'mbox')).end).toEqual({ title: 'Beans' })
  })

  test('"From " in a text that was not quoted begins no message', async () => {
    const box = 'From a@b.c Tue Mar  3 14:05:00 2026\nSubject: x\n\nHello\n\nFrom Bern to Basel:\nNote: two hours\n\nFrom now on\nall is well\n'
    expect((await read(box, 'mbox')).blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(1)
  })

  test('attachments know their message, and can be taken out again', async () => {
    const box = writeMbox([
      mails[0] ?? new Uint8Array(0),
      writeMail(anna, multipart('mixed', [textPart('x'), attachmentPart('a.pdf', 'application/pdf', pdf), attachmentPart('b.bin', 'x/y', 'x')])),
    ])
    const { blocks, end } = await read(box, 'mbox')
    expect(blocks.at(-1)).toMatchObject({ text: 'Beans cost five pence', within: { message: 2, part: 'a.pdf' }, place: { kind: 'page', page: 2 } })
    expect(end.unread).toEqual([{ name: '2/b.bin', reason: 'unsupported-format' }])
    const found = await attachmentOf(sourceOf('a.mbox', 'mbox', box), { message: 2, part: 'a.pdf' })
    expect(Buffer.from(await readAll(found)).equals(Buffer.from(pdf))).toBe(true)
  })

  test('a message that is too large is passed over', async () => {
    const messages = []
    for await (const message of splitMbox(sourceOf('', 'mbox', writeMbox([writeMail(anna, textPart('x'.repeat(50_000))), ...mails])).chunks, 20_000))
      messages.push(message)
    expect(messages.map(({ number, bytes }) => [number, bytes === null])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ])
  })
})
