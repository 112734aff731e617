from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tutor.core.lesson import (
    Lesson,
    LessonPack,
    Localised,
    LocalisedList,
    Quote,
    Source,
    render_person,
)
from tutor.core.prepared import PreparedLesson

SENTENCE = "{She|I} met {clark:Clark|me} and {her|my} brother."


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        ("sacajawea", "I met Clark and my brother."),
        ("clark", "She met me and her brother."),
        ("york", "She met Clark and her brother."),
        (None, "She met Clark and her brother."),
    ],
)
def test_a_slot_says_i_only_when_its_person_speaks(speaker: str | None, said: str) -> None:
    assert render_person(SENTENCE, speaker, "sacajawea") == said


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        ("lewis", "Clark and I hired her."),
        ("clark", "Lewis and I hired her."),
        ("york", "Lewis and Clark hired her."),
        ("sacajawea", "Lewis and Clark hired me."),
        (None, "Lewis and Clark hired her."),
    ],
)
def test_a_slot_can_hold_the_words_of_several_figures(speaker: str | None, said: str) -> None:
    slots = "{Lewis and Clark|lewis:Clark and I|clark:Lewis and I} hired {her|me}."
    assert render_person(slots, speaker, "sacajawea") == said


def test_a_sentence_begins_with_a_capital_whoever_speaks() -> None:
    assert render_person("{she|I} sang.", None, "sacajawea") == "She sang."
    assert render_person("", None, None) == ""


def test_slots_without_a_teller_stay_in_the_third_person() -> None:
    assert render_person("{She|I} sang.", None, None) == "She sang."
    assert render_person("{She|I} sang.", "york", None) == "She sang."


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_characters="{}|"), max_size=40))
def test_a_text_without_slots_keeps_its_words(text: str) -> None:
    assert render_person(text, "sacajawea", "sacajawea")[1:] == (text[:1].upper() + text[1:])[1:]


def test_a_missing_language_falls_back_to_the_other() -> None:
    assert Localised(en="boat").get("es") == "boat"
    assert Localised(es="bote").get("en") == "bote"
    assert Localised().get("en") == ""
    assert LocalisedList(en=("boat",)).get("es") == ()


def test_a_passage_gives_the_nearest_level_that_is_written(lesson: PreparedLesson) -> None:
    passage = lesson.pack.passage_by_id["mandan.hired"]
    english = passage.variants["en"]
    only = english.model_copy(update={"sections": {"simple": english.sections["simple"]}})
    short = passage.model_copy(update={"variants": {"en": only}})
    assert short.paragraphs("es", "advanced") == english.sections["simple"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("journal", "documented"), ("oral_tradition", "tradition"), ("dramatization", "dramatized")],
)
def test_the_kind_of_a_source_shows_in_what_rests_on_it(
    lesson: PreparedLesson, kind: str, shown: str
) -> None:
    passage = lesson.pack.passage_by_id["mandan.hired"].model_copy(update={"kind": kind})
    assert passage.segment_kind == shown


def test_the_indexes_of_a_pack_hold_everything_once(lesson: PreparedLesson) -> None:
    pack = lesson.pack
    assert tuple(pack.passage_by_id.values()) == pack.passages
    assert tuple(pack.concept_by_id.values()) == pack.concepts
    assert tuple(pack.question_by_id.values()) == pack.questions
    assert [p.id for p in pack.passages_on("interpreters")] == ["mandan.hired", "mandan.winter"]


def test_questions_are_put_in_the_order_of_the_lessons(lesson: PreparedLesson) -> None:
    pack = lesson.pack
    later = pack.questions[0].model_copy(update={"id": "later", "concept": "winter"})
    taught = Lesson(id="one", title=Localised(en="One"), questions=("later",))
    manifest = pack.manifest.model_copy(update={"lessons": (taught,)})
    parts = {name: getattr(pack, name) for name in LessonPack.model_fields}
    made = LessonPack(**parts | {"manifest": manifest, "questions": (*pack.questions, later)})
    assert [q.id for q in made.taught] == ["later", *pack.question_by_id]
    assert made.taught_concepts[0] == "winter"
    assert set(made.taught_concepts) >= set(made.concept_by_id)


def test_an_unknown_field_and_a_date_that_is_none_are_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Quote.model_validate({"text": "x", "author": "y", "colour": "red"})
    with pytest.raises(ValidationError, match="date"):
        Source.model_validate({"author": "x", "work": "y", "date": "last winter"})
