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
            " the nations say. It can be wrong, so check the sources below each answer.",
        ),
        "es": (
            "Soy un programa de computadora; no soy una persona viva ni {name} de verdad. Un"
            " programa arma las palabras con lo que escribió la gente de aquel tiempo y con lo que"
            " dicen los historiadores y las naciones indígenas. Puede equivocarse: revisa las fuentes"
            " debajo de cada respuesta.",
        ),
    },
    "unknown": {
        "en": (
            "The record in this lesson does not say, and I will not make an answer up.",
            "I cannot answer that honestly: the sources of this lesson do not say.",
            "The sources we have here are silent on that, so the record does not say.",
        ),
        "es": (
            "Las fuentes de esta lección no lo dicen, y no voy a inventar una respuesta.",
            "No puedo responder eso con honestidad: las fuentes de esta lección no lo dicen.",
            "Las fuentes que tenemos aquí no hablan de eso, así que no se sabe por ellas.",
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
    "only_language": {
        "en": ("In this talk I answer in English. You may write as you like.",),
        "es": ("En esta conversación contesto en español. Tú puedes escribir como quieras.",),
    },
    "help_ends": {
        "en": ("My help with this question ends here, so I leave the answer to you. You can look for it"
               " in the sources, ask me about it, or ask your teacher.",),
        "es": ("Mi ayuda con esta pregunta llega hasta aquí, así que te dejo a ti la respuesta. Puedes"
               " buscarla en las fuentes, preguntarme sobre el tema o preguntarle a tu maestra o"
               " maestro.",),
    },
    "too_fast": {
        "en": ("Your message is kept, but you write faster than I can answer well. Wait a minute, then"
               " ask me again what matters most.",),
        "es": ("Tu mensaje queda guardado, pero escribes más rápido de lo que puedo contestar bien."
               " Espera un minuto y vuelve a preguntarme lo que más importa.",),
    },
    "time_break": {
        "en": ("You have been at this for a good while. A break is a good idea: stand up, drink some"
               " water, look out of a window. Your talk is kept.",),
        "es": ("Ya llevas un buen rato en esto. Es buena idea descansar: levántate, toma agua, mira por"
               " la ventana. Tu conversación queda guardada.",),
    },
    "time_reminder": {
        "en": ("A reminder: I am a computer program, not a person, and you have been here for hours."
               " Take a break. Your talk is kept.",),
        "es": ("Un recordatorio: soy un programa de computadora, no una persona, y llevas horas aquí."
               " Haz una pausa. Tu conversación queda guardada.",),
    },
    "time_night": {
        "en": ("It is night by the clock. Sleep comes first; this story is here tomorrow too.",),
        "es": ("Según el reloj, es de noche. Primero está dormir; esta historia también estará aquí"
               " mañana.",),
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
    "film_scene": {
        "en": ("This is a scene of the film {film}.",),
        "es": ("Esta es una escena de la película {film}.",),
    },
    "record_beside": {
        "en": ("And beside it, what the record says:", "Now what the record says:"),
        "es": ("Y a su lado, lo que dicen los documentos:", "Ahora, lo que dicen los documentos:"),
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
        "es": ("Todavía falta algo. ¿Qué más sabes?", "¿Qué más puedes decir de eso?",
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
    "rests_on": {
        "en": ("That rests on: {sources}.",),
        "es": ("Eso se basa en: {sources}.",),
    },
    "likes": {
        "en": ("Good to know. I will come back to that where the lesson allows it.",),
        "es": ("Qué bueno saberlo. Volveré a eso cuando la lección lo permita.",),
    },
    "bored": {
        "en": ("Fair enough. Let us try something else.",),
        "es": ("Está bien. Probemos con otra cosa.",),
    },
    "feelings": {
        "en": ("What {name} felt or thought about it, nobody wrote down in the sources of this lesson; they say what happened.",
               "Nobody whose words this lesson has wrote down what {name} felt or thought about it."),
        "es": ("Lo que {name} sintió o pensó, nadie lo escribió en las fuentes de esta lección; dicen lo que pasó.",
               "Nadie de quien esta lección tenga palabras escribió lo que {name} sintió o pensó."),
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


def phrase(key: str, language: Language, turn: int = 0, **slots: str) -> str:
    """Give a wording of a phrase; `turn` turns the wordings over."""
    wordings = _PHRASES[key][language]
    return wordings[turn % len(wordings)].format(**slots)


def all_phrases() -> list[tuple[str, Language, str]]:
    """Give every wording as (key, language, text), for checks over all of them."""
    return [
        (key, language, text)
        for key, by_language in _PHRASES.items()
        for language, texts in by_language.items()
        for text in texts
    ]
