"""The tutor's own small talk in both languages: everything said that no passage says.

Each entry has several wordings; `phrase` turns them over so that a talk does not repeat itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.terms import Language

_PHRASES: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "program": {
        "en": (
            "I am a computer program, not a living person and not the real {name}. A program puts"
            " the words together from what people of that time wrote and from what historians and"
            " her nations say. It can be wrong, so check the sources below each answer.",
        ),
        "es": (
            "Soy un programa de computadora; no soy una persona viva ni la verdadera {name}. Un"
            " programa arma las palabras con lo que escribió la gente de aquel tiempo y con lo que"
            " dicen los historiadores y las naciones indígenas. Puede equivocarse: revisa las fuentes"
            " debajo de cada respuesta.",
        ),
    },
    "unknown": {
        "en": (
            "The record does not say. None of the sources in this lesson answers that, and I will"
            " not make an answer up.",
            "I cannot answer that honestly: the record does not say.",
            "Nobody wrote that down in the sources we have here, so the record does not say.",
        ),
        "es": (
            "El registro no lo dice. Ninguna fuente de esta lección lo responde, y no voy a inventar"
            " una respuesta.",
            "No puedo responder eso con honestidad: el registro no lo dice.",
            "Nadie lo escribió en las fuentes que tenemos aquí, así que el registro no lo dice.",
        ),
    },
    "nearby": {
        "en": ("What is known nearby:", "Here is something close to it that is known:"),
        "es": ("Lo que sí se sabe, cerca de eso:", "Algo parecido que sí se sabe:"),
    },
    "empty": {
        "en": ("I did not find any words in that. Write me a question, or a few words about what you"
               " would like to know.",),
        "es": ("No encontré palabras en eso. Escríbeme una pregunta, o unas palabras sobre lo que te"
               " gustaría saber.",),
    },
    "too_long": {
        "en": ("That message is too long for me: I read up to {limit} characters. Send me the most"
               " important part.",),
        "es": ("Ese mensaje es demasiado largo para mí: leo hasta {limit} caracteres. Mándame la"
               " parte más importante.",),
    },
    "unsaved": {
        "en": ("I could not save that message, so I have not answered it. Everything before it is"
               " kept. Please tell your teacher, or try again in a while.",),
        "es": ("No pude guardar ese mensaje, así que no lo he contestado. Todo lo anterior está"
               " guardado. Avisa a tu maestra o maestro, o inténtalo de nuevo en un rato.",),
    },
    "redirect": {
        "en": ("That is outside what I can teach.", "I do not know about that.",
               "That is not part of this story."),
        "es": ("Eso está fuera de lo que puedo enseñar.", "De eso no sé.",
               "Eso no es parte de esta historia."),
    },
    "hello": {
        "en": ("Hello! Good to have you here.",),
        "es": ("¡Hola! Qué bueno que estás aquí.",),
    },
    "thanks": {
        "en": ("You are welcome.", "Gladly."),
        "es": ("De nada.", "Con gusto."),
    },
    "bye": {
        "en": ("Goodbye. Your talk is kept, and you can go on with it another day.",),
        "es": ("Hasta luego. Tu conversación queda guardada y puedes seguir otro día.",),
    },
    "all_right": {
        "en": ("All right.", "Good.", "Let us go on."),
        "es": ("Muy bien.", "Bueno.", "Sigamos."),
    },
    "doorways": {
        "en": ("Where next? {one} — or {two}.", "Two things you could ask about: {one}, or {two}."),
        "es": ("¿Qué vemos ahora? {one}, o bien {two}.", "Dos cosas que puedes preguntar: {one}, o {two}."),
    },
    "after_horizon": {
        "en": ("That came after the time {name} can speak of here.",),
        "es": ("Eso vino después del tiempo del que {name} puede hablar aquí.",),
    },
    "now_you": {
        "en": ("Now a question for you.", "Here is something for you to think about.",
               "Let me ask you something."),
        "es": ("Ahora una pregunta para ti.", "Aquí va algo para que lo pienses.",
               "Déjame preguntarte algo."),
    },
    "again": {
        "en": ("Back to the question.", "The question is still open.", "Here is the question again."),
        "es": ("Volvamos a la pregunta.", "La pregunta sigue abierta.",
               "Aquí está otra vez la pregunta."),
    },
    "review": {
        "en": ("Last time we talked about {concept}. Let us see what has stayed with you.",),
        "es": ("La otra vez hablamos de esto: {concept}. Veamos qué recuerdas.",),
    },
    "right": {
        "en": ("Yes.", "That is right.", "Exactly so."),
        "es": ("Sí.", "Así es.", "Exacto."),
    },
    "more": {
        "en": ("There is more to it. What else?", "What else belongs to the answer?",
               "Can you add something?"),
        "es": ("Hay algo más. ¿Qué más?", "¿Qué más forma parte de la respuesta?",
               "¿Puedes agregar algo?"),
    },
    "unclear": {
        "en": ("I am not sure I follow you. Can you say it another way: who did what?",
               "Say a little more, so that I do not misread you.",
               "I may have misunderstood. Put it in other words, please."),
        "es": ("No me queda claro. ¿Puedes decirlo de otra manera: quién hizo qué?",
               "Di un poco más, para no entenderte mal.",
               "Quizá no te entendí. Dilo con otras palabras, por favor."),
    },
    "not_yet": {
        "en": ("Not quite yet.", "That is not what the sources tell.", "Let us look again."),
        "es": ("Todavía no.", "Eso no es lo que cuentan las fuentes.", "Miremos otra vez."),
    },
    "no_matter": {
        "en": ("That is all right.", "No harm in not knowing.", "Let us work it out together."),
        "es": ("No pasa nada.", "No saber no es malo.", "Vamos a averiguarlo juntos."),
    },
    "try_first": {
        "en": ("Try once first; a guess is fine.",),
        "es": ("Inténtalo una vez primero; puedes adivinar.",),
    },
    "restate": {
        "en": ("How would you say that in your own words?", "Now say it your way."),
        "es": ("¿Cómo lo dirías con tus propias palabras?", "Ahora dilo a tu manera."),
    },
    "recap": {
        "en": ("So, all together:", "To sum up:"),
        "es": ("Entonces, todo junto:", "En resumen:"),
    },
    "disagree": {
        "en": ("The sources do not agree on this, and I will not decide it for you.",
               "This is disputed. Here is who says what, and why."),
        "es": ("Las fuentes no están de acuerdo en esto, y no voy a decidirlo por ti.",
               "Esto se discute. Esto es lo que dice cada quien, y por qué."),
    },
    "interest": {
        "en": ("And since you like {interest}:",),
        "es": ("Y como te interesa esto ({interest}):",),
    },
    "no_deeper": {
        "en": ("The sources here go no deeper on that.",),
        "es": ("Las fuentes que hay aquí no van más a fondo en eso.",),
    },
    "noted": {
        "en": ("I will do that from now on.",),
        "es": ("Así lo haré de ahora en adelante.",),
    },
    "gloss": {
        "en": ("({term}: in Spanish, {other}.)",),
        "es": ("({term}: en inglés, {other}.)",),
    },
    "where_when": {
        "en": ("On the map: {place}. Date: {when}.",),
        "es": ("En el mapa: {place}. Fecha: {when}.",),
    },
    "their_words": {
        "en": ("{author} wrote: “{quote}”",),
        "es": ("{author} escribió, en inglés: “{quote}”",),
    },
}  # fmt: skip

_INTERESTS: Mapping[str, tuple[str, str]] = {
    "animals": ("animals", "animales"), "food": ("food", "comida"), "family": ("family", "familia"),
    "maps": ("maps", "mapas"), "languages": ("languages", "idiomas"), "danger": ("danger", "peligro"),
    "plants": ("plants", "plantas"), "medicine": ("medicine", "medicina"),
    "trade": ("trade", "comercio"), "mountains": ("mountains", "montañas"),
    "water": ("rivers and the sea", "ríos y mar"), "clothes": ("clothes", "ropa"),
    "weather": ("weather", "clima"), "travel": ("travel", "viajes"), "work": ("work", "trabajo"),
    "friends": ("friends", "amigos"),
}  # fmt: skip


def phrase(key: str, language: Language, turn: int = 0, **slots: str) -> str:
    """Give a wording of a phrase; `turn` turns the wordings over."""
    wordings = _PHRASES[key][language]
    return wordings[turn % len(wordings)].format(**slots)


def interest_name(tag: str, language: Language) -> str:
    """Name an interest in a sentence."""
    names = _INTERESTS.get(tag, (tag, tag))
    return names[0] if language == "en" else names[1]


def all_phrases() -> list[tuple[str, Language, str]]:
    """Give every wording as (key, language, text), for checks over all of them."""
    return [
        (key, language, text)
        for key, by_language in _PHRASES.items()
        for language, texts in by_language.items()
        for text in texts
    ]
