/** What is written, limited and attached, as plain values: mentions, scope, drafts, names found by a few letters, keys pressed. */
import { expect, test } from 'vitest'
import { isShortcut } from '../../core/types/shortcut.ts'
import { fuzzyFind, fuzzyScore } from '../../renderer/components/fuzzy.ts'
import { mentionAt, withName } from '../../renderer/components/mention.ts'
import { keysOf, shortcutOf } from '../../renderer/components/shortcut-keys.ts'
import { createDraft, excessOf, imageLimit, imageSizeLimit, questionOf } from '../../renderer/state/draft.ts'
import { kindNames, kindsOf, limitsOf, within, withKind, withoutPath, withPath, withSource, withSpan } from '../../renderer/state/scope.ts'

test.each([
  ['@', 1, ''],
  ['what does @wat', 14, 'wat'],
  ['what does @water re', 19, 'water re'],
  ['(@a', 3, 'a'],
  ['「＠水', 3, '水'],
])('%j with the caret at %i is a mention of %j', (text, caret, query) => {
  expect(mentionAt(text, caret)?.query).toBe(query)
})

test.each([
  ['ada@example.org', 15],
  ['meet @ 5', 8],
  ['@water\nre', 9],
  ['@water', 0],
  [`@${'x'.repeat(61)}`, 62],
])('%j with the caret at %i is none', (text, caret) => {
  expect(mentionAt(text, caret)).toBeNull()
})

test('a name takes the place of its mention, with one blank behind it', () => {
  const mention = mentionAt('ask @wat', 8)
  expect(mention && withName('ask @wat', mention, 'Water.pdf')).toEqual({ text: 'ask Water.pdf ', caret: 14 })
  const inside = mentionAt('ask @wat today', 8)
  expect(inside && withName('ask @wat today', inside, 'Water.pdf')).toEqual({ text: 'ask Water.pdf today', caret: 14 })
})

test('each limit is set and lifted, and one that limits nothing leaves no trace', () => {
  const scope = withSpan(withKind(withPath(withPath(withSource({}, 's'), '/a'), '/a'), 'mail', true), { from: 1 })
  expect(scope).toEqual({ sourceIds: ['s'], paths: ['/a'], formats: ['eml', 'mbox', 'msg'], modified: { from: 1 } })
  expect(limitsOf(scope)).toBe(3)
  expect(kindsOf(scope)).toEqual(['mail'])
  expect(withSpan(withKind(withoutPath(withSource(scope, null), '/a'), 'mail', false), {})).toEqual({})
  expect(within(scope, [{ id: 'other' }]).sourceIds).toBeUndefined()
  expect(kindNames.reduce((all, kind) => withKind(all, kind, true), {})).toMatchObject({ formats: expect.arrayContaining(['pdf', 'image']) })
})

test('long texts stand behind the words, what is too long is counted, and what was sent goes while its limits stay', () => {
  let id = 0
  const draft = createDraft(() => String((id += 1)))
  draft.write(' Whose words? ')
  draft.attachText('w'.repeat(4_000))
  draft.limit((scope) => withPath(scope, '/a'))
  expect(questionOf(draft.store.getState()).startsWith('Whose words?\n\nwww')).toBe(true)
  expect(excessOf(draft.store.getState())).toBe(14)
  draft.changeText('1', 'short')
  expect(excessOf(draft.store.getState())).toBe(0)
  draft.sent()
  expect(draft.store.getState()).toMatchObject({ text: '', texts: [], scope: { paths: ['/a'] } })
  draft.reset()
  expect(draft.store.getState().scope).toEqual({})
})

test('pictures of other kinds, too large or too many are refused, and those before them stay', () => {
  const draft = createDraft(() => crypto.randomUUID())
  const picture = new Blob(['x'], { type: 'image/png' })
  draft.attachImages([picture])
  draft.attachImages([new Blob(['x'], { type: 'image/svg+xml' })])
  expect(draft.store.getState().refused).toBe('image-type')
  draft.attachImages([new Blob([new Uint8Array(imageSizeLimit + 1)], { type: 'image/png' })])
  expect(draft.store.getState().refused).toBe('image-size')
  draft.attachImages(Array.from({ length: imageLimit }, () => picture))
  expect(draft.store.getState()).toMatchObject({ refused: 'image-count', images: [{ content: picture }] })
})

test('a few letters find a name: words that begin with them first, strewn ones last, absent ones not at all', () => {
  const names = ['Show the library', 'Library', 'A sly bribery', 'Theme: dark']
  expect(fuzzyFind(names, (name) => name, 'library')).toEqual(['Library', 'Show the library'])
  expect(fuzzyFind(names, (name) => name, 'lib')).toEqual(['Library', 'Show the library', 'A sly bribery'])
  expect(fuzzyFind(names, (name) => name, 'dark th')).toEqual(['Theme: dark'])
  expect(fuzzyScore('Library', 'xyz')).toBeNull()
})

test('pressed keys become what the desktop registers, and nothing that people write with does', () => {
  const pressed = (code: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>>) => ({
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  })
  expect(shortcutOf(pressed('Space', { ctrlKey: true, shiftKey: true }), false)).toBe('CommandOrControl+Shift+Space')
  expect(shortcutOf(pressed('KeyK', { metaKey: true, altKey: true }), true)).toBe('CommandOrControl+Alt+K')
  expect(shortcutOf(pressed('KeyK', { shiftKey: true }), false)).toBeNull()
  expect(shortcutOf(pressed('AudioVolumeUp', { ctrlKey: true }), false)).toBeNull()
  expect(keysOf('CommandOrControl+Shift+Space', false)).toEqual(['Ctrl', 'Shift', 'Space'])
  for (const text of ['', 'A', 'Shift+A', 'Control+Control+A', 'Control+', 'Control+Evil', 'Alt+F25']) expect(isShortcut(text), text).toBe(false)
  for (const text of ['Alt+F24', 'Super+Space', 'Control+Alt+,']) expect(isShortcut(text), text).toBe(true)
})
