import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import type { Block } from '../../../../core/types/document.ts'
import { read } from '../read.ts'

const srt = `1
00:00:01,000 --> 00:00:03,500
The keeper opens <i>the hive</i>

2
00:00:03,600 --> 00:00:06,000
{\\an8}on a warm day &amp; looks
for the queen.

3
00:01:02,000 --> 00:01:04,000
- Is she there?
- She is.
`

const vtt = `WEBVTT - Bees at work
Kind: captions
Language: en

NOTE made by hand

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start
<v Anna Roth>Good <c.loud>morning</c>.

01:00:05.000 --> 01:00:06.000
<v.loud Bo>Hello <00:00:05.500>there.</v>
`

const lineAt = (block: Block | undefined, words: string): number | undefined =>
  block?.place.kind === 'lines' ? block.place.starts.findLast(([offset]) => offset <= (block.text.indexOf(words) ?? 0))?.[1] : undefined

test('cues become blocks with their time, without marks, and every line keeps its number', async () => {
  const { blocks } = await read(srt, 'subtitles')
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', '00:00:01 The keeper opens the hive on a warm day & looks for the queen.'],
    ['paragraph', '00:01:02 - Is she there?\n- She is.'],
  ])
  const lines = srt.split('\n')
  for (const words of ['The keeper', 'on a warm', 'for the queen']) expect(lines[(lineAt(blocks[0], words) ?? 0) - 1]).toContain(words)
  expect(lineAt(blocks[0], '00:00:01')).toBe(2)
  expect(lineAt(blocks[1], 'She is')).toBe(13)
})

test('WebVTT tells who speaks; notes and styles are not said', async () => {
  const { blocks, end } = await read(vtt, 'subtitles')
  expect(blocks.map(({ text }) => text)).toEqual(['00:00:01 Anna Roth: Good morning.', '01:00:05 Bo: Hello there.'])
  expect(end).toEqual({ title: 'Bees at work', language: 'en' })
})

test('who goes on speaking is named once, and again after another', async () => {
  const said = ['<v Ada>The boat ran', '<v Ada>aground.', '<v Bo>Where?', '<v Ada>On the bar.', 'Music', '<v Ada>We waited.']
  const cues = said.map((text, at) => `00:0${at}.000 --> 00:0${at}.900\n${text}\n`)
  const { blocks } = await read(`WEBVTT\n\n${cues.join('\n')}`, 'subtitles')
  expect(blocks.map(({ text }) => text)).toEqual(['00:00:00 Ada: The boat ran aground. Bo: Where? Ada: On the bar. Music Ada: We waited.'])
})

test('long talk is cut after sentences, and no word is lost', async () => {
  const cue = (index: number): string => {
    const time = `00:${String(Math.floor(index / 30)).padStart(2, '0')}:${String((index % 30) * 2).padStart(2, '0')}`
    return `${index + 1}\n${time},000 --> ${time},900\nWord ${index} of the talk${index % 3 === 2 ? '.' : ''}\n`
  }
  const { blocks } = await read(Array.from({ length: 300 }, (_, index) => cue(index)).join('\n'), 'subtitles')
  expect(blocks.length).toBeGreaterThan(20)
  expect(blocks.every(({ text }) => text.length < 600 && text.endsWith('.'))).toBe(true)
  expect(blocks.flatMap(({ text }) => [...text.matchAll(/Word (\d+)/g)].map((match) => Number(match[1])))).toEqual(
    Array.from({ length: 300 }, (_, index) => index),
  )
})

test('what live captions repeat is said once; missing empty lines and old Mac line ends do no harm', async () => {
  const live = 'WEBVTT\n\n00:01.000 --> 00:02.000\none two\n\n00:02.000 --> 00:03.000\none two\nthree four\n'
  expect((await read(live, 'subtitles')).text).toBe('00:00:01 one two three four')
  const dense = '1\n00:00:01,0 --> 00:00:02,0\nFirst\n2\n00:00:02,0 --> 00:00:03,0\n1984\n3\n00:00:03,0 --> 00:00:04,0\nLast'
  expect((await read(dense.replaceAll('\n', '\r'), 'subtitles')).text).toBe('00:00:01 First 1984 Last')
})

test('old encodings are recognised', async () => {
  const text = '1\r\n00:00:01,000 --> 00:00:02,000\r\nПчеловод открывает улей в тёплый день и ищет матку.\r\n'
  expect((await read(iconv.encode(text, 'windows-1251'), 'subtitles')).text).toBe('00:00:01 Пчеловод открывает улей в тёплый день и ищет матку.')
})

test('a file without cues has no text, one of other bytes is binary', async () => {
  expect((await read('WEBVTT\n\n', 'subtitles')).blocks).toEqual([])
  expect((await read(Buffer.from([1, 2, 0, 0, 3]), 'subtitles')).end).toEqual({ skipped: 'binary' })
})
