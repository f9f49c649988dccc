/** A binary heap: the lightest first, among equals the one that came first. */
export interface Weighed {
  readonly weight: number
  /** Ascending as they come. */
  readonly order: number
}

export interface Heap<T> {
  put(item: T): void
  /** The lightest, left where it is; null where there is none. */
  first(): T | null
  take(): T | null
}

export function createHeap<T extends Weighed>(): Heap<T> {
  const items: T[] = []
  const before = (a: T, b: T) => a.weight < b.weight || (a.weight === b.weight && a.order < b.order)

  function swapIfBefore(child: number, parent: number): boolean {
    const a = items[child]
    const b = items[parent]
    if (a === undefined || b === undefined || !before(a, b)) return false
    items[child] = b
    items[parent] = a
    return true
  }

  return {
    put(item) {
      items.push(item)
      for (let at = items.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1
        if (!swapIfBefore(at, parent)) return
        at = parent
      }
    },
    first: () => items[0] ?? null,
    take() {
      const first = items[0]
      const last = items.pop()
      if (first === undefined || last === undefined) return null
      if (items.length === 0) return first
      items[0] = last
      for (let at = 0; ; ) {
        const left = 2 * at + 1
        const right = items[left + 1]
        const other = items[left]
        const child = right !== undefined && other !== undefined && before(right, other) ? left + 1 : left
        if (!swapIfBefore(child, at)) return first
        at = child
      }
    },
  }
}
