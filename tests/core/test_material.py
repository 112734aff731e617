from __future__ import annotations

import pytest

from tests.builders import make_plan
from tutor.core.events import Segment
from tutor.core.lesson import Localised, Source
from tutor.core.material import (
    Ask,
    cite,
    cite_passage,
    date_in_words,
    deepest,
    depths_to,
    name_source,
    tell,
    voice_for,
)
from tutor.core.persona import NameUse, Persona
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import LANGUAGES, LEVELS, Language, Level


@pytest.mark.parametrize(
    ("when", "english", "spanish"),
    [
        ("1804", "1804", "1804"),
        ("1804-11", "November 1804", "noviembre de 1804"),
        ("1804-11-04", "4 November 1804", "4 de noviembre de 1804"),
        ("1804/1806-08", "1804 – August 1806", "1804 – agosto de 1806"),
    ],
)
def test_a_date_is_written_in_words(when: str, english: str, spanish: str) -> None:
    assert (date_in_words(when, "en"), date_in_words(when, "es")) == (english, spanish)


def test_a_source_is_named_by_author_work_and_date() -> None:
    source = Source.model_validate({"author": "William Clark", "date": "1804-11-04",
                                    "work": {"en": "journal", "es": "diario"}})  # fmt: skip
    assert name_source(source, "es") == "William Clark, diario, 4 de noviembre de 1804"


def test_the_guide_tells_what_the_figure_cannot(lesson: PreparedLesson) -> None:
    hired, winter = (lesson.pack.passage_by_id[p] for p in ("mandan.hired", "mandan.winter"))
    assert voice_for(hired, "fact", lesson.persona, "first") == "figure"
    assert voice_for(hired, "argument", lesson.persona, "first") == "guide"
    assert voice_for(hired, "fact", lesson.persona, "third") == "guide"
    assert voice_for(winter, "fact", lesson.persona, "first") == "guide"
    later = hired.model_copy(update={"when": "1809-01-01"})
    assert voice_for(later, "fact", lesson.persona, "first") == "guide"


def test_a_figure_tells_only_what_they_can_know(lesson: PreparedLesson) -> None:
    hired = lesson.pack.passage_by_id["mandan.hired"]
    assert (
        voice_for(
            hired.model_copy(update={"known_to": ("sacajawea",)}), "fact", lesson.persona, "first"
        )
        == "figure"
    )
    assert (
        voice_for(
            hired.model_copy(update={"known_to": ("clark",)}), "fact", lesson.persona, "first"
        )
        == "guide"
    )


def test_nobody_speaks_of_themselves_by_name(lesson: PreparedLesson) -> None:
    names = (NameUse(name="Clark", used_by=Localised(en="all")),)
    captain = Persona.model_validate(
        lesson.persona.model_dump() | {"id": "clark", "names": names}
    )  # a copy would keep the pattern made of the other names
    hired = lesson.pack.passage_by_id["mandan.hired"]
    told = tell(hired, make_plan(), captain, Ask(""), depths=("fact",), limit=9)
    named = [told_ for told_ in told if "Clark" in " ".join(told_.spoken)]
    assert named
    assert all(told_.voice == "guide" for told_ in named)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_the_figure_speaks_as_i_and_the_citation_as_the_historian(
    lesson: PreparedLesson, language: Language, level: Level
) -> None:
    passage = lesson.pack.passage_by_id["mandan.hired"]
    plan = make_plan(language=language, level=level)
    first = tell(passage, plan, lesson.persona, Ask(""), depths=("fact",), limit=9)
    third = tell(passage, make_plan(language=language, level=level, person="third"),
                 lesson.persona, Ask(""), depths=("fact",), limit=9)  # fmt: skip
    assert first[0].spoken != first[0].written
    assert third[0].spoken == third[0].written == first[0].written
    cited = cite_passage(passage, plan, first[0].written)
    assert cited.cited == first[0].written
    assert not any("{" in text for text in (*first[0].spoken, cited.text))


def test_no_more_sentences_are_told_than_there_is_room_for_and_in_their_order(
    lesson: PreparedLesson,
) -> None:
    passage = lesson.pack.passage_by_id["mandan.winter"]
    plan, ask = make_plan(level="simple"), Ask("did they hunt")
    (told,) = tell(passage, plan, lesson.persona, ask, depths=("fact",), limit=2)
    assert len(told.spoken) == 2
    assert told.spoken[-1] == "The men had to hunt for food in the snow."


def test_depths_go_down_step_by_step(lesson: PreparedLesson) -> None:
    assert depths_to("perspective") == ("fact", "cause", "perspective")
    assert depths_to("perspective", "cause") == ("perspective",)
    passage = lesson.pack.passage_by_id["mandan.hired"]
    assert deepest(passage, "en", "simple") == "cause"
    assert deepest(passage, "en", "advanced") == "fact"


def test_every_support_has_one_citation_in_order_of_use(lesson: PreparedLesson) -> None:
    plan = make_plan()
    segments = [
        Segment(voice="guide", text="x", support=("mandan.winter",), kind="documented"),
        Segment(voice="figure", text="y", support=("mandan.hired", "mandan.winter")),
    ]
    cited = [c.id for c in cite(segments, [], lesson.pack, plan)]
    assert cited == ["mandan.winter", "mandan.hired"]


def test_a_quotation_that_the_text_lacks_is_shown_beside_it(lesson: PreparedLesson) -> None:
    passage = lesson.pack.passage_by_id["mandan.hired"]
    assert "engau" in cite_passage(passage, make_plan(level="simple")).text
    assert cite_passage(passage, make_plan(level="standard")).text.count("engau") == 1
