/** Exports of hostile conversations: whatever was said, a file name is one, HTML has only our own elements, Markdown no markup of others. */
import { describe, expect, test } from 'vitest'
import { type ExportWords, fileNameOf } from '../../../core/chat/export/exported.ts'
import { asHtml } from '../../../core/chat/export/html.ts'
import { asMarkdown } from '../../../core/chat/export/markdown.ts'
import type { Message } from '../../../core/types/conversation.ts'
import { answerOf, cited } from './answers.ts'

const words: ExportWords = {
  language: 'en',
  question: 'Question',
  answer: (model) => `Answer by ${model ?? 'quotes'}`,
  sources: 'Sources',
  nearest: 'Nearest',
  notSaid: 'Not said.',
  stopped: 'Stopped.',
  failed: 'Failed.',
  rated: (rating) => `Rated ${rating}.`,
  better: 'What it should have said',
  unsupported: 'not borne out',
  hidden: 'hidden text',
  searchedFor: (query) => `Searched for: ${query}`,
  date: (at) => new Date(at).toISOString(),
  place: (anchor) => (anchor.kind === 'page' ? `page ${anchor.page}` : anchor.kind),
}

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'-alert(1)-'",
  '</style><script>x</script>',
  '</title><script>x</script>',
  '[a](javascript:alert(1))',
  '![a](https://evil.example/a.png)',
  '<https://evil.example>',
  'https://evil.example/auto and www.evil.example',
  '[1]: https://evil.example "x"\n\n[1]',
  '`<b>`` <script>x</script>',
  '```\n</code></pre><script>x</script>',
  '~~~html\n<script>x</script>\n~~~\n<script>y</script>',
  '<!--\n-->\n<iframe src=//evil.example>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '[^1]: <script>x</script>\n\n[^1]',
  '| a | <img src=x> |\n| - | - |\n| b | [x](data:text/html,x) |',
  '\u202e\u0000gnp.exe',
]

function conversation(payload: string): readonly Message[] {
  const answer = { ...answerOf(`${payload} [1]`, [{ ...cited(1, payload, `/home/${payload}`), supported: false, hidden: true }]) }
  return [
    { role: 'question', id: '1', parentId: null, at: 1, text: payload, scope: {}, images: [{ id: 'i', mediaType: 'image/png', size: 3 }] },
    {
      role: 'answer',
      id: '2',
      parentId: '1',
      at: 2,
      state: 'done',
      text: `${payload} [1]`,
      answer,
      model: payload,
      rating: 'poor',
      correction: `${payload} [1]`,
    },
  ]
}

const ours =
  /<\/?(?:!doctype|html|head|meta|title|style|body|h1|h2|h3|h4|time|p|div|blockquote|ol|ul|li|pre|code|em|strong|del|br|hr|table|tr|td|sup|a|span|q|img)\b[^>]*>/giu

describe.each(payloads)('%j', (payload) => {
  test('in HTML: our own elements only, nothing that runs, loads or leads away', async () => {
    const html = await asHtml({ title: payload, createdAt: 1, messages: conversation(payload) }, new Map([['i', 'data:image/png;base64,AAAA']]), words)
    const style = /<style>[^]*?<\/style>/.exec(html)?.[0] ?? ''
    const page = html.replace(style, '')
    const tags = page.match(/<[^>]*>/g) ?? []
    expect(tags.filter((tag) => tag.replace(ours, '') !== '')).toEqual([])
    expect(page.replace(ours, '')).not.toMatch(/</)
    expect(tags.filter((tag) => /\son\w+\s*=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([])
    const addresses = tags.flatMap((tag) => [...tag.matchAll(/\s(?:src|href)="([^"]*)"/g)].map((found) => found[1] ?? ''))
    expect(addresses.filter((address) => !/^(?:#source-\d+-\d+|data:image\/png;base64,AAAA)$/.test(address))).toEqual([])
  })

  test('in Markdown: no HTML, picture, link or definition of others outside of code', () => {
    const text = asMarkdown({ title: payload, createdAt: 1, messages: conversation(payload) }, words)
    const outside = text.replace(/^(`{3,}|~{3,})[^]*?^\1$/gmu, '')
    expect(outside).not.toMatch(/(?<!\\)<|(?<!\\)!\[|\]\((?!\))|^\[(?!\^2-1\]: )[^\]]*\]:/mu)
    expect(outside).toMatch(/^\[\^2-1\]: /mu)
  })
})

test('what a person thought of an answer, and wrote in its place, stands below it, with its citations', async () => {
  const correction = 'In *August* [1], not in July [2].'
  const messages = conversation('It fell dry in July').map((message) => (message.role === 'answer' ? { ...message, correction } : message))
  const judged = { title: 'Springs', createdAt: 1, messages }
  expect(asMarkdown(judged, words)).toContain(
    'It fell dry in July [^2-1]\n\n*Rated poor.*\n\n#### What it should have said\n\nIn *August* [^2-1], not in July [2].\n\n[^2-1]: ',
  )
  expect(await asHtml(judged, new Map(), words)).toContain(
    '<p class="remark">Rated poor.</p>\n<h3>What it should have said</h3>\n<div dir="auto"><p>In <em>August</em> <sup><a href="#source-2-1">[1]</a></sup>, not in July [2].</p></div>',
  )
})

test('the policy names the style that the page has, and nothing else', async () => {
  const html = await asHtml({ title: 't', createdAt: 1, messages: [] }, new Map(), words)
  const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? ''
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))).toString('base64')
  expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`)
})

test.each([
  ['Springs', 'Springs.md'],
  ['../../etc/passwd', 'etc passwd.md'],
  ['a:b*c?"<>|\\/', 'a b c.md'],
  ['...', 'Conversation.md'],
  ['\u202egnp.exe', 'gnp.exe.md'],
  ['x'.repeat(300), `${'x'.repeat(80)}.md`],
])('a conversation named %j becomes the file %j', (title, name) => {
  expect(fileNameOf(title, 'md')).toBe(name)
})
