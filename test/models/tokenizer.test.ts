import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { Tokenizer as PackagedTokenizer } from '@huggingface/tokenizers'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadTokenizer } from '../../models/tokenizer.ts'

const modelFolder = resolve('models/bundled/all-MiniLM-L6-v2')
const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(resolve(modelFolder, path), 'utf8')) as Record<string, unknown>
const packaged = new PackagedTokenizer(json('tokenizer.json'), json('tokenizer_config.json'))
const tokenizer = loadTokenizer(modelFolder)

const spanned = (text: string): string[] => tokenizer.spans(text).map(({ start, end }) => text.slice(start, end))

/** Words of many scripts and the characters that are easiest to get wrong, glued without blanks and with. */
const trickyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('embedding', 'unbelievable', 'GDPR', 'straße', 'Straße', 'Überraschung', 'e\u0301tude', 'naïve', 'İstanbul', 'Ωμέγα', 'Привет', 'ёлка'),
      fc.constantFrom('東京', '中', '한국어', 'हिन्दी', 'ไทย', 'العَرَبِيَّة', '👨‍👩‍👧', '🙂', '👍🏽', '\u{20000}', 'ﬁne', 'a\u0308\u0323b', '\u0301', '\u302e'),
      fc.constantFrom(
        '\u200b',
        '\u200d',
        '\ufeff',
        '\u00ad',
        '\0',
        '\u000b',
        '\f',
        '\u0085',
        '\ufffd',
        '\ud800',
        '\udc00',
        '\u037e',
        '\u1fef',
        '…',
        '“',
        '—',
        '€',
        '§',
      ),
      fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u2003', '\u2028', '\u3000', '.', ',', '-', '_', '$', "'", '[', ']', '(', '##'),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

/** Greek sigma is the one letter whose lower case depends on its neighbours, punctuation included. */
const hasFinalSigma = (text: string): boolean => text.includes('Σ')

describe('tokens', () => {
  test('any text has the tokens that the packaged tokenizer gives it', () => {
    fc.assert(
      fc.property(trickyText, (text) => {
        fc.pre(!hasFinalSigma(text))
        expect(tokenizer.encode(text)).toEqual(packaged.encode(text).ids)
      }),
      { numRuns: 3_000 },
    )
  })

  test('the count is the number of spans and of ids without the special ones', () => {
    fc.assert(
      fc.property(trickyText, (text) => {
        const count = tokenizer.count(text)
        expect(tokenizer.spans(text).length).toBe(count)
        expect(tokenizer.encode(text).length).toBe(count + tokenizer.specialTokens)
      }),
      { numRuns: 1_000 },
    )
  })

  test('the model’s special tokens written in a text are plain text', () => {
    const [, separator] = tokenizer.encode('')
    expect(tokenizer.encode('a [SEP] b').filter((id) => id === separator)).toHaveLength(1)
    expect(spanned('a [SEP] b')).toEqual(['a', '[', 'SEP', ']', 'b'])
  })

  test('a model folder whose tokenizer was changed by one byte is refused', async () => {
    const folder = await mkdtemp(resolve(tmpdir(), 'alcove-model-'))
    await cp(modelFolder, folder, { recursive: true })
    const bytes = await readFile(resolve(folder, 'tokenizer.json'))
    bytes[1_000] = (bytes[1_000] ?? 0) ^ 1
    await writeFile(resolve(folder, 'tokenizer.json'), bytes)
    expect(() => loadTokenizer(folder)).toThrowError(expect.objectContaining({ code: 'model-broken' }))
    await rm(folder, { recursive: true })
  })
})

describe('spans', () => {
  test('they ascend, lie within the text and never cut a character in two', () => {
    fc.assert(
      fc.property(trickyText, (text) => {
        let last = { start: 0, end: 0 }
        for (const span of tokenizer.spans(text)) {
          expect(span.end).toBeGreaterThan(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
          expect(span.start >= last.end || (span.start === last.start && span.end === last.end) || splitsCharacter(text, last, span)).toBe(true)
          for (const at of [span.start, span.end]) expect(cutsPair(text, at)).toBe(false)
          last = span
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('each token’s own text gives that token again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('the', 'Notice', 'café', 'e\u0301tude', 'Größe', '東', '?', '$', '2009')), (words) => {
        const text = words.join(' ')
        const ids = tokenizer.encode(text).slice(1, -1)
        const spans = tokenizer.spans(text)
        for (const [i, { start, end }] of spans.entries()) {
          const startsWord = start === 0 || text[start - 1] === ' '
          if (startsWord) expect(tokenizer.encode(text.slice(start, end))[1]).toBe(ids[i])
        }
      }),
    )
  })

  test.each([
    ['Unbelievable embeddings!', ['Unbelievable', 'em', 'bed', 'ding', 's', '!']],
    ['cafe\u0301 noir', ['cafe\u0301', 'noir']],
    ['東京で', ['東', '京', 'で']],
    ['don\u2019t $5.00', ['don', '\u2019', 't', '$', '5', '.', '00']],
    ['a\u200bb \ufeffc', ['a\u200bb', 'c']],
    ['\u00dcber', ['\u00dcber']],
    ['cat\fs', ['cat\fs']],
    ['👨‍👩‍👧 ok', ['👨‍👩‍👧', 'ok']],
  ])('%j stands at %j', (text, expected) => {
    expect(spanned(text)).toEqual(expected)
  })

  test('a run without blanks that is longer than the model’s longest word is one unknown token', () => {
    const text = `see ${'ab'.repeat(5_000)} end`
    expect(tokenizer.spans(text)).toEqual([
      { start: 0, end: 3 },
      { start: 4, end: 10_004 },
      { start: 10_005, end: 10_008 },
    ])
  })
})

interface Span {
  readonly start: number
  readonly end: number
}

/** Two tokens of one character: both carry (part of) its span. */
function splitsCharacter(text: string, before: Span, after: Span): boolean {
  const shared = text.slice(after.start, Math.min(before.end, after.end))
  return [...shared.normalize('NFC').replace(/\p{M}/gu, '')].length <= 1
}

function cutsPair(text: string, at: number): boolean {
  const code = text.codePointAt(at - 1)
  return at > 0 && code !== undefined && code > 0xffff
}
