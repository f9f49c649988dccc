/** Adds up what the signs say by small trees that were fitted to claims known to be true or false. Pure. */
import type { Verdict } from '../../types/answer.ts'
import { limits, start, table } from './trees.ts'

interface Branch {
  readonly sign: string
  readonly at: number
  /** What is added up to the limit, and above it. */
  readonly low: number
  readonly high: number
}

/** Two signs in a row: up to the first's limit the second is looked up below, else above. */
export interface Tree {
  readonly sign: string
  readonly at: number
  readonly below: Branch
  readonly above: Branch
}

type Signs = Readonly<Record<string, number>>

const trees = table.trim().split('\n').map(treeOf)

/** Log-odds that the claim is not borne out. */
export function doubtOf(signs: Signs): number {
  return trees.reduce((sum, tree) => sum + added(tree, signs), start)
}

export function verdictOf(doubt: number): Verdict {
  return doubt >= limits.unsupported ? 'unsupported' : doubt >= limits.weak ? 'weak' : 'supported'
}

function added({ sign, at, below, above }: Tree, signs: Signs): number {
  const branch = (signs[sign] ?? 0) <= at ? below : above
  return (signs[branch.sign] ?? 0) <= branch.at ? branch.low : branch.high
}

function treeOf(line: string): Tree {
  const [top = [], below = [], above = []] = line.split(' | ').map((part) => part.split(' '))
  return { sign: top[0] ?? '', at: Number(top[1]), below: branchOf(below), above: branchOf(above) }
}

function branchOf([sign = '', at, low, high]: readonly string[]): Branch {
  return { sign, at: Number(at), low: Number(low), high: Number(high) }
}
