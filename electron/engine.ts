/** The engine's process in Electron: opens the library and serves it to the windows. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEnvironment } from '../host/environment.ts'
import { openDoor } from '../host/open-door.ts'
import { programPlaces } from '../host/paths.ts'
import { createElectronSpawner } from '../host/processes/electron-spawner.ts'
import { createEngineDoor } from './engine-door.ts'

// what Alcove writes is for its user alone
process.umask(0o077)
const environment = readEnvironment()
const program = programPlaces()
const { version } = JSON.parse(readFileSync(join(program.root, 'package.json'), 'utf8')) as { version: string }
const dataFolder = process.argv[process.argv.indexOf('--data') + 1] ?? ''

const door = createEngineDoor(
  process.parentPort,
  (toMain) => createElectronSpawner({ environment: environment.all, toMain }),
  () => process.exit(0),
)

await door.serve(() => openDoor({ dataFolder, program, version, environment, spawner: door.spawner, resume: true }))
