/** Words that say the same, and words that say the opposite, for rewording and for making statements false. Kept apart from the check's own lists. */

export interface Synonym {
  readonly one: string
  readonly other: string
  /** The first may stand for the second, too. */
  readonly back: boolean
}

/** Of one meaning: the second may stand for the first. */
export const synonyms: readonly Synonym[] =
  `began = started|begins = starts|built = constructed|large = big|largest = biggest|important = significant|usually = normally|often = frequently
 |many = numerous|persons > people|helped = assisted|showed = demonstrated|employed > used|also = additionally|because > since
 |small > little|rapid = quick|rapidly = quickly|main > chief|several = a number of|various > different|entire = whole|required = needed
 |obtained > got|allowed = permitted|allows = permits|created > made|received > got|attempted to = tried to|approximately > about|roughly > about|ended > finished
 |area = region|areas = regions|goals > aims|methods > ways|countries = nations|wars = conflicts|buy = purchase|bought = purchased|killed > slain|famous = well-known
 |difficult > hard|easy > simple|contemporary > modern|common > widespread|commonly = widely|almost = nearly|completely = entirely|primarily = mainly|mainly = chiefly|mostly = for the most part
 |throughout > all over|expensive = costly|wealthy > rich|refused to = declined to|chosen = selected|chose = selected|provided = supplied|remained = stayed|remains = stays|occurred = happened|occurs = happens|occur = happen
 |destroyed > wiped out|returned to > came back to|established = set up|founded = set up|located in = situated in|considered > regarded as|regarded as > considered|is called > is named|was called > was named|was divided into > was split into|is divided into > is split into
 |leader > head|leaders > heads|argued that = maintained that|believed that = thought that|believe that = think that|reduced the > lowered the|examined > studied
 |for example = for instance|such as > like|idea = notion|ideas = notions|ancient > very old|dispatched > sent|in order to > so as to|despite = in spite of|about half > some half|at the time > back then|due to = because of|as well as > and also|prior to > before
 |more than > over|less than > under|is known as = is called|was known as = was called|are known as = are called|was able to = managed to|a large number of = a great many|the majority of > most|took place > was held
 |led to = resulted in|leads to = results in|is made up of = consists of|consisted of = was made up of|in the world > worldwide|a variety of = various kinds of|referred to as > called|carried out = performed|to create > to make|to help > to assist|to ensure = to make sure
 |located at = situated at|attempt to = effort to|so that > in a way that|along with = together with|as a result of = because of|the end of > the close of|a series of = several
 |even though > although|although > though|especially = particularly|a result of > an outcome of|caused by = brought about by|together with = along with|each year > every year|per year > a year|is located = lies|are located = lie
 |percent = per cent|two > 2|three > 3|four > 4|five > 5|six > 6|seven > 7|eight > 8|ten > 10|twelve > 12|based on = founded on|contains = holds|contain = hold|enabled = made it possible for|produced by > made by
 |within > inside|later > afterwards|eventually = in the end|currently = at present|today > nowadays|died > passed away|children > offspring|however > nevertheless|in addition > besides`
    .split('|')
    .map((line) => {
      const [one = '', sign = '', other = ''] = line.trim().split(/ ([=>]) /u)
      return { one, other, back: sign === '=' }
    })

/** Either word in place of the other makes the sentence false. */
export const opposites: readonly (readonly [string, string])[] =
  `increase decrease|increased decreased|increases decreases|first last|more less|most least|before after|largest smallest|larger smaller|higher lower|highest lowest|high low|always never|all none of the
 |allowed forbade|accepted rejected|accept reject|success failure|successful unsuccessful|victory defeat|won lost|rich poor|early late|earlier later|earliest latest|north south|northern southern|east west|eastern western|strong weak|stronger weaker
 |best worst|longest shortest|long short|maximum minimum|above below|rise fall|rose fell|include exclude|includes excludes|included excluded|support oppose|supported opposed|supports opposes|common rare|possible impossible|able unable
 |old new|oldest newest|legal illegal|public private|positive negative|male female|began ended|begins ends|gained lost|agreed refused|dependent independent|internal external|likely unlikely|large small|greater smaller|majority minority|many few|same different
 |important unimportant|inside outside|true false|active passive|modern ancient|directly indirectly|regular irregular|popular unpopular|known unknown|simple complex|easy difficult|far near|fast slow|cheap expensive|won lost|friend enemy|allies enemies`
    .split('|')
    .map((line) => line.trim().split(' '))
    .map(([first = '', ...rest]) => [first, rest.join(' ')])
