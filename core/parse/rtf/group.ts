/** A group of RTF: its destination and how what stands in it looks. */
import type { RtfStory } from './story.ts'
import type { RtfTable } from './tables.ts'

/** `story`: text is read. `frame`: only some groups in it are. `skip`: nothing is. Else a table of the head. */
type RtfDestination = 'story' | 'frame' | 'skip' | 'info' | RtfTable

/** What a group has from the one around it and may change for itself. */
export interface RtfGroup {
  readonly around: RtfGroup | undefined
  destination: RtfDestination
  story: RtfStory
  /** What the story is of, where it ends with this group. */
  ends: 'note' | 'box' | undefined
  /** Characters after `\u` that older programs read instead. */
  fallback: number
  font: number
  hidden: boolean
  deleted: boolean
  /** Half points. */
  size: number
  colour: number
  ground: number
  paragraphGround: number
  style: number
  outline: number | undefined
  list: boolean
  inTable: boolean
  depth: number
  language: number
}

/** Half points. */
const usualSize = 24

export function outermostGroup(story: RtfStory): RtfGroup {
  return {
    around: undefined,
    destination: 'story',
    story,
    ends: undefined,
    fallback: 1,
    font: 0,
    hidden: false,
    deleted: false,
    size: usualSize,
    colour: 0,
    ground: 0,
    paragraphGround: 0,
    style: 0,
    outline: undefined,
    list: false,
    inTable: false,
    depth: 0,
    language: 0,
  }
}

/** Written out, for there are as many groups as the file likes. */
export function groupWithin(group: RtfGroup): RtfGroup {
  return {
    around: group,
    destination: group.destination,
    story: group.story,
    ends: undefined,
    fallback: group.fallback,
    font: group.font,
    hidden: group.hidden,
    deleted: group.deleted,
    size: group.size,
    colour: group.colour,
    ground: group.ground,
    paragraphGround: group.paragraphGround,
    style: group.style,
    outline: group.outline,
    list: group.list,
    inTable: group.inTable,
    depth: group.depth,
    language: group.language,
  }
}

/** What `\\pard` makes of a paragraph. */
export const plainParagraph = { style: 0, outline: undefined, list: false, inTable: false, depth: 0, paragraphGround: 0 } as const

/** Applies a word to how characters or paragraphs look; false where it is none of that kind. */
export function formatGroup(group: RtfGroup, name: string, value: number | undefined, usualFont: number): boolean {
  switch (name) {
    case 'plain':
      Object.assign(group, { hidden: false, deleted: false, size: usualSize, colour: 0, ground: 0, font: usualFont })
      break
    case 'f':
      group.font = value ?? 0
      break
    case 'fs':
      group.size = value ?? usualSize
      break
    case 'cf':
      group.colour = value ?? 0
      break
    case 'highlight':
    case 'cb':
    case 'chcbpat':
      group.ground = value ?? 0
      break
    case 'v':
      group.hidden = value !== 0
      break
    case 'deleted':
      group.deleted = value !== 0
      break
    case 'lang':
      group.language = value ?? 0
      break
    case 'pard':
      Object.assign(group, plainParagraph)
      break
    case 's':
      group.style = value ?? 0
      break
    case 'outlinelevel':
      group.outline = value ?? 0
      break
    case 'ls':
      group.list = (value ?? 0) > 0
      break
    case 'intbl':
      group.inTable = true
      break
    case 'itap':
      group.depth = Math.min(50, Math.max(0, value ?? 1))
      break
    case 'cbpat':
      group.paragraphGround = value ?? 0
      break
    default:
      return false
  }
  return true
}
