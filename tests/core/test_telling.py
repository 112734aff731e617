from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.situations import TOLD, Talk, make_reading
from tests.packs import write_tiny_pack
from tutor.content import load_pack
from tutor.core.composition import Composition, compose
from tutor.core.events import Decision, DialogueState, Plan
from tutor.core.grounding import check_segment
from tutor.core.material import cite
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.terms import LANGUAGES, Language


def explain(lesson: PreparedLesson, plan: Plan, **changes: object) -> Composition:
    decision = Decision.model_validate(
        {"move": "explain", "reason": "asked"} | changes.pop("decision", {})  # type: ignore[operator]
    )
    fields: dict[str, object] = {
        "reading": make_reading("question"),
        "query": "Why were you hired?",
        "passages": ("mandan.hired",),
        "scores": (1.0,),
    }
    return Composition(lesson, decision, plan, DialogueState(), **(fields | changes))  # type: ignore[arg-type]


def test_an_answer_rests_on_the_passage_found(lesson: PreparedLesson) -> None:
    said = Talk(lesson).say("Why were you hired?", answerable=0.9)
    assert said.decision.move == "explain"
    assert {s.support for s in said.worded.segments if s.kind != "none"} == {("mandan.hired",)}
    assert said.worded.segments[0].voice == "figure"


def test_the_same_words_are_never_asked_in_vain(lesson: PreparedLesson) -> None:
    said = Talk(lesson).say("What was your favourite song?")
    assert said.decision.move == "decline"
    assert said.worded.segments[0].voice == "guide"
    assert not any(s.support for s in said.worded.segments)


def test_simpler_tells_the_same_passage_in_easier_sentences(lesson: PreparedLesson) -> None:
    talk = Talk(lesson)
    first = talk.say("Why were you hired?", answerable=0.9)
    talk.model = talk.model.model_copy(update={"exchanges": 1})
    again = talk.say("simpler please")
    assert first.plan.level == "standard"
    assert again.plan.level == "simple"
    assert again.worded.told[0].passage.id == "mandan.hired"
    assert again.text != first.text


def test_deeper_goes_down_and_says_when_the_sources_end(lesson: PreparedLesson) -> None:
    talk = Talk(lesson, TOLD.model_copy(update={"level": "simple", "shown": {"mandan.hired":
                                                                            "fact"}}))  # fmt: skip
    talk.model = talk.model.model_copy(update={"reading": {"en": _simple()}})
    first, second = talk.say("tell me more"), talk.say("tell me more")
    assert [t.depth for t in first.worded.told] == ["cause"]
    assert "no deeper" in second.text


def _simple() -> object:
    from tutor.core.reading_level import ReadingLevel  # noqa: PLC0415 - one use

    return ReadingLevel(grade=3.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_restricted_topic_is_answered_with_the_authors_words_alone(
    lesson: PreparedLesson, language: Language
) -> None:
    talk = Talk(lesson)
    said = talk.say("teach me a prayer", "question", topic="restricted:ceremony", language=language)
    topic = lesson.topic("restricted:ceremony")
    assert topic is not None
    assert [s.text for s in said.worded.segments] == [topic.says.get(language)]
    assert said.worded.segments[0].voice == "guide"


def test_it_says_that_it_is_a_program(lesson: PreparedLesson) -> None:
    said = Talk(lesson).say("are you real?")
    assert {s.voice for s in said.worded.segments} == {"guide"}
    assert "computer program" in said.text


def test_a_form_dresses_the_answer_and_leaves_it_whole(lesson: PreparedLesson) -> None:
    talk = Talk(lesson)
    plain = talk.say("Why were you hired?", answerable=0.9)
    plan = plain.plan.model_copy(update={"presentation": "document"})
    dressed = compose(explain(lesson, plan))
    said = " ".join(s.text for s in dressed.segments)
    assert "we engau him to go on with us" in said
    assert {p for s in dressed.segments for p in s.support} == {"mandan.hired"}


@pytest.fixture
def with_film(tmp_path: Path, lesson: PreparedLesson) -> PreparedLesson:
    """The tiny pack with a finished scene card."""
    tiny = write_tiny_pack(tmp_path / "tiny")
    (tiny / "media").mkdir()
    (tiny / "media/flight.cards.yaml").write_text(
        "id: flight\ntitle: {en: The Flight, es: El vuelo}\ncards:\n"
        "  - id: flight.001\n    from: '00:00:01'\n    to: '00:00:09'\n"
        "    description: {en: She flies over the fort as an eagle.,"
        " es: Ella vuela sobre el fuerte como un águila.}\n    departs_from: [mandan.hired]\n",
        "utf-8",
    )
    return prepare_lesson(load_pack(tiny), lesson.persona)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scene_of_a_film_is_told_by_the_guide_beside_the_record(
    with_film: PreparedLesson, language: Language
) -> None:
    plain = Talk(with_film).say("Why were you hired?", answerable=0.9)
    plan = plain.plan.model_copy(update={"language": language})
    passages = ("flight.001", "mandan.hired")
    now = explain(with_film, plan, query="Did she fly?", passages=passages, scores=(1.0, 0.99))
    segments = compose(now).segments
    assert {segment.voice for segment in segments} == {"guide"}
    claims = [(s.kind, s.support) for s in segments if s.support]
    assert claims == [("dramatized", ("flight.001",)), ("documented", ("mandan.hired",))]
    assert {"en": "film The Flight", "es": "película El vuelo"}[language] in segments[0].text
    cited = cite(segments, compose(now).told, with_film.pack, plan)
    assert [check_segment(s, cited, with_film.pack, with_film.persona, plan) for s in segments] == [
        ()
    ] * len(segments)
