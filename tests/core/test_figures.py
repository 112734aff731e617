from __future__ import annotations

import pytest

from tests.builders import make_plan
from tutor.core.figures import cover, figures, names_of
from tutor.core.lesson import LessonPack, render_person
from tutor.core.material import Ask, tell
from tutor.core.prepared import PreparedLesson
from tutor.core.terms import DEPTHS, LEVELS

NAMES = frozenset({"charbonneau", "clark", "hidatsa"})
SENTENCES = (
    "On 14 June 1805 a wind hit the boat.",
    "Charbonneau was steering.",
    "The boat tipped.",
    "Six men and Charbonneau swam on 14 June.",
)


def test_the_figures_of_a_sentence_are_its_numbers_months_and_names() -> None:
    assert figures(SENTENCES[0], NAMES) == {"14", "month 6", "1805"}
    assert figures("El 14 de junio Clark vio a los hidatsas.", NAMES) == {
        "14", "month 6", "clark", "hidatsa",
    }  # fmt: skip


def test_what_is_wanted_and_not_told_is_added_with_as_few_sentences_as_will_do() -> None:
    assert cover(SENTENCES, [2], ("14", "charbonneau"), NAMES) == [2, 3]
    assert cover(SENTENCES, [0, 1], ("14", "charbonneau"), NAMES) == [0, 1]


def test_what_the_sentences_do_not_have_is_not_looked_for() -> None:
    assert cover(SENTENCES, [2], ("1806", "york"), NAMES) == [2]


def test_a_name_is_a_capital_inside_a_sentence_and_no_month(lesson: PreparedLesson) -> None:
    names = names_of(lesson.pack.passage_by_id["mandan.hired"])
    assert {"mandan", "clark", "shoshone", "hidatsa"} <= names
    assert not {"november", "she", "the"} & names


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_tells_the_figures_that_the_middle_one_answers_with(
    shipped: LessonPack, lesson: PreparedLesson, level: str
) -> None:
    ask = Ask("What happened?", share=True)
    for passage in shipped.passages:
        names = names_of(passage)
        for language in shipped.manifest.languages:
            plan = make_plan(language=language, level=level)
            middle = make_plan(language=language, level="standard")
            told = tell(passage, plan, lesson.persona, ask, depths=DEPTHS[:1], limit=2)
            best = tell(passage, middle, lesson.persona, ask, depths=DEPTHS[:1], limit=4)
            there = [render_person(s, None, passage.teller)
                     for p in passage.paragraphs(language, plan.level) if p.depth == "fact"
                     for s in p.sentences]  # fmt: skip
            wanted, held, possible = (
                set().union(*(figures(s, names) for s in texts))
                for texts in (best[0].written, told[0].written, there)
            )
            assert wanted & possible <= held, f"{passage.id} {language} {level}"
