import { expect, test } from 'vitest'
import { hidingPages, secret, showingPages, visible } from '../../../fixtures/documents/make/hidden-html.ts'
import { read } from '../read.ts'

const plain = (text: string): string => text.replace(/\s+/g, ' ')

test('promise 22: text that a reader does not see is flagged, and what he sees is not', async () => {
  const pages = hidingPages()
  expect(pages.length).toBeGreaterThanOrEqual(100)
  const wrong: string[] = []
  for (const { name, html } of pages) {
    const { blocks } = await read(html, 'html')
    const text = (hidden: boolean): string =>
      plain(
        blocks
          .filter((block) => (block.hidden === true) === hidden)
          .map((block) => block.text)
          .join(' '),
      )
    const right = text(true) === secret && !text(false).includes('Ignore') && visible.every((words) => text(false).includes(words))
    if (!right) wrong.push(`${name}: seen «${text(false)}», hidden «${text(true)}»`)
  }
  expect(wrong).toEqual([])
})

test('promise 22: text that looks hidden and is not stays visible', async () => {
  const wrong: string[] = []
  for (const { name, html } of showingPages()) {
    const { blocks } = await read(html, 'html')
    const seen = plain(
      blocks
        .filter((block) => block.hidden !== true)
        .map((block) => block.text)
        .join(' '),
    )
    if (![secret, ...visible].every((words) => seen.includes(words))) wrong.push(`${name}: ${seen}`)
  }
  expect(wrong).toEqual([])
})
