"""One key for the forms, spellings and everyday synonyms of a word.

A word's key is its irregular form led back to the base, stemmed (snowball), spelt as it sounds (for
`yevaron` and `llevaron`, `grabed` and `grabbed`), and joined with its everyday synonyms. All tables
hold general school vocabulary, none of any lesson.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wordfreq import zipf_frequency

from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import stem

_IRREGULAR: dict[Language, tuple[str, ...]] = {
    "en": (
        "take took taken", "give gave given", "go went gone goes", "know knew known",
        "speak spoke spoken", "bring brought", "buy bought", "catch caught", "steal stole stolen",
        "write wrote written", "eat ate eaten", "pay paid payed", "sell sold", "find found",
        "keep kept", "leave left", "lose lost", "see saw seen", "make made", "come came",
        "run ran", "understand understood", "fight fought", "teach taught", "hold held",
        "send sent", "lead led", "grow grew grown", "fall fell fallen fel", "draw drew drawn",
        "hide hid hidden", "break broke broken", "freeze froze frozen", "rise rose risen",
        "feel felt", "hear heard herd", "mean meant", "meet met", "sit sat", "stand stood",
        "swim swam swum", "wear wore worn", "win won", "begin began begun", "choose chose chosen",
        "drive drove driven", "fly flew flown", "throw threw thrown", "drink drank drunk",
        "sing sang sung", "ride rode ridden", "die died dead death dying", "shine shone",
        "build built", "burn burnt", "forget forgot forgotten", "sleep slept", "dig dug",
        "forbid forbade forbidden", "bear bore born", "tear tore torn", "blow blew blown",
        "child children kid kids", "man men guy guys", "woman women lady ladies", "person people",
        "foot feet", "mouse mice", "wife wives", "life lives", "bigger big biggest",
        "less fewer lesser least", "free freed freedom liberty", "slave enslaved slavery enslave",
    ),
    "es": (
        "dar dio dieron da dan daba daban dado doy di dando", "ir iba iban va van vas",
        "hacer hizo hicieron hace hacen hacia hacian hecho haciendo hiso",
        "poder pudo pudieron puede pueden podia podian",
        "querer quiso quisieron quiere quieren queria querian keria",
        "tener tuvo tuvieron tiene tienen tenia tenian",
        "venir vino vinieron viene vienen venia venian venido",
        "traer trajo trajeron trae traen traia traian traido",
        "poner puso pusieron pone ponen ponia ponian puesto",
        "ver vio vieron ve ven veia veian visto vista vistas vistos",
        "pedir pidio pidieron pide piden pedia pedian pedido",
        "seguir siguio siguieron sigue siguen seguia seguian",
        "morir murio murieron muere mueren muerto",
        "sentir sintio sintieron siente sienten sentia sentian",
        "caer cayo cayeron cae caen caia caian caido", "oir oyo oyeron oye oyen oia oian oido",
        "saber supo supieron sabe saben sabia sabian sabias",
        "leer leyo leyeron lee leen leia leido",
        "escribir escrito escritos escrita escritas escribio", "mostrar muestra muestran mostro",
        "volver vuelve vuelven volvio volvieron vuelto regresar regreso regresaron",
        "encontrar encuentra encuentran encontro",
        "pensar piensa piensan penso", "empezar empieza empiezan empezo empezaron comenzar comenzo",
        "entender entiende entienden entendio", "perder pierde pierden perdio",
        "mover mueve mueven movio",
        "negar niega niegan nego negado", "servir sirve sirven sirvio",
        "conseguir consigue consiguio",
        "elegir elige eligio eligieron escoger escogio", "dormir duerme durmio",
        "construir construyo construyeron",
        "destruir destruyo destruyeron", "huir huyo huyeron", "nacer nace nacio nacieron",
        "conocer conozco conoce conocen conocia conocian", "calentar calienta calento",
        "crecer crece crecen crecio",
        "llover llueve llovio lluvia", "dolor duele dolia doler", "obtener obtuvo",
        "frances franses france francesa", "ingles ingle inglesa",
        "libre libertad liberar libero libres", "esclavo esclavitud esclavizado esclavizada",
    ),
}  # fmt: skip
_SYNONYMS: dict[Language, tuple[str, ...]] = {
    "en": (
        "capture kidnap abduct", "begin start", "stop quit", "speak talk",
        "calm calmly cool steady",
        "scared afraid frightened fear terrified", "food meal", "money cash dollars bucks",
        "big large huge", "small little tiny", "fast quick quickly", "boat canoe ship",
        "husband spouse", "language tongue", "diary journal", "soldier fighter warrior",
        "village town", "grab catch seize", "rescue save", "belly stomach tummy",
        "mountain rockies",
        "translate interpret translator interpreter", "friendly friend peaceful peace",
        "leader chief boss",
        "release emit", "absorb intake", "move motion", "increase grow rise", "decrease shrink",
        "gap hole opening break", "bulb lamp", "electricity electric electrical", "vapor steam gas",
        "centre center middle", "turn change become", "heat hot warm", "path way route road",
        "remember recognize recall", "carry haul", "choose pick decide", "ask request beg",
        "house home", "sick ill", "allow let", "show prove", "jail prison",
        "circle orbit around round", "punish punishment", "several various", "equal same",
        "reflect bounce", "vibrate vibration shake", "scratch scrape", "battle war combat",
        "army troops military", "king ruler monarch", "vote elect election", "job work labor",
        "escape flee", "trip journey travel voyage trek", "find discover", "build construct",
        "finish end", "buy purchase", "own possess", "angry mad upset furious", "sad unhappy",
        "help assist aid", "need require", "protect guard defend", "attack invade raid",
        "trade barter exchange swap", "hide conceal", "ocean sea", "stream creek",
        "forest woods", "soil dirt", "baby infant", "mother mom mum", "father dad",
        "family relatives relative", "important significant", "strange weird", "strong powerful",
        "smart clever intelligent", "hungry hunger starve starving", "result effect", "gun rifle",
        "damage ruin destroy wreck", "fix repair", "answer reply respond", "connect attach link",
        "separate split divide apart", "sunlight sunshine", "hurt injure wound harm",
        "arrive reach", "leave depart", "gather collect", "evidence proof", "captive prisoner",
        "tribe nation", "pull drag", "near nearby", "disease illness plague", "tax taxes duty",
        "crop harvest", "law rule", "believe trust", "poison toxic", "protest demonstrate",
        "freedom independence independent", "employer owner", "strike walkout", "wage salary pay",
        "ban forbid outlaw prohibit", "invent invention", "machine device", "newspaper press",
        "reject decline refuse", "rebel revolt rebellion uprising", "colony settlement",
        "settler colonist pioneer", "marry wed marriage wedding", "vanish disappear",
        "frozen ice", "railroad railway train", "crowd mob", "cheap inexpensive",
        "promise vow swear", "treaty agreement pact", "defeat beat", "surrender yield",
        "pupil student", "educate education", "hospital clinic", "doctor physician",
        "blaze fire burn", "shout yell scream cry", "path trail", "drought dry", "flood flooding",
        "hunt hunter hunting", "sew stitch", "secret secretly hidden", "cruel mean harsh",
        "unfair unjust", "wealth riches", "equality equal", "weapon gun", "sail sailor",
        "cabin hut", "cloth fabric", "wool fleece", "blood bleed", "wash clean", "germ bacteria",
        "pilot fly flight", "airplane plane aircraft", "car automobile", "rocket spaceship",
    ),
    "es": (
        "capturar secuestrar raptar", "empezar iniciar", "hablar platicar",
        "calma tranquila tranquilo calmada sereno",
        "miedo asustar susto espantar temor", "comida alimento comer", "dinero dolares pesos",
        "grande enorme", "pequeno chico chiquito", "rapido pronto", "barco barca bote canoa lancha",
        "esposo marido", "lengua idioma", "diario cuaderno", "guerrero combatiente",
        "aldea pueblo", "agarrar atrapar coger tomar", "rescatar salvar", "panza barriga estomago",
        "montana cerro sierra", "traducir interpretar interprete traductor traductora",
        "amigo amistoso amistad",
        "jefe lider", "soltar liberar emitir", "mover movimiento", "aumentar crecer subir",
        "disminuir bajar", "foco bombilla lampara", "electricidad electrico electrica corriente",
        "vapor gas",
        "centro medio", "convertir cambiar transformar", "calor caliente calentar", "ruta camino",
        "acordar recordar reconocer", "cargar llevar", "decidir escoger", "preguntar consultar",
        "casa hogar", "nina nino", "papas papa", "remedio medicina", "mostrar demostrar",
        "carcel prision presa preso", "girar rodear alrededor vueltas", "autobus camion",
        "hueco agujero",
        "crear producir fabricar hacer", "llegar alcanzar", "mismo igual",
        "reflejar rebotar", "vibrar vibracion", "rayar raspar", "batalla guerra combate",
        "ejercito tropas militar", "rey gobernante monarca", "votar elegir eleccion voto",
        "trabajo empleo trabajar", "escapar huir fugar", "viaje viajar recorrido travesia",
        "encontrar descubrir hallar", "construir edificar", "acabar terminar", "enojado enfadado",
        "ayudar apoyar", "proteger defender cuidar", "atacar invadir", "cambio trueque",
        "ocultar esconder", "mar oceano", "arroyo riachuelo", "bosque selva", "suelo tierra",
        "bebe criatura", "mama madre", "familia parientes familiares", "raro extrano",
        "fuerte poderoso", "listo inteligente", "hambre hambriento", "resultado efecto",
        "arma fusil rifle", "danar destruir arruinar estropear", "arreglar reparar",
        "contestar responder", "conectar unir enlazar", "separar dividir", "herir lastimar",
        "irse marcharse", "juntar recoger reunir", "evidencia prueba", "cautivo prisionero preso",
        "tribu nacion", "jalar arrastrar", "enfermedad plaga", "impuesto impuestos tributo",
        "cosecha cultivo", "ley regla", "frotar tallar", "comprar adquirir", "enviar mandar",
        "rechazar repeler", "rapido veloz", "enfriar refrescar", "protestar manifestarse protesta",
        "independencia independiente", "patron dueno", "huelga paro", "sueldo salario paga",
        "inventar invento", "maquina aparato", "rebelion revuelta rebelarse",
        "colonia asentamiento", "colono poblador", "casarse matrimonio boda",
        "desaparecer esfumarse", "ferrocarril tren", "promesa prometer", "tratado acuerdo pacto",
        "derrotar vencer", "rendirse entregarse", "alumno estudiante", "educar educacion",
        "medico doctor", "fuego incendio quemar", "gritar chillar",
        "sequia seco", "inundacion inundar", "cazar caceria", "coser costura", "secreto escondido",
        "cruel malo", "riqueza fortuna", "igualdad igual", "vela navegar", "cabana choza",
        "tela pano", "sangre sangrar", "lavar limpiar", "germen bacteria microbio",
        "piloto volar vuelo", "avion aeroplano", "coche carro auto automovil",
        "campesino granjero", "granja finca rancho", "dinero plata", "pobre pobreza",
    ),
}  # fmt: skip
_SOUNDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"ph", "f"), (r"^wh", "w"), (r"ck", "k"), (r"ie", "ei"), (r"(?<=..)e$", ""),
        (r"(.)\1", r"\1"),
    ),
    "es": (
        (r"(?<!c)h", ""), (r"v", "b"), (r"ll", "y"), (r"qu(?=[ei])", "k"), (r"gu(?=[ei])", "g"),
        (r"g(?=[ei])", "j"), (r"z", "s"), (r"c(?=[ei])", "s"), (r"c(?!h)", "k"), (r"(.)\1", r"\1"),
    ),
}  # fmt: skip
_SOUND_RULES = {
    language: tuple((re.compile(pattern), sound) for pattern, sound in rules)
    for language, rules in _SOUNDS.items()
}
_BASE: dict[Language, dict[str, str]] = {
    language: {form: line.split()[0] for line in lines for form in line.split()}
    for language, lines in _IRREGULAR.items()
}


def is_form(word: str) -> bool:
    """Tell whether a folded word is an irregular form of a known one."""
    return any(word in forms for forms in _BASE.values())


def base_form(word: str, language: Language) -> str | None:
    """Give the base of an irregular folded form, or None."""
    return _BASE[language].get(word)


_SPANISH_ENDING = re.compile(r"^(.{2,}[aei]r)(?:(?:se|me|te)?(?:l[aoe]s?)?|ian?)$")
"""Pronouns behind an infinitive, and the conditional: `pedirles`, `comerian`."""


def _write_out(word: str, language: Language) -> str:
    """Write out what is not spoken everywhere: "speakin", "capturao", "entonce"."""
    if len(word) < 4:
        return word
    if language == "en":
        whole = f"{word}g" if word.endswith("in") else word
    elif word.endswith("ao"):
        whole = f"{word[:-2]}ado"
    else:
        whole = f"{word}s" if word[-1] in "aeio" else word
    return whole if whole != word and frequency(whole) > frequency(word) + _RARER else word


def _spell(word: str, language: Language) -> str:
    word = _write_out(word, language)
    if language == "es" and word not in _BASE[language]:
        word = _SPANISH_ENDING.sub(r"\1", word)
    base = _BASE[language].get(word, word)
    if language == "es":
        base = sound_of(base, language)
    return sound_of(stem(base, language), language) or word


@lru_cache(maxsize=65536)
def sound_of(word: str, language: Language) -> str:
    """Spell a folded word as it sounds, its forms apart."""
    for pattern, sound in _SOUND_RULES[language]:
        word = pattern.sub(sound, word)
    return word


def _join(language: Language) -> dict[str, str]:
    joined: dict[str, str] = {}
    for line in _SYNONYMS[language]:
        keys = [_spell(word, language) for word in line.split()]
        for key in keys:
            joined.setdefault(key, keys[0])
    return joined


def synonyms(language: Language) -> tuple[str, ...]:
    """Give the groups of everyday synonyms, each with its words between blanks."""
    return _SYNONYMS[language]


_MISSPELT = 0.7
_RARER = 1.0
"""Zipf frequencies that a shortened word is rarer than the word written out."""
_SAME: dict[Language, dict[str, str]] = {}


@lru_cache(maxsize=65536)
def word_key(word: str, language: Language) -> str:
    """Give the key that a folded word shares with its forms, misspellings and synonyms."""
    if not _SAME:
        _SAME.update({"en": _join("en"), "es": _join("es")})
    key = _spell(word, language)
    return _SAME[language].get(key, key)


@lru_cache(maxsize=65536)
def frequency(word: str) -> float:
    """Give the Zipf frequency (0..8) of a folded word in the language that uses it more."""
    return max(zipf_frequency(word, language, wordlist="small") for language in LANGUAGES)


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Give how much a folded word tells, 0.3..1.2, by its everyday frequency."""
    zipf = frequency(word)
    return _MISSPELT if zipf == 0.0 else min(1.2, max(0.3, 1.9 - 0.25 * zipf))
