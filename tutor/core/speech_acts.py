"""What a student does with a message: ask, answer, ask for help, chat.

Decided from the form of the message alone, in either language, before anything is graded. The
patterns run over folded text: lower case, no accents, `¿` kept out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tutor.core.terms import Language, Presentation, SpeechAct
from tutor.core.text import fold

_SIMPLER = (
    r"\bsimpler\b|\beasier\b|\bmore simply\b|\bin (simple|easy|small|plain) words\b|\btoo hard\b"
    r"|\bto+ (difficult|complicated|long|confusing|hard|much)\b|\b(dumb|break) (it|that|this) down\b"
    r"|\blike i'?m (5|five|a kid|little|6|7|8)\b|\bless (hard|complicated)\b|\bhard words\b"
    r"|\bbig words\b|\bcan'?t read (that|this|it)\b|\bsay (it|that) (simple|easy|easily)\b"
    r"|\bmas (sencillo|facil|simple|clarito|facilito)\b|\b(muy|demasiado|bien) (dificil|complicado|largo)\b"
    r"|\b(con|en) palabras (sencillas|faciles|simples)\b|\bpalabras (dificiles|raras|mas faciles)\b"
    r"|\bcomo si tuviera (\d+|cinco|seis|siete)\b|\bmenos complicado\b|\bexplicalo facil\b"
)
_CLARIFY = (
    r"\bi (don'?t|do not|dont|didn'?t|didnt) (really )?(understand|get (it|that|this|the question))\b"
    r"|\bi'?m (so )?(confused|lost)\b|\bwhat (do|did) (you|u) mean\b|\bwdym\b|\bsay (that|it) again\b"
    r"|\bwhat does (that|it|this|\w+|the \w+|\"\w+\") mean\b|\bwhat is the question\b|^(huh|what)\??$"
    r"|\bexplain (that|it|this)( again| to me| please|$)|\bexplica(lo|melo) (otra vez|de nuevo|mejor)\b|\b(repeat|rephrase)( (that|it|the question|please))?\b|\bwhat was the question\b"
    r"|\bwhat'?s a[n]? \w+\?*$|\bmakes no sense\b|\bdoesn'?t make sense\b"
    r"|\bno (te |lo |le |la )?(entiendo|entendi|comprendo)\b|\b(que|k) (quieres|quiere) decir\b"
    r"|\bque significa\b|\b(repite|repitelo|repita|repiteme)\b|\bcual (es|era) la pregunta\b"
    r"|\bestoy confundid[oa]\b|\bno tiene sentido\b|^(que|como|eh)\?+$|\bno me queda claro\b"
)
_DEEPER = (
    r"\b(tell|show|teach) (me )?(a bit |a little |some |even )?more\b|^more( please)?[.!]*$"
    r"|\b(more|extra) (detail|details|info|information|facts|depth)\b|\bgo (deeper|further)\b|^go on\b|^(a bit |a little )?deeper\b"
    r"|\bmore in depth\b|\belaborate\b|^(something |make it )?harder\b|^keep going\b|^(and|continue|go ahead)[.?!]*$"
    r"|\bwhat else( happened| is there| do you know)?\?*$|\btoo (easy|simple|short|basic)\b|\bmore advanced\b|\bexplain more\b"
    r"|\b(dime|cuentame|cuenta|quiero saber|explicame) (un poco |algo )?mas\b|^mas( sobre (eso|esto)| de eso| por favor)?[.!]*$"
    r"|\b(algo |pregunta )?mas dificil(es)?\b|\bharder (question|one)s?\b|\bmas (detalle|detalles|informacion|datos|a fondo|profundo|avanzado|profundidad)\b|\bprofundiza\b"
    r"|\b(sigue|continua)( contando| por favor)?[.!]*$|\bque mas( paso| hay| sabes)?\?*$|\b(muy|demasiado) (facil|corto|simple|basico)\b"
)
_TELL_ME = (
    r"\bjust (tell|give|say)\b|\b(tell|give|show) me (the|ur|your) (right |correct |real |full )?answer\b"
    r"|\bwhat('?s| is| was) the (right |correct )?answer\b|\bi give up\b|\btell me already\b|^answer( please)?[.!]*$"
    r"|\bgive me the answer\b|\bi (want|need) the answer\b|(?<!can )(?<!could )(?<!will )(?<!would )\byou tell me\b|\bcan you (just )?(tell|give) me (the answer|it)\b"
    r"|\b(dime|dame|quiero|necesito|dinos) (ya )?(solo )?la respuesta\b|\bme rindo\b|\bdimelo( ya)?\b"
    r"|\bcual es la respuesta\b|\bsolo dime\b|\bdimela\b|\bmejor dime(lo)? tu\b|^respuesta( por favor)?[.!]*$"
)
_DONT_KNOW = (
    r"^(um+|uh+|hm+|well|pues|eh+|sorry|lo siento)?[ ,.]*"
    r"(i (really )?(don'?t|dont|do not) (really )?(know|remember|rember|no)\b.{0,30}|idk\b.{0,25}|dunno\b.{0,15}"
    r"|dk|i ?dunno\b.{0,15}|no (idea|clue)\b.{0,15}|i have no (idea|clue)\b.{0,15}|not sure\b.{0,15}"
    r"|i'?m not sure\b.{0,20}|im not sure\b.{0,20}|i (forgot|forget)\b.{0,15}|(skip|pass|next)( it| this| please| one)?|\?+|beats me|who knows"
    r"|no (lo |la )?se\b.{0,30}|nose|ni idea\b.{0,15}|no tengo (ni )?idea\b.{0,15}|no (me acuerdo|recuerdo)\b.{0,20}"
    r"|no estoy segur[oa]\b.{0,20}|(can i (have|get)|give me|i (want|need)) (a |another |the )?(hint|clue|help)( please)?|(hint|clue|help)( me)?( please)?"
    r"|(dame|quiero|necesito) (una |otra )?(pista|ayuda)( por favor)?|(una |otra )?pista( por favor)?|ayuda(me)?( por favor)?|se me olvido|paso|siguiente|quien sabe|ns|nc|ni la menor idea)[ .!?]*$"
)
_SOCIAL = (
    r"^((hi+|hey+|hello+|yo|sup|hiya|howdy|good (morning|afternoon|evening|day|night)|thanks?( you)?|thank (you|u)|thx|ty|tysm"
    r"|bye+|goodbye|see (you|ya|u)( later| tomorrow)?|ok(ay)?|k|kk|cool|nice|wow|great|awesome|lol|is (that|it|this) (right|correct)|am i right|es correcto|esta bien|tengo razon|haha+|interesting|yay|oh|yes|yeah|yep|sure"
    r"|no thanks|nope|how are (you|u)( doing)?( today)?|nice to meet (you|u)|what'?s up|(good|great|nice) job|i like (this|you|u)|ur cool|you'?re cool"
    r"|hola+|buenas|buenos dias|buenas (tardes|noches)|muchas gracias|gracias|adios|chao|chau|hasta (luego|manana|pronto)|vale|bueno|genial|que (bien|padre|chido|guay|interesante)"
    r"|jaja+|jeje+|si|claro|ya|como (estas|esta|te va)( hoy)?|que tal|mucho gusto|encantad[oa]|no gracias|orale"
    r"|sacajawea|sacagawea|sakakawea|lewis|clark|york|again|everyone|there|friend|amig[oa]|i'?m|im|back|home|here|i am|returned|ya|regrese|volvi|llegue|estoy|aqui|otra vez|de nuevo|de vuelta|sad|funny|scary|boring|bored|triste|gracioso|aburrido|aburrida|i (gotta|have to|need to|got to) go( to the bath ?rooms?)?|brb|wait|tengo que irme|me voy|un momento|espera|so much|very much|that'?s|thats|it is|was|really|so|muy|eso|es|fue)[ ,.!?:;)(]*)+$"
)
_LANGUAGE_WISH = (
    r"\b(?:in|into|to|en|al|a|speak|talk|habla|hablame|hablas|hables|use|usa) (?:only |solo |more |mas |me )?(?:in |en )?"
    r"(?P<lang>english|ingles|spanish|espanol|castellano)\b"
)
_PRESENTATION: Mapping[Presentation, str] = {
    "story": r"\b(as|like|with|in|me|us) (a |an )?stor(y|ies)\b|\btell me a story\b"
    r"|\b(como|con|en) (un |una )?(cuento|historia)s?\b|\bcuentame un(a)? (cuento|historia)\b",
    "map": r"\b(on|with|using|show me) (a |the )?maps?\b|\b(en|con) (un |el )?mapas?\b",
    "document": r"\b(show|see|read|give) (me )?(the |a |an )?(real |actual |original )?(journals?|documents?|sources?|diary)\b"
    r"|\b(muestrame|ver|leer|ensename|dame) (el|los|la|las|un) (diarios?|documentos?|fuentes?)\b",
    "list": r"\b(as|in|with|make|give me) (a )?(list|bullets?|bullet points)\b|\b(como|en|con|hazme|dame) (una )?lista\b",
}
_QUIZ = (
    r"\b(quiz|test) me\b|\bask me\b|\bgive me a (question|quiz)\b|\bi'?m ready\b|\blet'?s (start|begin|go)\b"
    r"|\b(preguntame|hazme (una )?pregunta|estoy list[oa]|empecemos|vamos a empezar|ponme a prueba)\b"
    r"|\bwhat (did|have) (i|we) (learn|lern|learned|do|talk about)\b|\bwhat (should|can|do) i (review|learn|study|practice)\b|\breview\b"
    r"|\bque (me toca|debo|tengo que|puedo) (repasar|aprender|estudiar|practicar)\b|\bque (aprendi|aprendimos|vimos)\b|\brepas(o|ar|emos)\b"
    r"|\bnext question\b|\bsiguiente pregunta\b|\botra pregunta\b|\banother question\b"
)
_LIKES = (
    r"^(but |and |y |pero )?(i (really |also )?(love|like|luv)|my favou?rites? (is|are|thing)"
    r"|(a mi )?me (gustan?|encantan?|fascinan?))\b(?! (this|you|that|it|to know|esto|eso|saber)\b)"
)
_GUESS = r"\b(but|maybe|i think|i guess|pero|quizas?|tal vez|a lo mejor|creo que) \w+ \w"
_BORED = (
    r"^(i )?(don'?t|dont) care\b|^idc\b|\bchange the (subject|topic)\b|^(please )?stop( it| this| please)?$"
    r"|^(can we |let'?s )?(do |talk about |learn )?something else( please)?\??$|^(ya )?no (me importa|quiero( mas)?)$"
    r"|^(hablemos de )?(otra cosa|otro tema)( por favor)?$|\bcambi(emos|a) de tema\b|\b(boring|bored|this sucks|i hate this|not fun|no fun)\b|\b(aburrid[oa]|que flojera|no me gusta esto)\b"
)
_SOURCES = (
    r"^(and |but |so |ok )?(how do (you|u|we|they|historians) know( (that|this|it|all that))?|who (says|said|wrote|told) (so|that|this|it|you that)?"
    r"|says who|where (does|did|do) (that|this|it|you) (come from|get (that|this|it) from|know (that|this|it) from)|(what|which) (is|are) (your|the|ur) sources?"
    r"|(give|show|tell) me (your|the|ur) sources?|what sources?|is (that|this|it) (really )?true|are you sure|can you prove (it|that)|prove it|what proof( is there| do you have)?"
    r"|(that'?s|thats|it'?s|this is) (not true|wrong|a lie)|you'?re (wrong|lying)|i (disagree|(don'?t|dont|do not) believe (you|that|it|this))"
    r"|(eso )?no es (verdad|cierto)( eso)?|no te creo|no lo creo|y (como|de donde) (lo )?sabes|(y )?como (lo )?(sabes|saben|sabemos|se sabe)( eso| esto)?|quien (lo )?(dice|dijo|escribio)( eso| esto)?|de donde (sale|sacas|sacaste|viene|salio) (eso|esto)"
    r"|(cuales|cual) (son|es) (tus|tu|las|la) fuentes?|(dame|muestrame|dime) (tus|las|la) fuentes?|que fuentes?|(eso )?es (verdad|cierto)( eso)?|estas? segur[oa])[ ?!.]*(give me your sources[ .]*)?$"
)
_PROGRAM = (
    r"^(and |so |hi |hello |hola |oye )*(who|what) (are|r) (you|u)( really| exactly)?[ ?!.]*$|^(y |hola |oye )*(quien|que) eres( tu| en realidad)?[ ?!.]*$|"
    r"\bare (you|u) (a |an )?(really? )?(real|human|person|robot|bot|ai|computer|program|machine|alive|chatbot|chat ?gpt|fake|dead)\b"
    r"|\bis this (a |an )?(ai|bot|robot|real|computer|program|chat ?gpt)\b|\bare (you|u) (actually|really) \w+\b"
    r"|\b(who|what) (made|created|programmed|built) (you|u)\b|\bare you the real\b|\btalking to a (computer|robot|person|human)\b"
    r"|\b(do|will|can) (you|u) (like|love|hate|miss|remember|be friends with) me\b|\b(be|are (you|u)) my (best )?friend\b|\bi (love|luv) (you|u)\b"
    r"|\b(me quieres|te caigo bien|eres mi amig[oa]|quieres ser mi amig[oa]|me extranas|te quiero)\b"
    r"|\beres (un |una )?(de verdad )?(real|human[oa]|persona|robot|bot|ia|inteligencia artificial|computadora|programa|maquina|de verdad)\b"
    r"|\besto es (un |una )?(ia|robot|bot|programa|computadora)\b|\bquien te (hizo|creo|programo)\b|\bestas viv[oa]\b"
    r"|\bhablo con (un|una) (robot|maquina|persona|computadora)\b"
)

_AUX_EN = (
    "do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|isn'?t|aren'?t|wasn'?t|"
    "weren'?t|didn'?t|don'?t|doesn'?t"
)
_QUESTION_EN = (
    rf"^(so |and |but |ok |okay |wait |hey |well |also |please |um |,|sacajawea,? |sacagawea,? )*"
    rf"((who|what|where|why|how|which|whose)\b|when('?s|'?re|'?d| ({_AUX_EN}|else|about|happened|come|old|many|much|long|far|big|kind"
    rf"|come|was|were))\b"
    rf"|(what|which) \w+ ({_AUX_EN})\b|({_AUX_EN}) (you|u|he|she|they|it|we|i|the|your|her|his|their|there|sacagawea|sacajawea|clark|lewis|york|charbonneau|any|some|all|people)\b"
    rf"|(can|could|will|would) (you|u) (please )?(tell|explain|show|describe|talk|say)\b|(tell|show|teach) (me|us) (a bit |a little |some |even )?(more )?(about|what|why|how|who|when|where|if|the|of|a|an|your|some)\b"
    rf"|i (want|wanna|would like|'d like|wonder|need) (to )?(know|learn|ask|hear)|explain|describe|talk about|i was wondering|is it true|isn'?t it true)"
)
_QUESTION_ES = (
    r"^(y |pero |entonces |oye |a ver |ok |bueno |hola |,|sacajawea,? |sacagawea,? )*"
    r"((que|quien|quienes|cual|cuales|cuando|donde|adonde|como|cuanto|cuanta|cuantos|cuantas) (\w+ )?(fue|fueron|era|eran|es|son|hizo|hicieron|hacia|hacian|hacias|hiciste|paso|pasaba"
    r"|te|se|le|les|lo|la|los|las|tu|tus|su|sus|habia|hubo|ha|has|tuvo|tuvieron|tuviste|tenia|tenian|tenias|eras|fuiste|estaba|estaban|estabas|llego|llegaron|llegaste|conocio|conociste|murio|nacio|naciste"
    r"|sabe|sabes|sabias|sabian|comia|comian|comias|comiste|llamaba|llevaba|llevaron|llevaste|salvo|salvaste|encontraste|ayudo|ayudaste|dijo|dijiste|pensaba|pensabas|sentiste|vivia|vivian|vivias|viviste|viajaste|gano|pago|pagaron|escribio|cruzaron|necesitaban|querian|hablaban|hablabas|idiomas?|anos|tiempo|personas|gente|caballos|animales?|cosas?|plantas?|dificil|tan|mas|otra|otro)\b"
    r"|(que|quien|quienes|cual|cuales|cuando|donde|adonde|como|cuanto|cuanta|cuantos|cuantas) (te |se |lo |la |le |les |los |las |no |tu |ella |el )*\w+(ste|steis|aron|ieron|aba|aban|abas|ias?|ian|io|o|e)\b.{0,40}$"
    r"|(por|para|de|con|a|en|desde|hasta) (que|quien|quienes|donde|cual|cuando)\b|(dime|cuentame|explicame|explica|describe|hablame|muestrame|ensename|dinos|cuentanos|platicame) (un poco |algo )?(mas )?(sobre|de|del|como|por|que|quien|cuando|donde|si|la|el|los|las|lo|acerca|un|algo|tu)\b"
    r"|(quiero|quisiera|me gustaria|necesito) (saber|aprender|preguntar|conocer|que me)|(tu|usted|ella) (eras?|fue|fuiste|tuv(o|iste)|ten(ia|ias)|hablab?as?|sab(ia|ias)|conoc(ia|ias|iste|io))\b"
    r"|(es|era|fue|son|fueron|eran) (verdad|cierto)|(eras|fuiste|tuviste|tenias|sabias|hablabas|conociste|viste|ayudaste|salvaste|guiaste|estabas|hiciste|querias|podias|comias|extranabas|te (gust|sent|acuerd|pag|llev|captur|contrat|cas))\w*\b)"
)
_MORE_ABOUT = (
    r"\bmore (stuff |things )?(about|on) (?!(that|this|it|him|her|them)\b)\w"
    r"|\bmas (cosas )?(sobre|acerca de|de|del) (?!(eso|esto|el|ella|ellos|lo mismo)\b)\w"
    r"|\bmas (sobre|de) (el|la) \w"
)
_ABOUT_THE_PAST = (
    r"^(so |and |but |y |pero )?(was|were|did|does|had|who|when|where|why|how (hard|long|far|difficult)"
    r"|fue|fueron|era|eran|estaba|quien|cuando|donde|cuanto|por que)\b"
    r"|\b(learn|learned|learnt|aprend\w+)\b"
)
_REQUEST = (
    r"^(please|pls|can|could|would|will|say|tell|just|give|speak|talk|switch|change|answer|use|repeat|rephrase|in|more|ok|now"
    r"|(that|this)('?s| is| was)|i'?m|i (don'?t|do not|didn'?t|can'?t|want|need|give)|what (do|did|does|is|was) (you|u|that|it|the|this)"
    r"|puedes|podrias|por favor|habla|hablame|dime|di|en|quiero|cambia|responde|contesta|repite|explica|mas|eso|esto"
    r"|no (te |lo |le |la )?(entiendo|entendi|comprendo)|que|cual|me rindo)\b|\b(please|pls|por favor|porfa)\b"
)
_SENTENCES = re.compile(r"[^.!?;\n]+[.!?;]*")
_INTERROGATIVE = (
    r"(^|[¿ ,])(qué|quién|quiénes|cuándo|cómo|dónde|cuál|cuáles|cuánto|cuánta|cuántos|cuántas)\b"
)
_TIME_CLAUSE = (
    rf"^(when|cuando|como|que|where|donde) (?!({_AUX_EN})\b)"
    rf"|^(what|how) (?!((?!(they|she|he|it|we|you|i)\b)\w+ )?({_AUX_EN})\b)"
)
_HEDGED_WORDS = 3
"""An answer this short may end in a question mark: "everybody?"."""
_BECAUSE = r"^(because|cause|cuz|bc|becuz|so that|to |for |porque|por ?que |para |pa |pues )"


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act, why it was read so, and what it asks for."""

    act: SpeechAct
    reason: str
    language: Language | None = None
    presentation: Presentation | None = None
    topic: str | None = None
    """`quiz`, `program`, `sources`, `likes` or `bored`: what the talk itself is about."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _holds(pattern: str, text: str) -> re.Match[str] | None:
    return _compiled(pattern).search(text)


def _flat(message: str) -> str:
    kept = fold(message).replace("¿", "").replace("¡", "").replace("’", "'")
    return re.sub(r"\s+", " ", kept).strip(" \"'.,;:!-")


def read_act(message: str, *, pending: bool, resembles_answer: bool = False) -> Act:
    """Read the speech act of a message.

    Args:
        message: the student's words.
        pending: a main question is open.
        resembles_answer: the words are close to an expected or mistaken answer.
    """
    text = _flat(message)
    help_wanted = None if _is_about_the_past(text) else _read_help(text, pending=pending)
    if help_wanted and not (resembles_answer and _could_be_answer(help_wanted, text)):
        return help_wanted
    about_talk = _read_about_talk(text)
    if about_talk is not None and not (resembles_answer and about_talk.topic == "bored"):
        return about_talk
    if not pending and _holds(_SOCIAL, text):
        return Act("social", "a greeting or thanks")
    if _asks(message, pending=pending, resembles_answer=resembles_answer):
        return Act("question", "has the form of a question")
    if pending:
        if _holds(_SOCIAL, text) and len(text.split()) <= 6 and not resembles_answer:
            return Act("social", "a greeting or thanks")
        return Act("answer", "answers the open question")
    return Act("question", "names a subject") if text else Act("social", "holds no words")


def _read_about_talk(text: str) -> Act | None:
    """Read questions and remarks about the talk itself rather than its subject."""
    if _holds(_PROGRAM, text):
        return Act("question", "asks what it is talking to", topic="program")
    if _holds(_SOURCES, text):
        return Act("question", "asks for the sources", topic="sources")
    if _holds(_LIKES, text) and len(text.split()) <= 8:
        return Act("social", "says what they like", topic="likes")
    if _holds(_BORED, text) and len(text.split()) <= 7:
        return Act("social", "is bored", topic="bored")
    return None


def find_question(message: str) -> str:
    """Give the sentence of a message that asks: the last one that does, or the whole message."""
    asking = [s for s in _SENTENCES.findall(message) if _formed(_flat(s)) or "?" in s]
    return asking[-1].strip() if asking else message


def _asks(message: str, *, pending: bool, resembles_answer: bool) -> bool:
    """Tell whether any sentence of a message asks something."""
    sentences = _SENTENCES.findall(message) or [message]
    return any(
        _is_question(s, pending=pending, resembles_answer=resembles_answer) for s in sentences
    )


def _is_about_the_past(text: str) -> bool:
    """Tell whether "was it too hard?" or "did you speak English?" asks about the past."""
    return bool(_holds(_ABOUT_THE_PAST, text)) and not (
        _holds(_CLARIFY, text) or _holds(_DONT_KNOW, text)
    )


def _could_be_answer(wanted: Act, text: str) -> bool:
    """Tell whether words that would ask for help ("too hard", "in English") may tell of the past."""
    return wanted.act != "dont_know" and not _holds(_REQUEST, text)


def _read_help(text: str, *, pending: bool) -> Act | None:
    """Read requests that are about the talk itself."""
    wish = _holds(_LANGUAGE_WISH, text)
    if wish and len(text.split()) <= 9:
        language: Language = "en" if wish["lang"] in ("english", "ingles") else "es"
        return Act("preference", f"asks for {language}", language=language)
    for presentation, pattern in _PRESENTATION.items():
        if _holds(pattern, text) and len(text.split()) <= 10:
            return Act("preference", f"asks for a {presentation}", presentation=presentation)
    if _holds(_QUIZ, text) and len(text.split()) <= 12:
        return Act("preference", "asks to be asked", topic="quiz")
    if _holds(_DONT_KNOW, text) and not (pending and _holds(_GUESS, text)):
        return (
            Act("dont_know", "says they do not know")
            if pending
            else Act("social", "nothing is asked that could be known")
        )
    if _holds(_TELL_ME, text) and len(text.split()) <= 12 and pending:
        return Act("request_answer", "asks for the answer")
    if _holds(_SIMPLER, text) and len(text.split()) <= 14:
        return Act("request_simpler", "asks for simpler words")
    if _holds(_CLARIFY, text) and len(text.split()) <= 14:
        return Act("clarification", "asks what was meant")
    if _holds(_DEEPER, text) and not _holds(_MORE_ABOUT, text) and len(text.split()) <= 8:
        return Act("request_deeper", "asks for more")
    return None


def _is_question(sentence: str, *, pending: bool, resembles_answer: bool) -> bool:
    text = _flat(sentence)
    marked = "?" in sentence or "¿" in sentence
    formed = _formed(text)
    if not pending:
        return formed or marked
    if _holds(_INTERROGATIVE, sentence.casefold()):
        return True
    if _holds(_BECAUSE, text) and not (marked and text.startswith(("por que", "para que"))):
        return False
    if formed:
        return marked or not (resembles_answer and _holds(_TIME_CLAUSE, text))
    hedged = resembles_answer or len(text.split()) <= _HEDGED_WORDS
    return marked and not hedged


def _formed(text: str) -> bool:
    """Tell whether a folded sentence has the form of a question in either language."""
    return bool(_holds(_QUESTION_EN, text) or _holds(_QUESTION_ES, text))
