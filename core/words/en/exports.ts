/** Words of exported conversations, in English. Keys start with `export.`. */
export const exports = {
  'export.question': 'Question',
  'export.answer': 'Answer by {model}',
  'export.answer-quotes': 'Answer in quotes',
  'export.answer-counted': 'Counted answer',
  'export.sources': 'Sources',
  'export.nearest': 'Nearest passages',
  'export.not-said': 'The documents do not say.',
  'export.stopped': 'The answer was stopped before its end.',
  'export.failed': 'The answer failed.',
  'export.rated-good': 'Rated good.',
  'export.rated-poor': 'Rated poor.',
  'export.better': 'What it should have said',
  'export.unsupported': 'not borne out',
  'export.hidden': 'hidden text',
  'export.searched-for': 'Searched for: {query}',
} as const
