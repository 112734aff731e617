"""The contract of `classroom.ports`, kept by SQLite and PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from tests.builders import START
from tests.storage.seats import LATER, make_class
from tests.storage.writers import begin, say
from tutor.classroom.ports import (
    AlertStore,
    ClassStore,
    GuessStore,
    PeopleStore,
    Stores,
    TokenStore,
)
from tutor.core.alerts import Alert, AlertState, Read, Severity
from tutor.core.classes import Member, Policy, seat_name
from tutor.core.guessing import Pace
from tutor.core.people import Account, Role, Token, TokenKind
from tutor.errors import PlaceTakenError, StorageError
from tutor.storage import (
    SqlAlerts,
    SqlClasses,
    SqlExchangeLog,
    SqlGuesses,
    SqlPeople,
    SqlTokens,
)

S = timedelta(seconds=1)


@pytest.fixture
def stores(log: SqlExchangeLog) -> Stores:
    shared = log.transactions
    people: PeopleStore = SqlPeople(shared)
    tokens: TokenStore = SqlTokens(shared)
    guesses: GuessStore = SqlGuesses(shared)
    classes: ClassStore = SqlClasses(shared)
    alerts: AlertStore = SqlAlerts(shared)
    return Stores(people, tokens, guesses, classes, alerts)


def seat(stores: Stores, student: str, skeleton: str, class_id: str = "5b") -> Member:
    member = Member(class_id, student, seat_name(student), skeleton.title(), START)
    stores.classes.seat(member, skeleton, f"key-{student}")
    return member


def test_an_account_is_found_by_id_and_by_what_its_name_looks_like(stores: Stores) -> None:
    vega = Account("p1", Role.TEACHER, "Señora Vega", START)
    stores.people.add(vega, "senoravega", None)
    assert stores.people.person("p1") == stores.people.named("senoravega") == vega
    assert stores.people.person("none") is stores.people.named("none") is None
    with pytest.raises(PlaceTakenError):
        stores.people.add(replace(vega, id="p2"), "senoravega", None)
    assert stores.people.people() == (vega,)


def test_an_account_changes_password_role_and_is_shut(stores: Stores) -> None:
    stores.people.add(Account("p1", Role.TEACHER, "Vega", START), "vega", None)
    assert stores.people.password("p1") is stores.people.password("none") is None
    stores.people.set_password("p1", "$argon2$")
    stores.people.set_role("p1", Role.RESEARCHER)
    stores.people.set_disabled("p1", LATER)
    assert stores.people.password("p1") == "$argon2$"
    assert stores.people.person("p1") == Account("p1", Role.RESEARCHER, "Vega", START, LATER)
    stores.people.set_disabled("p1", None)
    found = stores.people.person("p1")
    assert found is not None
    assert found.disabled is None


def test_a_token_is_used_once_and_not_after_its_end(stores: Stores) -> None:
    first = Token("h1", TokenKind.FIRST, LATER)
    stores.tokens.add(first)
    assert stores.tokens.token("h1") == first
    assert stores.tokens.token("none") is None
    assert stores.tokens.has_good("first", START)
    assert not stores.tokens.has_good("invite", START)
    assert not stores.tokens.use("h1", LATER)
    assert not stores.tokens.use("none", START)
    assert stores.tokens.use("h1", START)
    assert not stores.tokens.use("h1", START)
    assert not stores.tokens.has_good("first", START)
    assert stores.tokens.token("h1") == replace(first, used=START)


def test_two_who_use_a_token_at_once_get_it_once(stores: Stores) -> None:
    stores.tokens.add(Token("h1", TokenKind.FIRST, LATER))
    together, got = Barrier(4), []

    def work() -> None:
        together.wait()
        got.append(stores.tokens.use("h1", START))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False, False, False, True]


def test_tokens_go_with_their_owner_or_their_time(stores: Stores, log: SqlExchangeLog) -> None:
    student = log.student("Ana", START).id
    stores.people.add(Account("p1", Role.TEACHER, "Vega", START), "vega", None)
    for number, end in ((1, START), (2, LATER)):
        stores.tokens.add(Token(f"s{number}", TokenKind.SESSION, end, student=student))
        stores.tokens.add(Token(f"p{number}", TokenKind.SESSION, end, person="p1"))
    assert stores.tokens.remove_ended(START + S) == 2
    stores.tokens.remove_of(student=student)
    assert stores.tokens.token("s2") is None
    assert stores.tokens.token("p2") is not None
    stores.tokens.remove("p2")
    assert stores.tokens.token("p2") is None
    stores.tokens.add(Token("p3", TokenKind.INVITE, LATER, person="p1"))
    stores.tokens.remove_of(person="p1")
    assert stores.tokens.token("p3") is None


def test_tries_are_counted_against_all_subjects_or_none(stores: Stores) -> None:
    paces = {"account": Pace(2, 60.0, (10.0, 20.0)), "address": Pace(4, 1.0)}
    assert [stores.guesses.take(paces, START) for _ in range(3)] == [0.0, 0.0, 10.0]
    assert stores.guesses.take({"address": paces["address"]}, START) == 0.0
    assert stores.guesses.take({"address": paces["address"]}, START) == 0.0
    assert stores.guesses.take({"address": paces["address"]}, START) == 1.0
    assert stores.guesses.take(paces, START + 10 * S) == 0.0
    assert stores.guesses.take(paces, START + 10 * S) > 15.0
    stores.guesses.clear("account")
    assert stores.guesses.take(paces, START + 10 * S) == 0.0


def test_a_right_try_is_given_back(stores: Stores) -> None:
    paces = {"address": Pace(1, 100.0)}
    for _ in range(5):
        assert stores.guesses.take(paces, START) == 0.0
        stores.guesses.give_back(paces)
    assert stores.guesses.take(paces, START) == 0.0
    assert stores.guesses.take(paces, START) == 100.0


def test_tries_that_count_no_more_leave_no_row(stores: Stores, log: SqlExchangeLog) -> None:
    for number in range(50):
        stores.guesses.take({f"subject {number}": Pace(5, 10.0)}, START)
    stores.guesses.take({"another": Pace(5, 10.0)}, LATER)
    with log.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM guesses").scalar() == 1


def test_many_who_guess_at_once_are_all_counted(stores: Stores) -> None:
    together, waits = Barrier(8), []

    def work() -> None:
        together.wait()
        paces = {"account": Pace(10, 3600.0)}
        waits.extend(stores.guesses.take(paces, START) for _ in range(5))

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0.0) == 10


def test_where_somebody_came_in_is_known_for_its_time(stores: Stores) -> None:
    stores.guesses.remember("home", START, LATER)
    stores.guesses.remember("home", START, LATER + S)
    assert stores.guesses.knows("home", LATER + S)
    assert not stores.guesses.knows("home", LATER + 2 * S)
    assert not stores.guesses.knows("elsewhere", START)


def test_a_class_is_found_by_id_by_teacher_and_by_its_newest_code(
    stores: Stores, log: SqlExchangeLog
) -> None:
    one, two = make_class(log, "5b"), make_class(log, "6a", "other")
    assert stores.classes.find("5b") == one
    assert stores.classes.find("none") is stores.classes.with_code("none") is None
    assert stores.classes.classes() == (one, two)
    assert stores.classes.classes("vega") == (one,)
    stores.classes.set_code("5b", "code 1", LATER)
    stores.classes.set_code("5b", "code 2", LATER)
    assert stores.classes.with_code("code 1") is None
    assert stores.classes.with_code("code 2") == replace(one, code_expires=LATER)
    with pytest.raises(PlaceTakenError):
        stores.classes.set_code("6a", "code 2", LATER)


def test_a_class_keeps_its_policy_and_pause(stores: Stores, log: SqlExchangeLog) -> None:
    made = make_class(log)
    policy = Policy(person="third", languages=("es",), transcripts="summaries", retention_days=30)
    stores.classes.set_policy("5b", policy)
    stores.classes.set_paused("5b", paused=True)
    assert stores.classes.find("5b") == replace(made, policy=policy, paused=True)


def test_a_policy_of_a_newer_program_is_told(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    with log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE classes SET policy = '{\"new\": 1}'")
    with pytest.raises(StorageError, match="class '5b' cannot be read"):
        stores.classes.find("5b")


def test_a_seat_has_a_student_and_is_found_by_both(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    ana, ben = seat(stores, "s1", "ana"), seat(stores, "s2", "ben")
    assert stores.classes.members("5b") == (ana, ben)
    assert stores.classes.member("s1") == stores.classes.with_key("key-s1") == ana
    assert stores.classes.member("none") is stores.classes.with_key("none") is None
    assert log.student(ana.name, START).id == "s1"
    stores.classes.set_key("s1", "another")
    assert stores.classes.with_key("another") == ana
    assert stores.classes.with_key("key-s1") is None


def test_one_nickname_is_one_seat_in_a_class_and_nothing_is_half_made(
    stores: Stores, log: SqlExchangeLog
) -> None:
    make_class(log, "5b")
    make_class(log, "6a")
    seat(stores, "s1", "ana")
    with pytest.raises(PlaceTakenError):
        seat(stores, "s2", "ana")
    assert [student.id for student in log.students()] == ["s1"]
    seat(stores, "s3", "ana", "6a")
    with pytest.raises(StorageError):
        seat(stores, "s4", "dan", "gone")


def test_a_class_with_members_is_not_deleted(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    seat(stores, "s1", "ana")
    with pytest.raises(StorageError, match="has members"):
        stores.classes.delete("5b")
    log.forget("s1")
    stores.classes.delete("5b")
    assert stores.classes.find("5b") is None


def test_guests_of_long_ago_are_found(stores: Stores, log: SqlExchangeLog) -> None:
    old = log.student("guest/old", START).id
    log.student("guest/new", LATER)
    log.student("Guest", START)
    assert stores.classes.guests(LATER) == (old,)


def test_an_alert_is_kept_and_moves_only_from_where_it_was(
    stores: Stores, log: SqlExchangeLog
) -> None:
    make_class(log)
    said = say(log, begin(log))
    alert = Alert("a1", said.student, START, Severity.CRISIS, "abuse", "a\0b", "5b", said.id)
    stores.alerts.add(alert)
    kept = replace(alert, quote="a\ufffdb")
    assert stores.alerts.alert("a1") == kept
    assert stores.alerts.alerts(class_id="5b") == stores.alerts.alerts(student=said.student)
    assert stores.alerts.alerts() == (kept,)
    assert stores.alerts.alerts(class_id="6a") == ()
    seen = replace(kept, state=AlertState.SEEN, seen_by="vega", seen_at=LATER)
    assert stores.alerts.move(seen, AlertState.NEW)
    assert not stores.alerts.move(seen, AlertState.NEW)
    assert stores.alerts.alert("a1") == seen


def test_an_alert_waits_until_it_is_delivered(stores: Stores, log: SqlExchangeLog) -> None:
    student = log.student("Ana", START).id
    stores.alerts.add(Alert("a1", student, START, Severity.CONCERN, "threat", "words"))
    (alert,) = stores.alerts.waiting(START, 9)
    assert (alert.attempts, alert.delivered) == (0, None)
    stores.alerts.note_attempt("a1", delivered=False, at=START, again=START + 30 * S)
    assert stores.alerts.waiting(START + 29 * S, 9) == ()
    (alert,) = stores.alerts.waiting(START + 30 * S, 9)
    stores.alerts.note_attempt("a1", delivered=True, at=LATER, again=LATER)
    assert stores.alerts.waiting(LATER + S, 9) == ()
    found = stores.alerts.alert("a1")
    assert found is not None
    assert (found.attempts, found.delivered, found.next_attempt) == (2, LATER, None)


def test_readings_come_newest_first(stores: Stores, log: SqlExchangeLog) -> None:
    student = log.student("Ana", START).id
    one, two = Read(student, "vega", "talk", START), Read(student, "operator", "takeout", LATER)
    stores.alerts.note_read(one)
    stores.alerts.note_read(two)
    assert stores.alerts.reads(student) == (two, one)
    assert stores.alerts.latest_reads(5) == (two, one)
    assert stores.alerts.latest_reads(1) == (two,)
    assert stores.alerts.reads("none") == ()
