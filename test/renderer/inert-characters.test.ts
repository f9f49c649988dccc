/** No name reads as another, and no text turns what stands beside it. */
import { expect, test } from 'vitest'
import { shownName, withoutTurning } from '../../renderer/components/inert-characters.ts'

test('a name that would read backwards shows that something is wrong with it', () => {
  expect(shownName('report\u202efdp.exe')).toBe('report\ufffdfdp.exe')
  expect(shownName('a\u2066\u202etxt.scr\u2069')).toBe('a\ufffd\ufffdtxt.scr\ufffd')
  expect(shownName('two\nlines\0.pdf')).toBe('two\ufffdlines\ufffd.pdf')
})

test('names in any script stay as they are', () => {
  for (const name of ['تقرير المياه.pdf', 'דו״ח.docx', '報告書.pdf', 'résumé \u200e(1).odt', '👨‍👩‍👧.png', 'می\u200cخواهم.txt'])
    expect(shownName(name)).toBe(name)
})

test('a text keeps its length and its line ends', () => {
  const text = 'one\u202e two\u2069\n\tthree'
  expect(withoutTurning(text)).toBe('one\ufffd two\ufffd\n\tthree')
})
