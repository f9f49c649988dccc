/** What a question is asked of, changed one limit at a time, and shown as chips. Plain functions of plain values. */
import type { Scope } from '../../core/types/answer.ts'
import type { Format } from '../../core/types/document.ts'

/** Formats as people think of them. */
export const kinds = {
  pdf: ['pdf'],
  text: ['docx', 'odt', 'rtf', 'epub', 'html', 'mhtml', 'markdown', 'text', 'latex', 'subtitles'],
  slides: ['pptx', 'odp'],
  tables: ['xlsx', 'xls', 'ods', 'csv'],
  mail: ['eml', 'mbox', 'msg'],
  code: ['code', 'notebook', 'json', 'jsonl'],
  images: ['image'],
} as const satisfies Readonly<Record<string, readonly Format[]>>
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as readonly Kind[]

/** Milliseconds since 1970; absent: without that end. `to` is not part of it. */
export type Span = NonNullable<Scope['modified']>

/** Without what limits nothing. */
function tidy({ sourceIds = [], paths = [], fileIds = [], formats = [], modified = {} }: Scope): Scope {
  return {
    ...(sourceIds.length === 0 ? {} : { sourceIds }),
    ...(paths.length === 0 ? {} : { paths }),
    ...(fileIds.length === 0 ? {} : { fileIds }),
    ...(formats.length === 0 ? {} : { formats }),
    ...(modified.from === undefined && modified.to === undefined ? {} : { modified }),
  }
}

export function withPath(scope: Scope, path: string): Scope {
  return { ...scope, paths: [...new Set([...(scope.paths ?? []), path])] }
}

export function withoutPath(scope: Scope, path: string): Scope {
  return tidy({ ...scope, paths: (scope.paths ?? []).filter((other) => other !== path) })
}

export function withoutFiles(scope: Scope): Scope {
  return tidy({ ...scope, fileIds: [] })
}

export function withSource(scope: Scope, sourceId: string | null): Scope {
  return tidy({ ...scope, sourceIds: sourceId === null ? [] : [sourceId] })
}

/** The kinds whose formats are all in the scope. */
export function kindsOf({ formats = [] }: Scope): readonly Kind[] {
  const held: ReadonlySet<Format> = new Set(formats)
  return kindNames.filter((kind) => kinds[kind].every((format) => held.has(format)))
}

export function withKind(scope: Scope, kind: Kind, on: boolean): Scope {
  const all = kindsOf(scope).filter((other) => other !== kind)
  return tidy({ ...scope, formats: (on ? [...all, kind] : all).flatMap((one) => [...kinds[one]]) })
}

export function withSpan(scope: Scope, modified: Span): Scope {
  return tidy({ ...scope, modified })
}

/** Without sources that are no longer there: a question must not fail for them. */
export function within(scope: Scope, known: readonly { readonly id: string }[]): Scope {
  return tidy({ ...scope, sourceIds: (scope.sourceIds ?? []).filter((id) => known.some((source) => source.id === id)) })
}

export function limitsOf(scope: Scope): number {
  return (scope.paths?.length ?? 0) + (scope.fileIds?.length ?? 0) + kindsOf(scope).length + (scope.modified ? 1 : 0)
}
