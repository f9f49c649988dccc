/** Rows are gathered where many come, and a lone one waits for nobody. */
import { expect, test } from 'vitest'
import { createGroupCommit } from '../../../../core/store/index/group-commit.ts'

const windowMs = 400

function noted({ enough = 512, failing = false } = {}) {
  const commits: number[][] = []
  const group = createGroupCommit<number>(
    async (rows) => {
      commits.push([...rows])
      if (failing) throw new Error('no room')
    },
    { windowMs, enough },
  )
  return { group, commits }
}

test('what comes to rest is committed at once; what follows within the window is gathered', async () => {
  const { group, commits } = noted()
  const started = performance.now()
  await Promise.all([group.add([1]), group.add([2, 3])])
  expect(performance.now() - started).toBeLessThan(windowMs / 2)
  await Promise.all([group.add([4]), group.add([5]), new Promise((resolve) => setTimeout(resolve, 20)).then(() => group.add([6]))])
  expect(performance.now() - started).toBeGreaterThanOrEqual(windowMs - 1)
  expect(commits).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
})

test('enough rows, or a flush, wait for no window', async () => {
  const { group, commits } = noted({ enough: 3 })
  const started = performance.now()
  await group.add([1])
  const some = group.add([2])
  await Promise.all([some, group.add([3, 4])])
  const last = group.add([5])
  await group.flush()
  await last
  expect(commits).toEqual([[1], [2, 3, 4], [5]])
  expect(performance.now() - started).toBeLessThan(windowMs / 2)
})

test('a commit that fails fails for all whose rows it held, and for nobody else', async () => {
  const { group } = noted({ failing: true })
  const ended = await Promise.allSettled([group.add([1]), group.add([2]), group.add([])])
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
})
