"""Reading a message: speech act, language, what it touches and what it takes for granted."""

from __future__ import annotations

import re
from dataclasses import replace

from tutor.core.events import DialogueState, Reading
from tutor.core.interests import find_interests
from tutor.core.language import LanguageReading, read_language
from tutor.core.matching import Match, PhraseIndex, mentions
from tutor.core.prepared import PreparedLesson
from tutor.core.readability import lix
from tutor.core.rules import Rules
from tutor.core.speech_acts import Act, Moment, find_question, read_act
from tutor.core.terms import LANGUAGES, Language, Mood, SpeechAct
from tutor.core.text import content_stems, fold, words

TOPIC_CUT = 0.66
ASKED_CUT = 0.85
"""How like a question that the lesson answers a message must be to be one, however it reads."""
ACCOUNT_CUT, RESEMBLES = 0.9, 0.6
"""How like an authored question of responsibility a message must be to be one while another
question is open, and how unlike an answer."""
PREMISE_CUT = 0.68
NEAR_PREMISE, AHEAD = 0.38, 1.2
"""How like a false premise a question must be to be one where nothing answers it, and how far that
premise must be ahead of the next."""
WHOLE_PREMISE = 4
"""Telling words of a false premise that is found inside a longer question."""
SURELY_OURS = 0.6
"""How surely the material must answer what seems to be off the subject."""
STATED = 0.7
"""How like a misconception a message must be to be corrected unasked."""
LEAD = 0.08
"""How much nearer a message may be to a plain question and still count as a topic."""
_CONCEPT_CUT = 0.45
_SHOWS_NO_MOOD = frozenset({"question", "answer", "off_topic", "request_deeper"})
"""Acts in which "hard" or "lost" speaks of the subject."""
_HELPLESS = frozenset({"dont_know", "request_answer", "clarification", "request_simpler"})
STUCK_AFTER = 2
"""Turns without progress after which asking for help shows that a student is stuck."""
_TALK_OF_QUESTIONS = frozenset({"quiz", "no_quiz"})
_ASKING = frozenset({"question", "off_topic"})
"""Acts that may name a topic of the lesson's; what names one is on topic."""
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
    heard = read_language(message, standing, lesson.names)
    act = read_act(message, moment_of(message, lesson, state, heard.language))
    if act.act == "answer" and _asks_to_account(message, lesson, state, heard.language):
        act = replace(act, act="question", reason="asks who answers for it")
    plain = act.act in (*_ASKING, "answer") or act.language or act.topic in _TALK_OF_QUESTIONS
    if act.formed and not plain and _is_asked_so(message, lesson):
        act = replace(act, act="question", reason="asks what the lesson answers")
    language = act.language or (
        _reply_language(heard, settled=settled, state=state, standing=standing)
        if follow
        else standing
    )
    asked = find_question(message) if act.act in _ASKING else message
    premise = _premise(asked, lesson, state, act)
    topic = act.topic or _term(asked, lesson) or _topic(asked, lesson, act.act)
    if premise and (topic or "").startswith("dispute:"):
        topic = None
    return Reading(
        act="question" if act.act == "off_topic" and _is_ours(topic) else act.act,
        reason=act.reason,
        language=language,
        written=heard.language,
        switched=language != standing,
        mixed=heard.mixed,
        concepts=_concepts(message, lesson),
        interests=find_interests(message, heard.language, mixed=heard.mixed),
        mood=_mood(act, state),
        presentation=act.presentation,
        wants_language=act.language,
        premise=premise,
        near_premise=_near_premise(asked, lesson) if act.act == "question" else None,
        topic=topic,
        lix=round(lix(message), 2) if len(words(message)) >= 4 else None,
        words=len(words(message)),
    )


def keep_to(rules: Rules, reading: Reading, standing: Language) -> Reading:
    """Let the reply keep to the permitted languages, and note which one it would have been in."""
    language = rules.permit(reading.language)
    if language == reading.language:
        return reading
    kept = {"language": language, "refused": reading.language, "switched": language != standing}
    return reading.model_copy(update=kept)


def take_as_ours(reading: Reading, answerable: float) -> Reading:
    """Take a message that seems off the subject as a question where the material answers it."""
    ours = reading.act == "off_topic" and reading.topic is None and answerable >= SURELY_OURS
    if not ours:
        return reading
    return reading.model_copy(update={"act": "question", "reason": "asks what the lesson answers"})


def _reply_language(
    heard: LanguageReading, *, settled: bool, state: DialogueState, standing: Language
) -> Language:
    """Follow the student: at once on three telling words, else on the second turn running.

    A student of whom nothing is known yet is followed on the first word.
    """
    if heard.language == standing or heard.sure or not settled:
        return heard.language
    return heard.language if state.foreign >= 1 else standing


def _is_ours(topic: str | None) -> bool:
    """Tell whether a topic belongs to the lesson; what came after its time does not."""
    return topic is not None and not topic.startswith("anachronism:")


def _mood(act: Act, state: DialogueState) -> Mood | None:
    """Give the mood that the words show, or that turn after turn without progress shows."""
    if act.act in _SHOWS_NO_MOOD:
        return None
    if act.mood is None and act.act in _HELPLESS and state.stuck >= STUCK_AFTER:
        return "stuck"
    return act.mood


def moment_of(
    message: str, lesson: PreparedLesson, state: DialogueState, language: Language
) -> Moment:
    """Give what the act of a message is read beside: the open question and the lesson's words."""
    grader = lesson.graders.get(state.pending.question) if state.pending else None
    if grader is None:
        return Moment(pending=state.pending is not None, knows=lesson.knows_word)
    main = grader.question.main
    return Moment(
        pending=True,
        resembles=grader.resembles(message, language),
        asked=frozenset(s for lang in LANGUAGES for s in content_stems(main.get(lang), lang)),
        knows=lesson.knows_word,
    )


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
    if act not in _ASKING:
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


def _asks_to_account(
    message: str, lesson: PreparedLesson, state: DialogueState, language: Language
) -> bool:
    """Tell whether a message meant for an answer asks what the guide must answer for."""
    best = _best(message, lesson.topics, ACCOUNT_CUT)
    if best is None or not best.key.startswith(("accountability:", "restricted:")):
        return False
    grader = lesson.graders.get(state.pending.question) if state.pending else None
    return grader is None or grader.resembles(message, language) < RESEMBLES


def _is_asked_so(message: str, lesson: PreparedLesson) -> bool:
    """Tell whether a message is nearly word for word what a passage or dispute answers."""
    indexes = (lesson.concept_words, lesson.topics)
    return any(_best(message, index, ASKED_CUT) for index in indexes)


def _held_whole(message: str, lesson: PreparedLesson) -> str | None:
    """Find a question of responsibility inside a longer one: it is never passed over."""
    found = [m for language in LANGUAGES if (m := lesson.topics.contained(message, language))]
    keys = [match.key for match in found if match.key.startswith("accountability:")]
    return keys[0] if keys else None


def _premise(message: str, lesson: PreparedLesson, state: DialogueState, act: Act) -> str | None:
    if act.act != "question" or (state.pending is not None and "?" not in message):
        return None
    named = _clearest(message, lesson.premises, lesson, PREMISE_CUT)
    named = named or _takes_for_granted(message, lesson)
    stated = not act.formed or _TAG.search(fold(message))
    return named or (_stated_mistake(message, lesson) if stated else None)


def _near_premise(message: str, lesson: PreparedLesson) -> str | None:
    """Find the false premise that a question is more like than any question with an answer."""
    found = [m for language in LANGUAGES for m in lesson.premises.rank(message, language)[:2]]
    if not found:
        return None
    best, *others = sorted(found, key=lambda match: -match.score)
    rivals = [m.score for m in others if m.key != best.key]
    plain = _best(message, lesson.concept_words, 0.0)
    clear = best.score >= max(NEAR_PREMISE, AHEAD * max(rivals, default=0.0))
    return best.key if clear and (plain is None or best.score >= plain.score) else None


def _takes_for_granted(message: str, lesson: PreparedLesson) -> str | None:
    """Find a false premise inside a longer question."""
    found = [
        m
        for language in LANGUAGES
        if (m := lesson.premises.contained(message, language, WHOLE_PREMISE))
    ]
    return found[0].key if found else None


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


def is_wordless(message: str) -> bool:
    """Tell whether a message holds no letter and no digit (empty, emoji only, punctuation)."""
    return not re.search(r"[^\W_]", message)
