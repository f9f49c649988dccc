/** Lists folders for people who choose one where there is no system dialog. */
export interface ListedEntry {
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly kind: 'folder' | 'file'
  /** Bytes; null for folders. */
  readonly size: number | null
}

export interface ListedFolder {
  /** Absolute, as on disk. */
  readonly path: string
  /** The folder above; null at the top. */
  readonly parent: string | null
  /** Folders first, by name; hidden ones left out. */
  readonly entries: readonly ListedEntry[]
}

export interface Folders {
  /** Where choosing starts: the user's home. */
  readonly home: string
  /** Fails with `path-missing` or `path-unreadable`. */
  list(path: string): Promise<ListedFolder>
}
