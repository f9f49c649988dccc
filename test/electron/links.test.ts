/** Promise 7: which addresses may be offered to the browser, and that none opens without a yes. */
import { beforeEach, expect, test, vi } from 'vitest'
import { openable } from '../../core/contract/openable.ts'

const desk = vi.hoisted(() => ({ press: 1, asked: [] as { message: string; detail: string; defaultId: number }[], opened: [] as string[] }))
vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null },
  dialog: {
    showMessageBox: async (question: { message: string; detail: string; defaultId: number }) => {
      desk.asked.push(question)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { response: desk.press }
    },
  },
  shell: { openExternal: async (address: string) => void desk.opened.push(address) },
}))
const { offerLink } = await import('../../electron/links.ts')

beforeEach(() => {
  desk.press = 1
  desk.asked = []
  desk.opened = []
})

const schemes = [
  'http',
  'file',
  'ftp',
  'sftp',
  'smb',
  'nfs',
  'afp',
  'dav',
  'ldap',
  'ssh',
  'telnet',
  'gopher',
  'javascript',
  'vbscript',
  'data',
  'blob',
  'about',
  'chrome',
  'devtools',
  'view-source',
  'filesystem',
  'ms-msdt',
  'ms-word',
  'ms-settings',
  'search-ms',
  'shell',
  'vscode',
  'steam',
  'slack',
  'zoommtg',
  'mailto',
  'tel',
  'sms',
  'facetime',
  'itms',
  'market',
  'intent',
  'magnet',
  'alcove',
  'ws',
  'wss',
  'HTTP',
  'httpss',
  'hxxps',
]

test.each(schemes)('%s: is never offered', async (scheme) => {
  await offerLink(`${scheme}://example.org/x`)
  await offerLink(`${scheme}:example.org`)
  expect([desk.asked, desk.opened]).toEqual([[], []])
})

test('an https address is offered with its whole host, refused by default, and opened after a yes', async () => {
  await offerLink('https://docs.example.org:8443/a?b#c')
  expect(desk.asked[0]).toMatchObject({
    message: expect.stringContaining('docs.example.org:8443'),
    detail: 'https://docs.example.org:8443/a?b#c',
    defaultId: 1,
  })
  expect(desk.opened).toEqual([])
  desk.press = 0
  await offerLink('https://docs.example.org/')
  expect(desk.opened).toEqual(['https://docs.example.org/'])
})

test('a host that is dressed up as another is shown as it is, or refused', () => {
  expect(openable('https://bank.example@evil.example/')).toBeNull()
  expect(openable('https://xn--80ak6aa92e.com/')?.host).toBe('xn--80ak6aa92e.com')
  expect(openable('https://аррӏе.com/')?.host).toMatch(/^xn--/)
  expect(openable(`https://example.org/${'a'.repeat(3_000)}`)).toBeNull()
  expect(openable('https://')).toBeNull()
})

test('while one question is open, others are dropped', async () => {
  desk.press = 0
  await Promise.all([offerLink('https://one.example/'), offerLink('https://two.example/')])
  expect(desk.opened).toEqual(['https://one.example/'])
})
