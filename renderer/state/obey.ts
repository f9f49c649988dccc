/** What the menu of the desktop and the palette ask for, done to the window. */
import type { MenuCommand } from '../client/bridge.ts'
import type { App } from './app.ts'

export function obey(app: App, command: MenuCommand): void {
  const { layout, intake, evidence } = app
  switch (command) {
    case 'add-folder':
      return void intake.chooseFolder()
    case 'add-files':
      return void intake.chooseFiles()
    case 'show-ask':
      return layout.setState({ view: 'ask' })
    case 'show-library':
      return layout.setState({ view: 'library', report: null })
    case 'show-settings':
      return layout.setState({ view: 'settings' })
    case 'show-shortcuts':
      return layout.setState({ shortcutsOpen: true })
    case 'toggle-rail':
      return layout.setState(({ railFolded }) => ({ railFolded: !railFolded }))
    case 'toggle-evidence':
      return evidence.toggle()
  }
}
