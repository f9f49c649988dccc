/** The order in which the shapes of a slide are read: bands from top to bottom, columns from left to right in each. */

/** In points; origin at the slide's top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Placed {
  readonly box?: Box | undefined
}

/** Beyond this many, looking for gaps would take long: they are read by their top edges. */
const mostToCut = 400
/** Boxes that overlap by less than this share of the smaller are taken to stand apart: frames have margins. */
const slack = 0.25

/** A shape that tells no place follows the one that it follows in the file. */
export function readingOrder<Shape extends Placed>(shapes: readonly Shape[]): readonly Shape[] {
  const groups: { box: Box; shapes: Shape[] }[] = []
  for (const shape of shapes) {
    const last = groups.at(-1)
    if (shape.box === undefined && last !== undefined) last.shapes.push(shape)
    else groups.push({ box: shape.box ?? { x: 0, y: 0, width: 0, height: 0 }, shapes: [shape] })
  }
  const ordered = groups.length > mostToCut ? byEdges(groups) : cut(groups)
  return ordered.flatMap(({ shapes }) => shapes)
}

interface Boxed {
  readonly box: Box
}

/** The recursive cut of page analysis (Nagy and Seth's X-Y cut), rows first. */
function cut<Item extends Boxed>(items: readonly Item[]): readonly Item[] {
  if (items.length < 2) return items
  const bands = apart(items, ({ box }) => [box.y, box.height])
  if (bands.length > 1) return bands.flatMap((band) => cut(band))
  const columns = apart(items, ({ box }) => [box.x, box.width])
  return columns.length > 1 ? columns.flatMap((column) => cut(column)) : byEdges(items)
}

function apart<Item extends Boxed>(items: readonly Item[], extent: (item: Item) => readonly [from: number, length: number]): readonly (readonly Item[])[] {
  const sorted = [...items].sort((one, other) => extent(one)[0] - extent(other)[0])
  const groups: Item[][] = []
  let end = Number.NEGATIVE_INFINITY
  let shortest = Number.POSITIVE_INFINITY
  for (const item of sorted) {
    const [from, length] = extent(item)
    const group = groups.at(-1)
    if (group !== undefined && end - from > slack * Math.min(shortest, length)) {
      group.push(item)
      end = Math.max(end, from + length)
      shortest = Math.min(shortest, length)
    } else {
      groups.push([item])
      end = from + length
      shortest = length
    }
  }
  return groups
}

function byEdges<Item extends Boxed>(items: readonly Item[]): readonly Item[] {
  return [...items].sort(({ box: one }, { box: other }) => one.y - other.y || one.x - other.x)
}

/** The smallest box around all that are known. */
export function around(boxes: readonly (Box | undefined)[]): Box | undefined {
  const known = boxes.filter((box) => box !== undefined)
  if (known.length === 0) return undefined
  const least = (of: (box: Box) => number): number => known.reduce((least, box) => Math.min(least, of(box)), Number.POSITIVE_INFINITY)
  const x = least((box) => box.x)
  const y = least((box) => box.y)
  return { x, y, width: -least((box) => -box.x - box.width) - x, height: -least((box) => -box.y - box.height) - y }
}
