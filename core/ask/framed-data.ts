/** Sets data of others apart in a request: between lines that carry a name nobody could foresee. */
export function framedData(name: string, text: string, boundary: string): string {
  return `=== ${boundary} ${name} ===\n${text}\n=== ${boundary} end ===`
}
