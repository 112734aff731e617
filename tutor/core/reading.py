"""Reading a message: speech act, language, what it touches and what it takes for granted."""

from __future__ import annotations

import re

from tutor.core.events import DialogueState, Reading
from tutor.core.interests import INTEREST_WORDS
from tutor.core.language import LanguageReading, read_language
from tutor.core.matching import Match, PhraseIndex, mentions
from tutor.core.prepared import PreparedLesson
from tutor.core.readability import lix
from tutor.core.speech_acts import Act, find_question, read_act
from tutor.core.terms import LANGUAGES, Language, SpeechAct
from tutor.core.text import FUNCTION_WORDS, NEGATIONS, fold, words

TOPIC_CUT = 0.66
PREMISE_CUT = 0.68
STATED = 0.7
"""How like a misconception a message must be to be corrected unasked."""
LEAD = 0.08
"""How much nearer a message may be to a plain question and still count as a topic."""
_CONCEPT_CUT = 0.45
_PERSONAL = frozenset(
    "you your she her he his they their sacagawea sacajawea tu te ti tus ella su sus lewis clark"
    " york charbonneau them fuiste eras tenias hiciste".split()
)


_TAG = re.compile(
    r"(\b(wasn'?t|weren'?t|isn'?t|didn'?t|aren'?t|don'?t|doesn'?t) (he|she|it|they|you|u)|\bright"
    r"|\b(verdad|cierto|no))[ ?!.]*$"
)
"""What turns a claim into a question: "wasn't he?"."""
_MEANING = re.compile(
    r"\b(what does .{1,30} mean|what do you mean by|meaning of|define"
    r"|^what is (a |an |the )?\w+( \w+)?$|que significa|que quiere decir"
    r"|^que es (un |una |el |la )?\w+$)"
)
_ASKS_PROGRAM = re.compile(
    r"^(can|could|will|would|do) (you|u) |^(puedes|podrias|sabes|quieres|te gusta) "
)
"""What is asked of the tutor now rather than of the figure then."""


def read_message(
    message: str,
    lesson: PreparedLesson,
    state: DialogueState,
    standing: Language,
    *,
    follow: bool = True,
    settled: bool = True,
) -> Reading:
    """Read a message before anything is graded.

    Args:
        message: the student's words, cleaned.
        lesson: the pack and persona, prepared for matching.
        state: the dialogue so far.
        standing: the student's language so far.
        follow: reply in the language of the message; else only on request.
        settled: the standing language is the student's own, not just the first of the pack.
    """
    heard = read_language(message, standing)
    act = read_act(
        message,
        pending=state.pending is not None,
        resembles_answer=_resembles_answer(message, lesson, state, heard.language),
    )
    language = act.language or (
        _reply_language(heard, settled=settled, state=state, standing=standing)
        if follow
        else standing
    )
    asked = find_question(message) if act.act == "question" else message
    premise = _premise(asked, lesson, state, act)
    topic = act.topic or _term(asked, lesson) or _topic(asked, lesson, act.act)
    if premise and (topic or "").startswith("dispute:"):
        topic = None
    return Reading(
        act=_off_topic(message, lesson, act, topic),
        reason=act.reason,
        language=language,
        written=heard.language,
        switched=language != standing,
        mixed=heard.mixed,
        concepts=_concepts(message, lesson),
        interests=tuple(tag for tag, terms in INTEREST_WORDS.items() if mentions(message, terms)),
        presentation=act.presentation,
        wants_language=act.language,
        premise=premise,
        topic=topic,
        lix=round(lix(message), 2) if len(words(message)) >= 4 else None,
        words=len(words(message)),
    )


def _reply_language(
    heard: LanguageReading, *, settled: bool, state: DialogueState, standing: Language
) -> Language:
    """Follow the student: at once on three telling words, else on the second turn running.

    A student of whom nothing is known yet is followed on the first word.
    """
    if heard.language == standing or heard.sure or not settled:
        return heard.language
    return heard.language if state.foreign >= 1 else standing


def _resembles_answer(
    message: str, lesson: PreparedLesson, state: DialogueState, language: Language
) -> bool:
    if state.pending is None:
        return False
    question = lesson.graders.get(state.pending.question)
    return question is not None and question.resembles(message, language) >= 0.5


def _best(message: str, index: PhraseIndex, cut: float) -> Match | None:
    found = [m for language in LANGUAGES if (m := index.best(message, language))]
    best = max(found, key=lambda match: match.score, default=None)
    return best if best and best.score >= cut else None


def _clearest(message: str, index: PhraseIndex, lesson: PreparedLesson, cut: float) -> str | None:
    """Give the key that fits, unless the message is nearer to what a passage simply answers."""
    best = _best(message, index, cut)
    plain = _best(message, lesson.concept_words, 0.0)
    return best.key if best and (plain is None or best.score >= plain.score - LEAD) else None


def _topic(message: str, lesson: PreparedLesson, act: SpeechAct) -> str | None:
    if act != "question":
        return None
    for key, terms in lesson.anachronisms:
        if mentions(message, terms):
            return f"anachronism:{key}"
    fits = _clearest(message, lesson.topics, lesson, TOPIC_CUT)
    return fits or _held_whole(message, lesson)


def _term(message: str, lesson: PreparedLesson) -> str | None:
    """Find a question of what a word of the glossary means."""
    flat = " ".join(words(message))
    term = lesson.term_in(flat) if _MEANING.search(flat) else None
    return f"term:{term}" if term else None


def _held_whole(message: str, lesson: PreparedLesson) -> str | None:
    """Find a question of responsibility inside a longer one: it is never passed over."""
    found = [m for language in LANGUAGES if (m := lesson.topics.contained(message, language))]
    keys = [match.key for match in found if match.key.startswith("accountability:")]
    return keys[0] if keys else None


def _premise(message: str, lesson: PreparedLesson, state: DialogueState, act: Act) -> str | None:
    if act.act != "question" or (state.pending is not None and "?" not in message):
        return None
    named = _clearest(message, lesson.premises, lesson, PREMISE_CUT)
    stated = act.reason == "names a subject" or _TAG.search(fold(message))
    return named or (_stated_mistake(message, lesson) if stated else None)


def _stated_mistake(message: str, lesson: PreparedLesson) -> str | None:
    """Find a misconception that a message states of the concept it is about."""
    for concept in _concepts(message, lesson)[:3]:
        for question in lesson.pack.questions:
            if question.concept != concept:
                continue
            grade = lesson.graders[question.id].grade(message, lesson.pack.manifest.languages[0])
            if grade.misconception and grade.misconceptions[grade.misconception] >= STATED:
                return grade.misconception
    return None


def _concepts(message: str, lesson: PreparedLesson) -> tuple[str, ...]:
    ranked = {
        match.key: match.score
        for language in LANGUAGES
        for match in lesson.concept_words.rank(message, language)
        if match.score >= _CONCEPT_CUT
    }
    named = [concept.id for concept in lesson.pack.concepts if mentions(message, concept.words.all)]
    ordered = [*named, *sorted(ranked, key=lambda key: -ranked[key])]
    return tuple(dict.fromkeys(ordered))[:4]


def _off_topic(message: str, lesson: PreparedLesson, act: Act, topic: str | None) -> SpeechAct:
    """Call a message off topic when it shares no telling word with the material and its people."""
    if act.act != "question" or topic:
        return act.act
    found = words(message)
    personal = any(word in _PERSONAL for word in found)
    if personal and not _ASKS_PROGRAM.search(" ".join(found)):
        return "question"
    telling = [
        word
        for word in found
        if all(word not in FUNCTION_WORDS[lang] | NEGATIONS[lang] for lang in LANGUAGES)
    ]
    formed = act.reason != "names a subject"
    if not telling:
        return "question" if formed else "social"
    known = sum(lesson.knows_word(word) for word in telling)
    if known >= len(telling) / 2:
        return "question"
    return "off_topic" if formed else "social"


def is_wordless(message: str) -> bool:
    """Tell whether a message holds no letter and no digit (empty, emoji only, punctuation)."""
    return not re.search(r"[^\W_]", message)
