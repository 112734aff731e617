"""How personal data is written, and the names that belong to the lesson."""
# ruff: noqa: E501 (a pattern broken over several lines is harder to check than a long one)

from __future__ import annotations

import re
from typing import Literal

Personal = Literal[
    "email", "phone", "address", "handle", "password", "birthday", "number", "name", "school"
]

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio"
    r"|agosto|sep?tiembre|octubre|noviembre|diciembre)\b\.?"
)
_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MONTH})"
    r"(?:(?:\s*,\s*|\s+(?:of\s+|del?\s+)?)\d{2,4})?"
    r"|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
)
_WORD = r"[A-ZÁÉÍÓÚÑÜ][\w'’áéíóúñü]+(?:-[A-ZÁÉÍÓÚÑÜ]?[\w'’]+)*"
_NAME = rf"{_WORD}(?:\s+(?:(?:de|del|la|los|de\s+la)\s+)?{_WORD}){{0,4}}"
_LOWER_NAME = r"[^\W\d_]{2,}(?:-[^\W\d_]+)?(?:\s+[^\W\d_]{2,}(?:-[^\W\d_]+)?){0,2}"
_STREET = (
    r"(?:st|street|ave|avenue|av|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|way|cir|circle|pl"
    r"|place|ter|terrace|pkwy|parkway|hwy|highway|trail|trl|loop|square|sq|alley|apartments|apts)\b\.?"
)
_UNIT = r"(?:[\s,]*(?:apt|apartment|unit|suite|ste|depto|departamento|int|interior|piso|casa|#|no\.?)\.?\s*#?\s*[\w-]+)?"
_TOWN = (
    rf"(?:\s*,?\s+(?:in\s+|en\s+)?{_WORD}(?:\s+{_WORD})*)?(?:,?\s+[A-Z]{{2}}\b)?(?:\s+\d{{5}}\b)?"
)
_SCHOOL = (
    r"(?:elementary|middle|high|primary|secondary|junior high|jr\.? high|intermediate|charter|prep"
    r"|preparatory|academy|k-8)(?:\s+school)?|school|academy|elem|prep\b|high|(?<=[a-z] )(?:m\.?s|h\.?s)\b"
)
_ESCUELA = (
    r"(?:escuela|colegio|secundaria|primaria|prepa(?:ratoria)?|liceo|instituto|kinder|telesecundaria"
    r"|unidad educativa|centro escolar|academia|técnica|tecnica|i\.?e\.?|bachillerato|cbtis|cecyt)"
)
_SITE = (
    r"(?:snap(?:chat)?|sc|insta(?:gram)?|ig|tik\s?tok|discord|roblox|telegram|twitch|xbox|psn|steam|kik|whatsapp|whats|wa"
    r"|youtube|facebook|face|fb|messenger|minecraft|fortnite|free\s?fire|epic|fortnite|signal|bereal|threads|twitter)"
)
_NO_HANDLE = (
    r"(?!(?:not|no|broken|banned|down|private|privad[oa]|locked|called|the|a|an|and|but|so|or|to|for|on|in|at|is|it|its|better|best|mejor|malo"
    r"|mala|nuev[oa]|new|old|muy|very|too|pero|porque|because|que|como|with|con|por|para|my|mi|me|tu|your|please|porfa|plis|pls|later|now|today"
    r"|boring|aburrid[oa]|cool|fun|bad|good|gone|hacked|deleted|blocked|bloquead[oa]|account|cuenta|there|here|app|game|games|videos?|juego|if|si|when)\b)"
)
_CARDINAL_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_DAY_IN_WORDS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    r"|seventeenth|eighteenth|nineteenth|twent(?:y|ieth)(?:[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?"
    r"|thirt(?:y|ieth)(?:[\s-]first)?|primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
    r"|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinte|veinti[a-zéú]+|treinta(?: y uno)?|one|two|three|four|five|six|seven|eight|nine|ten)"
)
_BORN = (
    rf"(?:{_MONTH}\s+(?:the\s+)?{_DAY_IN_WORDS}\b|(?:the\s+|el\s+)?{_DAY_IN_WORDS}\s+(?:of|de)\s+{_MONTH})"
    r"(?:,?\s+(?:of\s+|del?\s+)?(?:\d{4}|(?:two thousand|twenty|dos mil)(?:[\s-][a-zé]+){0,2}))?"
)
_IN_TALK = (
    r"(?!(?:not|no|so|too|very|really|hard|easy|long|short|wrong|right|secret|secreta?|the|a|an|my|on|in|at|for|it|that|this|what|muy|tan|larga|corta"
    r"|f[aá]cil|dif[ií]cil|mala|buena|incorrect[ao]?|correcta|la|el|una?|para|que|mi|su|tu|protected|saved|lost|forgotten|expired|needed|required"
    r"|changed|broken|weird|stupid|working|and|but|because|porque|pero|y|to|de|del|if|si|unknown|strong|weak|saying|private|privada|getting|being|hidden)\b)"
)
NOT_SCHOOL = frozenset(
    "my our the a this that your after at in to from high middle elementary old new boarding mi la"
    " una un de en el public private home whole next same another law medical".split()
)

PATTERNS: tuple[tuple[Personal, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,64}(?:\.[\w-]+)+|(?<![\w.+-])[\w.+-]{1,64} (?:at|arroba) (?:gmail|hotmail|outlook|yahoo|icloud)(?: (?:dot|punto) |\.)com", re.IGNORECASE)),
    ("handle", re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{2,}\w")),
    ("phone", re.compile(
        r"(?<![\w$#.,/-])(?:\+\s?\d{1,3}[\s.-]*)?(?:\(\d{2,4}\)|\d{2,4})[\s.-]*\d{3,4}[\s.-]*\d{4}(?![\w/]|,\d|\.\d)"
        r"|(?<![\w$#.,/-])(?:\+\s?\d{1,3}[\s.-]*)?\d{2,4}(?:[\s.-]\d{2,4}){2,4}(?![\w/]|,\d|\.\d)"
        r"|(?<![\w$#.,/-])\+\d[\d\s.-]{7,}\d"
    )),
    ("number", re.compile(r"(?<![\w$#.,/])\d{3}-\d{2}-\d{4}(?!\d)")),
    ("address", re.compile(
        rf"(?<![\w$])\d{{1,6}}[a-z]?\s+(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?\s+)?(?:[\w'’.]+\s+){{1,3}}?{_STREET}(?:\s+(?:ne|nw|se|sw|n|s|e|w)\b)?{_UNIT}(?:,?\s+zip\s+\d{{5}})?{_TOWN}", re.IGNORECASE)),
    ("address", re.compile(
        rf"(?<![\w$])\d{{1,6}}\s+(?:calle|avenida|camino|vía|via|paseo|rancho|county road|cr|route|rt|rural route)\s+[\w'’]+(?:\s+(?!y\b|and\b|its\b|is\b|es\b)[\w'’]+)??{_UNIT}(?=[\s,.!?]|$)", re.IGNORECASE)),
    ("address", re.compile(
        rf"\b(?:calle|avenida|av\.?|avda\.?|carrera|cra\.?|cl\.?|calz\.?|calzada|jirón|jr\.|pasaje|pje\.?|privada|priv\.?|callejón|callejon|bulevar|blvd\.?|diagonal|transversal|autopista|camino|prolongación|cerrada|andador|circuito|retorno)\s+(?:(?:de|del|la|las|los|el)\s+)*[\w'’áéíóúñ]+(?:\s+(?!numero|número|no\b|num)[\w'’áéíóúñ]+){{0,3}}?\s*,?\s*(?:#|n[°º]|no\.?|núm\.?|num\.?|número|numero)?\s*\d{{1,6}}[a-z]?(?:\s*[-#]\s*\d+)*{_UNIT}(?:,?\s+(?:col\.?|colonia|barrio|fracc\.?|fraccionamiento|urb\.?|urbanización|urbanizacion|sector|zona|villa|residencial|reparto|comuna)\s+(?:(?:de|del|la|las|los|el)\s+)*[\w'’áéíóúñ]+(?:\s+[A-ZÁÉÍÓÚÑ][\w'’áéíóúñ]+)*)?", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:manzana|mz\.?|mza\.?|lote|lt\.?|bloque|edificio|torre|villa|departamento|depto\.?|casa|block|trailer|space|lot)\s+#?\d+\w?(?:[\s,]+(?:lote|lt\.?|manzana|mz\.?|casa|depto\.?|departamento|piso|edificio|apto\.?|#)\s*#?\d*\w?){1,3}(?:,?\s+(?:de|en|del|de la)?\s*(?:[A-ZÁÉÍÓÚÑ][\w'’áéíóúñ]+)(?:\s+[A-ZÁÉÍÓÚÑ][\w'’áéíóúñ]+)*)?", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:p\.?\s?o\.?\s+box|apartado(?:\s+postal)?)\s+\d+|\b(?:col\.|colonia|fraccionamiento|fracc\.|barrio|urb\.|urbanización)\s+(?:(?:de|del|la|las|los|el)\s+)*[A-ZÁÉÍÓÚÑ][\w'’áéíóúñ]+(?:\s+[A-ZÁÉÍÓÚÑ][\w'’áéíóúñ]+)*", re.IGNORECASE)),
    ("birthday", re.compile(
        rf"(?:(?:my|her|his|our)\s+(?:b-?day|birthday|birth\s?date|date of birth|dob)|b-?day|dob|i was born|born|cumpleaños|cumpleanos|cumple|cumplo(?:\s+años|\s+anos)?|nací|naci|fecha de nacimiento|nacimiento)\b\W{{0,3}}(?:\w+\W+){{0,4}}?(?P<kept>{_DAY})", re.IGNORECASE)),
    ("birthday", re.compile(
        rf"(?P<kept>{_DAY})(?=\s+(?:is|es|era)\s+(?:my|mi|her|his|el)\s+(?:b-?day|birthday|cumple|cumpleaños))", re.IGNORECASE)),
    ("phone", re.compile(
        r"\b(?:call|text|phone|number|cell?|tel|whats\w*|n[uú]mero|llama(?:me|r)?|marca(?:me|le)?)\b\W+(?:[^\W\d]+\W+){0,3}?(?P<kept>\d[\d .-]{5,14}\d)(?!\w)", re.IGNORECASE)),
    ("handle", re.compile(
        r"\b(?:my|mi|her|his|su)\s+(?:snap(?:chat)?|insta(?:gram)?|ig|tik\s?tok|discord|roblox|user(?:name)?|usuario|gamertag|telegram|twitch|xbox)(?:\s+(?:user|username|name|usuario))?\s*(?:is|es|:|=)\s*(?P<kept>(?!not\b|broken|banned|down\b|private|locked|called|the\b|better|muy\b|privado|privada|the|mejor|malo|nuevo|new\b)[A-Za-z][\w.]{4,})", re.IGNORECASE)),
    ("name", re.compile(
        r"\b(?:i'?m|i am|this is|it'?s|soy|yo soy|habla)\s+(?P<kept>(?!from|in|at|not|just|a|the|an|de|del|la|el|un|una|of|student|alumn[oa]|muy)[^\W\d_]{2,}(?:\s+(?!from|in|at|de|del)[^\W\d_]{2,}){0,2})(?=\s+(?:from|in|of|del?|en)\s+(?:room|mr|ms|mrs|period|sal[oó]n|\d{1,2}(?:th|st|nd|rd|to|do|ro|mo|er|vo|°|º)))", re.IGNORECASE)),
    ("password", re.compile(
        r"(?:password|passcode|pass\s?word|pasword|pw|pwd|pin|contraseña|contrasena|contrasenia|clave|passwd|login code|codigo|código)\b(?:\s+(?:for|to|de|del|para|of|on|mi|my|la|el|the|tu|its|a|al|school|escuela|mamá|mama|papá|papa|mom|dad|moms|dads|mom's|dad's|chromebook|computer|ipad|phone|gmail|google|roblox|insta|instagram|wifi|wi-fi|netflix|classroom|cuenta|account|celular|compu|classlink|clever|sister|hermana|hermano|brother|teacher|maestra|canvas|tablet|casa|house|fortnite|minecraft|snap|correo|email|lunch|tiktok|whats|whatsapp|face|facebook|plataforma|juego|game|laptop))*\s*(?:is|es|era|was|=|:|-|dice|its|it's|son)?\s*[:=]?\s*[\"“']?(?P<kept>(?=[^\s\"”']*[\d!@#$%&*_.-])[^\s\"”']{3,}[^\s\"”',.?])", re.IGNORECASE)),
    ("handle", re.compile(
        r"(?:\b(?:snap(?:chat)?|sc|ig|insta(?:gram)?|tik\s?tok|discord|roblox|gamertag|gamer tag|user(?:name)?|usuario|screen name|telegram|twitch|xbox|psn|fortnite|handle|facebook|face|steam|youtube|canal|free fire|minecraft|epic|kik|whats|cuenta|account|login|epic games|arroba)\b)(?:\s+(?:is|es|name|names|user|username|me|at|on|in|as|its|it's|here|ahi|ahí|aqui|aquí|como|de|del|la|el|en|mi|my|the|for|soy|se|llama|con|por|chromebook|roblox|insta|snap|school|escuela|tag|id|account|cuenta|fortnite|discord|classroom|es:|nombre|usuario|xbox|minecraft|tiktok|user:|add|follow|name:))*\s*[:=]?\s*[\"“']?(?P<kept>@?(?=[\w.#-]*(?:[\d_#]|\.\w))[A-Za-z][\w.#-]{2,}[\w])", re.IGNORECASE)),
    ("number", re.compile(
        r"(?:\b(?:student|school|lunch|id|matr[ií]cula|curp|folio|ssn|social|n[uú]mero de (?:alumno|estudiante|lista|control)|credencial|expediente|dni|c[eé]dula|rut|passport|pasaporte|badge|card|tarjeta|zip|postal|code|código postal|codigo postal|cp|locker|pin|account|cuenta)\b)(?:\s+(?:id|number|num|no|#|code|card|n[uú]mero|es|is|de|mi|my|del|la|el|escolar|alumno|estudiante|pin|combo|combination|it's|its|security|lunch))*\.?\s*[:#=]?\s*(?P<kept>[A-Z]{0,4}\d[\dA-Z-]{3,})", re.IGNORECASE)),
    ("name", re.compile(
        rf"(?:\b(?:[Mm]y (?:full |real |whole |legal )?name(?:'?s| is)?|^[Nn]ame(?: (?:is|n|and) ?(?:school)?[^:]{0,30}:)?|[Mm]e llamo|[Mm]i nombre(?: completo| real)? es|^[Nn]ombre(?: completo)?|[Ss]incerely|[Aa]tentamente|[Aa]tte|[Ff]irma|[Ss]igned)\s*[,:.]?\s+|\b(?:nombre al diploma|certificado|certificate|diploma)\W+)(?P<kept>{_NAME}(?:,\s*(?:age\s+)?\d{{1,2}}(?:\s+(?:años|years old|yrs?|yo))?)?(?:,\s*(?:\d{{1,2}}\s?(?:th|st|nd|rd|to|do|er|ro|mo|vo|no|°|º)?\s+(?:grade|grado|de primaria|de secundaria|año))(?:\s+[A-F])?)?(?:,\s*(?:{_ESCUELA}\s+)?{_WORD}(?:\s+(?:{_WORD}|de|del|la|los))*(?:\s+[A-Z]{{2}})?)?)")),
    ("name", re.compile(
        rf"\b(?:[Ii](?:'?m| am)|[Tt]his is|[Ii]ts|[Ii]t's|[Ss]oy|[Yy]o soy|[Hh]abla|[Aa]quí|[Aa]qui|[Hh]i,? (?:its|im)|[Cc]all me|[Dd]ime|[Mm]i (?:amig[oa]|herman[oa]|prim[oa]|maestr[oa]|mamá|mama|papá|papa|vecin[oa]|compañer[oa]|novi[oa]|profe) (?:es |se llama )?|[Mm]y (?:friend|sister|brother|cousin|mom|dad|teacher|crush|neighbor|bestie|ex|classmate|girlfriend|boyfriend) (?:is |is named |named |name is |names )?|[Ss]e llama|(?:girl|boy|kid) named)\s*(?P<kept>{_WORD}\s+(?:(?:de|del|la|los)\s+)?{_WORD}(?:\s+{_WORD})?)")),
    ("name", re.compile(
        rf"(?:\b(?:my (?:full |real |whole |legal |last )?name(?:'?s| is)|me llamo|mi nombre(?: completo| real)? es|mi apellido es)\s+)(?P<kept>{_LOWER_NAME})", re.IGNORECASE)),
    ("name", re.compile(
        rf"\b(?P<kept>{_WORD}\s+{_WORD})(?=\s+(?:from|in|of|del?|en)\s+(?:my|mi|\d{{1,2}}(?!\d)\s?(?:th|st|nd|rd|to|do|ro|mo|er|vo|°|º)?|period|room|mr|ms|mrs|la escuela|salon|salón|tercero|cuarto|quinto|sexto|primero|segundo|first|second|third|fourth|fifth|sixth|seventh|eighth))")),
    ("school", re.compile(
        rf"\b(?P<kept>(?:(?:St\.?|Saint|Our Lady of|The)\s+)?{_WORD}(?:\s+(?:of\s+)?{_WORD}){{0,3}}?\s+(?:(?i:{_SCHOOL}))(?:\s+(?i:school))?)(?!\w)")),
    ("school", re.compile(
        r"(?:\b(?:go|goes|went|going|attend|attends|student|studies|transfer(?:red|ring)?|teacher|class|grade|grader)\b(?:\s+(?:to|at|in|from|there|here|is|of))+)\s+(?P<kept>(?!my\b|the\b|school\b|a\b|our\b|this\b|high\b|middle\b|your\b|boarding\b)[\w'’.]+(?:\s+[\w'’.]+){0,3}?\s+(?:elementary|middle|high|academy|elem|junior high|jr high|prep|charter|primary|k-8|intermediate)(?:\s+school)?)", re.IGNORECASE)),
    ("school", re.compile(
        rf"\b(?P<kept>(?i:{_ESCUELA})(?:\s+(?:(?:primaria|secundaria|técnica|tecnica|federal|general|pública|publica|particular|bilingüe|normal|rural|n[°º.]?|no\.?|número|numero|núm\.?)\s+)?(?:\d{{1,4}}\s+)?(?:(?:de|del|la|las|los)\s+)*)(?:{_WORD}(?:\s+(?:(?:de|del|la|las|los|y)\s+)*{_WORD}){{0,4}}|(?:n[°º.]?\s?|no\.?\s?|número\s|numero\s|#)?\d{{1,4}}))")),
    ("school", re.compile(
        r"(?:\b(?:voy|estudio|vamos|va|estudia|estamos|estoy|entr[eé]|soy|somos|es|vengo|mi escuela)\s+(?:a|en|al|de|del|es)\s+(?:el\s+|la\s+)?)(?P<kept>(?:escuela|colegio|secundaria|primaria|prepa(?:ratoria)?|liceo|instituto|secu|técnica|tecnica)\s+(?!de\s+(?:mi|la|aqu)|y\b|con\b|pero\b|en\b|que\b|hoy\b|por\b|los\b|mañana\b|porque\b|a\b|muy\b|todos\b|desde\b|cerca\b|grande\b|nueva\b|pública\b|publica\b|virtual\b)(?:n[°º.]?\s?|no\.?\s?)?[\w'’]+(?:\s+(?:de|del|la|los)\s+[\w'’]+|\s+(?!y\b|con\b|pero\b|en\b|que\b|por\b|porque\b|est[aá]\b|es\b|aqu[ií]\b|hoy\b)[\w'’]+){0,3})", re.IGNORECASE)),
    ("phone", re.compile(
        rf"(?<!\w){_CARDINAL_DIGIT}(?:[\s,.-]+{_CARDINAL_DIGIT}){{6,14}}(?!\w)", re.IGNORECASE)),
    ("email", re.compile(
        r"(?<![\w.+-])[\w.+-]{1,64}\s(?:at|arroba|\(at\))\s[\w-]{1,64}\s?(?:\.|\s(?:dot|punto)\s)\s?(?:com|net|org|edu|mx|us|k12|es|gov)(?:\s?(?:\.|dot|punto)\s?\w{2,3})*(?!\w)", re.IGNORECASE)),
    ("birthday", re.compile(
        rf"(?:birthday|b-?day|birth\s?date|birth|dob|born|turn(?:ed|ing|s)?|cumplea[nñ]os|cumple|cumplo|cumpl[ií]|nac[ií]|nacimiento)\b[^.!?\n]{{0,40}}?(?P<kept>{_BORN})", re.IGNORECASE)),
    ("birthday", re.compile(
        rf"(?:\b(?:i|i'm|im|i am|i'll|ill)\s+(?:be\s+)?(?:turn(?:ed|ing)?|gonna be|going to be)\s+\w+\s+(?:on|this|next)?\s*|\bcumpl[oíi](?:\s+\w+){{0,2}}\s+(?:años\s+)?el\s+)(?P<kept>{_DAY})", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:i|we)(?:\s+\w+){0,2}?\s+(?:live|stay|moved|house is|apartment is)\s+(?:\w+\s+)?(?:at|on|to|in|by)\s+(?P<kept>\d{1,6}[a-z]?\s+(?!years?\b|days?\b|miles?\b|other\b|people\b|dogs?\b|blocks?\b|minutes?\b|different\b)[\w'’.]+(?:\s+(?!and\b|with\b|but\b|so\b|in\b|near\b|because\b|if\b|my\b)[\w'’.#]+){0,4})", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:my|our|the|home|mi|nuestra)\s+(?:home\s+|house\s+|real\s+)?(?:address|addy|adress|direcci[oó]n|domicilio)\s*(?:is|es|:|=)\s*(?P<kept>(?=[^.!?\n]*\d)[^.!?\n]{4,80})", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:live|lives|living|stay|stays|house|home|vivo|vivimos|vive|casa|depa)\b[^.!?\n]{0,50}?\b(?P<kept>(?:apt|apartment|unit|trailer|lot|space|building|bldg|depto|departamento|apto|edificio|bloque|block|manzana|lote|interior|casa)\.?\s*(?:number\s+|n[uú]mero\s+|no\.?\s*|#\s*)?(?:\d+\s?-?[a-z]?|[a-z]-?\d+)\b(?:\s+(?:in|on|at|of|de|en|del)\s+(?:(?:the|la|el|los|las)\s+)?[\w'’]+(?:\s+(?!and\b|with\b|y\b|con\b)[\w'’]+){0,2})?)", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:live|lives|living|house|stop|vivo|vivimos|vive|casa|parada)\b[^.!?\n]{0,30}?\b(?:corner of|between|cross streets? (?:is|are)|intersection of|esquina (?:de|con)|entre|on)\s+(?P<kept>(?:(?:la|las|calles?|avenida)\s+){0,2}[\w'’]+(?:\s+[\w'’]+)?\s+(?:and|&|y|con|esquina con)\s+(?:\d+(?:st|nd|rd|th)|[\w'’]+\s+(?:st|street|ave|avenue|rd|road|blvd|drive|dr|lane|ln)|(?:la\s+)?(?:calle|avenida)\s+[\w'’]+))", re.IGNORECASE)),
    ("password", re.compile(
        rf"\b(?:my|mi|our|nuestra|her|his|his|their|moms?|dads?|mom's|dad's)\s+(?:[\w'’]+\s+){{0,2}}?(?:password|passcode|pasword|passwrd|pass|pw|contrase[nñ]a|clave|login)(?:\s+(?:for|to|de|del|para|on|en)\s+(?:(?:my|the|mi|la|el|mis|las)\s+)?[\w'’]+(?:\s+(?!is\b|es\b)\w+)?)?\s*(?:is|es|era|was|=|:)\s*[\"“']?(?P<kept>{_IN_TALK}[^\s\"”',.?!]{{3,}}(?:\s+[^\s\"”',.?!]*\d[^\s\"”',.?!]*)?)", re.IGNORECASE)),
    ("handle", re.compile(
        rf"\b(?:add|follow|find|dm|message|text|hmu|hit me up|friend|search|look (?:me )?up|agr[eé]ga(?:me|nme|r)?|s[ií]g(?:ue|an)me|b[uú]sca(?:me|nme)|[aá][nñ][aá]deme|escr[ií]b[ea](?:me|nme)|m[aá]ndame(?: solicitud)?)\s+(?:me\s+)?(?:up\s+)?(?:on|at|in|en|por|al|a)?\s*(?:mi|my|the|el)?\s*{_SITE}\b[\s,:-]*(?:(?:its|it's|is|as|at|im|i'm|user(?:name)?|name|como|soy|es|estoy|con|ahi|ahí|me llamo|salgo|aparezco|usuario|arroba)\s+)*[:@\"“']?(?P<kept>{_NO_HANDLE}[A-Za-z][\w.-]{{3,}})", re.IGNORECASE)),
    ("handle", re.compile(
        rf"\b(?:my|mi|her|his|su)\s+{_SITE}(?:\s+(?:user(?:name)?|name|id|tag|account|handle|channel|usuario|nombre|cuenta))?\s*(?:is|es|:|=|its|it's|se llama|is called)\s*[\"“'@]?(?P<kept>{_NO_HANDLE}[A-Za-z][\w.-]{{3,}}(?:\s+(?:underscore|dot|gui[oó]n bajo|punto)\s+\w+)*)", re.IGNORECASE)),
    ("handle", re.compile(
        r"(?<!\w)(?P<kept>[A-Za-z][\w.]*(?:\s+(?:underscore|gui[oó]n bajo)\s+\w+)+)(?!\w)", re.IGNORECASE)),
    ("name", re.compile(
        r"\b(?:i'?m|i am|its|it's|this is|soy|yo soy)\s+(?P<kept>(?!from|in|at|not|just|a|an|the|so|very|really|de|del|la|el|un|una|muy|student|going|doing)[^\W\d_]{2,}\s+(?!and|in|at|from|to|of|y|de|a)[^\W\d_]{2,})(?=\s*,?\s+(?:and\s+|y\s+)?(?:i\s+(?:go|live|attend|am in)|(?:i'?m|im)\s+(?:in|from|at)\s|from\s+[\w ]{2,20}(?:school|elementary|middle|high|academy)|voy|vivo|estudio|estoy en|de\s+(?:la\s+)?(?:escuela|secundaria|primaria|colegio|prepa)))", re.IGNORECASE)),
    ("name", re.compile(
        rf"\b(?:my|mi)\s+(?:mom|mum|mother|dad|father|brother|sister|cousin|friend|teacher|stepdad|grandma|grandpa|uncle|aunt|neighbor|mam[aá]|pap[aá]|herman[oa]|herman[oi]t[oa]|prim[oa]|amig[oa]|maestr[oa]|ti[oa]|t[ií][oa]|abuel[oa]|vecin[oa])(?:'?s)?\s+(?:full\s+)?(?:name\s+(?:is|es)|named|is named|is called|se llama)\s+(?P<kept>{_LOWER_NAME})", re.IGNORECASE)),
    ("handle", re.compile(
        r"(?<![\w@./-])(?P<kept>(?!(?:covid|area|ps|windows|formula)\d)[A-Za-z]{4}[A-Za-z.]{0,30}\d{2,}[\w.]*\w|(?=\w*\d)[A-Za-z][A-Za-z0-9.]*_[\w.]*\w)(?![\w@])")),
    ("phone", re.compile(
        rf"(?<!\w)(?=(?:\S+\s+){{2}})(?:(?:{_CARDINAL_DIGIT}|\d{{1,4}})[\s,.-]+){{2,14}}(?:{_CARDINAL_DIGIT}|\d{{3,4}})(?!\w)", re.IGNORECASE)),
    ("number", re.compile(r"(?<!\w)[A-Z]{4}\d{6}[A-Z0-9]{8}(?!\w)", re.IGNORECASE)),
    ("number", re.compile(
        r"\b(?P<kept>(?:(?:student|school|lunch|locker|library|bus|state)\s+)?(?:id|number|num|pin|code|card|badge|matr[ií]cula|folio|credencial|expediente|dni|c[eé]dula|rut|curp|n[uú]mero\s+de\s+(?:alumno|estudiante|lista|control|cuenta|credencial))(?:\s+(?:number|num|no\.?|code|n[uú]mero|escolar))?\s*[:#]?\s*[A-Z]{0,3}-?\d[\dA-Z-]{4,})(?!\w)", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:live|lives|living|stay|house is|moved)\b[^.!?\n]{0,20}?\b(?:on|at|off|by)\s+(?P<kept>(?!the\s+(?:same|other|next)\b)(?:[\w'’]+\s+){1,3}(?:st|street|ave|avenue|rd|road|drive|dr|lane|ln|blvd|boulevard|court|circle|terrace|apartments)\b(?:[^.!?\n]{0,60}\b(?:house|apartment|building|door|trailer)\b)?)", re.IGNORECASE)),
    ("address", re.compile(
        r"\b(?:vivo|vivimos|vive|viven|mi casa (?:es|está|esta|queda))\b[^.!?\n]{0,20}?\b(?:en|por|sobre)\s+(?P<kept>(?:el\s+|la\s+|los\s+|las\s+)?(?:calle|avenida|av|colonia|col|barrio|privada|callej[oó]n|fraccionamiento|unidad|edificio|departamento|depto|calzada|residencial|urbanizaci[oó]n|vereda|ejido|rancho)\b\.?\s+[\w'’#,°]+(?:\s+(?!y\b|con\b|pero\b|que\b|porque\b|arriba\b|cerca\b|enfrente\b|donde\b)[\w'’#,°]+){0,9})", re.IGNORECASE)),
    ("name", re.compile(
        rf"(?<!\w)(?P<kept>(?:Mrs?\.?|Ms\.?|Miss|Coach|Principal|Director[a]?|(?i:maestr[oa]|profe(?:sora?)?|miss|mrs?\.?|ms\.?|señor(?:ita|a)?))\s+(?P<given>{_WORD})\s+{_WORD}(?:\s+{_WORD})?)")),
)  # fmt: skip
HISTORY = frozenset(
    """
    sacajawea sacagawea sakakawea lewis clark york meriwether william charbonneau toussaint jean
    baptiste pomp pompey cameahwait jefferson thomas floyd ordway gass pryor shields colter drouillard
    george john joseph whitehouse cruzatte labiche field reuben shannon bratton potts willard newman
    seaman napoleon bonaparte monroe james madison biddle nicholas julia hancock missouri misuri
    mississippi columbia snake yellowstone pacific pacífico louisiana luisiana shoshone hidatsa mandan
    nez perce sioux lakota teton yankton arikara blackfeet blackfoot piegan pies negros clatsop chinook
    salish flathead otoe omaha louis luis saint san bitterroot rocky rocosas mountains montañas falls
    fort fuerte corps cuerpo discovery descubrimiento north dakota norte sur south iowa montana idaho
    oregon oregón washington virginia kentucky ohio st monticello albemarle county sheheke black buffalo
    twisted hair toby otter woman pryor snake three forks great metaharta metaharta wood camp river dubois
    patrick alexander hamilton willard labiche francois peter weiser bluff council spirit mound president
    presidente captain capitán capitan sergeant sargento chief jefe private mr mrs ms señor señora
    white house congress estados unidos united states france francia spain españa england inglaterra
    british spanish french indian native american nez percé walla wallawalla yakama tetoharsky
    pompeys pompey's pillar tower rock trail oregon beaverhead lemhi pass lolo jemez antonio napoleón
    tubman hemings boone columbus colon bolivar kahlo curie newton einstein darwin galilei
    grinder grinder's stand nashville philadelphia filadelfia camas wapato
    """.split()
)
NOT_A_NAME = frozenset(
    """
    the a an my not so from in at on of to and for is it here just very really done sorry confused
    doing gonna going trying bored tired lost stuck sad happy el la los las un una de del muy no bien
    mal que con por para un buen el yo tu mi sexto quinto cuarto tercero i you he she they we what why
    who how when where yes no ok your our this that these those all english spanish español ingles
    inglés teacher maestra class clase student alumno estudiante spelled written part only because
    porque pero y o como cuando si google siri alexa tutor hungry famoso importante
    """.split()
)
