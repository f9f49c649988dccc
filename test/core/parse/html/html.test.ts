import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { scanHtml } from '../../../../core/parse/html/scan.ts'
import { outline, read } from '../read.ts'

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

test('an article is read without menus, scripts and styles, with hidden text apart', async () => {
  const { blocks, end, text } = await read(page, 'html')
  expect(end).toEqual({ title: 'Bees & hives' })
  expect(text).not.toMatch(/noscript|steal|color|Shop|Imprint/)
  expect(outline(blocks)[0]).toBe('heading 1: Bees & hives')
  expect(blocks.filter((block) => block.hidden).map((block) => block.text)).toEqual(['IGNORE hidden', 'IGNORE hidden too'])
  expect(outline(blocks.filter((block) => block.hidden === undefined)).slice(9)).toEqual([
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

const tableOf = async (html: string): Promise<string[]> => outline((await read(`<body>${html}</body>`, 'html')).blocks)

test('spans are opened out, so that every cell stands in its column with its headers', async () => {
  const table = `<table><caption>Sales</caption>
    <tr><th rowspan=2>Region<th colspan=2>2009<th colspan=2>2010
    <tr><th>Units<th>Revenue<th>Units<th>Revenue
    <tr><th rowspan="2">North<td>1<td>10<td>2<td>20
    <tr><td>3<td><td>4<td>40
    <tr><th>South<td colspan=2>none<td>5<td>50</table>`
  expect(await tableOf(table)).toEqual([
    'paragraph: Sales',
    'table: Region\t2009\t2009\t2010\t2010\nRegion\tUnits\tRevenue\tUnits\tRevenue\nNorth\t1\t10\t2\t20\nNorth\t3\t\t4\t40\nSouth\tnone\t\t5\t50',
  ])
})

test('a first row across the table is its title, and an empty corner keeps its column', async () => {
  expect(await tableOf('<table><tr><th colspan=3>Prices<tr><td><td>kg<td>EUR<tr><td>Honey<td>1<td>9</table>')).toEqual([
    'paragraph: Prices',
    'table: \tkg\tEUR\nHoney\t1\t9',
  ])
})

test('a table that lays out a page is read as what stands in it', async () => {
  const page = '<table><tr><td><ul><li>Menu</ul><td><h2>News</h2><p>Text<table><tr><th>A<th>B<tr><td>1<td>2</table></table>'
  expect(await tableOf(page)).toEqual(['list-item: Menu', 'heading 2: News', 'paragraph: Text', 'table: A\tB\n1\t2'])
})

test('definitions, details, notes, fields and drawings are read as they are shown', async () => {
  const page = `<dl><dt>Hive<dd>Home of bees</dl><details><summary>More</summary>Shown on a click</details>
    <p>Fact<sup><a href="#n">1</a></sup></p><section class="footnotes"><ol><li id="n">Its source</ol></section>
    <form><input type=text value="Anna"><input type=hidden value="token"><textarea>Dear  sir</textarea></form>
    <svg><title>drawing</title><text>Axis</text></svg><math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>x=2</annotation></math>
    <img alt="a picture"><h2>Names<a class="headerlink" href="#x">¶</a></h2>`
  expect(await tableOf(page)).toEqual([
    'list-item: Hive',
    'list-item: Home of bees',
    'paragraph: More',
    'paragraph: Shown on a click',
    'paragraph: Fact1',
    'note: Its source',
    'paragraph: Anna',
    'code: Dear  sir',
    'paragraph: Axis',
    'paragraph: x=2',
    'heading 2: Names',
  ])
})

test('what the page says of itself is told', async () => {
  const head = `<html lang="de-CH"><head><title>Bienen  &amp; Honig</title><meta name="Author" content="Anna Roth">
    <meta property="article:published_time" content="2021-03-04T05:06:07+0100"><meta http-equiv="last-modified" content="Tue, 09 Mar 2021 10:00:00 GMT"></head><body>Text</body></html>`
  expect((await read(head, 'html')).end).toEqual({
    title: 'Bienen & Honig',
    author: 'Anna Roth',
    created: '2021-03-04T05:06:07+01:00',
    modified: '2021-03-09T10:00:00Z',
    language: 'de-CH',
  })
})

test.each([
  ['tags that never end', '<a '.repeat(300_000)],
  ['quotes that never end', '<a b="'.repeat(200_000)],
  ['comments that never end', '<!-- '.repeat(200_000)],
  ['styles that never end', `<style>${'a{'.repeat(200_000)}`],
  ['tables in tables', '<table><tr><td>'.repeat(50_000)],
  ['spans of a thousand', `<table>${'<tr><td colspan=1000 rowspan=1000>x'.repeat(3_000)}</table>`],
  ['tags closed out of order', `${'<b><div>'.repeat(30_000)}${'</b>'.repeat(30_000)}`],
  ['rules for every element', `<style>${'.a .b .c{color:red}'.repeat(5_000)}</style>${'<p class="a b c">'.repeat(30_000)}`],
  ['references', '&amp'.repeat(300_000)],
])('%s cost seconds, not minutes', async (_, html) => {
  const startedAt = performance.now()
  await read(html, 'html', 1_000_000)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

test('a page that the article finder gives up on is read whole', async () => {
  const sentence = 'This tells of the harvest, of the barn that it was brought to, and of those who helped. '
  const paragraphs = Array.from({ length: 12 }, (_, n) => `<p>Paragraph ${n}. ${sentence.repeat(3)}</p>`)
  const { text } = await read(`<html><head><title>Barn</title></head><div>${paragraphs.join('')}</div></html>`, 'html')
  expect(text).toContain('Paragraph 11.')
})
