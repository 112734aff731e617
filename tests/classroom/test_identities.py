"""Whom another service vouches for, and which account that is here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.classroom.school import School
from tutor.classroom.identities import Identities, Identity
from tutor.core.people import OPERATOR, Actor, Role

EMAIL = "rosa@school.example"


def identities(school: School, *domains: str) -> Identities:
    return Identities(school.stores, lambda: school.now, school.dice.randbytes, domains)


def vouched(school: School, email: str = EMAIL, *, verified: bool = True) -> Identity:
    return Identity(email, verified, school.now)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.RESEARCHER, Role.ADMINISTRATOR])
def test_an_account_that_was_added_is_recognised_with_its_role_of_now(
    school: School, role: Role
) -> None:
    school.person("Boss", Role.ADMINISTRATOR)
    rosa = school.classroom.add_account(OPERATOR, "Rosa@School.example", role).account
    here = identities(school)
    assert here.recognise(vouched(school)) == Actor(rosa.id, role)
    school.classroom.change_role(OPERATOR, rosa.id, Role.RESEARCHER)
    assert here.recognise(vouched(school)) == Actor(rosa.id, Role.RESEARCHER)
    school.classroom.shut_account(OPERATOR, rosa.id)
    assert here.recognise(vouched(school)) is None


def test_who_was_not_added_is_nobody(school: School) -> None:
    assert identities(school).recognise(vouched(school)) is None
    assert school.classroom.accounts(OPERATOR) == ()


def test_of_a_domain_that_is_named_teachers_are_made_once_and_nothing_more(
    school: School,
) -> None:
    here = identities(school, "School.Example")
    first = here.recognise(vouched(school))
    assert first is not None
    assert first.role is Role.TEACHER
    assert here.recognise(vouched(school, EMAIL.upper())) == first
    assert len(school.classroom.accounts(OPERATOR)) == 1


@pytest.mark.parametrize(
    "email",
    [
        "rosa@other.example", "rosa@school.example.evil.example", "rosa@sub.school.example",
        "rosa@evil.example@school.example", "rosa@school.example ", "@school.example",
        "school.example", "", "r\u043esa@school.example", "rosa\u202e@school.example",
        f"{'a' * 80}@school.example",
    ],
)  # fmt: skip
def test_an_address_of_elsewhere_or_of_a_strange_form_makes_nobody(
    school: School, email: str
) -> None:
    assert identities(school, "school.example").recognise(vouched(school, email)) is None
    assert school.classroom.accounts(OPERATOR) == ()


@pytest.mark.parametrize(
    "email", ["r0sa@school.example", "rosaschool@.example", "rosa@schooI.example"]
)
def test_an_address_that_looks_like_another_is_not_it(school: School, email: str) -> None:
    school.classroom.add_account(OPERATOR, EMAIL, Role.ADMINISTRATOR)
    assert identities(school, "school.example").recognise(vouched(school, email)) is None


def test_an_address_that_nobody_verified_is_nobody(school: School) -> None:
    school.classroom.add_account(OPERATOR, EMAIL, Role.TEACHER)
    here = identities(school, "school.example")
    assert here.recognise(vouched(school, verified=False)) is None


def test_what_was_vouched_for_lasts_as_long_as_a_session_of_ours(school: School) -> None:
    school.classroom.add_account(OPERATOR, EMAIL, Role.TEACHER)
    here, said = identities(school), vouched(school)
    school.later(hours=11, minutes=59)
    assert here.recognise(said) is not None
    school.later(minutes=1)
    assert here.recognise(said) is None
    ahead = Identity(EMAIL, verified=True, issued=school.now + timedelta(hours=1))
    assert here.recognise(ahead) is None
