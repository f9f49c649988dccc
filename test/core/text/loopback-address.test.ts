import { expect, test } from 'vitest'
import { loopbackAddress } from '../../../core/text/loopback-address.ts'

test.each(['http://127.0.0.1:11434', 'http://127.0.0.1:11434/', 'http://localhost:1', 'http://LOCALHOST:80', 'http://[::1]:11434', 'http://127.1:9'])(
  '%s is on this computer',
  (text) => {
    expect(loopbackAddress(text)?.port).toBeGreaterThan(0)
  },
)

test.each([
  'https://127.0.0.1:1',
  'http://127.0.0.1:1/x',
  'http://127.0.0.1:1?x',
  'http://127.0.0.1:1#x',
  'http://a@127.0.0.1:1',
  'http://a:b@127.0.0.1:1',
  'http://127.0.0.2:1',
  'http://localhost.:1',
  'http://x.localhost:1',
  'http://localhost.example:1',
  'http://0.0.0.0:1',
  'http://[::]:1',
  'http://[::ffff:127.0.0.1]:1',
  'http://10.0.0.1:1',
  'http://constructor:1',
  '127.0.0.1:11434',
  'localhost:11434',
  'file:///x',
  '',
  'http://127.0.0.1:99999',
])('%s is not', (text) => {
  expect(loopbackAddress(text)).toBeNull()
})
