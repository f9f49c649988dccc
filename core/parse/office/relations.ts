/** How the parts of an Office package point at each other, and what the package says of itself. (ECMA-376, part 2.) */
import type { DocumentProperties } from '../../types/document.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { OfficePackage } from './package.ts'
import { partName } from './part-name.ts'
import type { XmlElement } from './xml.ts'
import { attribute, child, childrenNamed, readXml, textOf } from './xml.ts'

export interface Relation {
  /** The last word of its type: `slide`, `notesSlide`, `chart`. */
  readonly type: string
  /** The part's name in the package. */
  readonly part: string
}

/** By id. What lies outside of the package is left out. `part` empty: of the package itself. */
export function relationsOf(pack: OfficePackage, part: string): ReadonlyMap<string, Relation> {
  const slash = part.lastIndexOf('/') + 1
  const root = partXml(pack, `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`)
  const relations = new Map<string, Relation>()
  for (const relation of childrenNamed(root, 'Relationship')) {
    const target = attribute(relation, 'Target')
    if (target === undefined || attribute(relation, 'TargetMode') === 'External') continue
    const type = attribute(relation, 'Type') ?? ''
    relations.set(attribute(relation, 'Id') ?? '', { type: type.slice(type.lastIndexOf('/') + 1), part: partName(part.slice(0, slash), target) })
  }
  return relations
}

/** The first part that is related so. */
export function relatedPart(relations: ReadonlyMap<string, Relation>, type: string): string | undefined {
  for (const relation of relations.values()) if (relation.type === type) return relation.part
  return undefined
}

export function relatedParts(relations: ReadonlyMap<string, Relation>, type: string): readonly string[] {
  return [...relations.values()].filter((relation) => relation.type === type).map(({ part }) => part)
}

export function partXml(pack: OfficePackage, part: string | undefined): XmlElement | undefined {
  const text = part === undefined ? undefined : pack.text(part)
  return text === undefined || text.trim() === '' ? undefined : readXml(text)
}

export function officeProperties(pack: OfficePackage): DocumentProperties {
  const core = partXml(pack, relatedPart(relationsOf(pack, ''), 'core-properties') ?? 'docProps/core.xml')
  const said = (name: string): string => textOf(child(core, name))
  return propertiesOf({
    title: said('dc:title'),
    author: said('dc:creator'),
    created: said('dcterms:created'),
    modified: said('dcterms:modified'),
    language: said('dc:language'),
  })
}
