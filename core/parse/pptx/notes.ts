/** What stands beside a slide: the speaker's notes, and comments with who wrote them. */
import type { OfficePackage } from '../office/package.ts'
import type { Relation } from '../office/relations.ts'
import { partXml, relatedPart, relatedParts } from '../office/relations.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants, textOf } from '../office/xml.ts'
import type { TextContext } from './text.ts'
import { shapeTexts } from './text.ts'

/** Names of people by their number, for both kinds of comments. */
export type Authors = ReadonlyMap<string, string>

export function readAuthors(pack: OfficePackage, presentation: ReadonlyMap<string, Relation>): Authors {
  const authors = new Map<string, string>()
  for (const [type, element] of [
    ['commentAuthors', 'p:cmAuthor'],
    ['authors', 'p188:author'],
  ] as const)
    for (const author of childrenNamed(partXml(pack, relatedPart(presentation, type)), element))
      authors.set(attribute(author, 'id') ?? '', attribute(author, 'name') ?? '')
  return authors
}

export function readNotes(pack: OfficePackage, slide: ReadonlyMap<string, Relation>, authors: Authors, text: TextContext): readonly string[] {
  const spoken = speakerNotes(partXml(pack, relatedPart(slide, 'notesSlide')), text)
  const comments = relatedParts(slide, 'comments').flatMap((part) => [...commentsOf(partXml(pack, part), authors, text)])
  return [...spoken, ...comments].filter((note) => note !== '')
}

/** The one placeholder for them; headers, footers and the picture of the slide stand beside it. */
function speakerNotes(notes: XmlElement | undefined, text: TextContext): readonly string[] {
  return [...childrenNamed(child(notes, 'p:cSld', 'p:spTree'), 'p:sp')]
    .filter((shape) => {
      const placeholder = child(shape, 'p:nvSpPr', 'p:nvPr', 'p:ph')
      return placeholder === undefined || attribute(placeholder, 'type') === 'body'
    })
    .map((shape) => lines(child(shape, 'p:txBody'), text))
}

function* commentsOf(list: XmlElement | undefined, authors: Authors, text: TextContext): Generator<string> {
  for (const comment of childrenNamed(list, 'p:cm')) yield signed(authors, comment, textOf(child(comment, 'p:text')).trim())
  for (const comment of childrenNamed(list, 'p188:cm')) {
    yield signed(authors, comment, lines(child(comment, 'p188:txBody'), text))
    for (const reply of descendants(comment, 'p188:reply')) yield signed(authors, reply, lines(child(reply, 'p188:txBody'), text))
  }
}

function lines(body: XmlElement | undefined, text: TextContext): string {
  return shapeTexts(body, text, [])
    .map(({ text }) => text)
    .join('\n')
}

function signed(authors: Authors, comment: XmlElement, said: string): string {
  const author = authors.get(attribute(comment, 'authorId') ?? '') ?? ''
  return author === '' || said === '' ? said : `${author}: ${said}`
}
