/** Pythons that the trainer can be installed with, found by the names of files: nothing is started to find them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Python } from '../models/trainer/program.ts'
import type { TrainerMachine } from '../models/trainer/trainer.ts'
import type { Environment } from './environment.ts'

/** The best first: those for which every package has been out for longest, the oldest last. */
const fit = ['3.12', '3.11', '3.13', '3.10'] as const

export function findPythons({ platform, home, localAppData, all }: Pick<Environment, 'platform' | 'home' | 'localAppData' | 'all'>): readonly Python[] {
  const known = platform === 'win32' ? windowsPlaces(localAppData, all) : places(home, all)
  return fit.flatMap((version) => {
    const path = known.map((place) => place(version)).find((file) => existsSync(file))
    return path === undefined ? [] : [{ path, version }]
  })
}

type Place = (version: string) => string

/** An app that was started from a desktop has a short PATH: the usual places are looked at all the same. */
function places(home: string, all: Environment['all']): readonly Place[] {
  // what stands in a folder of shims is a script that may lead nowhere
  const path = (all['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder) && !folder.endsWith('shims'))
  const usual = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/opt/local/bin']
  const managed = [join(home, '.pyenv', 'versions'), join(home, '.local', 'share', 'uv', 'python')].flatMap(foldersIn)
  const own = [...managed.map((folder) => join(folder, 'bin')), join(home, 'miniconda3', 'bin'), join(home, 'anaconda3', 'bin')]
  const framework: Place = (version) => `/Library/Frameworks/Python.framework/Versions/${version}/bin/python${version}`
  return [
    ...[...path, ...usual, ...own].map(
      (folder): Place =>
        (version) =>
          join(folder, `python${version}`),
    ),
    framework,
  ]
}

function windowsPlaces(localAppData: string | null, all: Environment['all']): readonly Place[] {
  const folders = [localAppData === null ? null : join(localAppData, 'Programs', 'Python'), all['ProgramFiles'] ?? null, 'C:\\']
  return folders.flatMap((folder) => (folder === null ? [] : [(version: string) => join(folder, `Python${version.replace('.', '')}`, 'python.exe')]))
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    // not there, or not ours to read: then nothing is found in it
    return []
  }
}

/** What it is that would be trained on, told without starting anything. */
export function trainerMachine(platform: string = process.platform): TrainerMachine {
  return { platform, arch: process.arch, card: hasCard(platform), short: computesShort(platform) }
}

function hasCard(platform: string): boolean {
  return platform === 'linux' && existsSync('/proc/driver/nvidia/version')
}

/** Linux tells what a processor can; elsewhere it is not reckoned with. */
function computesShort(platform: string): boolean {
  if (platform !== 'linux') return false
  try {
    return /\bavx512_bf16\b|\bamx_bf16\b|\bbf16\b/u.test(readFileSync('/proc/cpuinfo', 'utf8'))
  } catch {
    // a system that keeps it to itself
    return false
  }
}
