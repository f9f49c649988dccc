/** A file of the library on its way to a question: dragged from a list, named by its path. */

const type = 'application/x-alcove-path'

export function dragPath(transfer: DataTransfer, path: string): void {
  transfer.setData(type, path)
  transfer.setData('text/plain', path)
  transfer.effectAllowed = 'copy'
}

export function holdsPath(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(type) ?? false
}

/** Empty while it is still being dragged: its holder tells no one before the drop. */
export function droppedPath(transfer: DataTransfer): string {
  return transfer.getData(type)
}
