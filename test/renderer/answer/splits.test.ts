// @vitest-environment happy-dom
/** However a stream is cut, what is drawn at its end is what the whole text gives at once: ten thousand cuts, through markers, session and window. */
import fc from 'fast-check'
import { createElement, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { markerResolver } from '../../../core/ask/markers.ts'
import { colours } from '../../../renderer/components/answer/code-block.tsx'
import { mathml } from '../../../renderer/components/answer/formula.tsx'
import { Markdown } from '../../../renderer/components/markdown.tsx'
import { asked, withPart } from '../../../renderer/state/answer.ts'
import { payloads } from '../../fixtures/injections/payloads.ts'

// The document of the stand-in has no doctype, which Temml would warn of.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })
await Promise.all([colours.load(), mathml.load()])

const written = [
  'It rained **all day** [1]. It _snowed_ ~~too~~ [2, 9].\n\nThen the sun came out [3].',
  '- one [1]\n- two\n  - `three[9]`\n\n- four\n\n1. five\n2. six [2-3]',
  '| a | b |\n|---|--:|\n| $x[1]$ [1] | 2<br>3 |\n| four',
  'Before\n```ts\nconst a = x[9]\n\n// [1]\n```\nafter【2】',
  'Euler: $e^{i\\pi}+1=0$ and \\(a_{[1]}\\) [1].\n\n$$\n\\frac{a}{b}\n= c\n$$\n\n\\[ x \\]\nend',
  '雨が降った[1]。その後、雪になった【2】。\n\n# 見出し [3]',
  'هطل المطر طوال اليوم [1].\n\nירד גשם `code` כל היום [2].\n\nMixed مطر and rain [3].',
  'Family 👨‍👩‍👧‍👦 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿, e\u0301 and 𝒳 [1] 𠮷野家 [2].',
  '[a link](https://example.org/x) [1] <https://example.org> ![p](https://example.org/p.png) www.example.org',
  'A note[^1] and [one][it].\n\n[^1]: Its text.\n\n[it]: https://example.org',
  '> quoted [1]\n> > deeper\n\nTitle\n=====\n\n---\n\n* * *\ntext\n2024 was wet\n- [ ] to do',
  'It cost $5 [1] and $10, or US$7. `open\n\n```\nnever closed [9]',
]

/** Chosen among thousands by a fixed stride, so that each kind of injection is there. */
const hostile = payloads()
  .filter(({ text }, index) => index % 61 === 0 && text.length < 400)
  .map(({ text }) => text)
const texts = [...written, ...hostile]

/** The text after each piece, as the window's session has it. */
function received(pieces: readonly string[]): readonly string[] {
  const markers = markerResolver(3)
  let exchange = asked({ id: '1', parent: null, questionKey: '1', question: '?', scope: {}, wanted: null, at: 0 })
  return [...pieces.map((piece) => markers.push(piece)), markers.end()].map((text) => {
    exchange = withPart(exchange, { type: 'text-delta', text }, 0)
    return exchange.text
  })
}

function drawnAt(): { show(text: string, streaming: boolean): string; end(): void } {
  const place = document.createElement('div')
  const root = createRoot(place)
  const show = (node: ReactNode) => {
    flushSync(() => root.render(node))
    return place.innerHTML
  }
  return { show: (text, streaming) => show(createElement(Markdown, { text, streaming })), end: () => root.unmount() }
}

const wholes = texts.map((text) => {
  const place = drawnAt()
  const drawn = place.show(received([text]).at(-1) ?? '', false)
  place.end()
  return drawn
})

test('ten thousand random cuts of a stream give the same page as the whole', () => {
  // Cuts fall anywhere, between the halves of a character too.
  const cuts = fc.tuple(fc.nat(texts.length - 1), fc.array(fc.nat(4_000), { minLength: 1, maxLength: 24 }), fc.nat(1_000))
  let place = drawnAt()
  let drawn = 0
  fc.assert(
    fc.property(cuts, ([which, positions, glance]) => {
      const text = texts[which] ?? ''
      const at = [...new Set(positions.map((position) => position % (text.length + 1)))].sort((a, b) => a - b)
      const pieces = [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length))
      const states = received(pieces)
      // Every second one is seen once in the midst too, as a window does that draws what a frame brought.
      if (drawn % 2 === 0) place.show(states[glance % states.length] ?? '', true)
      expect(place.show(states.at(-1) ?? '', false)).toBe(wholes[which])
      drawn += 1
      // Another conversation now and then, as in a window.
      if (drawn % 50 === 0) {
        place.end()
        place = drawnAt()
      }
    }),
    { numRuns: 10_000, seed: 4 },
  )
  place.end()
  expect(drawn).toBe(10_000)
}, 240_000)

test('what was drawn once stays as it is while the stream goes on', () => {
  // An address that is given behind its link changes what stands before it; that is how Markdown is.
  for (const text of written.filter((one) => !/^\[[^\]]+\]:/m.test(one))) {
    const states = received(Array.from(text))
    const place = drawnAt()
    let before = ''
    for (const state of states) {
      const words = place.show(state, true).replaceAll(/<[^>]*>/g, '')
      // Each state begins like the last one but for its end, where syntax is still being written.
      let same = 0
      while (same < before.length && words[same] === before[same]) same += 1
      expect(before.length - same, JSON.stringify([before.slice(-60), words.slice(-60)])).toBeLessThan(24)
      before = words
    }
    place.end()
  }
})
