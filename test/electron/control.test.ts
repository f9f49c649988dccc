import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fromEngine } from '../../electron/control.ts'

const config = readFileSync(resolve(import.meta.dirname, '../../config/vite.node.ts'), 'utf8')
const built = [...config.matchAll(/'processes\/(?<entry>[\w-]+)'/gu)].map((match) => match.groups?.['entry'] ?? '')

const asksFor = (entry: string) => ({ type: 'spawn', child: 1, entry, name: 'alcove-child', heapMb: null, environment: {} })

test('main starts every process that is built, and no other', () => {
  expect(built).toContain('chat-model')
  expect(built.filter((entry) => !fromEngine.safeParse(asksFor(entry)).success)).toEqual([])
  expect(fromEngine.safeParse(asksFor('../electron/main')).success).toBe(false)
})
