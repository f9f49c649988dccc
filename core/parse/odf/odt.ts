/** ODT: the body in reading order, notes after the paragraph that they belong to. Headers and footers of pages are left out. */
import { AlcoveError } from '../../errors.ts'
import type { DocumentPart } from '../../types/document.ts'
import { child } from '../office/xml.ts'
import { numbered } from '../shared/numbered.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import { odfTexts, plainLook } from './blocks.ts'
import { odfProperties, openOdf } from './package.ts'
import { createStyles, pagePainted } from './styles.ts'

const paper = 'ffffff'

export async function* parseOdt(source: ParseSource): AsyncGenerator<DocumentPart> {
  const document = await openOdf(source)
  const body = child(document.content, 'office:body', 'office:text')
  if (body === undefined) throw new AlcoveError('file-broken')
  const context = {
    styles: createStyles(document.content, document.styles),
    background: pagePainted(document.styles) ? undefined : paper,
    object: document.object,
    tables: { characters: 0 },
  }
  const texts = odfTexts(body, context, plainLook)
  const title = texts.find(({ kind, level }) => kind === 'heading' && level === 1)?.text
  yield {
    blocks: numbered(texts.map((one) => (one.camouflaged ? { ...one, hidden: true } : one))),
    end: { ...propertiesOf({ title }), ...odfProperties(document.meta) },
  }
}
