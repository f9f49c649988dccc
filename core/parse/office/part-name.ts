/** How parts of a package name one another. */

/**
 * The part that `target` means in `folder` (empty, or with a slash at its end). A name in the package, never a path on
 * a disk: what would lead out of the package stays in it.
 */
export function partName(folder: string, target: string): string {
  const segments: string[] = []
  for (const segment of (/^[\\/]/.test(target) ? target : folder + target).split(/[\\/]/)) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}
