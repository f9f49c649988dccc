/** Main, preload and the ports between window, engine and children, on the test host, around a stand-in engine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Client } from '../../renderer/client/client.ts'
import { browserPath } from '../e2e/chromium.ts'
import { type ElectronHost, launchApp } from './host.ts'
import { buildStandIn } from './stand-in/build.ts'

declare global {
  interface Window {
    readonly standIn: { readonly client: Client; readonly commands: readonly string[]; readonly picks: readonly string[] }
  }
}

describe.skipIf(browserPath() === undefined)('the desktop app around a stand-in engine', () => {
  let appPath: string
  let host: ElectronHost

  beforeAll(async () => {
    appPath = await buildStandIn()
  })
  afterAll(() => rmSync(appPath, { recursive: true, force: true }))
  beforeEach(async () => {
    host = await launchApp({ appPath })
  })
  afterEach(async () => {
    await host.close()
    expect(host.leaks).toEqual([])
    expect(host.pageErrors).toEqual([])
  })

  const pidOfEngine = async (): Promise<string> => {
    const page = await host.page()
    return await page.evaluate(async () => (await window.standIn.client.app.info()).version)
  }
  const askChild = async (query: string): Promise<string> => {
    const page = await host.page()
    return await page.evaluate(async (asked) => (await window.standIn.client.search.find({ query: asked })).query, query)
  }

  test('the window is locked down, and loads only from the app scheme, which is standard and secure and no more', async () => {
    const [window] = host.windows()
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    expect(host.app.sandboxed).toBe(true)
    expect(window?.webContents.mainFrame.url).toBe('alcove://app/index.html')
    expect(window?.webContents.webRtcPolicy).toBe('disable_non_proxied_udp')
    expect(host.privileges).toEqual([{ scheme: 'alcove', privileges: { standard: true, secure: true } }])
  })

  test('the page has the named functions of the bridge and nothing else of Electron', async () => {
    const page = await host.page()
    const bridge = await page.evaluate(() => Object.entries(window.alcove ?? {}).map(([name, value]) => `${name}: ${typeof value}`))
    expect(bridge.sort()).toEqual([
      'chooseFiles: function',
      'chooseFolder: function',
      'connect: function',
      'dropFiles: function',
      'leaveQuick: function',
      'onMenu: function',
      'onOpenConversation: function',
      'onPresence: function',
      'openFile: function',
      'presence: function',
    ])
    expect(
      await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'module')]),
    ).toEqual(['undefined', 'undefined', 'undefined'])
  })

  test('calls and streams of the contract cross the port, and leaving a stream ends it', async () => {
    expect(Number(await pidOfEngine())).toBe(host.forks[0]?.process.pid)
    const page = await host.page()
    const heard = await page.evaluate(async () => {
      let text = ''
      for await (const part of await window.standIn.client.questions.ask({ question: 'count' })) {
        if (part.type === 'text-delta') text += part.text
        if (text.length > 8) break
      }
      return text
    })
    expect(heard).toBe('0 1 2 3 4 ')
  })

  test('a child is started by main with its heap limit and a clean environment, and speaks to the engine alone', async () => {
    process.env['ALCOVE_CANARY'] = 'secret'
    const settings = JSON.parse(await askChild('settings')) as { greeting: string; keys: string[] }
    delete process.env['ALCOVE_CANARY']
    expect(settings.greeting).toBe('hello')
    expect(settings.keys).not.toContain('ALCOVE_CANARY')
    expect(settings.keys).not.toContain('NODE_OPTIONS')
    const child = host.forks[1]
    expect(child?.options).toMatchObject({ serviceName: 'alcove echo', execArgv: ['--max-old-space-size=64'], stdio: 'ignore' })
    expect(await askChild('again')).toBe('echo again')
  })

  test('a child that dies, that is killed in mid-work and that runs out of memory costs only itself', async () => {
    expect(await askChild('die')).toBe('exit 3')
    expect(await askChild('one')).toBe('echo one')
    const hanging = askChild('hang')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await askChild('kill')).toMatch(/^exit/)
    expect(await hanging).toMatch(/^exit/)
    expect(await askChild('two')).toBe('echo two')
    expect(await askChild('memory')).toMatch(/^exit/)
    expect(await askChild('three')).toBe('echo three')
  })

  test('an engine killed with -9 comes back, its children go with it, and the same window goes on', async () => {
    const before = await pidOfEngine()
    await askChild('one')
    const orphan = host.forks[1]
    process.kill(Number(before), 'SIGKILL')
    await orphan?.process.ended
    const after = await vi.waitFor(pidOfEngine, 15_000)
    expect(after).not.toBe(before)
    expect(host.windows()).toHaveLength(1)
    expect(await askChild('two')).toBe('echo two')
  })

  test('dropped files and folders become picks; the page never sees a path, and a made-up File names none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alcove-drop-'))
    mkdirSync(join(folder, 'reports'))
    writeFileSync(join(folder, 'reports', 'a.txt'), 'a')
    writeFileSync(join(folder, "it's 5 o'clock — é.txt"), 'b')
    await host.windows()[0]?.webContents.drop([join(folder, 'reports'), join(folder, "it's 5 o'clock — é.txt")])
    const page = await host.page()
    await page.waitForFunction(() => window.standIn.picks.length === 2)
    expect(await page.evaluate(() => window.standIn.picks)).toEqual(['pick-1', 'pick-2'])
    expect(await page.evaluate(() => window.alcove?.dropFiles([new File(['x'], 'passwd')]))).toEqual([])
    rmSync(folder, { recursive: true })
  })

  test('the dialogs give picks, and none when they were cancelled', async () => {
    const page = await host.page()
    host.desk.choices.push(['/home/a/papers', '/home/a/more'])
    expect(await page.evaluate(() => window.alcove?.chooseFolder())).toEqual(['pick-1', 'pick-2'])
    expect(await page.evaluate(() => window.alcove?.chooseFiles())).toEqual([])
    expect(host.desk.openDialogs.map((dialog) => dialog.properties)).toEqual([
      ['openDirectory', 'multiSelections'],
      ['openFile', 'multiSelections'],
    ])
  })

  test('a document is opened by id; a program is only shown in its folder; an unknown id opens nothing and says so', async () => {
    const page = await host.page()
    host.desk.choices.push(['/home/a/paper.PDF', '/home/a/run.sh'])
    const picks = (await page.evaluate(() => window.alcove?.chooseFiles())) ?? []
    for (const fileId of [...picks, 'unknown']) await page.evaluate((id) => window.alcove?.openFile(id), fileId)
    expect(host.desk.opened).toEqual([
      { how: 'path', what: '/home/a/paper.PDF' },
      { how: 'folder', what: '/home/a/run.sh' },
    ])
    expect(host.desk.messages).toHaveLength(1)
  })

  test('menu commands reach the page, until it stops listening', async () => {
    const page = await host.page()
    host.pressMenu('File', 'Add a folder…')
    host.pressMenu('View', 'Library')
    await page.waitForFunction(() => window.standIn.commands.length === 2)
    expect(await page.evaluate(() => window.standIn.commands)).toEqual(['add-folder', 'show-library'])
  })

  test('a link asks first, shows the whole host, and opens only after a yes', async () => {
    const page = await host.page()
    await page.click('#https')
    await expect.poll(() => host.desk.messages).toHaveLength(1)
    expect(host.desk.messages[0]?.message).toContain('example.org')
    expect(host.desk.opened).toEqual([])
    host.desk.presses.push(0)
    await page.click('#blank')
    await expect.poll(() => host.desk.opened).toEqual([{ how: 'external', what: 'https://example.org/blank' }])
    expect(page.url()).toContain('/index.html')
    expect(page.context().pages()).toHaveLength(1)
  })

  test('promise 8: no navigation, frame, popup, request or permission gets anywhere', async () => {
    const page = await host.page()
    const schemes = [
      'http',
      'file',
      'ftp',
      'smb',
      'javascript',
      'data',
      'blob',
      'ms-msdt',
      'vscode',
      'mailto',
      'tel',
      'chrome',
      'about',
      'view-source',
      'alcove2',
      'ws',
    ]
    for (const scheme of schemes) {
      await page.evaluate((url) => {
        window.open(url)
        const frame = document.createElement('iframe')
        frame.src = url
        document.body.append(frame)
        new Image().src = url
      }, `${scheme}://evil.example/x`)
    }
    for (const url of ['http://evil.example/', 'file:///etc/passwd', 'https://user@evil.example/', 'data:text/html,x']) {
      await page.evaluate((target) => {
        location.href = target
      }, url)
    }
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(page.url()).toContain('/index.html')
    expect(page.context().pages()).toHaveLength(1)
    expect(host.desk.messages).toEqual([])
    expect(host.desk.opened).toEqual([])
    const decisions: boolean[] = []
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'fullscreen',
      'openExternal',
      'midi',
      'hid',
      'serial',
      'usb',
      'unknown',
    ] as const) {
      host.session.request?.({} as never, permission, (granted) => decisions.push(granted), {} as never)
      decisions.push(host.session.check?.(null, permission, '', {} as never) ?? true)
    }
    expect(decisions.every((granted) => !granted)).toBe(true)
    expect(host.session.spellChecker).toBe(false)
    expect(await pidOfEngine()).not.toBe('')
  })

  test('promise 9: only the main frame of the own page is heard, and only well-formed input', async () => {
    const contents = host.windows()[0]?.webContents
    if (contents === undefined) throw new Error('no window')
    const from = (senderFrame: unknown, ...args: unknown[]) => host.ipc.invoke({ sender: contents, senderFrame } as never, 'alcove:drop', args)
    const own = contents.mainFrame
    for (const frame of [null, { ...own }, { origin: 'https://evil.example', url: '' }]) await expect(from(frame, ['/a'])).rejects.toThrow('door-refused')
    contents.mainFrame = { origin: 'null', url: 'alcove://app/index.html' }
    await expect(from(contents.mainFrame, ['/a'])).rejects.toThrow('door-refused')
    contents.mainFrame = own
    const hostile: unknown[] = [
      '/a',
      null,
      {},
      ['relative'],
      ['/a\0b'],
      [''],
      [{ path: '/a' }],
      [['/a']],
      ['/x'.repeat(40_000)],
      Array.from({ length: 10_001 }, () => '/a'),
    ]
    for (const input of hostile) await expect(from(own, input)).rejects.toThrow('input-invalid')
    await expect(from(own, ['/a'], 'more')).rejects.toThrow('input-invalid')
    await expect(from(own)).rejects.toThrow('input-invalid')
    expect(await from(own, ['/a'])).toEqual(['pick-1'])
    expect([...host.ipc.channels].sort()).toEqual([
      'alcove:choose',
      'alcove:connect',
      'alcove:drop',
      'alcove:leave-quick',
      'alcove:open-file',
      'alcove:presence',
    ])
  })
})

describe.skipIf(browserPath() === undefined)('how the desktop app starts', () => {
  let appPath: string
  beforeAll(async () => {
    appPath = await buildStandIn()
  })
  afterAll(() => rmSync(appPath, { recursive: true, force: true }))

  test('a second app on the same profile opens nothing and ends', async () => {
    const host = await launchApp({ appPath, hasLock: false })
    expect(host.windows()).toEqual([])
    expect(host.forks).toEqual([])
    await host.close()
  })

  test('an engine that cannot open its library is explained, tried again on request, and given up on request', async () => {
    const host = await launchApp({ appPath, switches: { data: '/somewhere/busy' }, presses: [0] })
    await host.app.ended
    expect(host.desk.messages).toHaveLength(2)
    expect(host.desk.messages[0]?.detail).toContain('/busy')
    expect(host.app.paths.get('userData')).toBe('/somewhere/busy/window')
    expect(host.forks).toHaveLength(2)
    await host.close()
  })
})
