import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from '@commander-js/extra-typings'
import { expect, test } from 'vitest'
import { exitCodes } from '../../host/cli/exit-codes.ts'
import { createProgram, everyCommand } from '../../host/cli/program.ts'
import type { Surroundings } from '../../host/cli/surroundings.ts'
import { read, root } from './files.ts'

const page = 'docs/command-line.md'
const commands = everyCommand(createProgram({ version: '0' } as Surroundings, { code: exitCodes.success }))
/** Those that do something: groups of commands only list them. */
const working = commands.filter((command) => command.commands.length === 0)

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent as Command)} ${command.name()}`
}

function helpOf(command: Command): string {
  command.configureOutput({ getOutHelpWidth: () => 100 })
  return `\`\`\`text\n$ ${nameOf(command)} --help\n${command.helpInformation().trimEnd()}\n\`\`\``
}

test('docs/command-line.md has a part for every command, with exactly the help that it prints', () => {
  let text = read(page)
  if (process.env.ALCOVE_WRITE_DOCS === '1') {
    for (const command of working) text = text.replace(new RegExp(`\`\`\`text\\n\\$ ${nameOf(command)} --help\\n[^]*?\`\`\``), () => helpOf(command))
    writeFileSync(resolve(root, page), text)
  }
  for (const command of working) {
    expect(text).toMatch(new RegExp(`^##+ ${nameOf(command)}$`, 'm'))
    expect(text).toContain(helpOf(command))
  }
  const parts = [...text.matchAll(/^##+ (alcove .*)$/gm)].map((match) => match[1])
  expect(new Set(parts)).toEqual(new Set(commands.map(nameOf).filter((name) => name !== 'alcove')))
})

test('docs/command-line.md names no option that does not exist', () => {
  const known = new Set(commands.flatMap((command) => [...command.options, { long: '--help', short: '-h' }].flatMap(({ long, short }) => [long, short])))
  const named = [...read(page).matchAll(/(?<=[\s`([])--?[a-z][\w-]*/g)].map(([option]) => option)
  const examples = ['-notes']
  expect([...new Set(named)].filter((option) => !known.has(option) && !examples.includes(option))).toEqual([])
})

test('every command takes --data, and all but serve take --json', () => {
  for (const command of working) {
    const options = command.options.map(({ long }) => long)
    expect(options).toContain('--data')
    expect(options.includes('--json')).toBe(command.name() !== 'serve')
  }
})

test('docs/command-line.md has every exit code', () => {
  const table = [...read(page).matchAll(/^\| (\d) \|/gm)].map((match) => Number(match[1]))
  expect(table).toEqual(Object.values(exitCodes))
})
