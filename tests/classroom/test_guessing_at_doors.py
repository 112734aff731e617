"""Guessing at the doors: slow for who guesses, and nobody else notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.classroom.counting import Counting
from tests.classroom.school import HOME, PASSWORD, School, actor_of
from tutor.classroom.guard import network_of
from tutor.core.classes import CODE_LENGTH, KEY_LENGTH, make_code
from tutor.core.people import OPERATOR
from tutor.errors import RefusedError, TutorError, WaitError

GUESSES = 10_000
EVERY = timedelta(minutes=10) / GUESSES
STRANGER = "203.0.113.66"

Guess = Callable[[int], object]


@pytest.fixture
def quick(school: School) -> School:
    """Give a school that counts tries in memory: ten thousand writes to a disk take minutes."""
    return School(school.log, guesses=Counting())


def storm(school: School, guess: Guess, beside: dict[int, Callable[[], object]]) -> list[str]:
    """Guess for ten minutes; `beside` happens at its number, between two guesses.

    Returns:
        What became of each guess: `in`, `wrong` or `wait`.
    """
    told = []
    for number in range(GUESSES):
        school.now += EVERY
        if number in beside:
            beside[number]()
        try:
            guess(number)
            told.append("in")
        except RefusedError:
            told.append("wrong")
        except WaitError:
            told.append("wait")
    return told


def test_ten_thousand_guesses_at_codes_open_nothing_and_everyone_else_gets_in(
    school: School,
) -> None:
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    doors, inside = school.classroom.doors, []

    def guess(number: int) -> object:
        # Once the luckiest guess of all, just when the guesser has to wait.
        typed = code.code if number == 9_017 else make_code(CODE_LENGTH, school.dice.randbytes)
        return doors.join(typed, "Mallory", STRANGER)

    def join(name: str, address: str) -> Callable[[], object]:
        return lambda: inside.append(doors.join(code.code, name, address))

    told = storm(
        school,
        guess,
        {
            100: join("Ana", HOME),
            3_000: join("Ben", HOME),
            6_000: lambda: inside.append(doors.sign_in("Vega", PASSWORD, HOME)),
            9_999: join("Eva", "192.0.2.8"),
        },
    )
    assert (len(told), told.count("in"), told[9_017]) == (GUESSES, 0, "wait")
    assert told.count("wrong") <= 360
    assert len(inside) == 4
    assert all(doors.who_is(entry.token) for entry in inside)
    nicknames = {member.nickname for member in school.classroom.roster(actor_of(vega), room.id)}
    assert nicknames == {"Ana", "Ben", "Eva"}


def test_ten_thousand_guesses_from_the_schools_own_address_shut_no_class_out(
    quick: School,
) -> None:
    room, code = quick.room("5B", quick.person("Vega"))
    doors, inside = quick.classroom.doors, []
    inside.append(doors.join(code.code, "Ana", HOME))
    key = inside[0].key

    def guess(_number: int) -> object:
        return doors.join(make_code(CODE_LENGTH, quick.dice.randbytes), "Mallory", HOME)

    told = storm(
        quick,
        guess,
        {
            5_000: lambda: inside.append(doors.join(code.code, "Ben", HOME)),
            9_017: lambda: inside.append(doors.come_back(code.code, "Ana", key, HOME)),
        },
    )
    assert told.count("in") == 0
    assert len(inside) == 3
    assert len(quick.classroom.roster(OPERATOR, room.id)) == 2


def test_ten_thousand_guesses_at_one_students_key_from_everywhere_open_nothing(
    quick: School,
) -> None:
    _, code = quick.room("5B", quick.person("Vega"))
    doors = quick.classroom.doors
    ana, ben = doors.join(code.code, "Ana", HOME), doors.join(code.code, "Ben", HOME)
    inside = []

    def guess(number: int) -> object:
        key = make_code(KEY_LENGTH, quick.dice.randbytes)
        return doors.come_back(code.code, "Ana", key, f"198.18.{number // 250}.{number % 250}")

    told = storm(
        quick,
        guess,
        {
            2_000: lambda: inside.append(doors.come_back(code.code, "Ana", ana.key, HOME)),
            6_000: lambda: inside.append(doors.come_back(code.code, "Ben", ben.key, HOME)),
            8_000: lambda: inside.append(doors.join(code.code, "Eva", "192.0.2.99")),
        },
    )
    assert told.count("in") == 0
    assert told.count("wrong") <= 30
    assert [entry.actor.id for entry in inside[:2]] == [ana.actor.id, ben.actor.id]
    assert len(inside) == 3


def test_ten_thousand_guesses_at_a_whole_class_leave_its_students_their_keys(
    quick: School,
) -> None:
    _, code = quick.room("5B", quick.person("Vega"))
    doors = quick.classroom.doors
    ana = doors.join(code.code, "Ana", HOME)

    def guess(number: int) -> object:
        key = make_code(KEY_LENGTH, quick.dice.randbytes)
        return doors.come_back(
            code.code, f"Kid {number}", key, f"198.18.{number // 250}.{number % 250}"
        )

    back: list[object] = []
    told = storm(
        quick, guess, {7_000: lambda: back.append(doors.come_back(code.code, "Ana", ana.key, HOME))}
    )
    assert told.count("in") == 0
    assert told.count("wrong") <= 180
    assert len(back) == 1


def test_ten_thousand_passwords_for_a_teacher_open_nothing_and_she_gets_in(quick: School) -> None:
    quick.person("Vega")
    doors = quick.classroom.doors
    doors.sign_in("Vega", PASSWORD, HOME)
    inside = []

    def guess(number: int) -> object:
        lucky = PASSWORD if number == 9_017 else f"guess {number}"
        return doors.sign_in("Vega", lucky, f"198.18.{number // 250}.{number % 250}")

    told = storm(
        quick, guess, {5_000: lambda: inside.append(doors.sign_in("Vega", PASSWORD, HOME))}
    )
    assert told.count("in") == 0
    assert told.count("wrong") <= 10
    assert len(inside) == 1


def test_a_whole_class_that_mistypes_from_one_address_is_not_made_to_wait(school: School) -> None:
    _, code = school.room("5B", school.person("Vega"))
    for number in range(30):
        with pytest.raises(RefusedError):
            school.classroom.doors.join("ABCDEFGH", f"Kid {number}", HOME)
        school.later(seconds=1)
        assert school.join(code, f"Kid {number}")


def test_who_must_wait_is_told_how_long_and_gets_in_then(school: School) -> None:
    school.person("Vega")
    doors = school.classroom.doors
    for _ in range(5):
        with pytest.raises(RefusedError):
            doors.sign_in("Vega", "wrong", STRANGER)
    with pytest.raises(WaitError, match=r"Wait 60 second\(s\) and try again") as told:
        doors.sign_in("Vega", PASSWORD, STRANGER)
    school.later(seconds=told.value.wait_s)
    assert doors.sign_in("Vega", PASSWORD, STRANGER)


def test_a_name_that_nobody_has_waits_like_one_that_somebody_has(school: School) -> None:
    school.person("Vega")
    told: dict[str, list[str]] = {"Vega": [], "Nobody": []}
    for name, answers in told.items():
        for _ in range(8):
            with pytest.raises(TutorError) as answer:
                school.classroom.doors.sign_in(name, "wrong", f"{STRANGER}{len(name)}")
            answers.append(str(answer.value))
    assert told["Vega"] == told["Nobody"]


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002::/64"),
        ("2001:db8:1:2::1", "20010db800010002::/64"),
        ("testclient", "testclient"),
        ("x" * 500, "x" * 64),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address: str, counted_as: str) -> None:
    assert network_of(address) == counted_as
