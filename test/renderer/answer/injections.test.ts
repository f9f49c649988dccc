/** The corpus of injections: enough of them, the same each time, and none of them more than text, link words, code or formula. */
import { expect, test } from 'vitest'
import { inTexts, payloads } from '../../fixtures/injections/payloads.ts'
import { markupOf } from './markup.ts'

const all = payloads()

test('there are at least two thousand, no two the same, and the same each time', () => {
  expect(all.length).toBe(3_625)
  expect(new Set(all.map(({ text }) => text.replaceAll(/\d+/g, ''))).size).toBeGreaterThan(2_000)
  expect(payloads()).toEqual(all)
})

test('each stands in one text', () => {
  const texts = inTexts(all)
  expect(all.filter(({ text }) => !texts.some((one) => one.includes(text)))).toEqual([])
})

/** All that an answer can be made of. */
const elements = new Set(
  (
    'p span ul ol li blockquote h3 div table thead tbody tr th td strong em del code pre figure figcaption button svg rect path br hr sup ' +
    'math mrow mi mo mn mtext mspace mpadded mstyle mtable mtr mtd msup msub msubsup mfrac msqrt mroot mover munder munderover mphantom menclose'
  ).split(' '),
)
const attributes =
  /^(class|role|aria-label|aria-hidden|tabindex|title|type|dir|style|start|xmlns|width|height|viewBox|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|d|x|y|rx|ry|display|fence|form|stretchy|accent|displaystyle|scriptlevel|mathvariant|lspace|rspace|symmetric|minsize|maxsize|movablelimits|linethickness|depth|voffset|mathsize|separator|largeop)$/

/** What of a markup is none of that. */
function strange(markup: string): string[] {
  return [...markup.matchAll(/<([a-z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/gi)].flatMap(([, tag = '', rest = '']) => [
    ...(elements.has(tag) ? [] : [tag]),
    ...[...rest.matchAll(/([^\s="/]+)="([^"]*)"/g)]
      .filter(([, name = '', value = '']) => !attributes.test(name) || (name === 'style' && /url|position:fixed|expression/.test(value)))
      .map(([whole]) => whole),
  ])
}

test('they become nothing but elements that answers are made of', () => {
  expect(inTexts(all).flatMap((text) => strange(markupOf(text)))).toEqual([])
})
