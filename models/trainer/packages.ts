/** What the trainer is installed from: pinned packages for each kind of computer (requirements/), every one with the SHA-256 of its wheels. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { TrainingDevice } from '../../core/types/training.ts'

export const packageKinds = ['linux-x64-cpu', 'linux-x64-cuda', 'linux-arm64-cpu', 'win32-x64-cpu', 'darwin-arm64-mlx'] as const
export type PackageKind = (typeof packageKinds)[number]

export interface Requirement {
  /** `name==version`. */
  readonly pin: string
  /** `3.12`; empty: for every one. */
  readonly pythons: readonly string[]
  /** Hex. */
  readonly sha256: readonly string[]
  /** Where it lies, when not in the package index. */
  readonly url: string | null
}

export interface Packages {
  readonly kind: PackageKind
  readonly device: TrainingDevice
  /** Absolute. */
  readonly file: string
  readonly requirements: readonly Requirement[]
  readonly hosts: readonly string[]
  /** Bytes to fetch, and on disk. */
  readonly download: number
  readonly disk: number
}

export const packageIndex = 'https://pypi.org/simple'
const indexHosts = ['pypi.org', 'files.pythonhosted.org']

/** Null where there are no packages for it. `card`: an NVIDIA card with its driver is there. */
export function packageKind(platform: string, arch: string, card: boolean): PackageKind | null {
  const device = platform === 'darwin' ? 'mlx' : card ? 'cuda' : 'cpu'
  return packageKinds.find((kind) => kind === `${platform}-${arch}-${device}`) ?? packageKinds.find((kind) => kind === `${platform}-${arch}-cpu`) ?? null
}

const sizes = z.record(z.string(), z.object({ download: z.number().int().positive(), disk: z.number().int().positive() }))

/** `folder`: `models/trainer` of the program. */
export function readPackages(folder: string, kind: PackageKind): Packages {
  const file = join(folder, 'requirements', `${kind}.txt`)
  const requirements = readRequirements(readFileSync(file, 'utf8'))
  const size = sizes.parse(JSON.parse(readFileSync(join(folder, 'requirements', 'sizes.json'), 'utf8')))[kind]
  if (size === undefined) throw new Error(`sizes.json does not know ${kind}`)
  const others = requirements.flatMap(({ url }) => (url === null ? [] : [new URL(url).host]))
  const device = kind.endsWith('cuda') ? 'cuda' : kind.endsWith('mlx') ? 'mlx' : 'cpu'
  return { kind, device, file, requirements, hosts: [...new Set([...indexHosts, ...others])], ...size }
}

/** Throws where a line is not pinned to a version and to hashes: nothing else is ever installed. */
export function readRequirements(text: string): readonly Requirement[] {
  const lines = text
    .replaceAll(/\\\r?\n/gu, ' ')
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map(readRequirement)
}

function readRequirement(line: string): Requirement {
  const sha256 = [...line.matchAll(/--hash=sha256:([0-9a-f]{64})(?=\s|$)/gu)].map(([, hash = '']) => hash)
  const [what = '', marker = ''] = line.replaceAll(/--hash=\S+/gu, '').split(' ; ')
  const pythons = [...marker.matchAll(/python_version == "(3\.\d+)"/gu)].map(([, version = '']) => version)
  const pinned = /^([\w.-]+)==([\w.+!]+)\s*$/u.exec(what)
  const placed = /^([\w.-]+) @ (https:\/\/\S+\/\1-([\w.%]+?)-\S+\.whl)\s*$/u.exec(what)
  const name = pinned?.[1] ?? placed?.[1]
  const version = pinned?.[2] ?? placed?.[3]?.replace('%2B', '+')
  if (sha256.length === 0 || name === undefined || version === undefined) throw new Error(`not pinned: ${line.slice(0, 200)}`)
  return { pin: `${name}==${version}`, pythons, sha256, url: placed?.[2] ?? null }
}

/** Of one Python, as `name==version`. */
export function pinsFor({ requirements }: Packages, python: string): readonly string[] {
  return requirements.filter(({ pythons }) => pythons.length === 0 || pythons.includes(python)).map(({ pin }) => pin)
}
