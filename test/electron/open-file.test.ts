/** What may be handed to the system to open. */
import { beforeEach, expect, test, vi } from 'vitest'

const shell = vi.hoisted(() => ({ opened: [] as string[], shown: [] as string[], problem: '' }))
vi.mock('electron', () => ({
  BrowserWindow: {},
  dialog: {},
  ipcMain: {},
  shell: {
    openPath: async (path: string) => {
      shell.opened.push(path)
      return shell.problem
    },
    showItemInFolder: (path: string) => void shell.shown.push(path),
  },
}))
const { openPath } = await import('../../electron/open-file.ts')

beforeEach(() => {
  shell.opened = []
  shell.shown = []
  shell.problem = ''
})

test.each(['/a/paper.pdf', '/a/letter.DOCX', '/a/notes.md', '/a/page.html', '/a/plain.txt'])('%s is opened', async (path) => {
  await openPath(path)
  expect([shell.opened, shell.shown]).toEqual([[path], []])
})

test.each(['/a/run.sh', '/a/run.js', '/a/app.desktop', '/a/x.exe', '/a/x.pdf.bat', '/a/macro.docm', '/a/link.url', '/a/x.svg', '/a/no-extension'])(
  '%s is only shown in its folder',
  async (path) => {
    await openPath(path)
    expect([shell.opened, shell.shown]).toEqual([[], [path]])
  },
)

test.each([null, 'relative.pdf', '/a/x.pdf\0.exe', '/a/run.sh\0.pdf', 'file:///a/x.pdf', 'https://example.org/x.pdf'])('%s is refused', async (path) => {
  await expect(openPath(path)).rejects.toMatchObject({ code: 'file-gone' })
  expect([shell.opened, shell.shown]).toEqual([[], []])
})

test('what the system cannot open is a failure with a code', async () => {
  shell.problem = 'no program for it'
  await expect(openPath('/a/paper.pdf')).rejects.toMatchObject({ code: 'file-gone' })
})
