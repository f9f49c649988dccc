/** A data set, or a version of it, as a file for trainers or for another profile. */
import { fileNameOf } from '../../chat/export/exported.ts'
import { AlcoveError } from '../../errors.ts'
import { writeExample, writeHead } from '../../tune/exchange/write.ts'
import { labelsOf } from '../../tune/labels.ts'
import type { DataSetFormat, Example, Split } from '../../types/data-set.ts'
import type { EnginePorts } from '../ports.ts'
import { everyExample, everyFrozen } from './every-example.ts'

interface ExportRequest {
  readonly id: string
  readonly versionId?: string | undefined
  readonly split?: Split | undefined
  readonly format: DataSetFormat
}

export async function exportDataSet({ id, versionId, split, format }: ExportRequest, { dataSets, random }: Pick<EnginePorts, 'dataSets' | 'random'>) {
  const dataSet = dataSets.get(id)
  if (dataSet === null) throw new AlcoveError('data-set-unknown')
  const version = versionId === undefined ? null : dataSets.version(versionId)
  if (versionId !== undefined && version?.dataSetId !== id) throw new AlcoveError('version-unknown')
  const of = (part?: Split): Iterable<Example> =>
    version === null ? everyExample(dataSets, id, { state: 'accepted' }) : everyFrozen(dataSets, version.id, part)
  const wording = { boundary: random.id(), labels: labelsOf(of()) }
  const mediaType = format === 'csv' ? 'text/csv' : 'application/jsonl'
  const parts = [writeHead(format)]
  for (const example of of(split)) parts.push(writeExample(example, format, wording))
  const name = [dataSet.name, ...(version === null ? [] : [version.number]), ...(split === undefined || version === null ? [] : [split])].join(' ')
  return { fileName: fileNameOf(name, format === 'csv' ? 'csv' : 'jsonl'), mediaType, content: new Blob(parts, { type: mediaType }) }
}
