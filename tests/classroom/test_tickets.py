"""Tickets: an address that opens one seat once, where no cookie is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.classroom.school import School, actor_of
from tutor.core.people import OPERATOR, Role
from tutor.errors import NicknameError, NotAllowedError, RefusedError


def test_a_ticket_opens_a_seat_once_and_a_replay_is_refused(school: School) -> None:
    room, _ = school.room("5B", school.person("Vega"))
    ticket = school.classroom.ticket(OPERATOR, room.id, "Ana")
    seating = school.classroom.tickets.open(ticket.token)
    assert seating.actor.role is Role.STUDENT
    assert school.classroom.seat_of(seating.actor, seating.actor.id)[0].nickname == "Ana"
    assert school.classroom.doors.who_is(seating.token) == seating.actor
    with pytest.raises(RefusedError):
        school.classroom.tickets.open(ticket.token)


def test_a_reload_finds_the_seat_with_the_next_ticket_and_each_works_once(school: School) -> None:
    room, _ = school.room("5B", school.person("Vega"))
    ticket = school.classroom.ticket(OPERATOR, room.id, "Ana").token
    seen = set()
    for _ in range(4):
        seating = school.classroom.tickets.open(ticket)
        seen |= {ticket, seating.token}
        with pytest.raises(RefusedError):
            school.classroom.tickets.open(ticket)
        ticket = seating.again
    assert len(seen) == 8
    assert len(school.classroom.roster(OPERATOR, room.id)) == 1


def test_of_many_who_open_one_ticket_at_once_one_gets_in(school: School) -> None:
    room, _ = school.room("5B", school.person("Vega"))
    ticket = school.classroom.ticket(OPERATOR, room.id, "Ana").token

    def attempt(_: int) -> bool:
        try:
            school.classroom.tickets.open(ticket)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(attempt, range(16))) == 1


def test_a_ticket_ends_after_ten_minutes_and_a_reload_after_two_hours(school: School) -> None:
    room, _ = school.room("5B", school.person("Vega"))
    late = school.classroom.ticket(OPERATOR, room.id, "Ana").token
    school.later(minutes=10)
    with pytest.raises(RefusedError):
        school.classroom.tickets.open(late)
    good = school.classroom.ticket(OPERATOR, room.id, "Ana").token
    school.later(minutes=9)
    seating = school.classroom.tickets.open(good)
    school.later(hours=2)
    with pytest.raises(RefusedError):
        school.classroom.tickets.open(seating.again)
    assert school.classroom.doors.who_is(seating.token) is not None
    school.later(hours=10)
    assert school.classroom.doors.who_is(seating.token) is None


@pytest.mark.parametrize("kind", ["session", "invitation", "forged", "return key", "nothing"])
def test_what_is_no_ticket_opens_no_seat(school: School, kind: str) -> None:
    vega = school.person("Vega")
    _, code = school.room("5B", vega)
    ana = school.join(code, "Ana")
    given = {
        "session": ana.token,
        "invitation": school.classroom.invite_again(OPERATOR, vega.id).link,
        "forged": "0" * 32,
        "return key": ana.key,
        "nothing": "",
    }[kind]
    with pytest.raises(RefusedError):
        school.classroom.tickets.open(given)


def test_a_ticket_is_no_session_and_no_invitation(school: School) -> None:
    room, _ = school.room("5B", school.person("Vega"))
    ticket = school.classroom.ticket(OPERATOR, room.id, "Ana").token
    assert school.classroom.doors.who_is(ticket) is None
    with pytest.raises(RefusedError):
        school.classroom.doors.invited(ticket)
    assert school.classroom.tickets.open(ticket)


def test_a_seat_that_is_there_is_found_and_a_look_alike_is_refused(school: School) -> None:
    room, code = school.room("5B", school.person("Vega"))
    ana = school.join(code, "Ana")
    again = school.classroom.ticket(OPERATOR, room.id, "ANA").token
    assert school.classroom.tickets.open(again).actor == ana.actor
    for name in ("\u0410na", "A n a", "\u202eanA"):
        with pytest.raises(NicknameError):
            school.classroom.ticket(OPERATOR, room.id, name)
    assert len(school.classroom.roster(OPERATOR, room.id)) == 1


def test_a_ticket_to_a_seat_that_is_gone_opens_nothing(school: School) -> None:
    room, _ = school.room("5B", school.person("Vega"))
    ticket = school.classroom.ticket(OPERATOR, room.id, "Ana").token
    school.classroom.remove_class(OPERATOR, room.id, with_students=True)
    with pytest.raises(RefusedError):
        school.classroom.tickets.open(ticket)


def test_only_who_lets_people_into_a_class_makes_its_tickets(school: School) -> None:
    vega, other = school.person("Vega"), school.person("Other")
    room, code = school.room("5B", vega)
    ana = school.join(code, "Ana").actor
    for actor in (ana, actor_of(other), None):
        with pytest.raises(NotAllowedError):
            school.classroom.ticket(actor, room.id, "Ana")
    assert school.classroom.ticket(actor_of(vega), room.id, "Ana")
