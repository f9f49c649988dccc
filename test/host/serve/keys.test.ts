import { expect, test } from 'vitest'
import { createKeys } from '../../../host/serve/keys.ts'

test('a session is known by its cookie, and by nothing else', () => {
  const keys = createKeys()
  const token = keys.newToken()
  const cookie = keys.exchange(token)
  expect(keys.isSession(cookie)).toBe(true)
  for (const other of [null, '', token, `${cookie} `, cookie?.slice(1) ?? '']) expect(keys.isSession(other)).toBe(false)
  expect(createKeys().isSession(cookie)).toBe(false)
})

test('tokens that nobody used run out when many newer ones were made; sessions too', () => {
  const keys = createKeys()
  const first = keys.newToken()
  const session = keys.exchange(keys.newToken())
  for (let made = 0; made < 64; made++) keys.newToken()
  expect(keys.exchange(first)).toBeNull()
  expect(keys.isSession(session)).toBe(true)
  for (let made = 0; made < 64; made++) keys.exchange(keys.newToken())
  expect(keys.isSession(session)).toBe(false)
})
