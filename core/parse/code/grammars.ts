/** Programming languages with a grammar: which nodes of its tree a reader would look for by name. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'

export interface Grammar {
  /** The file of the grammar, without `tree-sitter-` and its ending. */
  readonly wasm: string
  /** Functions and what else stands for itself. */
  readonly definitions: ReadonlySet<string>
  /** Classes and the like: what they hold stands for itself. */
  readonly containers: ReadonlySet<string>
  /** Functions without a name of their own: what they are assigned or handed to names them. */
  readonly nameless: ReadonlySet<string>
}

const grammar = (wasm: string, definitions: string, containers = '', nameless = ''): Grammar => {
  const set = (names: string): ReadonlySet<string> => new Set(names.split(' ').filter((name) => name !== ''))
  return { wasm, definitions: set(definitions), containers: set(containers), nameless: set(nameless) }
}

const scriptDefinitions = 'function_declaration generator_function_declaration method_definition'
const scriptNameless = 'arrow_function function_expression generator_function'
const typedDefinitions = `${scriptDefinitions} interface_declaration enum_declaration type_alias_declaration function_signature abstract_method_signature`
const typedContainers = 'class_declaration class abstract_class_declaration internal_module module'

const javascript = grammar('javascript', scriptDefinitions, 'class_declaration class', scriptNameless)
const typescript = grammar('typescript', typedDefinitions, typedContainers, scriptNameless)
const tsx = grammar('tsx', typedDefinitions, typedContainers, scriptNameless)
const cpp = grammar(
  'cpp',
  'function_definition enum_specifier union_specifier concept_definition preproc_function_def',
  'class_specifier struct_specifier namespace_definition',
)
const python = grammar('python', 'function_definition', 'class_definition')
const ruby = grammar('ruby', 'method singleton_method', 'class module singleton_class')
const shell = grammar('bash', 'function_definition')
const powershell = grammar('powershell', 'function_statement class_method_definition', 'class_statement')
const php = grammar(
  'php',
  'function_definition method_declaration',
  'class_declaration interface_declaration trait_declaration enum_declaration namespace_definition',
)
const java = grammar(
  'java',
  'method_declaration constructor_declaration compact_constructor_declaration static_initializer',
  'class_declaration interface_declaration enum_declaration record_declaration annotation_type_declaration',
)
const csharp = grammar(
  'c-sharp',
  'method_declaration constructor_declaration destructor_declaration operator_declaration conversion_operator_declaration indexer_declaration enum_declaration delegate_declaration property_declaration',
  'namespace_declaration class_declaration struct_declaration interface_declaration record_declaration',
)
const go = grammar('go', 'function_declaration method_declaration type_declaration')
const rust = grammar('rust', 'function_item struct_item enum_item union_item macro_definition', 'impl_item trait_item mod_item')

/** By extension. */
const grammars: Readonly<Record<string, Grammar>> = {
  js: javascript,
  mjs: javascript,
  cjs: javascript,
  jsx: javascript,
  ts: typescript,
  mts: typescript,
  cts: typescript,
  tsx,
  c: cpp,
  h: cpp,
  cc: cpp,
  cpp,
  cxx: cpp,
  hpp: cpp,
  hxx: cpp,
  hh: cpp,
  cs: csharp,
  java,
  go,
  rs: rust,
  py: python,
  pyi: python,
  rb: ruby,
  php,
  sh: shell,
  bash: shell,
  ps1: powershell,
}

export function grammarOf(extension: string): Grammar | null {
  return Object.hasOwn(grammars, extension) ? (grammars[extension] ?? null) : null
}

const resolve = createRequire(import.meta.url).resolve
const loaded = new Map<string, Promise<Language>>()
let starting: Promise<void> | undefined

/** Read from the packages: nothing is fetched. Each is loaded once. */
export async function parserOf({ wasm }: Grammar): Promise<Parser> {
  starting ??= Parser.init({ wasmBinary: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')) })
  await starting
  const language = loaded.get(wasm) ?? Language.load(readFileSync(resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${wasm}.wasm`)))
  loaded.set(wasm, language)
  return new Parser().setLanguage(await language)
}
