/** What text in a language looks like beyond ASCII, to tell the encoding of a text from which reading of its bytes makes sense. */

export interface Profile {
  /** In the order in which they are tried: of equals, the first is taken. */
  readonly encodings: readonly string[]
  /** Letters that are frequent, and others that occur. In scripts without capitals only the frequent ones are named. */
  readonly frequent: ReadonlySet<string>
  readonly others: ReadonlySet<string>
  /** All letters are of a script of its own: beside a Latin letter they make no word. */
  readonly ownScript: boolean
  /** Characters of the script that are not named, and what they count for it. */
  readonly script?: RegExp
  readonly scriptWorth: number
}

const western = ['windows-1252', 'macintosh', 'cp850', 'iso-8859-15']
const central = ['windows-1250', 'iso-8859-2', 'cp852']
const cyrillic = ['windows-1251', 'koi8-r', 'koi8-u', 'iso-8859-5', 'cp866', 'maccyrillic', 'cp855']
const baltic = ['windows-1257', 'iso-8859-13']

const latin = (encodings: readonly string[], frequent: string, others = ''): Profile => profile(encodings, frequent, others, false)
const own = (encodings: readonly string[], frequent: string, others: string, script?: RegExp, scriptWorth = 0): Profile => ({
  ...profile(encodings, frequent, others, true, script),
  scriptWorth,
})

function profile(encodings: readonly string[], frequent: string, others: string, ownScript: boolean, script?: RegExp): Profile {
  const cased = (letters: string): ReadonlySet<string> => new Set([...letters, ...letters.toUpperCase()].filter((letter) => letter.length === 1))
  return { encodings, frequent: cased(frequent), others: cased(others), ownScript, scriptWorth: 0, ...(script === undefined ? {} : { script }) }
}

export const profiles: readonly Profile[] = [
  latin(western, 'äöüß', 'éèàç'),
  latin(western, 'éèàêç', 'âîôûëïüùœæ'),
  latin(western, 'áéíóñ', 'úü¿¡ªº'),
  latin(western, 'ãáéíóç', 'âêôõúàªº'),
  latin(western, 'àèéìòù', 'îóáª'),
  latin(western, 'åäö', 'éüæøš'),
  latin(western, 'æøå', 'éöäü'),
  latin(western, 'áéíóúþæö', 'ðý'),
  latin(western, '', 'àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšž'),
  latin(central, 'ąćęłńóśżź', ''),
  latin(central, 'áčéěířšýž', 'ďňóťúůľĺŕäô'),
  latin(central, 'áéíóöő', 'úüű'),
  latin(central, 'ăâîşţ', ''),
  latin(central, 'čćđšž', 'áéö'),
  latin(['windows-1254', 'iso-8859-9'], 'çğıöşüİ', 'âîû'),
  latin(baltic, 'ąčęėįšųūž', ''),
  latin(baltic, 'āčēģīķļņšūž', ''),
  latin(baltic, 'äõöü', 'šž'),
  own(cyrillic, 'аеинорстлвкмдпу', 'бгёжзйфхцчшщъыьэюя'),
  own(cyrillic, 'аиіонвтрестлкмд', 'бгґєжзїйпуфхцчшщьюя'),
  own(cyrillic, 'аеионсртлвјкмду', 'бгђжзљњћпфхцчџш'),
  own(['windows-1253', 'iso-8859-7'], 'αεηιοτνσςρπκλμυάέίόή', 'βγδζθξφχψωύώϊϋΐΰ'),
  own(['windows-1255', 'iso-8859-8'], 'אבגדהוזחטיכלמנסעפצקרשתםןךףץ', '', /^[\u0590-\u05ff\u200e\u200f]$/),
  own(['windows-1256', 'iso-8859-6'], 'ابتدرسعفقلمنهويةأحجكشصخطى', 'آإؤئءثذزضظغپچژگ', /^[\u0600-\u06ff]$/),
  own(['windows-874'], 'านรกอเงมยลวดทตสคปหบแ่้ัิี', 'ขจชซญฐณถธผฝพฟภศษำโใไึืุู็์ะ'),
  own(
    ['shift_jis', 'euc-jp', 'utf-16le', 'utf-16be'],
    'あいうえおかがきぎくぐけげこごさざしじすずせぜそぞただちっつづてでとどなにぬねのはばひびふへべほぼまみむめもやゆよらりるれろわをん',
    'アイウエオカキクグケコサシジスセタダチッツテデトドナニネノハバパヒビピフブプヘベペホボポマミムメモャュョラリルレロワンー日本人年月大中出会時行見分生上学国',
    /^[\u30a0-\u30ff\u4e00-\u9fff]$/,
  ),
  own(
    ['gb18030', 'utf-16le', 'utf-16be'],
    '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市',
    '',
    /^[\u4e00-\u9fff]$/,
  ),
  own(
    ['big5', 'utf-16le', 'utf-16be'],
    '的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手用主行方又如前所本見經頭面公同三已老從動兩長知樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市',
    '',
    /^[\u4e00-\u9fff]$/,
  ),
  own(
    ['euc-kr', 'utf-16le', 'utf-16be'],
    '이다는의에을가고하지를은한도로사기어리자나대서시인아그만일들해게과수있보정니으전라부습면여없상스것주제우공와장했무때모었되안구조거성소연비신위적당내원요선말마세경생각문물오지야',
    '',
    /^[\uac00-\ud7a3]$/,
    // by chance, other bytes give as many Chinese characters
    0.5,
  ),
]
