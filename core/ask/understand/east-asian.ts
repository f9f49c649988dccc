/** The commonest forms of counting and listing questions in Chinese and Japanese. Pure. */
import type { Format } from '../../types/document.ts'
import type { CatalogueQuestion } from './catalogue-question.ts'
import { mails, pictures, sheets, slides } from './format-groups.ts'

const formats: readonly (readonly [words: string, formats: readonly Format[]])[] = [
  ['PDF(?:文件|文档|ファイル)?', ['pdf']],
  ['(?:电子表格|表格|表計算ファイル|スプレッドシート|Excel(?:文件|ファイル)?)', sheets],
  ['(?:演示文稿|幻灯片|プレゼンテーション|スライド)', slides],
  ['(?:电子邮件|邮件|メール)', mails],
  ['(?:图片|照片|画像|写真)', pictures],
]
const files = '文件|文档|檔案|ファイル|文書|書類|ドキュメント'
const kinds = '合同|合约|发票|信件|报告|会议纪要|报价|契約書|請求書|手紙|報告書|議事録|見積書'
const thing = `(?:(?:我的|所有|全部|すべての|全ての|私の)*)(?:(?<kind>${kinds})|${formats.map(([source], at) => `(?<format${at}>${source})`).join('|')}|${files})`
const chineseHolds = '(?:提到|提及|包含|含有|提過)(?:了|过)?'
const japaneseHolds = '(?:を含む|を含んでいる|に言及する|に言及している|に触れている|が出てくる|が書かれている|が含まれる|が載っている|の名前がある)'

const shapes: readonly (readonly [CatalogueQuestion['asks'], RegExp])[] = (
  [
    ['count', `(?:我)?(?:一共|总共|共)?(?:有)?(?:多少|几)(?:个|份|封|张)?${thing}(?:${chineseHolds}(?<content>.+))?`],
    ['list', `(?:哪些|哪个|什么)${thing}(?:里|中)?${chineseHolds}(?<content>.+)`],
    ['count', `${chineseHolds}(?<content>.+?)的${thing}(?:一共|总共)?有(?:多少|几)(?:个|份|封)?`],
    ['list', `(?:列出|显示|找出|给我看)(?:所有|全部)?(?:${chineseHolds}(?<content>.+?)的)?的?${thing}`],
    ['count', `(?:(?<content>.+?)${japaneseHolds})?${thing}(?:は|が)?(?:全部で)?(?:いくつ|何件|何個|何通|何枚)(?:あります|ある|ですか|です)?か?`],
    [
      'list',
      `(?:(?<content>.+?)${japaneseHolds})?${thing}を?(?:すべて|全部)?(?:一覧(?:して|にして|表示して)?|リスト(?:して|アップして)?|表示して|見せて|挙げて|教えて)(?:ください)?`,
    ],
    ['list', `どの${thing}(?:が|に)(?<content>.+?)(?:に言及|を含|が出て|が書かれ|に触れ).*`],
  ] as const
).map(([asks, source]) => [asks, new RegExp(`^${source}$`, 'iu')])

/** With a date or a size: what is new, and files with no word of listing. */
const whenCut: typeof shapes = [
  ['list', new RegExp('^(?:有)?(?:什么|哪些)(?:(?:文件|文档)?(?:被)?(?:修改|更改|更新|新增|变化|改动|变动)(?:了|过)?|新(?:文件|内容))$', 'u')],
  ['list', /^(?:変わった|変更された|更新された|追加された)(?:もの|ファイル|文書)?(?:は|を)?(?:何|どれ|一覧)?(?:ですか|にして)?$/u],
  ['list', /^(?:修改|更改|更新|新增|改动)(?:了|过)?(?:哪些|什么)(?:文件|文档)?$/u],
  ['list', new RegExp(`^${thing}有?(?:哪些|什么)$`, 'iu')],
  ['list', new RegExp(`^(?:哪些|どの|(?:変わった|変更された|更新された|追加された|修改的|更新的))?${thing}(?:は|を)?$`, 'iu')],
]

/** `cut`: a date or size that was understood is taken out of it. */
export function eastAsianQuestion(text: string, cut = false): CatalogueQuestion | null {
  const asked = text
    .replaceAll(/[\s?？。!！的のにはを]+$|^[\s的の]+/gu, '')
    .replaceAll(/\s+(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])\s+/gu, '')
    .trim()
  for (const [asks, shape] of cut ? [...shapes, ...whenCut] : shapes) {
    const match = shape.exec(asked)
    if (match === null) continue
    const groups = match.groups ?? {}
    const at = formats.findIndex((_, place) => groups[`format${place}`] !== undefined)
    const [, named] = formats[at] ?? []
    const kind = groups['kind']
    return { asks, thing: named ? { formats: named } : kind === undefined ? null : { kind }, content: groups['content'] ?? null, name: null }
  }
  return null
}
