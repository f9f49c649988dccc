/** Headings by the name of their style, in the languages that word processors write it. */

const words = [
  'heading',
  'überschrift',
  'titre',
  'título',
  'titulo',
  'titolo',
  'intestazione',
  'encabezado',
  'cabeçalho',
  'kop',
  'rubrik',
  'overskrift',
  'otsikko',
  'fyrirsögn',
  'nagłówek',
  'nadpis',
  'címsor',
  'titlu',
  'naslov',
  'pealkiri',
  'virsraksts',
  'antraštė',
  'başlık',
  'заголовок',
  'заглавие',
  'επικεφαλίδα',
  'tiêu đề',
  'judul',
  '标题',
  '標題',
  '見出し',
  '제목',
]
const numbered = new RegExp(`^(?:${words.join('|')})[ _]?([1-9])(?![0-9])`)

/** 1 to 6; undefined where the name is no heading's. Titles are of level 1, subtitles of level 2. */
export function headingLevel(name: string): number | undefined {
  const plain = name.normalize('NFC').trim().toLowerCase()
  const number = numbered.exec(plain)?.[1]
  if (number !== undefined) return Math.min(6, Number(number))
  if (plain === 'title') return 1
  return plain === 'subtitle' ? 2 : undefined
}
