import { expect, test } from 'vitest'
import { createChunker } from '../../../../core/ingest/chunk.ts'
import type { Block } from '../../../../core/types/document.ts'
import { readNamed } from '../read.ts'

const python = `#!/usr/bin/env python
"""Keeps bees."""
import os

LIMIT = 3

# Adds two.
@cache
def add(a, b):
    """Adds."""
    return a + b

class Hive(Base):
    """A hive."""

    @property
    def open(self,
             wide=True):
        return 1

    def close(self): return 2

if __name__ == '__main__':
    add(1, 2)
`

const typescript = `import x from 'x'

/** Says so. */
export const say = (a: string): void => {
  console.log(a)
}

/** A hive. */
@Injectable()
export class Hive extends Box {
  private x = 1

  /** Runs. */
  @log()
  async run<T>(
    a: T,
  ): Promise<T> {
    return a
  }
}
`

const cpp = `#include <x>

namespace bees {
/** Sums
 *  numbers. */
template <typename T>
static int
sum(T a, int b)
{
  return a + b;
}
}

int Hive::frames() const {
  return x;
}
`

const others: Readonly<Record<string, readonly [code: string, names: readonly string[]]>> = {
  'a.js': ['class Hive {\n  open() {\n    a()\n  }\n}\nfunction close() {\n  b()\n}\n', ['class Hive', 'class Hive › open()', 'function close()']],
  'a.tsx': ['export function View() {\n  return <p>Bees</p>\n}\n', ['export function View()']],
  'a.go': ['package bees\n\n// Open opens.\nfunc (h *Hive) Open() error {\n\treturn nil\n}\n', ['func (h *Hive) Open() error']],
  'a.rs': ['impl Hive {\n    #[inline]\n    pub fn open(&self) -> u8 {\n        1\n    }\n}\n', ['impl Hive', 'impl Hive › pub fn open(&self) -> u8']],
  'a.java': [
    'public class Hive {\n  @Override\n  public int open() {\n    return 1;\n  }\n}\n',
    ['public class Hive', 'public class Hive › public int open()'],
  ],
  'a.cs': [
    'namespace Bees {\n  class Hive {\n    int Open() {\n      return 1;\n    }\n  }\n}\n',
    ['namespace Bees', 'namespace Bees › class Hive', 'namespace Bees › class Hive › int Open()'],
  ],
  'a.rb': ['class Hive\n  # Opens.\n  def open\n    1\n  end\nend\n', ['class Hive', 'class Hive › def open']],
  'a.php': ['<?php\nclass Hive {\n  function open() {\n    return 1;\n  }\n}\n', ['class Hive', 'class Hive › function open()']],
  'a.sh': ['#!/bin/sh\nopen_hive() {\n  echo open\n}\n', ['open_hive()']],
  'a.ps1': ['function Open-Hive {\n  Write-Host open\n}\n', ['function Open-Hive']],
}

const names = (blocks: readonly Block[]): string[] => blocks.map((block) => (block.under ?? []).join(' › '))
const first = (block: Block | undefined): number | undefined => (block?.place.kind === 'lines' ? block.place.starts[0]?.[1] : undefined)

/** Every line that is not blank stands in one block, as it is written, at its own number. */
function expectVerbatim(source: string, blocks: readonly Block[]): void {
  const found: [number, string][] = []
  for (const { text, place } of blocks) {
    if (place.kind !== 'lines') throw new Error('no lines')
    place.starts.forEach(([offset, line], index) => found.push([line, text.slice(offset, place.starts[index + 1]?.[0] ?? text.length).trim()]))
  }
  const written = source.split('\n').map((line, index): [number, string] => [index + 1, line.trim()])
  expect(found.filter(([, line]) => line !== '')).toEqual(written.filter(([, line]) => line !== ''))
}

test('Python is cut by class and function, with comments and decorators', async () => {
  const { blocks, end } = await readNamed('hive.py', python)
  expect(names(blocks)).toEqual([
    '',
    'def add(a, b)',
    'class Hive(Base)',
    'class Hive(Base) › def open(self, wide=True)',
    'class Hive(Base) › def close(self)',
    '',
  ])
  expect(blocks.map(first)).toEqual([1, 7, 13, 16, 21, 23])
  expect(blocks.every(({ kind }) => kind === 'code')).toBe(true)
  expect(end).toEqual({})
  expectVerbatim(python, blocks)
})

test('TypeScript and C++ are cut by what a reader would look for', async () => {
  const script = (await readNamed('hive.ts', typescript)).blocks
  expect(names(script)).toEqual([
    '',
    'export const say = (a: string): void',
    'export class Hive extends Box',
    'export class Hive extends Box › async run<T>( a: T, ): Promise<T>',
  ])
  expectVerbatim(typescript, script)
  const native = (await readNamed('hive.cpp', cpp)).blocks
  expect(names(native)).toEqual(['', 'namespace bees', 'namespace bees › template <typename T> static int sum(T a, int b)', 'int Hive::frames() const'])
  expectVerbatim(cpp, native)
})

test.each(Object.entries(others))('%s has its grammar', async (name, [code, expected]) => {
  const { blocks } = await readNamed(name, code)
  expect(names(blocks).filter((under) => under !== '')).toEqual(expected)
  expectVerbatim(code, blocks)
})

test('a passage is read with its class and function, and tells them once', async () => {
  const body = Array.from({ length: 120 }, (_, index) => `        self.frame_${index} = lift(${index})`).join('\n')
  const source = `class Hive:\n    def fill(self):\n${body}\n\n    def empty(self):\n        return 0\n`
  const { blocks } = await readNamed('hive.py', source)
  const tokenizer = { specialTokens: 2, count: (text: string) => text.split(/\s+/).length, spans: wordSpans }
  const chunker = createChunker(tokenizer, 128)
  const passages = [...blocks.flatMap((block) => chunker.add(block)), ...chunker.end()]
  expect(passages.length).toBeGreaterThan(2)
  const inside = passages.filter(({ text }) => text.includes('frame_') && !text.includes('def fill'))
  expect(inside.length).toBeGreaterThan(1)
  for (const passage of inside) expect(passage.context).toBe('class Hive > def fill(self)')
  const last = passages.at(-1)
  expect(last?.text).toContain('def empty')
  expect(last?.context).not.toContain('def empty')
})

const wordSpans = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/\S+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }))

test('code without a grammar and settings are cut at empty lines', async () => {
  const { blocks } = await readNamed('compose.yaml', 'services:\n  web:\n    image: x\n\n# data\nvolumes: {}\n')
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['code', 'services:\n  web:\n    image: x'],
    ['code', '# data\nvolumes: {}'],
  ])
  expect(blocks.map(first)).toEqual([1, 5])
})

test('packed code, huge code and code of old line ends are read with their lines', async () => {
  const packed = `var a=1;${'function b(c){return c*2};'.repeat(4_000)}`
  const squeezed = (await readNamed('app.min.js', packed)).blocks
  expect(
    squeezed
      .map(({ text }) => text)
      .join('')
      .replaceAll(' ', '') === packed.replaceAll(' ', ''),
  ).toBe(true)
  const huge = 'int f(int a) { return a; }\n\n'.repeat(60_000)
  expect(first((await readNamed('huge.c', huge)).blocks.at(-1))).toBeGreaterThan(119_000)
  const old = (await readNamed('old.py', python.replaceAll('\n', '\r'))).blocks
  expect(first(old.at(-1))).toBe(23)
})

test('bytes that are no text are binary', async () => {
  expect((await readNamed('a.py', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]))).end).toEqual({ skipped: 'binary' })
  expect((await readNamed('a.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]))).end).toEqual({ skipped: 'binary' })
})

test.each([
  ['brackets', 'a.js', '('.repeat(400_000)],
  ['blocks', 'a.cpp', 'struct a {\n'.repeat(40_000)],
  ['lines', 'a.py', 'if a:\n'.repeat(100_000)],
  ['functions', 'a.js', 'function a() {\n'.repeat(30_000)],
  ['templates', 'a.cpp', 'a<b<c\n'.repeat(100_000)],
])('%s that are never closed cost seconds', async (_, name, code) => {
  const startedAt = performance.now()
  await readNamed(name, code)
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})
