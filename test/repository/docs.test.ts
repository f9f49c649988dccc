import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type ErrorCode, errors } from '../../core/errors.ts'
import { errorAdvice } from '../../core/words/en/errors.ts'
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

test('every link between our pages leads somewhere', () => {
  const broken = repositoryFiles('*.md', 'docs/**/*.md').flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(resolve(root, page, '..', decodeURI(target))))
      .map((target) => `${page} → ${target}`),
  )
  expect(broken).toEqual([])
})
