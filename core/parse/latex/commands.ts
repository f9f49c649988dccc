/** What LaTeX's commands and environments mean for their readers. */

import type { BlockKind } from '../../types/document.ts'
import type { LatexSource } from './source.ts'

/** Levels, chapters first; papers without chapters begin a level lower. */
export const headingCommands: ReadonlyMap<string, number> = new Map([
  ['part', 0],
  ['chapter', 0],
  ['section', 1],
  ['subsection', 2],
  ['subsubsection', 3],
  ['paragraph', 4],
  ['subparagraph', 5],
])

type Environment = BlockKind | 'unseen' | 'formula' | 'source'

const named = (kind: Environment, names: string): [string, Environment][] => names.split(' ').map((name) => [name, kind])

/** Others are read as what they hold. */
export const environments: ReadonlyMap<string, Environment> = new Map([
  ...named('list-item', 'itemize enumerate description compactitem compactenum inparaenum thebibliography'),
  ...named('quote', 'quote quotation verse displayquote'),
  ...named('table', 'tabular tabularx tabulary tabu longtable supertabular longtabu'),
  ...named('source', 'verbatim Verbatim lstlisting minted alltt'),
  ...named('formula', 'equation align gather multline displaymath eqnarray math alignat flalign'),
  ...named('unseen', 'comment tikzpicture pgfpicture picture filecontents axis asy'),
])

/** They print nothing, nor do any of their arguments. */
const unwrittenCommands: ReadonlySet<string> = new Set(
  'label usepackage RequirePackage documentclass documentstyle setlength addtolength vspace hspace vskip includegraphics bibliographystyle bibliography addbibresource printbibliography pagestyle thispagestyle newcommand renewcommand providecommand newenvironment renewenvironment newtheorem theoremstyle setcounter addtocounter stepcounter refstepcounter hypersetup graphicspath input include includeonly subfile import index glossary definecolor color geometry fontsize linespread hyphenation DeclareMathOperator phantom vphantom hphantom rule nocite cline cmidrule lstset captionsetup titleformat titlespacing pagenumbering addcontentsline markboth markright institute email orcid bibinfo pdfinfo pgfplotsset usetikzlibrary tikzset selectlanguage setmainfont setsansfont let newcounter newlength newif'.split(
    ' ',
  ),
)

/** How many arguments stand before the text. */
const argumentsDropped: ReadonlyMap<string, number> = new Map([
  ['textcolor', 1],
  ['colorbox', 1],
  ['fcolorbox', 2],
  ['href', 1],
  ['multicolumn', 2],
  ['multirow', 2],
  ['resizebox', 2],
  ['scalebox', 1],
  ['rotatebox', 1],
  ['raisebox', 1],
  ['parbox', 1],
  ['foreignlanguage', 1],
  ['hyperref', 0],
])

/** More than any such command has. */
const mostArguments = 9

/** Behind the arguments of a command that are not printed. */
export function afterDropped(source: LatexSource, name: string, at: number): number {
  const drop = unwrittenCommands.has(name) ? mostArguments : (argumentsDropped.get(name) ?? 0)
  let end = at
  for (let dropped = 0; dropped < drop; dropped++) {
    const behind = source.afterOption(end)
    if (source.text[behind] !== '{') return behind
    end = source.group(behind)?.end ?? behind + 1
  }
  return end
}
