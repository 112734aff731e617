"""What has ended, or is older than was promised, is deleted by the clock, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import make_exchange
from tests.classroom.school import School, actor_of
from tutor.classroom.doors import STUDENT_STAYS
from tutor.classroom.housekeeping import CLOSED_STAYS, FEWEST, OPEN_STAYS, Housekeeping, Swept
from tutor.core.alerts import AlertState
from tutor.core.classes import GUEST, Policy
from tutor.core.learner import update
from tutor.core.people import OPERATOR, Role
from tutor.core.safety.concern import Concern
from tutor.errors import NotAllowedError, StorageError
from tutor.ports import SessionRecord

CRISIS = Concern(
    kind="crisis", category="abuse", severity="urgent", wording="w", rule="r", language="en"
)


def house(school: School, days: int = 300) -> Housekeeping:
    return Housekeeping(school.stores, school.log, lambda: school.now, days)


def say(school: School, student: str, *concerns: Concern) -> None:
    """Let a student say something now."""
    model = school.log.learner(student)
    talk = f"talk-{student}-{model.ordinal}"
    school.log.start_session(SessionRecord(talk, student, "p", "york", school.now))
    made = make_exchange(
        id=f"{student}-{model.ordinal}", student=student, session=talk, ordinal=model.ordinal,
        at=school.now, concerns=concerns, screened="support" if concerns else "none",
    )  # fmt: skip
    school.log.append(made, update(model, made))


def names(school: School) -> set[str]:
    return {student.id for student in school.log.students()}


def test_a_student_goes_when_the_promise_of_their_class_is_over(school: School) -> None:
    vega = school.person("Vega")
    short, short_code = school.room("5B", vega)
    _, long_code = school.room("6A", vega)
    school.classroom.set_policy(actor_of(vega), short.id, Policy(retention_days=30))
    ana = school.join(short_code, "Ana").actor.id
    ben = school.join(long_code, "Ben").actor.id
    lone = school.log.student("headless", school.now).id
    for student in (ana, ben, lone):
        say(school, student)
    school.later(days=30)
    assert house(school).sweep(OPERATOR).students == 0
    school.later(seconds=1)
    assert house(school).sweep(OPERATOR, dry_run=True).students == 1
    assert names(school) == {ana, ben, lone}
    assert house(school).sweep(OPERATOR).students == 1
    assert names(school) == {ben, lone}
    school.later(days=60)
    assert house(school, days=90).sweep(OPERATOR).students == 1
    assert names(school) == {ben}
    school.later(days=211)
    assert house(school).sweep(OPERATOR).students == 1
    assert names(school) == set()


def test_whoever_speaks_again_stays(school: School) -> None:
    lone = school.log.student("headless", school.now).id
    say(school, lone)
    school.later(days=299)
    say(school, lone)
    school.later(days=299)
    assert house(school).sweep(OPERATOR) == Swept()
    assert len(list(school.log.exchanges(lone))) == 2


def test_words_of_the_past_are_kept_from_the_day_they_were_typed(school: School) -> None:
    """A script may give the time of a message: the student is new here all the same."""
    lone = school.log.student("headless", school.now).id
    now = school.now
    school.now -= timedelta(days=4000)
    say(school, lone)
    school.now = now + timedelta(days=299)
    assert house(school).sweep(OPERATOR) == Swept()


def test_a_student_who_speaks_while_the_sweep_runs_is_kept(school: School) -> None:
    lone = school.log.student("headless", school.now).id
    say(school, lone)
    school.later(days=400)
    since = school.now - timedelta(days=300)
    say(school, lone)
    assert school.log.forget(lone, quotes=True, unless_since=since) == 0
    assert names(school) == {lone}


def test_sessions_and_links_that_have_ended_are_deleted(school: School) -> None:
    _, code = school.room("5B", school.person("Vega"))
    school.join(code, "Ana")
    school.later(days=STUDENT_STAYS.days - 1)
    before = house(school).sweep(OPERATOR).tokens
    school.later(days=1)
    assert house(school).sweep(OPERATOR, dry_run=True).tokens == 1
    assert house(school).sweep(OPERATOR).tokens == 1
    assert before >= 1, "those of the teacher had ended before"
    assert house(school).sweep(OPERATOR) == Swept()


def test_an_open_alert_outlives_its_student_with_its_words_until_it_is_closed(
    school: School,
) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    school.classroom.set_policy(actor_of(vega), room.id, Policy(retention_days=30))
    ana = school.join(code, "Ana").actor.id
    say(school, ana, CRISIS)
    school.later(days=31)
    assert house(school).sweep(OPERATOR).students == 1
    (alert,) = school.classroom.alarms.of_class(actor_of(vega), room.id)
    assert (alert.student, alert.exchange) == (None, None)
    assert alert.quote
    for state in (AlertState.SEEN, AlertState.CLOSED):
        school.classroom.alarms.move(actor_of(vega), alert.id, state)
    assert house(school).sweep(OPERATOR).alerts == 0, "it can still be taken up again"
    school.later(seconds=CLOSED_STAYS.total_seconds() + 1)
    assert house(school).sweep(OPERATOR).alerts == 1
    assert school.classroom.alarms.of_class(actor_of(vega), room.id) == ()


def test_an_alert_that_nobody_ever_closes_goes_after_a_year(school: School) -> None:
    guest = school.log.student(f"{GUEST}one", school.now).id
    say(school, guest, CRISIS)
    school.later(days=1)
    assert house(school).sweep(OPERATOR).guests == 1
    assert len(school.classroom.alarms.of_no_class(OPERATOR)) == 1
    school.later(seconds=OPEN_STAYS.total_seconds())
    assert house(school).sweep(OPERATOR).alerts == 1
    assert school.classroom.alarms.of_no_class(OPERATOR) == ()


def test_a_closed_alert_goes_with_its_student(school: School) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    ana = school.join(code, "Ana").actor.id
    alert = school.alert(ana, room.id)
    closed = replace(alert, state=AlertState.CLOSED, closed_by=vega.id, closed_at=school.now)
    assert school.stores.alerts.move(closed, AlertState.NEW)
    say(school, ana)
    school.later(days=301)
    house(school).sweep(OPERATOR)
    assert school.stores.alerts.alerts() == ()


def test_only_an_administrator_sweeps_and_counts(school: School) -> None:
    teacher = actor_of(school.person("Vega"))
    reader = actor_of(school.person("Reader", Role.RESEARCHER))
    for actor in (teacher, reader, None):
        for call in (house(school).sweep, house(school).referrals):
            with pytest.raises(NotAllowedError):
                call(actor)
    boss = actor_of(school.person("Boss", Role.ADMINISTRATOR))
    assert house(school).sweep(boss) == Swept()
    assert house(school).referrals(boss) == ()


def test_referrals_are_counted_by_month_of_nobody_and_few_are_not_told(school: School) -> None:
    lone = school.log.student("headless", school.now).id
    for _ in range(FEWEST - 1):
        say(school, lone, CRISIS)
    assert [(r.month, r.count) for r in house(school).referrals(OPERATOR)] == [("2026-03", None)]
    say(school, lone, CRISIS)
    say(school, lone)
    school.log.forget(lone)
    school.later(days=40)
    other = school.log.student("other", school.now).id
    say(school, other, CRISIS)
    assert [(r.month, r.count) for r in house(school).referrals(OPERATOR)] == [
        ("2026-03", FEWEST),
        ("2026-04", None),
    ]


def test_a_class_with_open_alerts_of_students_who_are_gone_can_be_removed(school: School) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    ana = school.join(code, "Ana").actor.id
    say(school, ana, CRISIS)
    with pytest.raises(StorageError):
        school.stores.classes.delete(room.id)
    assert school.classroom.remove_class(actor_of(vega), room.id, with_students=True) == 1
    (alert,) = school.classroom.alarms.of_no_class(OPERATOR)
    assert (alert.student, alert.quote) == (None, "")
