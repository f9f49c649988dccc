import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type ErrorCode, errors } from '../../core/errors.ts'
import { defaultTrainingSettings } from '../../core/types/training.ts'
import { errorAdvice } from '../../core/words/en/errors.ts'
import { readRequirements } from '../../models/trainer/packages.ts'
import { read, repositoryFiles, root } from './files.ts'
import { formatsPage } from './formats-page.ts'

/** `ALCOVE_WRITE_DOCS=1 npx vitest run -c config/vitest.ts test/repository` writes what is generated. */
function inStep(path: string, content: string): void {
  if (process.env.ALCOVE_WRITE_DOCS === '1') writeFileSync(resolve(root, path), content)
  expect(read(path)).toBe(content)
}

test('docs/errors.md is the table of errors', () => {
  const rows = (Object.keys(errors) as ErrorCode[]).map(
    (code) => `| \`${code}\` | ${errors[code].fault} | ${errors[code].retry} | ${errorAdvice[code].replaceAll('|', '\\|')} |`,
  )
  const head =
    '# Errors\n\nGenerated from `core/errors.ts` and `core/words/`. Values in braces come with the error.\n\n| code | whose fault | try again | what people read |\n| --- | --- | --- | --- |\n'
  inStep('docs/errors.md', `${head}${rows.join('\n')}\n`)
})

test('docs/formats.md tells every format, its files, places and limits', () => {
  const languages = Object.keys((JSON.parse(read('package.json')) as Record<string, object>).dependencies ?? {}).flatMap(
    (name) => /^@tesseract\.js-data\/(\w+)$/.exec(name)?.[1] ?? [],
  )
  inStep('docs/formats.md', formatsPage(languages))
})

test('docs/dependencies.md says why each package is there', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const text = read('docs/dependencies.md')
  const missing = Object.entries({ ...dependencies, ...devDependencies }).filter(([name, version]) => !text.includes(`\`${name}\` ${version}`))
  expect(missing).toEqual([])
})

test('docs/training.md has the usual settings', () => {
  const { rank, alpha, dropout, learningRate, epochs, maxLength, batch, accumulation, patience, seed } = defaultTrainingSettings
  const usual = { rank, alpha, dropout, 'learning-rate': learningRate, epochs, 'max-length': maxLength, batch, accumulation, patience, seed }
  const page = read('docs/training.md')
  expect(Object.entries(usual).filter(([option, value]) => !page.includes(`| ${value} | \`--${option}\` |`))).toEqual([])
})

test('docs/dependencies.md names each package that the trainer is installed from', () => {
  const text = read('docs/dependencies.md')
  const names = repositoryFiles('models/trainer/requirements/*.txt').flatMap((path) => readRequirements(read(path)).map(({ pin }) => pin.split('==')[0] ?? ''))
  expect([...new Set(names)].filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  expect(names.length).toBeGreaterThan(100)
})

test('every decision stands in their list, under its own title', () => {
  const list = read('docs/decisions/README.md')
  const missing = repositoryFiles('docs/decisions/0*.md').filter((path) => {
    const [, number, title] = /^# (\d+)\. (.+)$/mu.exec(read(path)) ?? []
    return !list.includes(`\n${number}. [${title}](${path.slice('docs/decisions/'.length)})\n`)
  })
  expect(missing).toEqual([])
})

test('every link between our pages leads somewhere, to the very heading where it names one', () => {
  const broken = repositoryFiles('*.md').flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
      .map(([, target = '', heading]) => ({ path: resolve(root, page, '..', decodeURI(target === '' ? basename(page) : target)), heading }))
      .filter(({ path, heading }) => !existsSync(path) || (heading !== undefined && !headingsIn(path).includes(heading)))
      .map(({ path, heading }) => `${page} → ${path}#${heading ?? ''}`),
  )
  expect(broken).toEqual([])
})

test('every file and folder of ours that a page names is there', () => {
  const ours = /`((?:bench|bin|config|core|docs|electron|host|models|renderer|samples|scripts|test)\/[\w./-]*)`/gu
  const missing = repositoryFiles('*.md')
    .filter((page) => !page.startsWith('bench/runs/'))
    .flatMap((page) => [...read(page).matchAll(ours)].map(([, path = '']) => ({ page, path })))
    .filter(({ path }) => !existsSync(resolve(root, path)))
  expect(missing).toEqual([])
})

/** As GitHub and editors name them in addresses. */
function headingsIn(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#{1,6} (.+)$/gmu)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
