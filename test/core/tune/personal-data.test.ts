/** What is somebody's data, and what only looks like it. */
import { describe, expect, test } from 'vitest'
import { personalDataIn, personalDataOf } from '../../../core/tune/personal-data.ts'

const kinds = (text: string) => personalDataOf(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)

describe('flagged', () => {
  test.each([
    ['Write to ada.lovelace+tea@mail.example.co.uk today', 'mail ada.lovelace+tea@mail.example.co.uk'],
    ['Schreib an jürgen@bücher.example.', 'mail jürgen@bücher.example'],
    ['Call +49 30 1234567 before noon', 'phone +49 30 1234567'],
    ['Call 0049 30 123 4567 now', 'phone 0049 30 123 4567'],
    ['Our office: (415) 555-2671.', 'phone (415) 555-2671'],
    ['Appelez le 01 23 45 67 89.', 'phone 01 23 45 67 89'],
    ['Tel. 7654321 is for visitors', 'phone 7654321'],
    ['Büro: 030 / 9018 20', 'phone 030 / 9018 20'],
    ['電話：03-1234-5678', 'phone 03-1234-5678'],
    ['手机 138 1234 5678', 'phone 138 1234 5678'],
    ['找我 138 1234 5678', 'phone 138 1234 5678'],
    ['Estoy en 612 345 678 hoy', 'phone 612 345 678'],
    ['In Zurich +41 79 123 45 67', 'phone +41 79 123 45 67'],
    ['Card 4111 1111 1111 1111, please', 'card 4111 1111 1111 1111'],
    ['paid with 5500005555555559', 'card 5500005555555559'],
    ['Amex 3782 822463 10005', 'card 3782 822463 10005'],
    ['call 3782 822463 10005', 'card 3782 822463 10005'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'id-number DE89 3704 0044 0532 0130 00'],
    ['to GB82WEST12345698765432 by Friday', 'id-number GB82WEST12345698765432'],
    ['SSN 078-05-1120', 'id-number 078-05-1120'],
    ['NINO AB 12 34 56 C on file', 'id-number AB 12 34 56 C'],
    ['née le, 2 55 08 14 168 025 38', 'id-number 2 55 08 14 168 025 38'],
    ['née en Corse, 2 55 08 2A 168 025 97', 'id-number 2 55 08 2A 168 025 97'],
    ['DNI 12345678Z', 'id-number 12345678Z'],
    ['NIE Y1234567X', 'id-number Y1234567X'],
    ['NIE Z1234567R', 'id-number Z1234567R'],
    ['マイナンバー 1234 5678 9012', 'id-number 1234 5678 9012'],
    ['居民 11010519491231002X', 'id-number 11010519491231002X'],
    ['Reisepass Nr. C01X00T47', 'id-number C01X00T47'],
    ['Steuer-ID 12 345 678 901', 'id-number 12 345 678 901'],
  ])('%s', (text, flag) => expect(kinds(text)).toEqual([flag]))
})

describe('not flagged', () => {
  test.each([
    'Met on 14.03.2024, again 2024-03-14 and 14/03/2024.',
    'It cost 1 234 567,89 EUR, then $1,234,567.89, then +12 000 000 people.',
    'ISBN 978-3-16-148410-0 and ISBN 0-306-40615-2',
    'Version 10.15.7.2034 of 192.168.100.200',
    'Article 12.3.4, page 1024-1036, in 1990-1995',
    'The order number is 4111 1111 1111 1112.',
    'Card 0000 0000 0000 0000',
    'DE89 3704 0044 0532 0130 01 is no account',
    'Pi is 3.14159265358979 and e 2.718281828459045',
    'part no. 123-45-678 and 666-12-3456',
    'see @home and me@localhost',
    'doi:10.1000/182 and 1234-5678-9',
    'Tel. 14.03.2024, phone 2024-03-14',
    'Tel. 123456, then call 1234567 EUR',
    'ISBN 0713-4567890',
    'Tel. 12 34 56',
    'no. 6666666666666',
    'DNI 12345678A, NIE Y1234567Z',
    '11010519491231002Y and 110105194912310021',
    '2 55 08 14 168 025 39',
    'The range is 100 200 300 400 in steps',
  ])('%s', (text) => expect(kinds(text)).toEqual([]))
})

test('a flag names its field and its place', () => {
  const passage = {
    passageId: 1,
    documentId: 'd',
    file: '/a',
    fileName: 'a',
    contentHash: 'h',
    anchor: { kind: 'lines', lines: [1, 1], headings: [] },
    golden: true,
  } as const
  const flags = personalDataIn({
    input: 'Who is a@b.example?',
    output: 'Ada, c@d.example.',
    passages: [
      { ...passage, text: 'none' },
      { ...passage, text: 'a@b.example' },
    ],
  })
  expect(flags).toEqual([
    { kind: 'mail', field: 'input', start: 7, end: 18 },
    { kind: 'mail', field: 'output', start: 5, end: 16 },
    { kind: 'mail', field: 'passages', passage: 1, start: 0, end: 11 },
  ])
})

test('long hostile text takes no long time', () => {
  const started = performance.now()
  for (const unit of ['1 ', '12-', 'a.', '+1(', 'A1', 'x@', '0 0']) personalDataOf(unit.repeat(100_000))
  expect(performance.now() - started).toBeLessThan(5_000)
})
