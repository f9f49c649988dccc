/** Reads what `ollama show` prints of a model: a modelfile, and parameters as Go writes values. */

/** What of a base its copy must have too. Absent where the base has none. */
export interface Inherited {
  readonly template?: string
  readonly system?: string
  readonly renderer?: string
  readonly parser?: string
  readonly requires?: string
  readonly license?: string
  readonly parameters?: Readonly<Record<string, Parameter>>
  readonly messages?: readonly { readonly role: string; readonly content: string }[]
}

export type Parameter = number | boolean | string | readonly string[]

export interface Modelfile {
  /** What stands behind `FROM`: the model's file, then those of its eyes. */
  readonly from: readonly string[]
  readonly adapters: readonly string[]
  readonly inherited: Inherited
}

interface Instruction {
  readonly command: string
  readonly text: string
}

const commands = 'FROM|ADAPTER|TEMPLATE|SYSTEM|RENDERER|PARSER|PARAMETER|LICENSE|MESSAGE|REQUIRES|DRAFT'
const begins = new RegExp(`^(?<command>${commands}) (?<rest>.*)$`, 'u')

/**
 * `exact`: texts that are known already, to the letter. They are taken out first: Ollama does not escape what it prints, so
 * a system text of one quotation mark would swallow what follows.
 */
export function readModelfile(text: string, exact: { readonly template?: string; readonly system?: string } = {}): Modelfile {
  const known = [['TEMPLATE', exact.template] as const, ['SYSTEM', exact.system] as const].flatMap(([command, value]) =>
    value === undefined ? [] : [`\n${command} ${printed(value)}\n`],
  )
  const rest = known.reduce((left, one) => left.replace(one, () => '\n'), `${text}\n`)
  const instructions = readInstructions(rest.split('\n'))
  const all = (command: string) => instructions.filter((one) => one.command === command).map((one) => one.text)
  const one = (command: string): string | undefined => all(command).at(-1)
  const license = all('LICENSE').join('\n')
  const messages = all('MESSAGE').flatMap(messageOf)
  const parameters = collect(all('PARAMETER').flatMap((line) => pair(line, (value) => plainValue(unquoted(value)))))
  return {
    from: all('FROM'),
    adapters: all('ADAPTER'),
    inherited: present({
      template: exact.template ?? one('TEMPLATE'),
      system: exact.system ?? one('SYSTEM'),
      renderer: one('RENDERER'),
      parser: one('PARSER'),
      requires: one('REQUIRES'),
      license: license === '' ? undefined : license,
      parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
      messages: messages.length === 0 ? undefined : messages,
    }),
  }
}

/** `stop                           "<|end|>"`, a line each, texts as Go quotes them; a key that comes again is a list. */
export function readParameters(text: string): Readonly<Record<string, Parameter>> {
  return collect(text.split('\n').flatMap((line) => pair(line, goValue)))
}

/** As Ollama prints it in a modelfile. */
function printed(text: string): string {
  if (!/\n|^ | $/u.test(text)) return text
  return text.includes('"') ? `"""${text}"""` : `"${text}"`
}

function readInstructions(lines: readonly string[]): readonly Instruction[] {
  const found: Instruction[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const { command, rest } = begins.exec(lines[at] ?? '')?.groups ?? {}
    if (command === undefined || rest === undefined) continue
    const mark = quoteOf(rest, command)
    if (mark === null) {
      found.push({ command, text: command === 'PARAMETER' || command === 'MESSAGE' ? rest : unquoted(rest) })
      continue
    }
    const start = rest.indexOf(mark)
    let end = at
    let inside = rest.slice(start + mark.length)
    while (!inside.endsWith(mark) && end + 1 < lines.length) {
      end += 1
      inside += `\n${lines[end] ?? ''}`
    }
    // what never ends was no quotation
    if (!inside.endsWith(mark)) {
      found.push({ command, text: rest })
      continue
    }
    found.push({ command, text: rest.slice(0, start) + inside.slice(0, -mark.length) })
    at = end
  }
  return found
}

/** The quotation mark that opens the value and does not close it on its line. */
function quoteOf(rest: string, command: string): string | null {
  const value = command === 'PARAMETER' || command === 'MESSAGE' ? rest.slice(rest.indexOf(' ') + 1) : rest
  if (value.startsWith('"""')) return value.length >= 6 && value.endsWith('"""') ? null : '"""'
  return value.startsWith('"') && !(value.length >= 2 && value.endsWith('"')) ? '"' : null
}

function unquoted(text: string): string {
  if (text.length >= 6 && text.startsWith('"""') && text.endsWith('"""')) return text.slice(3, -3)
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
}

function messageOf(line: string): readonly { readonly role: string; readonly content: string }[] {
  const { role, content } = /^(?<role>\S+) (?<content>[\s\S]*)$/u.exec(line)?.groups ?? {}
  return role === undefined || content === undefined ? [] : [{ role, content: unquoted(content) }]
}

function pair(line: string, read: (value: string) => number | boolean | string): readonly (readonly [string, number | boolean | string])[] {
  const { key, value } = /^(?<key>\w+)\s+(?<value>[\s\S]*)$/u.exec(line)?.groups ?? {}
  return key === undefined || value === undefined ? [] : [[key, read(value)]]
}

/** Stop words are a list, were it of one. */
function collect(pairs: readonly (readonly [string, number | boolean | string])[]): Readonly<Record<string, Parameter>> {
  const found: Record<string, Parameter> = {}
  for (const [key, value] of pairs) {
    const before = found[key]
    if (key === 'stop' || before !== undefined) found[key] = [...(Array.isArray(before) ? before : before === undefined ? [] : [String(before)]), String(value)]
    else found[key] = value
  }
  return found
}

function plainValue(text: string): number | boolean | string {
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/iu.test(text)) return Number(text)
  return text === 'true' || text === 'false' ? text === 'true' : text
}

const goEscapes: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Go's `%#v` of a number, a boolean or a text. */
function goValue(text: string): number | boolean | string {
  if (!text.startsWith('"')) return plainValue(text)
  return text
    .slice(1, -1)
    .replaceAll(/\\(?:x(?<byte>[0-9a-fA-F]{2})|u(?<short>[0-9a-fA-F]{4})|U(?<long>[0-9a-fA-F]{8})|(?<one>[\s\S]))/gu, (all, byte, short, long, one) => {
      const code: string | undefined = byte ?? short ?? long
      if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10_ff_ff))
      return typeof one === 'string' ? (goEscapes[one] ?? one) : all
    })
}

function present(all: { readonly [K in keyof Inherited]: Inherited[K] | undefined }): Inherited {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''))
}
