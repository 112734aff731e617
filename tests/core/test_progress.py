from __future__ import annotations

import pytest

from tests.builders import START, make_evidence, make_exchange
from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel, replay
from tutor.core.prepared import PreparedLesson
from tutor.core.progress import Progress, show_progress
from tutor.core.terms import Language


def answers(count: int, **evidence: object) -> list[Exchange]:
    shown = (make_evidence(**evidence),)
    return [make_exchange(ordinal=n, pack="tiny", evidence=shown) for n in range(count)]


def show(lesson: PreparedLesson, log: list[Exchange], language: Language = "en") -> Progress:
    said = {exchange.id: exchange.message or "" for exchange in log}
    model = replay(log) if log else LearnerModel()
    return show_progress(model, lesson.pack, language, START, said)


def test_every_concept_of_the_pack_is_shown_even_before_it_is_met(lesson: PreparedLesson) -> None:
    (concept,) = show(lesson, []).concepts
    assert (concept.id, concept.state, concept.evidence) == ("interpreters", "new", ())


@pytest.mark.parametrize(
    ("outcome", "assisted", "state"),
    [(1.0, False, "strong"), (1.0, True, "growing")],
)
def test_a_concept_is_strong_only_if_shown_alone(
    lesson: PreparedLesson,
    outcome: float,
    assisted: bool,  # noqa: FBT001 - a column of the table
    state: str,
) -> None:
    log = answers(10, outcome=outcome, confidence=1.0, assisted=assisted)
    assert show(lesson, log).concepts[0].state == state


def test_what_a_belief_rests_on_is_shown_in_the_students_words(lesson: PreparedLesson) -> None:
    log = answers(2)
    notes = show(lesson, log).concepts[0].evidence
    assert [note.said for note in notes] == [exchange.message for exchange in log]
    assert [note.outcome for note in notes] == [0.8, 0.8]


def test_words_that_are_gone_leave_the_note(lesson: PreparedLesson) -> None:
    progress = show_progress(replay(answers(1)), lesson.pack, "en", START, {})
    assert [note.said for note in progress.concepts[0].evidence] == [""]


def test_a_wrong_idea_is_shown_in_words_with_where_it_stands(lesson: PreparedLesson) -> None:
    wrong = answers(1, outcome=0.0, misconception="she-was-the-guide")
    held = show(lesson, wrong, "es").misconceptions
    assert [(m.says, m.status) for m in held] == [("Era la guía.", "held")]
    gone = show(lesson, answers(1, outcome=0.0, misconception="no-longer-in-the-pack"))
    assert gone.misconceptions == ()


def test_titles_are_in_the_language_asked_for(lesson: PreparedLesson) -> None:
    assert show(lesson, [], "es").concepts[0].title == "Por qué contrataron intérpretes"
