/** What commands on data sets share: how one is named, and how it is shown. */
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import type { DataSet, DataSetVersion } from '../../../core/types/data-set.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import { command } from '../frame.ts'
import { printable } from '../terminal.ts'

/** A command on one data set. */
export const onDataSet = (name: string, about: WordsKey) => command(name, about).argument('<dataset>', say('command-line.tune.which'))

/** By its id, else by its name. Throws `data-set-unknown`. */
export async function dataSetOf(client: Client, named: string): Promise<DataSet> {
  const { dataSets } = await client.dataSets.list()
  const found = dataSets.find(({ id }) => id === named) ?? dataSets.find(({ name }) => name === named)
  if (found === undefined) throw new AlcoveError('data-set-unknown')
  return found
}

/** By its number; the newest where none is given. Throws `version-unknown`. */
export function versionOf({ versions }: DataSet, number: number | undefined): DataSetVersion {
  const found = number === undefined ? versions[0] : versions.find((one) => one.number === number)
  if (found === undefined) throw new AlcoveError('version-unknown')
  return found
}

export function dataSetLine({ id, name, counts, versions }: DataSet): string {
  return [id, printable(name), say('command-line.tune.counts', { ...counts }), say('command-line.tune.versions', { count: versions.length })].join('\t')
}

export function versionLine({ number, counts, groups, seed, removed, hash }: DataSetVersion): string {
  const { train, validation, test } = counts
  return say('command-line.tune.version', {
    number,
    train,
    validation,
    test,
    groups: `${groups.train} / ${groups.validation} / ${groups.test}`,
    seed: String(seed),
    removed,
    hash: hash.slice(0, 12),
  })
}

export const wholeFrom = (least: number, most: number) => (text: string) => numberIn(text.trim(), /^\d{1,10}$/u, least, most)
export const numberFrom = (least: number, most: number) => (text: string) => numberIn(text.trim(), /^\d*\.?\d+(?:e-?\d{1,3})?$/iu, least, most)
export const several = (text: string, before: readonly string[] | undefined) => [...(before ?? []), text]

function numberIn(text: string, form: RegExp, least: number, most: number): number {
  const value = form.test(text) ? Number(text) : Number.NaN
  // so small a number would be written as zero
  const from = least > 0 && least < 0.001 ? String(least) : least
  if (!(value >= least && value <= most)) throw new InvalidArgumentError(say('command-line.tune.number-wrong', { least: from, most }))
  return value
}
