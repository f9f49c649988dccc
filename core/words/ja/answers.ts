/** Sentences of answers that Alcove writes itself, in Japanese. Keys start with `catalogue.`. */
import type { answers as english } from '../en/answers.ts'

export const answers = {
  'catalogue.files': '{held}ファイル{what}は {total} 個あります。',
  'catalogue.none': '{held}ファイル{what}はありません。',
  'catalogue.none-fits': '当てはまるファイルはありません。',
  'catalogue.with-phrase': '「{words}」{files|を含む|を含む}',
  'catalogue.with-words': '「{words}」の語句をすべて同じ箇所に{files|含む|含む}',
  'catalogue.of-kind': '（名前、フォルダー、表題、冒頭の行から「{kind}」と数えたもの）',
  'catalogue.passages': '「{words}」は {files} 個のファイルの {total} 箇所にあります。',
  'catalogue.kind-unknown': '「{kind}」という名前や書き出しのファイルがないため、すべての種類のファイルを数えました。',
  'catalogue.dated': '日付は、ディスク上での最終更新日です。',
  'catalogue.copies': 'これらのいずれかと中身がまったく同じファイルがほかに {copies} 個ありますが、数えていません。',
  'catalogue.unread': '{unread} 個のファイルはまだ読み取られていないか、読み取れなかったため、調べられませんでした。',
  'catalogue.newest': '最も新しいのは {file} で、最終更新は {date} です。',
  'catalogue.oldest': '最も古いのは {file} で、最終更新は {date} です。',
  'catalogue.others': '続いて、ほかに {others} 個のファイルがあります。',
  'catalogue.among': '{question}（「{before}」のファイルの中で）',
  'catalogue.further': '一覧の全体には、さらに {count} 個のファイルがあります。',
  'catalogue.leading': 'モデルが選ばれていないため、各セクションの最初の文をそのまま示しています。',
  'catalogue.compared-by-words': 'モデルが選ばれていないため、ファイルの中の互いに似た文をそのまま示しています。',
  'catalogue.together': '全体のまとめ',
  'catalogue.same': '共通点：',
  'catalogue.differs': '違い：',
  'catalogue.only-in': '{file} だけにあるもの：',
  'catalogue.further-sentences': 'ほかに {count} 組の文が似ています。',

  'catalogue.step-count': '集計中',
  'catalogue.step-summarise': '要約中',
  'catalogue.step-compare': '比較中',
  'catalogue.step-join': '各部分をまとめています',
} as const satisfies Record<keyof typeof english, string>
