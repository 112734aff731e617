"""The class page's read model: pure, from learner models, exchanges and alerts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, make_evidence, make_exchange, make_plan
from tutor.classroom.overview import (
    ClassView,
    Pupil,
    class_table,
    find_needs,
    view_class,
)
from tutor.classroom.overview.bands import band_of
from tutor.content import load_pack
from tutor.core.alerts import Alert, AlertState, Severity
from tutor.core.classes import Activity, Class, Member
from tutor.core.events import DialogueState, Evidence, Exchange, Reading
from tutor.core.learner import LearnerModel, replay
from tutor.core.lesson import LessonPack
from tutor.core.safety.concern import Concern
from tutor.settings import Settings

MINUTE = timedelta(minutes=1)
ROOM = Class("5b", "5B", "bird-woman", "vega", START)


@pytest.fixture(scope="module")
def pack() -> LessonPack:
    return load_pack(Settings().lessons_dir / "bird-woman")


def wrong_of(pack: LessonPack) -> tuple[str, str]:
    """Give a misconception and its concept."""
    wrong = next(iter(pack.misconception_by_id.values()))
    return wrong.id, wrong.concept


def member(name: str) -> Member:
    return Member("5b", name, f"class/{name}", name.title(), START)


def said(name: str, ordinal: int = 0, **changes: Any) -> Exchange:
    return make_exchange(student=name, session=f"talk-{name}", ordinal=ordinal, **changes)


def pupil(name: str, *exchanges: Exchange) -> Pupil:
    activity = Activity(len(exchanges), exchanges[-1].at) if exchanges else None
    return Pupil(member(name), replay(exchanges), activity, exchanges)


def holder(name: str, pack: LessonPack) -> Pupil:
    wrong, concept = wrong_of(pack)
    evidence = make_evidence(concept=concept, outcome=0.0, misconception=wrong)
    return pupil(name, said(name, evidence=(evidence,)))


def show(pupils: list[Pupil], pack: LessonPack | None, alerts: tuple[Alert, ...] = ()) -> ClassView:
    return view_class(ROOM, pupils, alerts, pack, START + MINUTE)


def stuck(name: str, turns: int) -> Exchange:
    return said(name, state=DialogueState(stuck=turns), plan=make_plan(focus=("interpreters",)))


def alert(name: str, severity: Severity, **changes: Any) -> Alert:
    fields = {"id": f"a-{name}", "student": name, "at": START, "severity": severity,
              "category": "self_harm", "quote": "words", "class_id": "5b"}  # fmt: skip
    return Alert(**(fields | changes))


def asking(name: str, **changes: Any) -> Exchange:
    """Give an exchange that asks for a human, whether the screen knows that kind or not."""
    concern = Concern.model_construct(
        kind="asks_for_human", category="asks_for_human", severity="high", wording="x", rule="r",
        language="en",
    )  # fmt: skip
    return said(name, **changes).model_copy(update={"concerns": (concern,)})


def test_the_numbers_of_an_empty_class_are_zero(pack: LessonPack) -> None:
    view = show([], pack)
    counted = view.metrics
    assert (counted.joined, counted.active, counted.answers) == (0, 0, 0)
    assert counted.mastered is None
    assert (view.rows, view.clusters, view.needs, view.steps) == ((), (), (), ())


def test_who_said_nothing_counts_as_joined_and_not_as_active(pack: LessonPack) -> None:
    old = Pupil(member("old"), LearnerModel(), Activity(4, START - timedelta(days=8)))
    view = show([pupil("ana", said("ana")), Pupil(member("ben"), LearnerModel()), old], pack)
    assert (view.metrics.joined, view.metrics.active, view.metrics.answers) == (3, 1, 5)


def test_a_cell_says_in_a_word_how_far_and_after_how_many_attempts(pack: LessonPack) -> None:
    right = [said("ana", n, evidence=(make_evidence(outcome=1.0),)) for n in range(4)]
    wrong = [said("ben", n, evidence=(make_evidence(outcome=0.0),)) for n in range(2)]
    view = show([pupil("ana", *right), pupil("ben", *wrong), pupil("eva")], pack)
    cells = [{c.concept: c for c in row.cells}["interpreters"] for row in view.rows]
    assert [(c.band, c.attempts) for c in cells] == [("strong", 4), ("shaky", 2), ("new", 0)]
    assert [row.strong for row in view.rows] == [1, 0, 0]
    assert view.metrics.mastered == 0.0


@pytest.mark.parametrize(("holding", "clusters"), [(2, 0), (3, 1), (5, 1)])
def test_three_who_hold_the_same_misconception_are_a_cluster(
    pack: LessonPack, holding: int, clusters: int
) -> None:
    names = [f"kid{number}" for number in range(holding)]
    view = show([holder(name, pack) for name in names], pack)
    assert len(view.clusters) == clusters
    if clusters:
        assert [m.student for m in view.clusters[0].members] == names
        assert view.clusters[0].exchanges == tuple(f"{name}-0" for name in names)
        assert view.steps[0].misconception == view.clusters[0].misconception
        assert view.steps[0].students == holding


def test_who_has_put_a_misconception_right_is_in_its_cluster_no_more(pack: LessonPack) -> None:
    _, concept = wrong_of(pack)
    mended = holder("ana", pack)
    right = said("ana", 1, evidence=(make_evidence(concept=concept, outcome=1.0),))
    resolved = pupil("ana", *mended.recent, right)
    others = [holder("ben", pack), holder("eva", pack)]
    assert len(show([mended, *others], pack).clusters) == 1
    assert show([resolved, *others], pack).clusters == ()


def test_a_misconception_of_another_lesson_makes_no_cluster(pack: LessonPack) -> None:
    wrong, concept = wrong_of(pack)
    evidence = make_evidence(concept=concept, outcome=0.0, misconception=wrong)
    others = [pupil(n, said(n, pack="another", evidence=(evidence,))) for n in ("a", "b", "c")]
    assert show(others, pack).clusters == ()


def test_the_most_urgent_need_comes_first(pack: LessonPack) -> None:
    away = [said("dan", n, reading=Reading(act="off_topic", reason="r", language="en"),
                 evidence=()) for n in range(3)]  # fmt: skip
    pupils = [pupil("dan", *away), pupil("ana", stuck("ana", 3)), pupil("ben", asking("ben")),
              pupil("eva"), pupil("gil"), pupil("ida")]  # fmt: skip
    alerts = (alert("gil", Severity.NOTE), alert("eva", Severity.CRISIS),
              alert("ida", Severity.CONCERN))  # fmt: skip
    needs = find_needs(pupils, alerts, START + 3 * MINUTE)
    assert [(need.member.student, need.reason) for need in needs] == [
        ("eva", "crisis"), ("ida", "concern"), ("ben", "asked"), ("ana", "stuck"),
        ("gil", "note"), ("dan", "off_task"),
    ]  # fmt: skip
    assert needs[3].concept == "interpreters"


@pytest.mark.parametrize(("turns", "needed"), [(2, 0), (3, 1), (7, 1)])
def test_three_turns_without_progress_are_stuck(turns: int, needed: int) -> None:
    assert len(find_needs([pupil("ana", stuck("ana", turns))], (), START + MINUTE)) == needed


def test_a_lesson_later_nobody_is_stuck_or_off_task() -> None:
    assert find_needs([pupil("ana", stuck("ana", 5))], (), START + 46 * MINUTE) == ()


def test_a_closed_alert_needs_nobody_and_a_seen_one_still_does() -> None:
    ana = pupil("ana")
    for state, needed in ((AlertState.NEW, 1), (AlertState.SEEN, 1), (AlertState.CLOSED, 0)):
        found = find_needs([ana], (alert("ana", Severity.CRISIS, state=state),), START)
        assert len(found) == needed


def test_an_alert_has_the_say_over_the_call_that_it_tells_of() -> None:
    ana = pupil("ana", asking("ana"))
    closed = alert("ana", Severity.CONCERN, category="asks_for_human", exchange="ana-0",
                   state=AlertState.CLOSED)  # fmt: skip
    assert [need.reason for need in find_needs([ana], (), START)] == ["asked"]
    assert find_needs([ana], (closed,), START) == ()


def test_what_is_suggested_for_a_student_comes_from_the_model(pack: LessonPack) -> None:
    wrong, concept = wrong_of(pack)
    rows = show([holder("ana", pack), pupil("ben")], pack).rows
    assert (rows[0].steps[0].kind, rows[0].steps[0].misconception) == ("misconception", wrong)
    assert rows[0].steps[0].concept == concept
    assert [step.kind for step in rows[1].steps] == ["begin"]


def test_an_idea_that_is_due_is_suggested_for_review(pack: LessonPack) -> None:
    right = [said("ana", n, evidence=(make_evidence(outcome=1.0),)) for n in range(3)]
    ana = pupil("ana", *right)
    view = view_class(ROOM, [ana], (), pack, START + timedelta(days=60))
    assert ("review", "interpreters") in [(s.kind, s.concept) for s in view.rows[0].steps]


def test_a_lesson_that_is_gone_leaves_the_rest_of_the_page() -> None:
    view = show([pupil("ana", stuck("ana", 3))], None)
    assert view.rows[0].cells == view.clusters == view.steps == ()
    assert [need.reason for need in view.needs] == ["stuck"]
    assert view.metrics.joined == 1


@given(st.lists(st.sampled_from(["right", "wrong", "assisted"]), max_size=12))
def test_attempts_are_counted_and_the_band_is_new_only_before_the_first(answers: list[str]) -> None:
    graded: dict[str, Evidence] = {
        "right": make_evidence(outcome=1.0),
        "wrong": make_evidence(outcome=0.0),
        "assisted": make_evidence(outcome=1.0, assisted=True),
    }
    model = replay([said("ana", n, evidence=(graded[a],)) for n, a in enumerate(answers)])
    band = band_of(model, "bird-woman/interpreters", START)
    assert (band == "new") is (answers == [])


def test_the_table_has_a_row_for_each_student_and_two_columns_for_each_idea(
    pack: LessonPack,
) -> None:
    view = show([pupil("ana", said("ana")), pupil("ben")], pack)
    table = class_table(view, ("student", "answers", "last", "tries"), str, str)
    assert len(table.head) == 3 + 2 * len(pack.taught_concepts)
    assert {len(row) for row in table.rows} == {len(table.head)}
    assert table.rows[0][:2] == ("Ana", 1)
    assert table.rows[1][2] is None
