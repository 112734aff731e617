"""What is done to, as `authorize` sees it: whose it is, and nothing of what is not there."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.classes import Class, Member
from tutor.core.people import Account, Kind, Thing


def of_account(account: Account | None) -> Thing:
    """Give an account as something that is done to."""
    return Thing(Kind.PERSON, person=account.id if account else None)


def of_class(kind: Kind, found: Class | None) -> Thing:
    """Give what belongs to a class."""
    if found is None:
        return Thing(kind)
    readable = found.policy.transcripts == "teacher"
    return Thing(kind, class_id=found.id, teacher=found.teacher, readable=readable)


def of_seat(kind: Kind, member: Member | None, found: Class | None) -> Thing:
    """Give what belongs to a student of a class."""
    if member is None or found is None:
        return Thing(kind)
    return replace(of_class(kind, found), student=member.student)
