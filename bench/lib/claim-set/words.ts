/** Words that say the same, and words that say the opposite, for rewording and for making statements false. Kept apart from the check's own lists. */

/** Each line: words of one meaning; the first is put in place of any other, the second in place of the first. */
export const synonyms: readonly (readonly [string, string])[] =
  `begin start|began started|begins starts|built constructed|build construct|large big|largest biggest|important significant|usually normally|often frequently
 |many numerous|people persons|near close to|help assist|helped assisted|shows demonstrates|showed demonstrated|showed revealed|use employ|used employed|uses employs|using employing|also additionally|because since
 |however nevertheless|including such as|small little|rapid quick|rapidly quickly|large sizeable|main chief|major principal|several a number of|various different|entire whole|required needed|requires needs|require need
 |obtain get|obtained got|allow permit|allowed permitted|allows permits|created made|create make|creates makes|received got|attempted tried|attempt try|approximately about|roughly about|ended finished|area region|areas regions
 |goal aim|goals aims|method way|methods ways|country nation|countries nations|city town|war conflict|wars conflicts|buy purchase|bought purchased|kill slay|killed slain|died passed away|famous well-known|children offspring
 |difficult hard|easy simple|modern contemporary|common widespread|commonly widely|almost nearly|completely entirely|primarily mainly|mainly chiefly|mostly for the most part|additional further|throughout all over|within inside
 |expensive costly|rich wealthy|refused declined|chosen selected|choose select|chose selected|provided supplied|provide supply|provides supplies|remained stayed|remain stay|remains stays|occurred happened|occur happen|occurs happens
 |destroyed wiped out|destroy wipe out|returned came back|return come back|established set up|establish set up|founded set up|located situated|considered regarded as|known recognised|called named|divided split|leader head|leaders heads
 |led headed|discovered found|developed worked out|produce turn out|produced turned out|produces turns out|contains holds|contain hold|contained held|forces compels|stated said|states says|argued maintained|argue maintain|believed thought|believe think
 |reduced lowered|reduce lower|studied examined|study examine|example instance|examples instances|idea notion|ideas notions|work labour|ancient very old|sent dispatched|gave handed`
    .split('|')
    .map((line) => line.trim().split(' '))
    .map(([first = '', ...rest]) => [first, rest.join(' ')])

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
