/** What people wrote upon a page: text boxes, comments, values in the fields of a form. */
import type { Rect } from '../../types/anchor.ts'
import type { Block } from '../../types/document.ts'
import { flatten } from '../shared/clean-text.ts'
import type { PageFrame } from './frame.ts'
import { toDisplay, toUpright } from './frame.ts'
import type { Pdfium } from './pdfium.ts'
import { readUtf16 } from './pdfium.ts'

const kinds = { text: 1, freeText: 3, highlight: 9, underline: 10, squiggly: 11, strikeOut: 12, stamp: 13, caret: 14, widget: 20 } as const
const comments: readonly number[] = [kinds.text, kinds.highlight, kinds.underline, kinds.squiggly, kinds.strikeOut, kinds.stamp, kinds.caret]
/** Flags "hidden" and "no view" (ISO 32000-1, table 165). */
const unseen = 0x02 | 0x20
const most = 2_000

export interface AnnotationSetting {
  readonly page: number
  readonly label?: string
}

/** `scratch`: at least 16 bytes. */
export function annotationBlocks(pdfium: Pdfium, page: number, frame: PageFrame, setting: AnnotationSetting, scratch: number): readonly Block[] {
  const count = Math.min(most, pdfium.FPDFPage_GetAnnotCount(page))
  const raws = pdfium.memory.wasmExports
  const blocks: Block[] = []
  for (let index = 0; index < count; index += 1) {
    const annotation = raws.FPDFPage_GetAnnot(page, index)
    if (annotation === 0) continue
    try {
      blocks.push(...blocksOf(pdfium, annotation, frame, setting, scratch))
    } finally {
      raws.FPDFPage_CloseAnnot(annotation)
    }
  }
  return blocks
}

function blocksOf(pdfium: Pdfium, annotation: number, frame: PageFrame, { page, label }: AnnotationSetting, scratch: number): readonly Block[] {
  const kind = pdfium.memory.wasmExports.FPDFAnnot_GetSubtype(annotation)
  const isComment = comments.includes(kind)
  if (!isComment && kind !== kinds.freeText && kind !== kinds.widget) return []
  const text = kind === kinds.widget ? fieldText(pdfium, annotation) : entry(pdfium, annotation, 'Contents')
  if (text === '') return []
  const hidden = (pdfium.FPDFAnnot_GetFlags(annotation) & unseen) !== 0
  const rect = rectOf(pdfium, annotation, frame, scratch)
  return [
    {
      kind: isComment ? 'note' : 'paragraph',
      text,
      place: { kind: 'page', page, ...(label === undefined ? {} : { label }), lines: [{ start: 0, end: text.length, rect }] },
      ...(hidden ? { hidden: true } : {}),
    },
  ]
}

/** A text or a choice with the name that people are shown; buttons have none. */
function fieldText(pdfium: Pdfium, annotation: number): string {
  const field = entry(pdfium, annotation, 'FT')
  const value = field === 'Btn' || field === 'Sig' ? '' : entry(pdfium, annotation, 'V')
  const name = entry(pdfium, annotation, 'TU')
  return value === '' || name === '' ? value : `${name}: ${value}`
}

function entry(pdfium: Pdfium, annotation: number, key: string): string {
  return flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, bytes)))
}

function rectOf(pdfium: Pdfium, annotation: number, frame: PageFrame, scratch: number): Rect {
  if (!pdfium.FPDFAnnot_GetRect(annotation, scratch)) return [0, 0, 0, 0]
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.memory.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4)
  const [x, y, width, height] = toDisplay(frame, 0, toUpright(frame, frame.rotation, left, Math.min(top, bottom), right, Math.max(top, bottom)))
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x), round(y), round(width), round(height)]
}
