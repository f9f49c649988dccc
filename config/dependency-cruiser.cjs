/** DESIGN section 3 as rules: which folder may import which. `npm run check` also asserts how many modules were seen. */
const allow = (name, from, ...to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '^test/' },
  to: { pathNot: to },
})

const pure = ['^core/types/', '^core/errors\\.ts$']
const ports = [...pure, '^core/ports/', '^core/text/']
const packages = (...names) => names.map((name) => `^node_modules/${name}/`)

module.exports = {
  forbidden: [
    // types included: two files that lean on each other are one, or three
    { name: 'no-circles', severity: 'error', from: { pathNot: '^(test|bench)/' }, to: { circular: true } },
    {
      name: 'no-circles-in-tests',
      severity: 'error',
      from: { path: '^(test|bench)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^(test|bench)/' }, to: { path: '^(test|bench)/' } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(electron|mdast)$' } },
    {
      name: 'no-dev-packages-outside-the-window',
      severity: 'error',
      from: { path: '^(core|models|host)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'electron-only-in-electron', severity: 'error', from: { pathNot: '^(electron|test)/' }, to: { path: '^(node_modules/)?electron(/|$)' } },
    allow('types-import-nothing', '^core/types/', ...pure),
    allow('errors-import-nothing', '^core/errors\\.ts$', '^core/types/'),
    allow('text', '^core/text/', '^core/text/', ...pure, ...packages('stemmer')),
    allow('words', '^core/words/', '^core/words/', ...pure),
    allow('ports', '^core/ports/', '^core/ports/', ...pure),
    allow('contract', '^core/contract/', '^core/contract/', ...pure, ...packages('zod', '@orpc/contract')),
    allow('library', '^core/library/', '^core/library/', ...ports),
    allow('ingest', '^core/ingest/', '^core/ingest/', ...ports),
    allow('ask', '^core/ask/', '^core/ask/', ...ports),
    allow('chat', '^core/chat/', '^core/chat/', ...ports, ...packages('unified', 'remark-parse', 'remark-gfm', '@types/mdast'), '^mdast$'),
    allow('tune', '^core/tune/', '^core/tune/', '^core/ask/', ...ports),
    allow('evaluate', '^core/evaluate/', '^core/(evaluate|tune|ask)/', ...ports),
    allow('engine', '^core/engine/', '^core/(engine|library|ingest|ask|chat|tune|evaluate|contract|words)/', ...ports, ...packages('@orpc', 'zod')),
    {
      name: 'store-packages',
      severity: 'error',
      from: { pathNot: '^(core/store|test|bench)/' },
      to: { path: '^node_modules/(@lancedb|@photostructure|apache-arrow)/' },
    },
    allow('store', '^core/store/', '^core/store/', ...ports, ...packages('@lancedb', '@photostructure', 'apache-arrow'), '^(node:)?[a-z_/]+$'),
    {
      name: 'parsers-in-the-parser-process-only',
      severity: 'error',
      from: { pathNot: '^(core/parse/|host/processes/parser\\.ts|test/|bench/)' },
      to: { path: '^core/parse/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'transformers-in-the-embedding-worker-only',
      severity: 'error',
      from: { pathNot: '^(models/embedding-(worker|session)|test/|bench/)' },
      to: { path: '^node_modules/(@huggingface/transformers|onnxruntime-node)/' },
    },
    {
      name: 'llama-in-the-chat-model-process-only',
      severity: 'error',
      from: { pathNot: '^(models/llama/chat-model-session\\.ts|test/|bench/)' },
      to: { path: '^node_modules/node-llama-cpp/' },
    },
    {
      name: 'models',
      severity: 'error',
      from: { path: '^models/' },
      to: { pathNot: ['^models/', ...ports, ...packages('@huggingface', 'zod', 'node-llama-cpp'), '^(node:)?[a-z_/]+$'] },
    },
    { name: 'host', severity: 'error', from: { path: '^host/' }, to: { path: '^(renderer|electron)/' } },
    {
      name: 'one-composition-root',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/engine\\.ts$' },
      to: { path: '^host/', pathNot: '^host/(paths|environment)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'electron',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|models|core/(store|parse|ask|ingest|library|engine))/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(core|host|models|electron)/', pathNot: ['^core/(contract|types|words)/', '^core/errors\\.ts$', '^core/text/(cell-name|figure)\\.ts$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|node_modules/\\.)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  },
}
