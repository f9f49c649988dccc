/** The small window, its keys, the tray, notices and the remembered place, on the test host around a stand-in engine. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Settings } from '../../core/types/settings.ts'
import { browserPath } from '../e2e/chromium.ts'
import { type ElectronHost, type LaunchOptions, launchApp } from './host.ts'
import { buildStandIn } from './stand-in/build.ts'
import type { HostWindow } from './window.ts'

const keys = 'CommandOrControl+Shift+Space'

/** The machine may be busy. */
const soon = <Result>(check: () => Result | Promise<Result>) => vi.waitFor(check, 15_000)

describe.skipIf(browserPath() === undefined)('beside the window', () => {
  let appPath: string
  let data: string
  let host: ElectronHost

  const start = async (options: LaunchOptions = {}): Promise<ElectronHost> => {
    host = await launchApp({ appPath, switches: { data }, ...options })
    return host
  }
  const pageOf = async (window: HostWindow | undefined) => {
    if (window === undefined) throw new Error('no such window')
    return await window.webContents.page
  }
  const change = async (changes: Partial<Settings>) => {
    const page = await host.page()
    await page.evaluate((sent) => window.standIn.client.settings.set(sent), changes as object)
  }
  const presence = async () => await (await host.page()).evaluate(() => window.alcove?.presence())
  const run = async (call: 'sync' | 'retry') =>
    await (await host.page()).evaluate(
      async (name) => await (name === 'sync' ? window.standIn.client.library.sync({}) : window.standIn.client.library.retry({ fileIds: ['a'] })),
      call,
    )

  beforeAll(async () => {
    appPath = await buildStandIn()
  })
  afterAll(() => rmSync(appPath, { recursive: true, force: true }))
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'alcove-presence-'))
  })
  afterEach(async () => {
    await host.close()
    rmSync(data, { recursive: true, force: true })
    expect(host.leaks).toEqual([])
    expect(host.pageErrors).toEqual([])
  })

  test('the keys open one small window, locked down, without a frame, above all, and it goes when it loses the focus', async () => {
    await start()
    await soon(() => expect([...host.besides.keys.keys()]).toEqual([keys]))
    expect(await presence()).toEqual({ shortcut: 'set', tray: 'shown', notifications: 'possible' })
    host.besides.keys.get(keys)?.()
    const quick = host.windows()[1]
    const page = await pageOf(quick)
    await soon(() => expect(quick?.webContents.mainFrame.url).toBe('alcove://app/index.html#quick'))
    expect(quick?.options).toMatchObject({ frame: false, alwaysOnTop: true, skipTaskbar: true })
    expect(quick?.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    expect(await soon(() => page.evaluate(async () => (await window.standIn.client.app.info()).platform))).toBe('test')
    expect(quick?.isVisible()).toBe(true)
    quick?.blur()
    expect(quick?.isVisible()).toBe(false)
    host.besides.keys.get(keys)?.()
    expect(quick?.isVisible()).toBe(true)
    expect(host.windows()).toHaveLength(2)
    await page.evaluate(() => window.alcove?.leaveQuick(null))
    expect(quick?.isVisible()).toBe(false)
  })

  test('what was asked in the small window is opened in the large one on request', async () => {
    await start()
    await soon(() => expect(host.besides.keys.size).toBe(1))
    host.besides.keys.get(keys)?.()
    const page = await pageOf(host.windows()[1])
    await page.waitForFunction(() => window.alcove !== undefined)
    await page.evaluate(() => window.alcove?.leaveQuick('conversation-7'))
    const main = await host.page()
    await main.waitForFunction(() => (window.standIn as unknown as { opened: string[] }).opened.includes('conversation-7'))
    expect(host.windows().map((window) => window.isVisible())).toEqual([true, false])
  })

  test('keys that another program has are said to be refused; other keys are taken at once; none are let go', async () => {
    await start({ system: { takenKeys: [keys] } })
    await soon(async () => expect(await presence()).toMatchObject({ shortcut: 'refused' }))
    await change({ quickAskShortcut: 'Alt+Super+K' })
    await soon(async () => expect(await presence()).toMatchObject({ shortcut: 'set' }))
    expect([...host.besides.keys.keys()]).toEqual(['Alt+Super+K'])
    const page = await host.page()
    expect(await page.evaluate(() => (window.standIn as unknown as { presences: unknown[] }).presences.at(-1))).toMatchObject({ shortcut: 'set' })
    await change({ quickAskShortcut: null })
    await soon(async () => expect(await presence()).toMatchObject({ shortcut: 'off' }))
    expect(host.besides.keys.size).toBe(0)
  })

  test('the tray opens the windows, pauses the work and lets it go on, and quits', async () => {
    await start()
    const [tray] = host.besides.trays
    tray?.choose('Ask in a small window')
    expect(host.windows()).toHaveLength(2)
    expect(() => tray?.choose('Pause reading')).toThrow()
    await run('sync')
    await soon(() => tray?.choose('Pause reading'))
    await soon(() => tray?.choose('Go on reading'))
    await soon(() => expect(tray?.toolTip).toBe('Alcove is reading'))
    await run('retry')
    await soon(() => expect(tray?.toolTip).toBe('Alcove'))
    tray?.choose('Quit')
    await host.app.ended
    expect(host.windows()).toEqual([])
  })

  test('closing the window ends the app, the small window with it', async () => {
    await start()
    await soon(() => expect(host.besides.keys.size).toBe(1))
    host.besides.keys.get(keys)?.()
    await pageOf(host.windows()[1])
    host.windows()[0]?.close()
    await host.app.ended
    expect(host.windows()).toEqual([])
  })

  test('where it is to stay, closing the window hides it, and a second start brings it back', async () => {
    await start()
    await change({ keepInTray: true })
    const [main] = host.windows()
    await soon(() => {
      main?.close()
      expect(main?.isDestroyed()).toBe(false)
      expect(main?.isVisible()).toBe(false)
    })
    host.app.emit('second-instance')
    expect(main?.isVisible()).toBe(true)
    main?.close()
    host.besides.trays[0]?.choose('Open Alcove')
    expect(main?.isVisible()).toBe(true)
  })

  test('without a tray the app works, says so, and closing the window ends it whatever the setting', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await start({ system: { tray: false } })
    expect(String(written.mock.calls.flat().find((text) => String(text).includes('no tray')))).toContain('alcove: no tray on this system')
    written.mockRestore()
    expect(await presence()).toMatchObject({ tray: 'absent' })
    await change({ keepInTray: true })
    host.windows()[0]?.close()
    await host.app.ended
  })

  test('long work that ends is told while the user looks elsewhere, once, if it is wanted; a click opens the window', async () => {
    await start()
    const [main] = host.windows()
    await run('sync')
    await run('retry')
    await run('sync')
    main?.hide()
    await run('retry')
    await soon(() => expect(host.besides.notices).toHaveLength(1))
    expect(host.besides.notices[0]).toMatchObject({
      title: 'Your library is up to date',
      body: '2 files were read and can be searched; 1 could not be read.',
      shown: true,
    })
    host.besides.notices[0]?.emit('click')
    expect(main?.isVisible()).toBe(true)
    await change({ notifications: false })
    main?.hide()
    await run('sync')
    await run('retry')
    await soon(() => expect(host.besides.trays[0]?.toolTip).toBe('Alcove'))
    expect(host.besides.notices).toHaveLength(1)
  })

  test('the window comes back where it was, and on a screen that is there', async () => {
    await start()
    host.windows()[0]?.place({ x: 200, y: 120, width: 900, height: 700 })
    host.windows()[0]?.close()
    await host.app.ended
    await host.close()
    expect(JSON.parse(readFileSync(join(data, 'window', 'place.json'), 'utf8'))).toEqual({ x: 200, y: 120, width: 900, height: 700, maximized: false })
    await start()
    expect(host.windows()[0]?.options).toMatchObject({ x: 200, y: 120, width: 900, height: 700 })
    await host.close()
    await start({ system: { screens: [{ x: 0, y: 0, width: 150, height: 100 }] } })
    expect(host.windows()[0]?.options).toMatchObject({ width: 1_240, height: 840 })
    expect(host.windows()[0]?.options.x).toBeUndefined()
    await host.close()
    writeFileSync(join(data, 'window', 'place.json'), '{"x": "left"')
    await start()
    expect(host.windows()[0]?.options).toMatchObject({ width: 1_240, height: 840 })
  })
})
