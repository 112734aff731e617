"""The ways in: who gets through, who does not, and what a token is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.classroom.school import HOME, PASSWORD, School, actor_of
from tutor.classroom.doors import MOST_SEATS, Doors, Entry
from tutor.core.classes import show_code
from tutor.core.people import OPERATOR, Role
from tutor.errors import (
    InUseError,
    NicknameError,
    NotAllowedError,
    RefusedError,
    StorageError,
)

AWAY = "198.51.100.9"


def opened(school: School, nickname: str = "Ana") -> tuple[str, Entry]:
    """Give a class's code and somebody in it."""
    _, code = school.room("5B", school.person("Vega"))
    return code.code, school.join(code, nickname)


def test_a_student_needs_a_code_and_a_nickname_and_is_known_by_a_token(school: School) -> None:
    _, entry = opened(school)
    assert entry.actor.role is Role.STUDENT
    assert school.classroom.doors.who_is(entry.token) == entry.actor
    assert len(bytes.fromhex(entry.token)) == 16
    assert len(entry.key) == 10
    assert school.classroom.seat_of(entry.actor, entry.actor.id)[0].nickname == "Ana"


def test_a_student_is_found_again_by_the_return_key_from_anywhere(school: School) -> None:
    code, entry = opened(school)
    back = school.classroom.doors.come_back(
        show_code(code).lower(), " ANA", show_code(entry.key).lower(), AWAY
    )
    assert back.actor == entry.actor
    assert back.token != entry.token
    assert back.key == ""


def test_a_student_comes_back_after_the_code_has_ended_and_while_the_class_is_paused(
    school: School,
) -> None:
    code, entry = opened(school)
    (room,) = school.classroom.classes(OPERATOR)
    school.later(days=8)
    school.classroom.pause(OPERATOR, room.id, paused=True)
    assert school.classroom.doors.come_back(code, "Ana", entry.key, HOME).actor == entry.actor


@dataclass(frozen=True, slots=True)
class Try:
    """Somebody at the doors of a class whose code and whose student's key are these."""

    doors: Doors
    code: str
    key: str


Wrong = Callable[[Try], object]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda t: t.doors.join("ABCDEFGH", "Eva", HOME),
        lambda t: t.doors.join("", "Eva", HOME),
        lambda t: t.doors.join("'; DROP TABLE classes; --", "Eva", HOME),
        lambda t: t.doors.join("\udcff" * 5000, "Eva", HOME),
        lambda t: t.doors.come_back("ABCDEFGH", "Ana", t.key, HOME),
        lambda t: t.doors.come_back(t.code, "Eva", t.key, HOME),
        lambda t: t.doors.come_back(t.code, "Ana", "ABCDEFGHJK", HOME),
        lambda t: t.doors.come_back(t.code, "", "", HOME),
        lambda t: t.doors.sign_in("Vega", "not the password", HOME),
        lambda t: t.doors.sign_in("Nobody", PASSWORD, HOME),
        lambda t: t.doors.sign_in("", "", HOME),
        lambda t: t.doors.choose_password("f" * 32, "Eva", PASSWORD),
    ],
)
def test_whatever_is_wrong_gets_the_same_answer(school: School, attempt: Wrong) -> None:
    code, entry = opened(school)
    with pytest.raises(RefusedError) as refused:
        attempt(Try(school.classroom.doors, code, entry.key))
    with pytest.raises(RefusedError) as known:
        school.classroom.doors.join("HHHHHHHH", "Eva", AWAY)
    assert str(refused.value) == str(known.value)


def test_a_code_that_has_ended_or_was_replaced_or_is_paused_lets_no_newcomer_in(
    school: School,
) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    school.classroom.pause(actor_of(vega), room.id, paused=True)
    with pytest.raises(RefusedError):
        school.join(code, "Ana")
    school.classroom.pause(actor_of(vega), room.id, paused=False)
    assert school.join(code, "Ana")
    newer = school.classroom.new_code(actor_of(vega), room.id)
    with pytest.raises(RefusedError):
        school.join(code, "Ben")
    assert school.join(newer, "Ben")
    school.later(days=7)
    with pytest.raises(RefusedError):
        school.join(newer, "Eva")
    assert {m.nickname for m in school.classroom.roster(OPERATOR, room.id)} == {"Ana", "Ben"}


@pytest.mark.parametrize("nickname", ["Ana", "ANA ", "Аnа", "A n a", "Ána"])  # noqa: RUF001
def test_two_with_one_nickname_are_told_and_the_first_one_stays(
    school: School, nickname: str
) -> None:
    code, entry = opened(school)
    with pytest.raises(NicknameError) as told:
        school.classroom.doors.join(code, nickname, HOME)
    assert told.value.fault == "taken"
    assert school.classroom.doors.who_is(entry.token) == entry.actor
    assert len(list(school.log.students())) == 1


def test_one_nickname_in_two_classes_is_two_students(school: School) -> None:
    vega = school.person("Vega")
    (_, one), (_, two) = school.room("5B", vega), school.room("6A", vega)
    first, second = school.join(one, "Ana"), school.join(two, "Ana")
    assert first.actor.id != second.actor.id
    with pytest.raises(RefusedError):
        school.classroom.doors.come_back(two.code, "Ana", first.key, HOME)


@pytest.mark.parametrize(
    ("nickname", "fault"),
    [("", "empty"), ("Ana\u202egpj", "hidden"), ("a@b.c", "contact"), ("x" * 99, "long")],
)
def test_a_nickname_that_hides_something_is_refused(
    school: School, nickname: str, fault: str
) -> None:
    code, _ = opened(school)
    with pytest.raises(NicknameError) as told:
        school.classroom.doors.join(code, nickname, HOME)
    assert told.value.fault == fault


def test_names_written_from_right_to_left_sit_beside_the_others(school: School) -> None:
    code, _ = opened(school)
    entry = school.classroom.doors.join(code, "دانة", HOME)
    assert school.classroom.doors.come_back(code, "دانة", entry.key, HOME).actor == entry.actor


def test_the_token_is_another_one_at_every_way_in_and_the_last_one_ends(school: School) -> None:
    code, entry = opened(school)
    doors = school.classroom.doors
    back = doors.come_back(code, "Ana", entry.key, HOME, entry.token)
    assert doors.who_is(entry.token) is None
    assert doors.who_is(back.token) == entry.actor
    vega = doors.sign_in("vega", PASSWORD, HOME, back.token)
    assert doors.who_is(back.token) is None
    assert doors.who_is(vega.token) == vega.actor


def test_a_token_that_was_signed_out_opens_nothing_when_it_is_replayed(school: School) -> None:
    _, entry = opened(school)
    school.classroom.doors.sign_out(entry.token)
    school.classroom.doors.sign_out(entry.token)
    assert school.classroom.doors.who_is(entry.token) is None


@pytest.mark.parametrize(
    "token", ["", "x", "0" * 32, "' OR 1=1 --", "\udcff", "a" * 100_000, "\x00", "None"]
)
def test_a_forged_token_is_nobody(school: School, token: str) -> None:
    opened(school)
    assert school.classroom.doors.who_is(token) is None


def test_what_the_database_holds_is_no_token_no_key_and_no_code(school: School) -> None:
    code, entry = opened(school)
    with school.log.engine.connect() as connection:
        rows = [
            str(row)
            for table in ("tokens", "memberships", "classes", "people", "students", "guesses")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
        ]
    for secret in (entry.token, entry.key, code, PASSWORD, HOME):
        assert not any(secret in row for row in rows)
    hashes = [row.split("'")[1] for row in rows if "session" in row]
    assert hashes
    assert all(school.classroom.doors.who_is(found) is None for found in hashes)


def test_a_session_ends_by_itself(school: School) -> None:
    _, entry = opened(school)
    vega = school.classroom.doors.sign_in("Vega", PASSWORD, HOME)
    school.later(hours=13)
    assert school.classroom.doors.who_is(vega.token) is None
    assert school.classroom.doors.who_is(entry.token) == entry.actor
    school.later(days=60)
    assert school.classroom.doors.who_is(entry.token) is None


def test_a_link_of_another_kind_is_no_session_and_a_session_is_no_link(school: School) -> None:
    doors = school.classroom.doors
    first = doors.offer_first_link()
    assert first is not None
    assert doors.who_is(first) is None
    _, entry = opened(school)
    with pytest.raises(RefusedError):
        doors.choose_password(entry.token, "Mallory", PASSWORD)


def test_the_first_link_makes_one_administrator_once(school: School) -> None:
    doors = school.classroom.doors
    first = doors.offer_first_link()
    assert first is not None
    assert doors.offer_first_link() is None
    again = doors.offer_first_link(again=True)
    assert again is not None
    entry = doors.choose_password(first, "Rosa", PASSWORD)
    assert entry.actor.role is Role.ADMINISTRATOR
    for link in (first, again):
        with pytest.raises(RefusedError):
            doors.choose_password(link, "Mallory", PASSWORD)
    assert doors.offer_first_link(again=True) is None
    assert [p.name for p in school.classroom.accounts(entry.actor)] == ["Rosa"]


def test_a_link_ends_after_a_day(school: School) -> None:
    first = school.classroom.doors.offer_first_link()
    school.later(hours=24)
    with pytest.raises(RefusedError):
        school.classroom.doors.choose_password(first or "", "Rosa", PASSWORD)
    assert school.classroom.doors.offer_first_link() is not None


def test_a_link_outlives_a_password_that_is_too_short_and_a_name_that_is_taken(
    school: School,
) -> None:
    school.person("Vega")
    link = school.classroom.doors.offer_first_link() or ""
    with pytest.raises(RefusedError, match="shorter than 10"):
        school.classroom.doors.choose_password(link, "Rosa", "short")
    with pytest.raises(NicknameError):
        school.classroom.doors.choose_password(link, "VEGA", PASSWORD)
    assert school.classroom.doors.choose_password(link, "Rosa", PASSWORD)


def test_another_password_ends_the_sessions_of_the_old_one(school: School) -> None:
    vega = school.person("Vega")
    entry = school.classroom.doors.sign_in("Vega", PASSWORD, HOME)
    link = school.classroom.invite_again(OPERATOR, vega.id).link
    assert school.classroom.doors.sign_in("Vega", PASSWORD, HOME)
    school.classroom.doors.choose_password(link, "", "another password")
    assert school.classroom.doors.who_is(entry.token) is None
    with pytest.raises(RefusedError):
        school.classroom.doors.sign_in("Vega", PASSWORD, HOME)
    assert school.classroom.doors.sign_in("Vega", "another password", HOME)


def test_a_role_that_changes_holds_from_the_next_step_on(school: School) -> None:
    vega = school.person("Vega")
    room, _ = school.room("5B", vega)
    entry = school.classroom.doors.sign_in("Vega", PASSWORD, HOME)
    school.classroom.roster(school.classroom.doors.who_is(entry.token), room.id)
    school.classroom.change_role(OPERATOR, vega.id, Role.RESEARCHER)
    actor = school.classroom.doors.who_is(entry.token)
    assert actor is not None
    assert actor.role is Role.RESEARCHER
    with pytest.raises(NotAllowedError):
        school.classroom.roster(actor, room.id)


def test_an_account_that_is_shut_is_out_at_once(school: School) -> None:
    vega = school.person("Vega")
    entry = school.classroom.doors.sign_in("Vega", PASSWORD, HOME)
    school.classroom.shut_account(OPERATOR, vega.id)
    assert school.classroom.doors.who_is(entry.token) is None
    with pytest.raises(RefusedError):
        school.classroom.doors.sign_in("Vega", PASSWORD, HOME)


def test_the_last_administrator_can_neither_go_nor_change(school: School) -> None:
    boss = school.person("Boss", Role.ADMINISTRATOR)
    with pytest.raises(InUseError):
        school.classroom.change_role(OPERATOR, boss.id, Role.TEACHER)
    with pytest.raises(InUseError):
        school.classroom.shut_account(OPERATOR, boss.id)
    school.person("Second", Role.ADMINISTRATOR)
    school.classroom.shut_account(OPERATOR, boss.id)


def test_a_class_in_use_is_not_deleted_by_accident(school: School) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    entry = school.join(code, "Ana")
    school.speak(entry, 3)
    with pytest.raises(InUseError, match=r"1 student\(s\) sit in it\. Pause it"):
        school.classroom.remove_class(actor_of(vega), room.id)
    assert len(list(school.classroom.talk(entry.actor, entry.actor.id))) == 3
    assert school.classroom.doors.who_is(entry.token) == entry.actor


def test_a_student_in_mid_talk_is_out_when_the_class_is_deleted_and_nothing_is_left(
    school: School,
) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    entry = school.join(code, "Ana")
    school.speak(entry, 3)
    school.alert(entry.actor.id, room.id)
    assert school.classroom.remove_class(actor_of(vega), room.id, with_students=True) == 1
    assert school.classroom.doors.who_is(entry.token) is None
    with pytest.raises(StorageError, match="forgotten"):
        school.speak(entry)
    with pytest.raises(NotAllowedError):
        school.classroom.talk(entry.actor, entry.actor.id)
    with pytest.raises(RefusedError):
        school.join(code, "Ben")
    with pytest.raises(RefusedError):
        school.classroom.doors.come_back(code.code, "Ana", entry.key, HOME)
    assert list(school.log.students()) == []


def test_a_full_class_takes_nobody_more(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.classroom.doors.MOST_SEATS", 2)
    assert MOST_SEATS >= 100
    code, _ = opened(school)
    school.classroom.doors.join(code, "Ben", HOME)
    with pytest.raises(RefusedError):
        school.classroom.doors.join(code, "Eva", HOME)


def test_a_new_key_ends_the_old_one_and_every_session(school: School) -> None:
    code, entry = opened(school)
    key = school.classroom.new_key(OPERATOR, entry.actor.id)
    assert school.classroom.doors.who_is(entry.token) is None
    with pytest.raises(RefusedError):
        school.classroom.doors.come_back(code, "Ana", entry.key, HOME)
    assert school.classroom.doors.come_back(code, "Ana", key, HOME).actor == entry.actor
