/** Titles: the first question, shortened at the end of a word. Pure. */

/** UTF-16 code units. */
const longest = 64

export function titleOf(question: string): string {
  const line = question.replace(/\s+/gu, ' ').trim()
  if (line.length <= longest) return line
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(line)]
  let end = 0
  for (const { index, segment } of words) {
    if (index + segment.length >= longest) break
    end = index + segment.length
  }
  const cut =
    end === 0
      ? [...new Intl.Segmenter(undefined).segment(line)].reduce((text, { segment }) => (text.length + segment.length < longest ? text + segment : text), '')
      : line.slice(0, end)
  return `${cut.trimEnd().replace(/[,;:–—-]+$/u, '')}…`
}
