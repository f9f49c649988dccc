/**
 * By which words a question shows that it leans on what was said before, by language. Latin scripts are matched in lower
 * case and without accents, as `fold` leaves them; what only an accent tells apart is matched in `raw`.
 */

export interface Signs {
  /** How one goes on: "and", "what about". */
  readonly leads: RegExp
  /** Taken out before anything is looked for: words that look like pronouns and stand for nothing ("is it possible"). */
  readonly empty: RegExp
  /** Stand for something; where it may be named in the question itself, before a break, nothing is missing. */
  readonly pronouns: RegExp
  /** "Its", "their": whatever is named before in the question owns it. */
  readonly possessives: RegExp
  /** Point back always: "there", "the same one", "this report". */
  readonly pointers: RegExp
  /** In the question as it was put. */
  readonly raw?: RegExp
  /** Begins another clause. */
  readonly breaks: RegExp
  /** Whole questions that say nothing by themselves: "why?", "tell me more". */
  readonly bare: RegExp
  /** A phrase that is no sentence: "in 2010?", "for the lower spring". */
  readonly phrase: RegExp
  /** With one of these it is a sentence. */
  readonly verbs: RegExp
  readonly asking: RegExp
}

/** None of the words; for scripts where a sign is not needed. */
const never = /(?!)/

const en: Signs = {
  leads: /^(?:and|but|or|also|what about|how about|what of|same (?:question )?for)\b/,
  empty:
    /\b(?:is|was|be|isn't|wasn't) it (?:true|possible|necessary|allowed|legal|safe|important|normal|permitted|worth|ok)\b|\bit (?:is|was) (?:true|possible|necessary|allowed)\b|\b(?:does|did|will|would) it (?:take|cost) (?:\p{L}+ )*to\b|\b(?:does|did|will) it (?:rain|snow)\b|\b(?:what|which) (?:time|day) is it\b|\bthese days\b|\bthis (?:year|month|week|morning|afternoon|evening|time|decade|century)\b/gu,
  pronouns: /\b(?:it|he|him|she|her(?= *(?:$|[?.!,]))|they|them)\b/,
  possessives: /\b(?:its|his|hers?|theirs?)\b/,
  pointers:
    /\b(?:this|that)(?= *(?:$|[?.!,])| (?:is|was|mean|means|happen|happened|work|works|apply|applies|costs?|changed?|one)\b)|\b(?:of|in|for|about|on|with|by|from|after|before|than|like|do|does|did|is|was|can|could|why|because of) (?:this|that)\b|\bthis \p{L}+|\b(?:these|those)\b|(?<!\b(?:is|are|was|were|be|been|will|can|could|would|should|do|does|did|has|have|had|isn't|aren't) )\bthere\b(?! (?:is|are|was|were|an?|any|be|will|has|have)\b)|\bhow many (?:is|are|was|were) there\W*$|\bthe (?:same|former|latter|others?)\b|\b(?:another|other|first|second|third|last|next|previous|same|which|bigger|smaller|older|newer|better) ones?\b/u,
  breaks: /[,;:]|\b(?:and|but|or|when|while|if|because|before|after|since|until|so|as|where|that|which|who|although|though|than)\b/,
  bare: /^(?:why(?: not| so)?|how(?: so| come| exactly)?|when|where|who|which|what|whose|since when|until when|how (?:much|many|long|often|far|big|old)(?: (?:more|less|exactly|each|in total))?|(?:who|what|where|anything|anyone|something|nothing) else|what then|what next|which (?:one|ones|page|pages|year|day|file|document|section|chapter)|(?:the )?(?:first|second|third|fourth|fifth|last|next|previous|other)|(?:please )?(?:can you |could you )?(?:(?:tell|show) me more.{0,20}|more(?: details?| examples?)?|explain(?: further| more| why| how| in .{1,20})?|elaborate|go on|continue|(?:give|show)(?: me)?(?: an?| some| more| another)? (?:examples?|details?)|examples?|summari[sz]e|shorter|longer|simpler|in (?:more|less) detail|in (?:short|brief|other words|plain words|simple words|one sentence)|really|are you sure|says who|sources?))$/,
  phrase: /^(?:in|on|for|from|with|at|by|during|since|until|before|after|without|under|between|of|to|per|only|not|as of|according to)\b/,
  verbs: /\b(?:is|are|was|were|be|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)\b|\b\p{L}+'(?:s|re|ll|ve|d)\b/u,
  asking: /\b(?:what|which|who|whom|whose|when|where|why|how)\b/,
}

const de: Signs = {
  leads: /^(?:und|aber|oder|auch|was ist mit|wie steht es (?:mit|um)|wie sieht es (?:mit|bei)|wie ist es (?:mit|bei))\b/,
  empty:
    /\b(?:gibt|gab|gabe) es\b|\bes (?:gibt|gab|regnet|handelt sich|geht um)\b|\bist es (?:moglich|erlaubt|wahr|notig|sinnvoll|verboten)\b|\bgeht es (?:um|in|bei)\b|\bhandelt es sich\b|\b(?:regnet|dauert|schneit) es\b|\bdies(?:es|en|em) (?:jahr|monat|sommer|winter)\w*|\bdiese woche\b/gu,
  pronouns: /\b(?:er|es|ihn|ihm|ihnen)\b/,
  possessives: /\b(?:seine[nmrs]?|ihre[nmrs]?)\b|\b(?:sein|ihr) (?=\p{L})/u,
  pointers:
    /\b(?:dafur|davon|dazu|darauf|darin|dabei|dagegen|danach|davor|dadurch|daruber|daran|daraus|dorthin|dort|derselbe|dieselben?|dasselbe|desselben|letztere[rsnm]?|erstere[rsnm]?)\b|\bdies(?:e[rsmn]?)?\b|\bjene[rsmn]?\b|\bdas(?= *(?:$|[?.!,])| (?:ist|war|bedeutet|heisst|kostet|gilt|genau|auch|so|passiert|geschah)\b)|\b(?:der|die|das|den|dem) (?:erste|zweite|dritte|letzte|nachste|andere)n?(?= *(?:$|[?.!,]))/,
  // not “Sie”, which is polite address
  raw: /(?<=[^.?!]\s)sie(?=[\s?.!,]|$)/u,
  breaks: /[,;:]|\b(?:und|aber|wenn|weil|dass|bevor|nachdem|als|ob|wahrend|sobald|obwohl|damit)\b/,
  bare: /^(?:warum|wieso|weshalb|wann|wo|wer|wie|was|wohin|woher|wie ?viele?|wie (?:lange|oft|hoch|genau)|seit wann|bis wann|welche[rsnm]?|(?:was|wer|wo|sonst) noch|(?:der|die|das) (?:erste|zweite|dritte|letzte)|(?:bitte )?(?:mehr(?: details?| daruber| dazu| beispiele)?|erklare?.{0,20}|genauer|ausfuhrlicher|weiter|ein beispiel|beispiele|zum beispiel|fasse? .{0,8}zusammen|kurzer|bist du sicher|wirklich|quellen?))$/,
  phrase: /^(?:in|im|ins|am|an|auf|fur|von|vom|bei|beim|mit|ohne|seit|nach|vor|bis|zu|zum|zur|unter|uber|wahrend|zwischen|laut|ab|um|nur|nicht)\b/,
  verbs: /\b(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|kann|konnen|muss|mussen|darf|durfen|soll|sollen|gibt|gab|gilt|gelten)\b/,
  asking: /\b(?:was|welche[rsnm]?|wer|wem|wen|wessen|wann|wo|warum|wie)\b/,
}

const fr: Signs = {
  leads: /^(?:et|mais|aussi|qu'en est-il|qu'en etait-il|meme question)\b/,
  empty:
    /\b(?:il y a|y a-t-il|y avait-il|il faut|faut-il|est-il (?:possible|vrai|necessaire|permis|interdit)|il est (?:possible|vrai|necessaire|permis)|s'agit-il|il s'agit|pleut-il|quelle heure est-il)\b|\b(?:qu')?est-ce (?:que?|qu'|qui)\b|\bce (?:que?|qui)\b|\bce qu'|\bc'est\b|\bcette (?:annee|semaine)\b|\bce (?:mois|matin|soir)\b|\bces jours\b/gu,
  pronouns: /(?:\b|-)(?:il|elle|ils|elles|lui|eux)\b/,
  possessives: /\b(?:son|sa|ses|leurs?)\b/,
  pointers:
    /\b(?:celui-ci|celle-ci|ceux-ci|celles-ci|celui-la|celle-la|cela|ca|ceci|la-bas|(?:le|la|les) memes?)\b|\b(?:ce|cet|cette|ces) \p{L}{3,}|\b(?:le|la) (?:premiere?|deuxieme|second|seconde|troisieme|derniere?|autre)(?= *(?:$|[?.!,]))/u,
  breaks: /[,;:]|\b(?:et|mais|quand|lorsque|lorsqu|si|parce|car|avant|apres|pendant|comme|bien)\b/,
  bare: /^(?:pourquoi(?: pas)?|comment|quand|ou|qui|quoi|combien|lequel|laquelle|lesquel(?:le)?s|depuis quand|(?:quoi|qui) d'autre|vraiment|(?:le|la) (?:premiere?|deuxieme|second|seconde|dernier|derniere)|plus de details|explique.{0,20}|continue[rz]?|un exemple|des exemples|par exemple|resume.{0,10}|plus court|sources?)$/,
  phrase: /^(?:en|dans|pour|de|du|des|a|au|aux|avec|sans|sous|sur|depuis|apres|avant|pendant|chez|par|selon|seulement)\b/,
  verbs: /\b(?:est|sont|etait|etaient|ont|avait|fait|peut|peuvent|doit|doivent|faut|sera|seront)\b|-(?:t-)?(?:il|elle|on|ils|elles|vous|nous)\b/,
  asking: /\b(?:quel(?:le)?s?|qui|quoi|quand|comment|pourquoi|combien)\b/,
}

const es: Signs = {
  leads: /^(?:y|pero|tambien|que pasa con|que hay de|que tal)\b/,
  empty: /\blo (?:que|mas|menos|cual)\b/gu,
  pronouns: /\b(?:ella|ellos|ellas|lo)\b/,
  possessives: /\b(?:sus?)\b/,
  pointers:
    /\b(?:eso|esto|aquello|ello|alli|ahi|alla|(?:el|la|los|las) mism[oa]s?)\b|\b(?:el|la) (?:primer[oa]|segund[oa]|tercer[oa]|ultim[oa]|otr[oa])(?= *(?:$|[?.!,]))/,
  raw: /(?<!\p{L})él(?!\p{L})|(?<!\p{L})(?:este|esta|estos|estas|ese|esa|esos|esas|aquel|aquella|aquellos|aquellas)\s+(?!(?:año|mes|semana|mañana|vez)(?!\p{L}))\p{L}+/iu,
  breaks: /[,;:]|\b(?:y|pero|cuando|mientras|si|porque|antes|despues|como|aunque)\b/,
  // a verb alone has its subject in what was said before: ¿cuándo murió?
  bare: /^(?:(?:por que|como|cuando|donde|quien|quienes|cuant[oa]s?|cual|cuales|desde cuando|(?:que|quien|donde) mas|de verdad|(?:el|la) (?:primer[oa]|segund[oa]|ultim[oa]))|(?:cuando|donde|como|cuanto|por que) \p{L}+|mas (?:detalles|informacion)|explica.{0,20}|continua|un ejemplo|ejemplos|por ejemplo|resume.{0,10}|mas corto|fuentes?)$/u,
  phrase: /^(?:en|para|de|del|con|sin|desde|hasta|por|sobre|antes|despues|durante|entre|segun|a|al|solo)\b/,
  verbs: /\b(?:es|son|era|eran|fue|fueron|esta|estan|hay|habia|tiene|tienen|puede|pueden|debe|deben|ha|han|se)\b/,
  asking: /\b(?:que|cual|cuales|quien|quienes|cuando|donde|como|cuant[oa]s?)\b/,
}

/** Japanese and Chinese need fewer kinds: what stands for something is one of few characters. */
const eastAsian: Signs = {
  leads: /^(?:では|じゃあ|それで|それでは|そして|あと、|那么|那(?![个些里份篇次条位种样])|还有|然后|另外|以及)/u,
  empty: /それぞれ|その他|この(?:よう|たび|ほど)|ここ(?:数|最近)|其[中他它实次余所]|尤其|吉他|他人|其他/gu,
  pronouns: never,
  possessives: never,
  pointers: /それ|これ|あれ|その|この|あの|彼|そこ|ここ|そちら|こちら|同じもの|[它她他]们?|这|那[个些里份篇次条位种样]|其(?=\p{sc=Han})/u,
  breaks: never,
  bare: /^(?:(?:なぜ|どうして|いつ|どこ|誰|いくら|どれくらい|他には?|例えば|もっと.{0,12}|詳しく.{0,12}|要約.{0,8})(?:ですか|でしょうか|か)?|.{1,12}は|.{1,12}呢|(?:为什么|什么时候|在?哪里|谁|多少|多久|怎么样|还有吗|例如|举例.{0,6}|更多.{0,6}|详细.{0,6}|总结.{0,6})(?:呢|吗)?)$/u,
  phrase: never,
  verbs: never,
  asking: never,
}

export const signs = { en, de, fr, es, eastAsian } as const
