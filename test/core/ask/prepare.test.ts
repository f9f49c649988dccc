import { expect, test } from 'vitest'
import { prepare } from '../../../core/ask/prepare.ts'
import { smallLibrary } from './small-library.ts'

const never = new AbortController().signal

test('getting ready puts one text to the embedder and searches by words and meaning', async () => {
  const library = smallLibrary(['Ferns grow in the shade of old oaks.'])
  const searched: string[] = []
  const { index } = library
  const watched = {
    ...library,
    index: {
      ...index,
      searchWords: (...asked: Parameters<typeof index.searchWords>) => (searched.push('words'), index.searchWords(...asked)),
      searchVectors: (...asked: Parameters<typeof index.searchVectors>) => (searched.push('vectors'), index.searchVectors(...asked)),
    },
  }
  await prepare(watched, never)
  expect(library.embedded).toHaveLength(1)
  expect(searched.toSorted()).toEqual(['vectors', 'words'])
})
