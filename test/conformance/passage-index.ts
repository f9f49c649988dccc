/** What every PassageIndex must do, on the real thing. `open` opens the same index again each time it is called. */
import { expect, test } from 'vitest'
import type { PassageIndex } from '../../core/ports/passage-index.ts'
import { fakeVector } from '../fakes/fake-vectors.ts'

const signal = new AbortController().signal

const texts = [
  [1, 'a', 'The harbour seal sleeps on warm rocks'],
  [2, 'a', 'Seals of wax closed the old letters'],
  [3, "o'brien", "A document whose name holds a quote: O'Brien's harbour"],
  [4, 'b', '東京の天気は晴れです'],
  [5, 'b', 're\u0301sume\u0301 of a café owner'],
] as const

async function fill(index: PassageIndex): Promise<void> {
  await Promise.all(texts.map(async ([id, documentId, text]) => await index.addWords([{ id, documentId, text }])))
  await Promise.all(texts.map(async ([id, documentId, text]) => await index.addVectors([{ id, documentId, textHash: hash(text), vector: fakeVector(text) }])))
}

function hash(text: string): string {
  return [...text]
    .reduce((sum, letter) => (sum * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 128n, 7n)
    .toString(16)
    .padStart(32, '0')
}

export function passageIndexConformance(open: () => Promise<PassageIndex>): void {
  async function withIndex(work: (index: PassageIndex) => Promise<void>): Promise<void> {
    const index = await open()
    try {
      await work(index)
    } finally {
      await index.close()
    }
  }

  test('an empty index finds nothing and is maintained without complaint', async () => {
    await withIndex(async (index) => {
      expect(await index.searchWords('anything', 10, null)).toEqual([])
      expect(await index.searchVectors(fakeVector('anything'), 10, null)).toEqual([])
      expect(await index.knownVectors([hash('x')])).toEqual(new Map())
      await index.maintain(signal)
      expect(await index.counts()).toEqual({ words: 0, vectors: 0, unindexedWords: 0 })
    })
  })

  test('what was added is found by word and by meaning, best first, once the promise resolves', async () => {
    await withIndex(async (index) => {
      await fill(index)
      const words = await index.searchWords('harbour seals', 10, null)
      expect(words[0]?.id).toBe(1)
      expect(words.map(({ id }) => id).sort((a, b) => a - b)).toEqual([1, 2, 3])
      expect(words.map(({ score }) => score)).toEqual(words.map(({ score }) => score).sort((a, b) => b - a))
      const near = await index.searchVectors(fakeVector(texts[1][2]), 5, null)
      expect(near[0]).toMatchObject({ id: 2, documentId: 'a' })
      expect(near[0]?.score).toBeCloseTo(1, 4)
    })
  })

  test('either unicode form and accents, and Japanese, are found by keyword', async () => {
    await withIndex(async (index) => {
      await fill(index)
      for (const asked of ['r\u00e9sum\u00e9', 're\u0301sume\u0301', 'resume']) expect((await index.searchWords(asked, 5, null))[0]?.id).toBe(5)
      expect((await index.searchWords('天気', 5, null))[0]?.id).toBe(4)
      expect((await index.searchWords('晴', 5, null))[0]?.id).toBe(4)
    })
  })

  test('a limit to documents lets nothing else through, quotes in their ids included', async () => {
    await withIndex(async (index) => {
      await fill(index)
      expect((await index.searchWords('harbour', 10, ["o'brien"])).map(({ id }) => id)).toEqual([3])
      expect((await index.searchVectors(fakeVector('harbour'), 10, ['b'])).map(({ documentId }) => documentId)).toEqual(['b', 'b'])
      expect(await index.searchWords('harbour', 10, [])).toEqual([])
      expect(await index.searchVectors(fakeVector('harbour'), 10, [])).toEqual([])
      expect(await index.searchWords('harbour', 10, ["' OR 1=1 --"])).toEqual([])
    })
  })

  test('questions made of signs, quotes, operators or nothing do no harm', async () => {
    await withIndex(async (index) => {
      await fill(index)
      for (const asked of ['', '  ', '"', "'; DROP TABLE", 'AND OR NOT', '+harbour -seal', 'harbour~2', 'title:harbour', '*', '\\', '🦭']) {
        expect(Array.isArray(await index.searchWords(asked, 5, null))).toBe(true)
      }
    })
  })

  test('cosines are those of the vectors; a passage without one is left out', async () => {
    await withIndex(async (index) => {
      await fill(index)
      const cosines = await index.similarities(fakeVector(texts[0][2]), [1, 2, 99])
      expect([...cosines.keys()].sort((a, b) => a - b)).toEqual([1, 2])
      expect(cosines.get(1)).toBeCloseTo(1, 5)
    })
  })

  test('a text that was embedded before gives its vector back, also after a restart', async () => {
    await withIndex(fill)
    await withIndex(async (index) => {
      const known = await index.knownVectors([hash(texts[2][2]), hash('never seen')])
      expect([...known.keys()]).toEqual([hash(texts[2][2])])
      expect(known.get(hash(texts[2][2]))).toEqual(fakeVector(texts[2][2]))
    })
  })

  test('a removed document leaves nothing, before and after maintenance, and the rest stays', async () => {
    await withIndex(async (index) => {
      await fill(index)
      await index.removeDocuments(['a', 'never there'])
      for (let round = 0; round < 2; round++) {
        expect((await index.searchWords('harbour seals wax letters', 10, null)).map(({ id }) => id)).toEqual([3])
        expect((await index.searchVectors(fakeVector('harbour'), 10, null)).some(({ documentId }) => documentId === 'a')).toBe(false)
        expect([...(await index.documents()).keys()].sort()).toEqual(['b', "o'brien"])
        expect((await index.counts()).words).toBe(3)
        await index.maintain(signal)
      }
      expect(await index.knownVectors([hash(texts[0][2])])).toEqual(new Map())
    })
  })

  test('maintenance folds new rows, returns, and everything is still found', async () => {
    await withIndex(async (index) => {
      for (let round = 0; round < 4; round++) {
        const rows = Array.from({ length: 300 }, (_, at) => ({
          id: round * 300 + at + 1,
          documentId: `d${round}`,
          text: `passage number ${round * 300 + at} of ${round}`,
        }))
        await Promise.all([
          index.addWords(rows),
          index.addVectors(rows.map(({ id, documentId, text }) => ({ id, documentId, textHash: hash(text), vector: fakeVector(text) }))),
        ])
        await index.maintain(signal)
        expect(await index.counts()).toEqual({ words: (round + 1) * 300, vectors: (round + 1) * 300, unindexedWords: 0 })
        expect((await index.searchWords(String(round * 300 + 7), 3, null))[0]?.id).toBe(round * 300 + 8)
        expect((await index.searchWords('7', 3, null))[0]?.id).toBe(8)
      }
    })
  })

  test('adding, removing, searching and maintaining side by side lose nothing and find nothing twice', async () => {
    await withIndex(async (index) => {
      const adds = Array.from({ length: 60 }, async (_, at) => {
        const documentId = `doc${at % 20}`
        await index.addWords([{ id: at + 1, documentId, text: `common word${at}` }])
        await index.addVectors([{ id: at + 1, documentId, textHash: hash(`t${at}`), vector: fakeVector(`word${at}`) }])
        await index.searchWords('common', 5, null)
      })
      const upkeep = Array.from({ length: 5 }, async () => await index.maintain(signal))
      await Promise.all([...adds, ...upkeep])
      await Promise.all([index.removeDocuments(['doc0']), index.maintain(signal), index.removeDocuments(['doc1'])])
      const found = await index.searchWords('common', 100, null)
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
      expect(found.length).toBe(54)
      expect([...(await index.documents()).values()].every(({ words, vectors, twice }) => words === 3 && vectors === 3 && !twice)).toBe(true)
      expect(await index.vectorIds('doc2')).toEqual(new Set([3, 23, 43]))
    })
  })
}
