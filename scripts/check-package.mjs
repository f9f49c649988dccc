/**
 * Packs the app against a stand-in for Electron's binary, so that no network is needed, and checks
 * the result: what is in the archive, what stands beside it, what must be in neither, the fuses, and
 * that its engine reads documents and answers a question under plain Node from the packed files alone.
 */
import { execFileSync, fork, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractAll, getRawHeader } from '@electron/asar'
import { packedDocuments, writePackedDocuments } from './lib/packed-documents.mjs'
import { buildIfStale, root } from './lib/steps.mjs'

/** Megabytes of 1,000,000 bytes, archive and what stands beside it together. */
const largest = 415

/** In the order of the wire; what Electron ships, and what the package must have. */
const fuses = [
  ['runAsNode', '1', '0'],
  ['cookieEncryption', '0', '1'],
  ['nodeOptions', '1', '0'],
  ['nodeCliInspect', '1', '0'],
  ['embeddedAsarIntegrityValidation', '0', '1'],
  ['onlyLoadAppFromAsar', '0', '1'],
  ['loadBrowserProcessSpecificV8Snapshot', '0', '0'],
  ['grantFileProtocolExtraPrivileges', '1', '0'],
  ['wasmTrapHandlers', '1', '1'],
]
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** In the archive, whatever else is. */
const needed = [
  /^package\.json$/,
  /^LICENSE$/,
  /^dist\/cli\.js$/,
  /^dist\/electron\/main\.js$/,
  /^dist\/electron\/engine\.js$/,
  /^dist\/electron\/preload\.cjs$/,
  /^dist\/processes\/parser\.js$/,
  /^dist\/processes\/index-keeper\.js$/,
  /^dist\/processes\/embedding-worker\.js$/,
  /^dist\/processes\/chat-model\.js$/,
  /^dist\/processes\/merge\.js$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/assets\/.+\.js$/,
  /^dist\/renderer\/assets\/.+\.woff2$/,
  /^NOTICE$/,
  /^node_modules\/@embedpdf\/pdfium\/dist\/pdfium\.wasm$/,
  /^node_modules\/tesseract\.js-core\/tesseract-core-simd-lstm\.wasm$/,
  /^node_modules\/@tesseract\.js-data\/eng\/4\.0\.0_best_int\/eng\.traineddata\.gz$/,
  /^node_modules\/web-tree-sitter\/web-tree-sitter\.wasm$/,
  /^node_modules\/@vscode\/tree-sitter-wasm\/wasm\/tree-sitter-python\.wasm$/,
]

/** Beside the archive, as files of the disk. */
const neededOutside = [
  /^models\/bundled\/all-MiniLM-L6-v2\/manifest\.json$/,
  /^models\/bundled\/all-MiniLM-L6-v2\/onnx\/.+\.onnx$/,
  /^models\/trainer\/train\.py$/,
  /^models\/trainer\/alcove_trainer\/__main__\.py$/,
  /^models\/trainer\/requirements\/linux-x64-cpu\.txt$/,
  /^models\/trainer\/requirements\/sizes\.json$/,
  /^samples\/.+\.pdf$/,
  /^node_modules\/onnxruntime-node\/bin\/.+\/onnxruntime_binding\.node$/,
  /^node_modules\/onnxruntime-node\/bin\/.+\/libonnxruntime\.so/,
  /^node_modules\/@lancedb\/.+\.node$/,
  /^node_modules\/@node-llama-cpp\/linux-x64\/bins\/linux-x64\/llama-addon\.node$/,
  /^node_modules\/@node-llama-cpp\/linux-x64\/bins\/linux-x64\/libggml-cpu-x64\.so$/,
  /^node_modules\/@photostructure\/sqlite\/prebuilds\/.+\.node$/,
  /^node_modules\/@img\/sharp-linux-x64\/lib\/.+\.node$/,
  /^node_modules\/@img\/sharp-libvips-linux-x64\/lib\/libvips-cpp\.so/,
]

const alwaysOutside = /\.node$|\.so(\.[\d.]+)?$|\.dylib$|\.dll$|^models\/bundled\/|^models\/trainer\/|^samples\//

const forbidden = [
  [/^(core|host|electron|renderer|test|bench|scripts|config|docs|bin)\//, 'our own sources'],
  [/^dist\/bench\//, 'benchmarks'],
  [/^models\/(?!bundled\/all-MiniLM-L6-v2(\/|$)|bundled$|trainer(\/|$))/, 'how the model was made'],
  [/^models\/trainer\/.+(make\.py|\.in|pyproject\.toml|\.pyc)$/, 'how the trainer was made'],
  [
    /^node_modules\/(onnxruntime-web|typescript|electron|vite|vitest|react|react-dom|playwright-core|@electron|@biomejs)\//,
    'a package that the app does not need',
  ],
  [/^node_modules\/tesseract\.js-core\/tesseract-core(?!-simd-lstm\.(js|wasm)$)/, 'a build of Tesseract that is not used'],
  [/^node_modules\/@tesseract\.js-data\/[^/]+\/4\.0\.0\//, 'the larger data of Tesseract'],
  [/^node_modules\/@embedpdf\/.+\.browser\.js$|transformers\.web\.|^node_modules\/web-tree-sitter\/debug\//, 'a build for browsers or for debugging'],
  [/\.map$/, 'a source map'],
  [/\.[mc]?ts$/, 'a TypeScript file'],
  [/^(?!models\/trainer\/requirements\/).*[/-](darwin|win32)[/-]/, 'native code of another platform'],
  [/[/-]arm64[/.]/, 'native code of another processor'],
  [/musl/, 'native code for musl'],
  [/^node_modules\/node-llama-cpp\/llama\/gitRelease/, 'the history of llama.cpp'],
  [/^node_modules\/@node-llama-cpp\/.+-(cuda|vulkan)/, 'a build of llama.cpp for graphics cards'],
  [/(^|\/)(\.env|\.npmrc|\.git)(\/|$)/, 'a setting of ours'],
]

const problems = []
const expect = (holds, problem) => {
  if (!holds) problems.push(problem)
}

function standIn(folder) {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  const wire = Buffer.from(fuses.map(([, shipped]) => shipped).join(''))
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(`stand-in ${sentinel}`), Buffer.from([1, wire.length]), wire, Buffer.from(' end')]))
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), createRequire(import.meta.url)('electron/package.json').version)
  writeFileSync(join(folder, 'LICENSE'), 'stand-in')
  writeFileSync(join(folder, 'locales', 'en-US.pak'), 'stand-in')
}

function pack(electronDist, output) {
  const builder = fileURLToPath(import.meta.resolve('electron-builder/cli.js'))
  const done = spawnSync(
    process.execPath,
    [builder, '--dir', '--linux', '--x64', '--publish', 'never', `-c.electronDist=${electronDist}`, `-c.directories.output=${output}`],
    { cwd: root, encoding: 'utf8' },
  )
  if (done.status === 0) return join(output, 'linux-unpacked')
  console.error(`${done.stdout}${done.stderr}`)
  throw new Error('electron-builder could not pack the app')
}

/** Every file of the archive: its path, its size, and whether it stands beside the archive. */
function listArchive(archive) {
  const files = []
  const visit = (node, path) => {
    for (const [name, entry] of Object.entries(node.files)) {
      const here = path === '' ? name : `${path}/${name}`
      if (entry.files) visit(entry, here)
      else files.push({ path: here, size: entry.size ?? 0, outside: entry.unpacked === true })
    }
  }
  visit(getRawHeader(archive).header, '')
  return files
}

function checkFiles(files) {
  for (const pattern of needed)
    expect(
      files.some(({ path, outside }) => !outside && pattern.test(path)),
      `not in the archive: ${pattern.source}`,
    )
  for (const pattern of neededOutside)
    expect(
      files.some(({ path, outside }) => outside && pattern.test(path)),
      `not beside the archive: ${pattern.source}`,
    )
  for (const { path, outside } of files) {
    expect(outside || !alwaysOutside.test(path), `inside the archive, where the system cannot open it: ${path}`)
    for (const [pattern, what] of forbidden) expect(!pattern.test(path), `${what} is packed: ${path}`)
  }
  const megabytes = (chosen) => Math.round(chosen.reduce((sum, { size }) => sum + size, 0) / 1e6)
  const [inside, outside] = [megabytes(files.filter((file) => !file.outside)), megabytes(files.filter((file) => file.outside))]
  expect(inside + outside <= largest, `the package has ${inside + outside} MB, more than ${largest}`)
  console.log(`${files.length} files; archive ${inside} MB, beside it ${outside} MB`)
}

/** The licences of the libraries within libvips, as its package tells them. */
function checkNotices(resources) {
  const folders = readdirSync(join(resources, 'notices'))
  expect(folders.includes('sharp-libvips-linux-x64'), `the notice of libvips is missing among ${folders.join(', ')}`)
}

/** Reads the wire ourselves: the tool that sets it does not name all of it. */
function checkFuses(executable) {
  const binary = readFileSync(executable)
  const at = binary.indexOf(sentinel) + sentinel.length
  expect(binary[at + 1] === fuses.length, `the wire has ${binary[at + 1]} fuses, not ${fuses.length}`)
  fuses.forEach(([name, , wanted], index) => {
    const found = String.fromCharCode(binary[at + 2 + index] ?? 0)
    expect(found === wanted, `fuse ${name} is ${found}, not ${wanted}`)
  })
  console.log(`${fuses.length} fuses read back`)
}

/** The engine and its processes, from the packed files under plain Node: no repository, no packages beside them. */
async function checkEngine(archive, folder) {
  const app = join(folder, 'app')
  extractAll(archive, app)
  const [documents, data] = [join(folder, 'documents'), join(folder, 'data')]
  mkdirSync(documents)
  await writePackedDocuments(documents)
  const run = (...args) =>
    JSON.parse(execFileSync(process.execPath, [join(app, 'dist', 'cli.js'), ...args, '--data', data, '--json'], { cwd: folder, encoding: 'utf8' }))
  run('add', documents)
  const { outcomes, notIndexed } = run('sync', '--read-scans')
  expect(notIndexed.length === 0, `the packed engine did not read: ${JSON.stringify({ outcomes, notIndexed })}`)
  for (const [name, words] of Object.entries(packedDocuments)) {
    const found = run('search', words, '--mode', 'keyword').results[0]
    expect(found?.file === join(documents, name), `the packed engine found "${words}" in ${found?.file}`)
  }
  const answer = run('ask', 'When was the boiler replaced?', '--model', 'none')
  const cited = answer.citations?.[0]
  expect(answer.answered === true && /2019/.test(answer.answer), `the packed engine answered: ${answer.answer}`)
  expect(cited?.file === join(documents, 'heating.md'), `the packed engine cited: ${cited?.file}`)
  await checkChatModel(app)
  console.log(`the packed engine read ${Object.keys(packedDocuments).join(', ')} and answered one question`)
}

/** The chat-model process, from the packed files alone, on the small model of our own. */
async function checkChatModel(app) {
  const child = fork(join(app, 'dist', 'processes', 'chat-model.js'), [], { serialization: 'advanced', env: { ALCOVE_CHILD: '{}' } })
  const model = { name: 'gguf:tiny', path: join(root, 'test', 'fixtures', 'models', 'tiny.gguf'), adapter: null, contextTokens: 1_024 }
  const chat = { turns: [{ role: 'user', content: 'What colour is the sky?' }], answerTokens: 64, thinking: false, seed: null, fields: null }
  const answer = await new Promise((resolve) => {
    let text = ''
    child.on('message', ({ type, part, code }) => {
      if (type === 'part') text += part.text ?? ''
      if (type === 'done' || type === 'failed') resolve(code ?? text)
    })
    child.on('exit', (code) => resolve(`exit ${code}`))
    child.send({ type: 'job', id: 1, order: { model, chat } })
  })
  child.kill()
  expect(answer === 'The sky is blue [1].', `the packed chat model said: ${answer}`)
  console.log(`the packed chat model said: ${answer}`)
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log('skipped: the package is checked on Linux x64')
  process.exit(0)
}
buildIfStale()
const folder = mkdtempSync(join(tmpdir(), 'alcove-package-'))
try {
  standIn(join(folder, 'electron'))
  const packed = pack(join(folder, 'electron'), join(folder, 'release'))
  const archive = join(packed, 'resources', 'app.asar')
  expect(statSync(archive).isFile() && !readdirSync(join(packed, 'resources')).includes('app'), 'the app is not in an archive')
  checkFiles(listArchive(archive))
  checkNotices(join(packed, 'resources'))
  checkFuses(join(packed, 'alcove'))
  if (problems.length === 0) await checkEngine(archive, folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
