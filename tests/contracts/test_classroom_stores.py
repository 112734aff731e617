"""The contract of `classroom.ports`, kept by SQLite and PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from tests.builders import START
from tests.storage.seats import LATER, make_class
from tests.storage.writers import begin, say
from tutor.classroom.ports import (
    AlertStore,
    ClassStore,
    ClassTalks,
    GuessStore,
    PeopleStore,
    Stores,
    TokenStore,
)
from tutor.core.alerts import Alert, AlertState, Read, Severity
from tutor.core.classes import Member, Policy, seat_name
from tutor.core.guessing import Pace
from tutor.core.people import Account, Role, Token, TokenKind
from tutor.core.rules import Override, Rules
from tutor.errors import PlaceTakenError, StorageError
from tutor.ports import SessionRecord
from tutor.storage import (
    SqlAlerts,
    SqlClasses,
    SqlClassTalks,
    SqlExchangeLog,
    SqlGuesses,
    SqlPeople,
    SqlTokens,
)
from tutor.storage.tables import learner_models

S = timedelta(seconds=1)


@pytest.fixture
def stores(log: SqlExchangeLog) -> Stores:
    shared = log.transactions
    people: PeopleStore = SqlPeople(shared)
    tokens: TokenStore = SqlTokens(shared)
    guesses: GuessStore = SqlGuesses(shared)
    classes: ClassStore = SqlClasses(shared)
    alerts: AlertStore = SqlAlerts(shared)
    talks: ClassTalks = SqlClassTalks(shared)
    return Stores(people, tokens, guesses, classes, alerts, talks)


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
    assert stores.alerts.waiting(START, 9, [Severity.CRISIS]) == ()
    assert stores.alerts.claim(alert, START + 30 * S)
    assert not stores.alerts.claim(alert, START + 30 * S)
    assert stores.alerts.waiting(START + 29 * S, 9) == ()
    (alert,) = stores.alerts.waiting(START + 30 * S, 9)
    stores.alerts.note_failed("a1", START + 60 * S)
    assert stores.alerts.waiting(START + 59 * S, 9) == ()
    assert stores.alerts.claim(alert, LATER)
    stores.alerts.note_sent("a1", LATER)
    assert stores.alerts.waiting(LATER + S, 9) == ()
    found = stores.alerts.alert("a1")
    assert found is not None
    assert (found.attempts, found.delivered, found.next_attempt) == (2, LATER, None)
    assert stores.alerts.last_sent(student, list(Severity)) == LATER
    assert stores.alerts.last_sent(student, [Severity.CRISIS]) is None
    assert stores.alerts.last_sent("none", list(Severity)) is None


def test_an_open_alert_outlives_its_student_without_whose_it_is(
    stores: Stores, log: SqlExchangeLog
) -> None:
    make_class(log)
    said = say(log, begin(log))
    kinds = (Severity.CRISIS, Severity.CONCERN, Severity.NOTE)
    for severity in kinds:
        stores.alerts.add(
            Alert(severity, said.student, START, severity, "abuse", "words", "5b", said.id)
        )
    closed = Alert("closed", said.student, START, Severity.CRISIS, "abuse", "words", "5b")
    stores.alerts.add(replace(closed, state=AlertState.CLOSED))
    log.forget(said.student, quotes=True)
    left = {alert.id: alert for alert in stores.alerts.alerts()}
    assert set(left) == {"crisis", "concern"}
    assert {(alert.student, alert.exchange, alert.quote) for alert in left.values()} == {
        (None, None, "words")
    }
    moved = replace(left["crisis"], state=AlertState.CLOSED, closed_by="vega", closed_at=START)
    assert stores.alerts.move(moved, AlertState.NEW)
    assert stores.alerts.ownerless(START, START) == ()
    assert stores.alerts.ownerless(LATER, START) == ("crisis",)
    assert stores.alerts.ownerless(START, LATER) == ("concern", "crisis")
    stores.alerts.remove_ownerless("crisis")
    stores.classes.delete("5b")
    (alert,) = stores.alerts.alerts()
    assert (alert.id, alert.class_id) == ("concern", None)


def test_a_student_who_was_heard_of_late_is_not_silent(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    seat(stores, "s1", "ana")
    said = say(log, begin(log, "Ben"))
    log.student("guest/old", START)
    found = {one.student: one for one in stores.classes.silent(LATER + S)}
    assert set(found) == {"s1", said.student}
    assert (found["s1"].class_id, found[said.student].class_id) == ("5b", None)
    assert stores.classes.silent(START) == ()
    assert log.forget(said.student, unless_since=said.at) == 0
    assert [student.id for student in log.students() if student.id == said.student]
    assert log.forget(said.student, unless_since=said.at + S) == 1


def test_readings_come_newest_first(stores: Stores, log: SqlExchangeLog) -> None:
    student = log.student("Ana", START).id
    one, two = Read(student, "vega", "talk", START), Read(student, "operator", "takeout", LATER)
    stores.alerts.note_read(one)
    stores.alerts.note_read(two)
    assert stores.alerts.reads(student) == (two, one)
    assert stores.alerts.latest_reads(5) == (two, one)
    assert stores.alerts.latest_reads(1) == (two,)
    assert stores.alerts.reads("none") == ()


def test_the_newest_override_holds_and_none_is_lost(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    room = stores.classes
    room.set_policy("5b", Policy(level_max=7.0, help_limit="hint"))
    room.seat(Member("5b", "s1", seat_name("s1"), "Ana", START), "ana", "key")
    assert room.rules("s1").level_max == 7.0
    first = Override("s1", "vega", START, 3.0, "es")
    cleared = Override("s1", "vega", START - 10 * S)
    room.set_override(first)
    assert (room.rules("s1").level, room.rules("s1").language) == (3.0, "es")
    room.set_override(cleared)
    assert (room.rules("s1").level, room.rules("s1").help_limit) == (None, "hint")
    assert room.overrides("s1") == (cleared, first)
    assert room.overrides("another") == ()


def test_who_sits_in_no_class_has_no_rules_and_a_guest_is_paced(
    stores: Stores, log: SqlExchangeLog
) -> None:
    ana, guest = log.student("ana", START), log.student("guest/x", START)
    assert stores.classes.rules(ana.id) == Rules()
    assert stores.classes.rules(guest.id) == Rules(paced=True)
    assert stores.classes.rules("nobody") == Rules()


def seated(stores: Stores, log: SqlExchangeLog, *names: str, said: int) -> None:
    """Seat students of a class, each of whom says something so often."""
    for name in names:
        seat(stores, name, name)
        talk = SessionRecord(f"talk-{name}", name, "bird-woman", "sacajawea", START)
        log.start_session(talk)
        for _ in range(said):
            say(log, talk)


def test_the_talks_of_a_class_are_its_own_and_nobody_elses(
    stores: Stores, log: SqlExchangeLog
) -> None:
    make_class(log)
    make_class(log, "6a", "rosa")
    seated(stores, log, "ana", "ben", said=5)
    seat(stores, "eva", "eva")
    seat(stores, "gil", "gil", "6a")
    models, recent = stores.talks.models("5b"), stores.talks.recent("5b", 3)
    assert set(models) == set(recent) == {"ana", "ben"}
    assert models["ana"] == log.learner("ana")
    assert [exchange.ordinal for exchange in recent["ben"]] == [2, 3, 4]
    activity = stores.talks.activity("5b")
    assert set(activity) == {"ana", "ben"}
    last = START + timedelta(minutes=4)
    assert (activity["ana"].answers, activity["ana"].last) == (5, last)
    for class_id in ("6a", "none"):
        assert stores.talks.models(class_id) == stores.talks.recent(class_id, 3) == {}
        assert stores.talks.activity(class_id) == {}


def test_a_model_that_cannot_be_read_is_left_out(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    seated(stores, log, "ana", "ben", said=1)
    with log.transactions.writing() as connection:
        mine = update(learner_models).where(learner_models.c.student == "ana")
        connection.execute(mine.values(model="{"))
    assert set(stores.talks.models("5b")) == {"ben"}


def test_a_transcript_is_read_backwards_page_by_page(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    seated(stores, log, "ana", said=5)
    last = stores.talks.before("ana", None, 2)
    assert [exchange.ordinal for exchange in last] == [3, 4]
    assert [e.ordinal for e in stores.talks.before("ana", 3, 9)] == [0, 1, 2]
    assert stores.talks.before("none", None, 9) == ()


def test_a_reading_is_noted_once_in_a_sitting(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    seat(stores, "ana", "ana")
    for minutes in (0, 5, 12):
        at = START + timedelta(minutes=minutes)
        stores.alerts.note_read_once(Read("ana", "vega", "talk", at), at - 10 * 60 * S)
        stores.alerts.note_read_once(Read("ana", "vega", "words", at), at - 10 * 60 * S)
    noted = [(read.what, read.at - START) for read in stores.alerts.reads("ana")]
    assert sorted(noted) == sorted(
        (what, timedelta(minutes=m)) for what in ("talk", "words") for m in (0, 12)
    )


def test_a_class_is_given_another_name(stores: Stores, log: SqlExchangeLog) -> None:
    make_class(log)
    stores.classes.set_name("5b", "6B")
    found = stores.classes.find("5b")
    assert found is not None
    assert found.name == "6B"
