/** The menu offers every command that the page knows, and developer tools only in an unpacked app. */
import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { menuCommands } from '../../renderer/client/bridge.ts'

vi.mock('electron', () => ({ app: { isPackaged: true }, Menu: {} }))
const { menuTemplate } = await import('../../electron/menu.ts')
const sent: string[] = []
const actions = { tell: (name: string) => void sent.push(name), showQuick: () => undefined }

function items(menu: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

test.each(['linux', 'darwin', 'win32'])('on %s every command of the bridge is in the menu once, with no shortcut twice', (platform) => {
  sent.length = 0
  const all = items(menuTemplate(platform, true, actions))
  for (const item of all) (item.click as (() => void) | undefined)?.()
  expect([...sent].sort()).toEqual([...menuCommands].sort())
  const shortcuts = all.flatMap((item) => (item.accelerator === undefined ? [] : [item.accelerator]))
  expect(new Set(shortcuts).size).toBe(shortcuts.length)
})

test('developer tools are offered only where the app is not packed', () => {
  const roles = (packaged: boolean) => items(menuTemplate('linux', packaged, actions)).map((item) => item.role)
  expect(roles(true)).not.toContain('toggleDevTools')
  expect(roles(true)).not.toContain('reload')
  expect(roles(false)).toContain('toggleDevTools')
})
