import { expect, test } from 'vitest'
import { tokenBound } from '../../../core/ask/token-bound.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length

test('what is not plainly words is bound by its bytes, the most that any byte-level tokenizer makes', () => {
  for (const text of ['1,234.56', '9f86d081', 'qxzvkj', 'QmFzZTY0', '……', '人民政府', 'Привет', 'naïveté', '👍🏽', '....', '\n\n\t'])
    expect(tokenBound(text)).toBe(bytes(text))
})

test('plain words are taken at two letters per token, the blank before them with them', () => {
  expect(tokenBound('the quick brown fox')).toBe(2 + 3 + 3 + 2)
  expect(tokenBound('a 1')).toBe(1 + 2)
})

test('real counts of six vocabularies, taken once, are never above the bound', () => {
  // the highest of Llama 2, Llama 3, Mistral 7B, p50k, cl100k and o200k
  const counted: readonly (readonly [string, number])[] = [
    ['The warranty lasts 24 months from the date of purchase.', 16],
    ['Consolidated statements of comprehensive income, 2019: $1,234.56 (12.3%)', 30],
    ['THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG', 22],
    ['const value = items[index]?.name ?? "none" // 0x7f', 19],
    ['Zażółć gęślą jaźń. Wczoraj źrebięta przebiegły przez łąkę.', 48],
    ['Die Donaudampfschifffahrtsgesellschaft hat überdurchschnittliche Erträge gemeldet.', 35],
    ['Правительство утвердило постановление о внесении изменений.', 62],
    ['Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα.', 47],
    ['人民政府今天宣布了应对经济危机的新措施。龘靐齉', 47],
    ['정부는 오늘 새로운 조치를 발표했다.', 45],
    ['أعلنت الحكومة اليوم عن تدابير جديدة.', 35],
    ['सरकार ने आज नए उपायों की घोषणा की।', 51],
    ['👩‍👩‍👧‍👦 🎉🎉 👍🏽', 38],
    ['9f86d081884c7d659a2feaa0c55ad015', 30],
    ['. . . . ......... ------ |||| === ***', 13],
    ['xylophonist rhythm zygote wavelength kumquat', 17],
  ]
  for (const [text, most] of counted) expect(tokenBound(text), text).toBeGreaterThanOrEqual(most)
})
