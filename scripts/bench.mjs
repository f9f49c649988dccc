/** `npm run bench -- NAME …`: builds what is stale, then runs one bench: `embedding`, `indexing`, `answers`, `claims`, `documents`, `parsing`, `page-anchors`, `chat`, `merging`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, root } from './lib/steps.mjs'

const [name = '', ...options] = process.argv.slice(2)
if (!/^[a-z-]+$/.test(name)) {
  console.error(
    'Name a bench and its folder: npm run bench -- embedding FOLDER; or indexing, answers, claims, documents, parsing, page-anchors, chat, merging. See docs/benchmarks.md.',
  )
  process.exit(2)
}
buildIfStale()
execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn', '--config', join(root, 'config/vite.bench.ts')], {
  cwd: root,
  stdio: ['ignore', 2, 2],
})
process.exit(spawnSync(process.execPath, [join(root, 'dist/bench', `${name}.js`), ...options], { cwd: root, stdio: 'inherit' }).status ?? 1)
