/** Sentences of answers that Alcove writes itself, in simplified Chinese. Keys start with `catalogue.`. */
import type { answers as english } from '../en/answers.ts'

export const answers = {
  'catalogue.files': '共有 {total} 个{held}文件{what}。',
  'catalogue.none': '没有找到{held}文件{what}。',
  'catalogue.none-fits': '没有符合的文件。',
  'catalogue.with-phrase': '{files|含有|含有}“{words}”的',
  'catalogue.with-words': '在同一段落中{files|含有|含有}“{words}”所有字词的',
  'catalogue.of-kind': '（按名称、文件夹、标题或开头几行归为“{kind}”）',
  'catalogue.passages': '“{words}”出现在 {files} 个文件的 {total} 个段落中。',
  'catalogue.kind-unknown': '没有文件以“{kind}”命名或开头，因此计入了所有种类的文件。',
  'catalogue.dated': '日期是磁盘上最后修改的日期。',
  'catalogue.copies': '另有 {copies} 个文件与其中某个文件内容完全相同，未计入。',
  'catalogue.unread': '{unread} 个文件未能读取或尚未读取，无法查看。',
  'catalogue.newest': '最新的是 {file}，最后修改于 {date}。',
  'catalogue.oldest': '最旧的是 {file}，最后修改于 {date}。',
  'catalogue.others': '其后还有 {others} 个文件。',
  'catalogue.among': '{question}（在“{before}”的文件中）',
  'catalogue.further': '完整列表中还有 {count} 个文件。',
  'catalogue.leading': '没有选择模型，因此这里逐字列出每一节开头的句子。',
  'catalogue.compared-by-words': '没有选择模型，因此这里逐字列出文件中彼此相似的句子。',
  'catalogue.together': '总体',
  'catalogue.same': '相同之处：',
  'catalogue.differs': '不同之处：',
  'catalogue.only-in': '仅在 {file} 中：',
  'catalogue.further-sentences': '还有 {count} 对句子相似。',

  'catalogue.step-count': '正在计数',
  'catalogue.step-summarise': '正在概括',
  'catalogue.step-compare': '正在比较',
  'catalogue.step-join': '正在汇总各部分',
} as const satisfies Record<keyof typeof english, string>
