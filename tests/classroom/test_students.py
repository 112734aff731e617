"""What a student owns: seen by who may, taken out whole, and deleted everywhere."""

from __future__ import annotations

import json

import pytest

from tests.classroom.school import School, actor_of
from tutor.core.alerts import AlertState
from tutor.core.classes import GUEST
from tutor.core.people import OPERATOR, Role
from tutor.errors import InUseError, NicknameError, NotAllowedError, NotFoundError


def test_a_grown_ups_reading_is_noted_and_the_student_sees_it(school: School) -> None:
    vega = school.person("Vega")
    _, code = school.room("5B", vega)
    entry = school.join(code, "Ana")
    school.speak(entry, 2)
    me = entry.actor
    assert len(list(school.classroom.talk(me, me.id))) == 2
    assert school.classroom.readings(me, me.id) == ()
    school.classroom.talk(actor_of(vega), me.id)
    school.later(minutes=1)
    school.classroom.takeout(OPERATOR, me.id)
    readings = school.classroom.readings(me, me.id)
    assert [(read.person, read.what) for read in readings] == [
        ("operator", "takeout"),
        (vega.id, "talk"),
    ]


def test_a_takeout_holds_class_alerts_and_readings_too(school: School) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    entry = school.join(code, "José")
    school.speak(entry, 2)
    school.alert(entry.actor.id, room.id)
    school.classroom.talk(actor_of(vega), entry.actor.id)
    kept = json.loads(school.classroom.takeout(entry.actor, entry.actor.id))
    assert (kept["class"]["name"], kept["class"]["nickname"]) == ("5B", "José")
    assert len(kept["exchanges"]) == 2
    assert [alert["quote"] for alert in kept["alerts"]] == ["words"]
    assert [read["what"] for read in kept["read_by"]] == ["talk"]


def test_a_student_who_is_forgotten_leaves_nothing_and_another_everything(school: School) -> None:
    room, code = school.room("5B", school.person("Vega"))
    ana, ben = school.join(code, "Zacharias"), school.join(code, "Ben")
    for entry in (ana, ben):
        school.speak(entry, 2)
        school.alert(entry.actor.id, room.id)
        school.classroom.takeout(OPERATOR, entry.actor.id)
    assert school.classroom.forget(ana.actor, ana.actor.id) == 2
    assert school.classroom.doors.who_is(ana.token) is None
    path = school.log.engine.url.database
    assert path is not None
    for end in ("", "-wal"):
        with open(path + end, "rb") as file:  # noqa: PTH123
            content = file.read()
        assert b"Zacharias" not in content
        assert ana.actor.id.encode() not in content
    assert [m.nickname for m in school.classroom.roster(OPERATOR, room.id)] == ["Ben"]
    alerts = {
        alert.student: alert.quote for alert in school.classroom.alarms.of_class(OPERATOR, room.id)
    }
    assert alerts == {None: "", ben.actor.id: "words"}
    assert len(list(school.classroom.talk(ben.actor, ben.actor.id))) == 2


def test_an_alert_is_seen_before_it_is_closed_and_stays(school: School) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    ana = school.join(code, "Ana").actor
    alert, me = school.alert(ana.id, room.id), actor_of(vega)
    with pytest.raises(InUseError, match="from new to closed"):
        school.classroom.alarms.move(me, alert.id, AlertState.CLOSED)
    seen = school.classroom.alarms.move(me, alert.id, AlertState.SEEN)
    assert (seen.seen_by, seen.seen_at) == (vega.id, school.now)
    school.later(hours=1)
    closed = school.classroom.alarms.move(me, alert.id, AlertState.CLOSED)
    assert (closed.closed_by, closed.closed_at, closed.seen_at) == (me.id, school.now, seen.seen_at)
    assert school.classroom.alarms.of_class(me, room.id) == (closed,)
    again = school.classroom.alarms.move(OPERATOR, alert.id, AlertState.SEEN)
    assert (again.seen_by, again.closed_by) == (vega.id, None)
    with pytest.raises(NotFoundError):
        school.classroom.alarms.move(OPERATOR, "none", AlertState.SEEN)


def test_accounts_are_of_grown_ups_and_their_names_tell_them_apart(school: School) -> None:
    school.person("Señora Vega de la Fuente y Montemayor")
    with pytest.raises(NicknameError):
        school.person("SENORA VEGA DE LA FUENTE Y MONTEMAYOR")
    with pytest.raises(NotAllowedError):
        school.classroom.add_account(OPERATOR, "Ana", Role.STUDENT)
    vega = school.person("vega@example.org")
    with pytest.raises(NotAllowedError):
        school.classroom.change_role(OPERATOR, vega.id, Role.STUDENT)
    assert school.classroom.accounts(actor_of(vega)) == (vega,)


def test_a_class_is_a_teachers(school: School) -> None:
    reader = school.person("Reader", Role.RESEARCHER)
    for teacher in (reader.id, "none", None):
        with pytest.raises(NotFoundError, match="has no teacher"):
            school.classroom.add_class(OPERATOR, "5B", "bird-woman", teacher=teacher)


def test_guests_who_left_are_swept_away_and_students_stay(school: School) -> None:
    _, code = school.room("5B", school.person("Vega"))
    school.join(code, "Ana")
    school.log.student(f"{GUEST}one", school.now)
    school.log.student("headless", school.now)
    school.later(hours=11)
    school.log.student(f"{GUEST}two", school.now)
    school.later(hours=2)
    assert school.classroom.housekeeping.sweep(OPERATOR).guests == 1
    names = {student.name.partition("/")[0] for student in school.log.students()}
    assert names == {"class", "headless", "guest"}
    assert len(list(school.log.students())) == 3
