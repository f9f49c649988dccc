/** A page for tests of the wiring: the true client over the true bridge, at hand for the tests. */
import { clientOver, connectToEngine } from '../../../renderer/client/client.ts'

const bridge = window.alcove ?? null
const connection = connectToEngine(bridge, window.location)
const commands: string[] = []
const picks: string[] = []
bridge?.onMenu((command) => commands.push(command))
const presences: unknown[] = []
bridge?.onPresence((presence) => presences.push(presence))
const opened: string[] = []
bridge?.onOpenConversation((id) => opened.push(id))
window.addEventListener('dragover', (event) => event.preventDefault())
window.addEventListener('drop', (event) => {
  event.preventDefault()
  void bridge?.dropFiles([...(event.dataTransfer?.files ?? [])]).then((named) => picks.push(...named))
})
Object.assign(window, { standIn: { client: clientOver(connection.link), connection, commands, picks, presences, opened } })
