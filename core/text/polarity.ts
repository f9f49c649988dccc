/** Words that deny, and words that say the opposite of each other: hints for comparing what two sentences say. */
import { fold, terms } from './terms.ts'

const denials = new Set(
  words(
    `not no never none nobody nothing neither nor cannot without unable except unless rarely hardly barely seldom lack lacks lacked lacking fail fails failed refuse refuses refused
     nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder kaum ausser
     ne pas jamais aucun aucune sans rien personne ni sauf guere
     nunca ningun ninguna ninguno sin jamas nada nadie tampoco ni salvo excepto`,
  ),
)
const contraction = /n['’]t$/u
/** In languages written without blanks. */
const denialInside = /不|没|沒|未|無|无|非|ない|ません|なかった|ず(?=[、。]|$)|않|안 |없|못/gu

/** Each line: words on one side, words on the other. */
const opposites: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] =
  `increase increased increases increasing rise rose risen rises rising grow grew grown grows raise raised raises gain gained gains expand expanded/decrease decreased decreases decreasing fall fell fallen falls falling shrink shrank shrinks lower lowered lowers reduce reduced reduces decline declined declines lose lost loses drop dropped drops
 |first earliest/last latest final|most majority/least fewest minority|more greater/less fewer|maximum max/minimum min|before prior/after following|begin began begins start started starts open opened opens/end ended ends stop stopped stops finish finished close closed closes
 |largest biggest greatest/smallest tiniest|larger bigger/smaller|large big/small little tiny|high/low|higher/lower|highest/lowest|long/short|longer/shorter|longest/shortest|early/late|earlier/later|old/new young|older/newer younger|oldest/newest youngest|always constantly/never rarely seldom
 |all every everyone/none nobody|many numerous/few|allow allowed allows permit permitted permits/forbid forbade forbidden forbids prohibit prohibited prohibits ban banned bans prevent prevented prevents|accept accepted accepts agree agreed agrees/reject rejected rejects refuse refused refuses decline declined
 |win won wins victory success succeed succeeded successful/lose lost loses defeat failure fail failed fails unsuccessful|north northern/south southern|east eastern/west western|left/right|above over/below under beneath|inside within/outside beyond|strong stronger strongest/weak weaker weakest|rich richest wealthy/poor poorest
 |best better/worst worse|positive/negative|true right correct/false wrong incorrect|public/private|male men man/female women woman|same identical/different distinct|support supported supports favor favour/oppose opposed opposes against resist|include included includes including/exclude excluded excludes excluding
 |add added adds/remove removed removes|enter entered/leave left exit|arrive arrived/depart departed|import imported imports/export exported exports|buy bought buys/sell sold sells|give gave given/take took taken receive received|love loved like/hate hated dislike|friend ally allies/enemy enemies foe
 |common popular frequent/rare uncommon unpopular infrequent|easy easier easiest simple simpler simplest/hard harder hardest difficult complex|most all every/few none|fast quick rapid/slow|cheap/expensive costly|hot warm/cold cool|light/heavy dark|near close/far distant|internal domestic/external foreign|legal/illegal|direct/indirect|active/passive|major important/minor trivial
 |modern contemporary/ancient|mandatory required obligatory/optional voluntary|safe/dangerous|alive live living/dead|present/absent|full/empty|guilty/innocent|create created build built/destroy destroyed|encourage encouraged/discourage discouraged|attack attacked/defend defended|predecessor/successor|teacher/student|parent/child
 |steigen stieg gestiegen wachsen wuchs zunehmen/sinken sank gesunken fallen fiel schrumpfen abnehmen|erste erster erstes/letzte letzter letztes|mehr/weniger|meist meiste meisten/wenigsten|grosste grossten/kleinste kleinsten|gross grosse grosser/klein kleine kleiner|vor/nach|immer/nie niemals|alle/keine|hoch hohe hoher/niedrig niedrige|erlaubt erlauben/verboten verbieten|gewonnen gewann/verloren verlor|ja/nein
 |augmente augmente hausse monte croissance/diminue diminution baisse|premier premiere/dernier derniere|plus/moins|avant/apres|toujours/jamais|grand grande/petit petite|tous toutes/aucun aucune|aumenta aumento sube crece/disminuye disminucion baja|primero primera/ultimo ultima|mas/menos|antes/despues|siempre/nunca|mayor/menor|todos todas/ninguno ninguna`
    .split('|')
    .map((line) => {
      const [one = '', other = ''] = line.trim().split('/')
      return [new Set(words(one)), new Set(words(other))]
    })
const negativePrefix = /^(?:un|in|im|ir|il|dis|non|anti|mis|ab|sub)-?(?=\p{L}{4})/u

function stem(word: string): string {
  return terms(word)[0] ?? word
}

function words(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** `plain`: a word folded as `fold` does. */
export function isDenial(plain: string): boolean {
  return denials.has(plain) || contraction.test(plain)
}

/** Denials inside a text that is written without blanks. */
export function denialsInside(text: string): number {
  return text.match(denialInside)?.length ?? 0
}

/** Whether one says the opposite of the other: listed, or with a prefix that denies ("unsuccessful"). Words as they stand. */
export function areOpposite(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)]
  if (opposites.some(([left, right]) => (left.has(a) && right.has(b)) || (left.has(b) && right.has(a)))) return true
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a]
  const bare = longer.replace(negativePrefix, '')
  return bare !== longer && (bare === shorter || stem(bare) === stem(shorter))
}

/** Whether a word has an opposite in the lists. */
export function hasOpposite(word: string): boolean {
  const plain = fold(word)
  return opposites.some(([left, right]) => left.has(plain) || right.has(plain))
}
