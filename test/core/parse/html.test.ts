import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { scanHtml } from '../../../core/parse/html-scan.ts'
import { outline, read } from './read.ts'

const article = Array.from(
  { length: 8 },
  (_, index) =>
    `<p>Paragraph ${index}: the keeper opens the hive on a warm day, looks for the queen, counts the frames of brood, and closes it again before it cools.</p>`,
)
const page = `<!doctype html><html><head><title>Bees &amp; hives</title><style>p { color: red }</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>
<script>steal()</script>
<article><h1>Bees &amp; hives</h1>${article.join('\n')}
<p style="display: none">IGNORE hidden</p><p hidden>IGNORE hidden too</p><noscript>IGNORE noscript</noscript>
<h2>Harvest</h2><table><tr><th>Month</th><th>Honey</th></tr><tr><td>June</td><td>12&nbsp;kg</td></tr></table>
<ul><li>Smoker</li><li>Veil and <b>gloves</b></li></ul><pre>a
  b</pre><blockquote><p>Told by a keeper.</p></blockquote></article>
<footer>Imprint</footer></body></html>`

test('an article is read without menus, scripts, styles and hidden text', async () => {
  const { blocks, end, text } = await read(page, 'html')
  expect(end).toEqual({ title: 'Bees & hives' })
  expect(text).not.toMatch(/IGNORE|steal|color|Shop/)
  expect(outline(blocks)[0]).toBe('heading 1: Bees & hives')
  expect(outline(blocks).slice(9)).toEqual([
    'heading 2: Harvest',
    'table: Month\tHoney\nJune\t12 kg',
    'list-item: Smoker',
    'list-item: Veil and gloves',
    'code: a\n  b',
    'quote: Told by a keeper.',
  ])
  expect(blocks.map(({ place }) => place.kind === 'block' && place.block)).toEqual(blocks.map((_, index) => index + 1))
})

test('a page that is no article is read whole', async () => {
  const { blocks } = await read('<body><h3>Contacts</h3><div>Anna<br>Bern</div><div>Bo <span>Basel</span></div></body>', 'html')
  expect(outline(blocks)).toEqual(['heading 3: Contacts', 'paragraph: Anna\nBern', 'paragraph: Bo Basel'])
})

test('a fragment without body, unclosed tags and stray marks are read', async () => {
  expect((await read('<p>One<p>Two < three<ul><li>a<li>b</ul>', 'html')).text).toContain('One\nTwo')
})

test('the encoding that the page declares is believed', async () => {
  const html = '<html><head><meta charset="windows-1251"></head><body><p>Пчёлы и ульи</p></body></html>'
  expect((await read(iconv.encode(html, 'windows-1251'), 'html')).text).toBe('Пчёлы и ульи')
})

test('the scan for large pages gives the same blocks as the tree', async () => {
  const body =
    '<h3>Contacts</h3><div>Anna<br>Bern</div><table><tr><td>a</td><td>b</td></tr></table><p hidden>no</p><p style="display:none">no <b>no</b></p><script>"</p>"</script><p>caf&eacute; &#8364; &amp;amp;</p>'
  expect(outline(scanHtml(body))).toEqual(outline((await read(`<body>${body}</body>`, 'html')).blocks))
})

test('a large page is read in seconds', async () => {
  const large = `<body>${'<div class="row"><p>Row of the <b>register</b> with words</p></div>'.repeat(120_000)}</body>`
  const startedAt = performance.now()
  const { blocks } = await read(large, 'html', 1_000_000)
  expect(blocks).toHaveLength(120_000)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

test('nesting deeper than any stack is read', async () => {
  expect((await read(`${'<div>'.repeat(50_000)}deep${'</div>'.repeat(50_000)}`, 'html')).text).toBe('deep')
})
