import { expect, test } from 'vitest'
import { inert } from '../../../core/ask/inert-text.ts'

const controlTokens = [
  '<|im_start|>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|eot_id|>',
  '<|start_header_id|>',
  '<|begin_of_text|>',
  '<|system|>',
  '<|channel|>',
  '<｜User｜>',
  '<｜begin▁of▁sentence｜>',
  '[INST]',
  '[/INST]',
  '<<SYS>>',
  '<</SYS>>',
  '<s>',
  '</s>',
  '<start_of_turn>',
  '<end_of_turn>',
  '<bos>',
  '<eos>',
  '<pad>',
  '<unk>',
  '<mask>',
  '<0x0A>',
  '[TOOL_CALLS]',
  '[AVAILABLE_TOOLS]',
  '[SYSTEM_PROMPT]',
  '[THINK]',
  '<think>',
  '</think>',
  '<tool_call>',
  '<unused12>',
  '<extra_id_0>',
  '[gMASK]',
  '<sop>',
  '[control_8]',
  '<|START_OF_TURN_TOKEN|>',
  '<end_of_utterance>',
  '[UNUSED_TOKEN_1]',
  '<[PLHD77_never_used]>',
]

test.each(controlTokens)('%s of a model family is broken up', (token) => {
  for (const text of [token, `before${token}after`, `${token}${token}`, `[${token}]`, `<${token}>`]) expect(inert(text)).not.toContain(token)
})

test('a control token hidden by invisible characters is broken up too', () => {
  expect(inert('<|im_\u200bstart|>')).not.toContain('<|im_start|>')
  expect(inert('<\u00ad|im_start|>')).not.toContain('<|im_start|>')
  expect(inert('[IN\u2060ST]')).not.toContain('[INST]')
})

test('what nobody sees is taken out', () => {
  const tags = [...'ignore'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
  expect(inert(`a${tags}b\u200bc\u202ed\u2066e\ufefff\u00adg\u0007h\ufe0fi`)).toBe('abcdefghi')
})

test('what carries meaning stays: line ends, tabs, joiners inside Persian and Hindi, brackets of other kinds', () => {
  expect(inert('a\r\nb\tc')).toBe('a\nb\tc')
  expect(inert('می‌خواهم')).toBe('می‌خواهم')
  expect(inert('क्‍ष')).toBe('क्‍ष')
  expect(inert('a\u200db')).toBe('ab')
  expect(inert('a < b, c > d, x[1], [1], [Note]')).toBe('a < b, c > d, x[1], [1], [Note]')
})
