"""The access matrix: every role, every verb, every kind of thing, one's own and another's."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product

import pytest

from tests.classroom.school import School, actor_of, alert_id
from tutor.classroom.access import TABLE, authorize, is_allowed
from tutor.classroom.alarms import Alarms
from tutor.classroom.classroom import Classroom
from tutor.classroom.desk import Desk
from tutor.classroom.housekeeping import Housekeeping
from tutor.content import load_pack
from tutor.core.alerts import AlertState
from tutor.core.classes import Policy
from tutor.core.lesson import LessonPack
from tutor.core.people import Actor, Kind, Role, Thing, Verb
from tutor.errors import NotAllowedError, NotFoundError
from tutor.settings import Settings

# What the issue grants, written down a second time: role, thing, verbs on one's own, on any.
# "read" stands for one's own where the class's policy lets the teacher read.
GRANTED = """
student class: see own
student policy: see own
student student: see own, delete own, take out own
student talk: see own, add own
student model: see own, change own
student alert: add own
student reads: see own
student lesson: see any
teacher class: see own, add own, change own, delete own
teacher roster: see own
teacher code: change own
teacher policy: see own, change own
teacher student: see own, change own, delete own, take out read
teacher talk: see read
teacher model: see own, change own
teacher alert: see own, change own
teacher reads: see own
teacher person: see own
teacher lesson: see any, add any, change any
researcher person: see own
researcher lesson: see any
researcher study: see any, add any, take out any
administrator class: see any, add any, change any, delete any
administrator roster: see any
administrator code: change any
administrator policy: see any, change any
administrator student: see any, change any, delete any, take out any
administrator alert: see any, change any
administrator reads: see any
administrator person: see any, add any, change any, delete any
administrator lesson: see any, add any, change any, delete any
administrator study: see any
administrator health: see any, change any
"""
SHORT = {
    "model": Kind.LEARNER_MODEL, "policy": Kind.POLICY, "code": Kind.CODE, "reads": Kind.READS,
    "person": Kind.PERSON, "health": Kind.HEALTH,
}  # fmt: skip
RELATIONS = ("own and readable", "own", "foreign", "nobody's")


def granted() -> set[tuple[Role, Kind, Verb, str]]:
    """Give every row of the matrix that is let pass."""
    found = set()
    for line in GRANTED.strip().splitlines():
        who, _, verbs = line.partition(": ")
        role, name = who.split()
        kind = SHORT.get(name) or Kind(name)
        for grant in verbs.split(", "):
            verb, _, reach = grant.rpartition(" ")
            relations = {"own": RELATIONS[:2], "read": RELATIONS[:1], "any": RELATIONS}[reach]
            found |= {(Role(role), kind, Verb(verb), relation) for relation in relations}
    return found


def thing(kind: Kind, relation: str) -> Thing:
    """Make a thing of `me` and `my class`, of others, or of nobody."""
    if relation == "nobody's":
        return Thing(kind)
    if relation == "foreign":
        return Thing(kind, "you", "your class", "you", "you", readable=True)
    return Thing(kind, "me", "my class", "me", "me", readable=relation == "own and readable")


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("role", Role)
def test_every_row_of_the_matrix_is_as_granted(role: Role, relation: str) -> None:
    me = Actor("me", role, frozenset({"my class"}))
    wanted = granted()
    for verb, kind in product(Verb, Kind):
        allowed = (role, kind, verb, relation) in wanted
        assert is_allowed(me, verb, thing(kind, relation)) is allowed, (verb, kind)


def test_the_matrix_has_no_row_that_nobody_granted() -> None:
    rows = {(r, k, v) for r, kinds in TABLE.items() for k, verbs in kinds.items() for v in verbs}
    assert rows == {(role, kind, verb) for role, kind, verb, _ in granted()}


@pytest.mark.parametrize("kind", Kind)
def test_nobody_may_do_anything(kind: Kind) -> None:
    for verb, relation in product(Verb, RELATIONS):
        with pytest.raises(NotAllowedError):
            authorize(None, verb, thing(kind, relation))


@pytest.mark.parametrize("kind", Kind)
def test_an_actor_without_an_id_owns_nothing(kind: Kind) -> None:
    for role, verb in product(Role, Verb):
        allowed = is_allowed(Actor("", role), verb, Thing(kind))
        assert allowed is ((role, kind, verb, "nobody's") in granted())


# The same matrix on the real thing: every method of the classroom that an actor calls.


@dataclass(frozen=True, slots=True)
class Try:
    """Somebody tries something with a student's, a class's and an account's id."""

    room: Classroom
    actor: Actor | None
    student: str
    class_id: str
    person: str


Call = Callable[[Try], object]
CALLS: dict[str, Call] = {
    "add_account": lambda t: t.room.add_account(t.actor, f"New {t.person[:4]}", Role.TEACHER),
    "accounts": lambda t: only(t.room.accounts(t.actor), t.person),
    "account_named": lambda t: t.room.account_named(t.actor, "Vega"),
    "change_role": lambda t: t.room.change_role(t.actor, t.person, Role.RESEARCHER),
    "shut_account": lambda t: t.room.shut_account(t.actor, t.person),
    "invite_again": lambda t: t.room.invite_again(t.actor, t.person),
    "add_class": lambda t: t.room.add_class(t.actor, "New", "bird-woman", teacher=t.person),
    "classes": lambda t: only(t.room.classes(t.actor), t.class_id),
    "find_class": lambda t: t.room.find_class(t.actor, t.class_id),
    "new_code": lambda t: t.room.new_code(t.actor, t.class_id),
    "pause": lambda t: t.room.pause(t.actor, t.class_id, paused=True),
    "rename_class": lambda t: t.room.rename_class(t.actor, t.class_id, "Renamed"),
    "set_policy": lambda t: t.room.set_policy(t.actor, t.class_id, Policy(person="third")),
    "roster": lambda t: t.room.roster(t.actor, t.class_id),
    "remove_class": lambda t: t.room.remove_class(t.actor, t.class_id, with_students=True),
    "seat_of": lambda t: t.room.seat_of(t.actor, t.student),
    "new_key": lambda t: t.room.new_key(t.actor, t.student),
    "ticket": lambda t: t.room.ticket(t.actor, t.class_id, "Ana"),
    "talk": lambda t: t.room.talk(t.actor, t.student),
    "learner": lambda t: t.room.learner(t.actor, t.student),
    "set_override": lambda t: t.room.set_override(t.actor, t.student, level=3.0),
    "clear_override": lambda t: t.room.clear_override(t.actor, t.student),
    "overrides": lambda t: t.room.overrides(t.actor, t.student),
    "takeout": lambda t: t.room.takeout(t.actor, t.student),
    "forget": lambda t: t.room.forget(t.actor, t.student),
    "readings": lambda t: t.room.readings(t.actor, t.student),
    "latest_readings": lambda t: t.room.latest_readings(t.actor),
    "alarms.of_class": lambda t: t.room.alarms.of_class(t.actor, t.class_id),
    "alarms.of_no_class": lambda t: t.room.alarms.of_no_class(t.actor),
    "alarms.around": lambda t: t.room.alarms.around(t.actor, alert_id(t.student)),
    "alarms.move": lambda t: t.room.alarms.move(t.actor, alert_id(t.student), AlertState.SEEN),
    "desk.overview": lambda t: t.room.desk.overview(t.actor, t.class_id, pack()),
    "desk.words_of": lambda t: t.room.desk.words_of(t.actor, t.class_id, "any", pack()),
    "desk.transcript": lambda t: t.room.desk.transcript(t.actor, t.student),
    "housekeeping.sweep": lambda t: t.room.housekeeping.sweep(t.actor, dry_run=True),
    "housekeeping.referrals": lambda t: t.room.housekeeping.referrals(t.actor),
    "desk.progress": lambda t: t.room.desk.progress(t.actor, t.student, pack(), "en"),
}
STUDENTS_OWN = {"seat_of", "talk", "learner", "takeout", "forget", "readings", "find_class",
                "classes", "overrides", "desk.transcript", "desk.progress"}  # fmt: skip
TEACHERS_OWN = STUDENTS_OWN | {
    "accounts", "account_named", "add_class", "new_code", "pause", "set_policy", "roster",
    "remove_class", "new_key", "ticket", "alarms.of_class", "alarms.around", "alarms.move",
    "set_override", "clear_override", "rename_class", "desk.overview", "desk.words_of",
}  # fmt: skip
ADMINISTRATORS = set(CALLS) - {
    "talk", "learner", "desk.words_of", "desk.transcript", "desk.progress"
}  # fmt: skip
WHO = ("ana", "ben", "vega", "other teacher", "researcher", "administrator", "nobody")


@cache
def pack() -> LessonPack:
    return load_pack(Settings().lessons_dir / "bird-woman")


def only(found: tuple[object, ...], wanted: str) -> object:
    """Give the one that is wanted out of a list; a list without it denies it."""
    return next(one for one in found if getattr(one, "id", None) == wanted)


def expected(who: str, call: str) -> bool:
    """Tell whether somebody may do this to Ana, who sits in Vega's class."""
    if who == "ana":
        return call in STUDENTS_OWN
    if who == "vega":
        return call in TEACHERS_OWN
    return who == "administrator" and call in ADMINISTRATORS


IN_THE_MATRIX = {"alarms": Alarms, "desk": Desk, "housekeeping": Housekeeping}


def test_every_call_of_the_classroom_is_in_the_matrix() -> None:
    public = {
        f"{where}.{name}".removeprefix(".")
        for where, kind in {"": Classroom, **IN_THE_MATRIX}.items()
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and "actor" in inspect.signature(method).parameters
    }
    assert public == set(CALLS)


def test_what_asks_for_no_actor_tells_nothing_of_anyone() -> None:
    """`is_used` tells whether there is a class."""
    members = [
        m
        for kind in (Classroom, *IN_THE_MATRIX.values())
        for m in inspect.getmembers(kind, inspect.isfunction)
    ]
    rest = {name for name, method in members if "actor" not in inspect.signature(method).parameters}
    assert {name for name in rest if not name.startswith("_")} == {"is_used"}


WAYS_IN = {
    "doors": {"add_seat", "choose_password", "come_back", "invite", "invited", "join", "new_key",
              "offer_first_link", "sign_in", "sign_out", "who_is"},
    "identities": {"recognise"},
    "tickets": {"make", "open", "seat_of"},
}  # fmt: skip
"""What stands before `authorize`: it tells who somebody is, or is called behind it."""


def test_every_service_of_the_classroom_is_in_the_matrix_or_a_way_in(school: School) -> None:
    services = {name: one for name, one in vars(school.classroom).items() if name[0] != "_"}
    assert set(services) - set(IN_THE_MATRIX) == set(WAYS_IN)
    for name, service in services.items():
        if name in IN_THE_MATRIX:
            continue
        methods = inspect.getmembers(type(service), inspect.isfunction)
        assert {method for method, _ in methods if method[0] != "_"} == WAYS_IN[name]


@pytest.mark.parametrize("call", CALLS)
def test_only_those_who_may_reach_ana_and_her_class(school: School, call: str) -> None:
    staff = {
        "vega": school.person("Vega"),
        "other teacher": school.person("Other"),
        "researcher": school.person("Reader", Role.RESEARCHER),
        "administrator": school.person("Boss", Role.ADMINISTRATOR),
    }
    ben = school.join(school.room("6A", staff["other teacher"])[1], "Ben").actor
    for who in sorted(WHO, key=lambda who: expected(who, call)):  # who changes things comes last
        room, code = school.room(f"5B of {who}", staff["vega"])
        ana = school.join(code, "Ana").actor
        school.alert(ana.id, room.id)
        students = {"ana": ana, "ben": ben}
        actor = students.get(who) or (actor_of(staff[who]) if who in staff else None)
        try:
            CALLS[call](Try(school.classroom, actor, ana.id, room.id, staff["vega"].id))
            passed = True
        except (NotAllowedError, NotFoundError, StopIteration):
            passed = False
        assert passed is expected(who, call), who


OF_NOTHING_NAMED = {"add_account", "add_class", "accounts", "account_named", "classes",
                    "latest_readings"}  # fmt: skip
"""Calls that name no student, class or account that could be missing."""


@pytest.mark.parametrize("call", sorted(set(CALLS) - OF_NOTHING_NAMED))
def test_what_is_not_there_is_denied_like_what_is_anothers(school: School, call: str) -> None:
    vega, other = school.person("Vega"), school.person("Other")
    room, code = school.room("5B", vega)
    ana = school.join(code, "Ana").actor
    school.alert(ana.id, room.id)
    told = []
    for ids in ((ana.id, room.id, vega.id), ("none", "none", "none")):
        with pytest.raises(NotAllowedError) as denied:
            CALLS[call](Try(school.classroom, actor_of(other), *ids))
        told.append(str(denied.value))
    assert told[0] == told[1]


def test_a_teacher_reads_no_talk_of_a_class_that_shows_summaries_only(school: School) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    ana = school.join(code, "Ana").actor
    me = actor_of(vega)
    assert list(school.classroom.talk(me, ana.id)) == []
    school.classroom.set_policy(me, room.id, Policy(transcripts="summaries"))
    for call in (school.classroom.talk, school.classroom.takeout):
        with pytest.raises(NotAllowedError):
            call(me, ana.id)
    assert school.classroom.learner(me, ana.id).ordinal == 0
    assert list(school.classroom.talk(ana, ana.id)) == []
