/** The managed folder for dropped files whose place on disk a browser does not tell. */
export interface UploadFolders {
  /** Makes a folder of this name (numbered where it is taken) and returns its absolute path. */
  create(name: string): Promise<string>
  /**
   * Appends to a file below `folder`, making folders on the way; offset 0 starts it anew. Returns the
   * file's size. Fails with `input-invalid` where the offset is not the file's end, or `disk-full`.
   */
  append(folder: string, segments: readonly string[], offset: number, bytes: Uint8Array): Promise<number>
  /** Whether the path lies in the managed folder. */
  holds(path: string): boolean
  /** Deletes an upload with all its files; anything outside the managed folder is left alone. */
  remove(path: string): Promise<void>
}
