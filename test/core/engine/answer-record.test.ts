/** An answer while it is given, where the disk does not take it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordAnswer } from '../../../core/engine/conversations/answer-record.ts'
import { AlcoveError } from '../../../core/errors.ts'
import type { AnswerNow } from '../../../core/ports/conversations-store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  let full = true
  const saved: AnswerNow[] = []
  const conversations = {
    saveAnswer: (_: string, _at: number, now: AnswerNow) => {
      if (full) throw new AlcoveError('disk-full')
      saved.push(now)
    },
  }
  const record = recordAnswer('1', { model: 'small:1b' }, { conversations, clock: { now: () => 0, elapsed: () => 0 } })
  const makeRoom = () => {
    full = false
  }
  return { record, saved, makeRoom }
}

test('a disk that is full for a moment costs an answer nothing', () => {
  const { record, saved, makeRoom } = setUp()
  record.take({ type: 'text-delta', text: 'The lower ' })
  vi.advanceTimersByTime(1_000)
  makeRoom()
  record.take({ type: 'text-delta', text: 'spring' })
  vi.advanceTimersByTime(1_000)
  expect(saved).toMatchObject([{ state: 'running', text: 'The lower spring' }])
})

test('one that stays full fails the answer at its end', () => {
  const { record } = setUp()
  record.take({ type: 'text-delta', text: 'The lower ' })
  vi.advanceTimersByTime(1_000)
  expect(() => record.end('ended')).toThrow(expect.objectContaining({ code: 'disk-full' }))
})
