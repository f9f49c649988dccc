import { expect, test } from 'vitest'
import { outline, read } from '../read.ts'

const cell = (type: string, source: string | readonly string[], more: object = {}): object => ({ cell_type: type, metadata: {}, source, ...more })
const written = (cells: readonly object[], metadata: object = {}): string => JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells })

test('prose, code and what it printed stand in reading order', async () => {
  const outputs = [
    { output_type: 'stream', name: 'stdout', text: ['12 frames\n', '3 queens\n'] },
    { output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo=' } },
    { output_type: 'execute_result', data: { 'text/plain': ['[1, 2]'], 'text/latex': '$x$' } },
    {
      output_type: 'execute_result',
      data: {
        'text/html': '<style>a{}</style><table><tr><th></th><th>kg</th></tr><tr><th>June</th><td>12</td></tr></table>',
        'text/plain': '      kg\nJune  12',
      },
    },
    { output_type: 'error', ename: 'KeyError', evalue: "'hive'", traceback: ['\u001b[0;31mKeyError\u001b[0m', "'hive'"] },
  ]
  const notebook = written([
    cell('markdown', ['# Bees\n', '\n', 'A **strong** hive\n', '\n', '- one\n', '- two']),
    cell('code', 'import bees\n\nbees.count()', { outputs }),
    cell('raw', 'as it is'),
    cell('code', '', { outputs: [] }),
  ])
  const { blocks, end } = await read(notebook, 'notebook')
  expect(outline(blocks)).toEqual([
    'heading 1: Bees',
    'paragraph: A strong hive',
    'list-item: one',
    'list-item: two',
    'code: import bees\n\nbees.count()',
    'code: 12 frames\n3 queens',
    'code: [1, 2]',
    'table: \tkg\nJune\t12',
    "code: KeyError\n'hive'",
    'paragraph: as it is',
  ])
  expect(blocks.map(({ place }) => place)).toEqual(blocks.map((_, index) => ({ kind: 'block', block: index + 1 })))
  expect(end).toEqual({ title: 'Bees' })
})

test('the older format with its sheets and headings is read', async () => {
  const old = {
    nbformat: 3,
    metadata: { name: '' },
    worksheets: [
      {
        cells: [
          { cell_type: 'heading', level: 2, source: ['Hives'] },
          {
            cell_type: 'code',
            input: ['a = 1'],
            outputs: [
              { output_type: 'pyout', text: ['1'], png: 'x' },
              { output_type: 'pyerr', ename: 'E', evalue: 'v', traceback: [] },
            ],
          },
        ],
      },
    ],
  }
  expect(outline((await read(JSON.stringify(old), 'notebook')).blocks)).toEqual(['heading 2: Hives', 'code: a = 1', 'code: 1', 'code: E: v'])
})

test('title and authors that the notebook names are told', async () => {
  const notebook = written([cell('markdown', '# Other')], { title: 'Bees', authors: [{ name: 'Anna' }, { name: 'Bo' }] })
  expect((await read(notebook, 'notebook')).end).toEqual({ title: 'Bees', author: 'Anna, Bo' })
})

test.each([
  ['cut off', '{"nbformat": 4, "cells": [{"cell_ty'],
  ['no notebook', '{"a": 1}'],
  ['a list', '[]'],
  ['no JSON', 'hello'],
  ['deep', '['.repeat(200_000)],
])('a file that is %s is broken', async (_, text) => {
  await expect(read(text, 'notebook')).rejects.toMatchObject({ code: 'file-broken' })
})

test('odd values do no harm', async () => {
  const odd = written([
    { cell_type: 'code', source: { a: 1 }, outputs: 'x' },
    cell('code', ['a', 1, null] as never, { outputs: [null, 3, { output_type: 'stream', text: 5 }] }),
    7 as never,
    null as never,
  ])
  expect((await read(odd, 'notebook')).text).toBe('a')
})
