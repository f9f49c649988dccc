import { expect, test } from 'vitest'
import type { Client } from '../../renderer/client/client.ts'
import { createDraft } from '../../renderer/state/draft.ts'
import { prepareWhileWriting } from '../../renderer/state/preparing.ts'

function start(prepare: () => Promise<void>) {
  const draft = createDraft(() => 'id')
  const at = { now: 0 }
  const client: Pick<Client, 'questions'> = { questions: { prepare } as Client['questions'] }
  const end = prepareWhileWriting({ client, draft }, () => at.now)
  return { draft, at, end }
}

test('the engine gets ready at the first letter, and again only when that has worn off', () => {
  let calls = 0
  const { draft, at, end } = start(async () => {
    calls += 1
  })
  draft.limit(() => ({ fileIds: ['f'] }))
  expect(calls).toBe(0)
  draft.write('W')
  draft.write('Wh')
  expect(calls).toBe(1)
  at.now = 46_000
  draft.write('')
  expect(calls).toBe(1)
  draft.write('A')
  expect(calls).toBe(2)
  end()
  at.now = 100_000
  draft.write('An')
  expect(calls).toBe(2)
})

test('that it could not get ready is no failure of writing', async () => {
  const { draft } = start(() => Promise.reject(new Error('no engine')))
  draft.write('W')
  await new Promise((resolve) => setTimeout(resolve))
  expect(draft.store.getState().text).toBe('W')
})
