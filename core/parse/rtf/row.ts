/** A row of an RTF table as it is defined, word by word, before or after its cells. */
import type { RtfRowShape } from './story.ts'

export interface RtfRow {
  /** False where the word says nothing of rows. */
  word(name: string, value: number | undefined): boolean
  shape(): RtfRowShape
  /** Whether a cell may stand on a colour of its own. */
  isShaded(): boolean
}

const mostCells = 1_000

export function createRtfRow(): RtfRow {
  let left = 0
  let header = false
  let shaded = false
  let goesOn = false
  let cells: { readonly right: number; readonly goesOn: boolean }[] = []
  return {
    word(name, value) {
      switch (name) {
        case 'trowd':
          left = 0
          header = false
          shaded = false
          goesOn = false
          cells = []
          break
        case 'trleft':
          left = value ?? 0
          break
        case 'trhdr':
          header = true
          break
        case 'clvmrg':
          goesOn = true
          break
        case 'clcbpat':
        case 'clshdng':
        case 'trcbpat':
          shaded ||= (value ?? 0) > 0
          break
        case 'cellx':
          if (cells.length < mostCells) cells.push({ right: value ?? 0, goesOn })
          goesOn = false
          break
        default:
          return false
      }
      return true
    },
    shape: () => ({ left, header, cells }),
    isShaded: () => shaded,
  }
}
