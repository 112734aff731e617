"""Who may do what to what: one table, and nothing that is not in it.

| | student | teacher | researcher | administrator |
|---|---|---|---|---|
| class | sees their own | adds, sees, changes, deletes their own | | all |
| roster, join code, policy | policy of their class | of their own classes | | all |
| student | sees, takes out, deletes themselves | of their own classes | | all |
| talk | their own | of their own classes, where the policy lets them | | |
| learner model | their own | of their own classes | | |
| alert | adds their own | of their own classes; nobody deletes one | | sees and changes all |
| record of readings | their own | of their own classes | | all |
| account | | sees their own | sees their own | all |
| lesson | sees | sees, adds, changes | sees | all |
| study | | | sees, adds, takes out | sees |
| state of the program | | | | sees, changes |

An administrator reads no talks: a takeout of a student holds them, and is noted as a reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from tutor.core.people import Actor, Kind, Role, Thing, Verb
from tutor.errors import NotAllowedError


class Reach(Enum):
    """Of which things something may be done to."""

    OWN = "own"
    READABLE = "own, and the class's policy lets its teacher read"
    ANY = "any"


_SEE, _ADD, _CHANGE, _DELETE, _TAKE_OUT = (
    Verb.SEE,
    Verb.ADD,
    Verb.CHANGE,
    Verb.DELETE,
    Verb.TAKE_OUT,
)
_OWN, _READABLE, _ANY = Reach.OWN, Reach.READABLE, Reach.ANY
_ALL = dict.fromkeys((_SEE, _ADD, _CHANGE, _DELETE), _ANY)

TABLE: Mapping[Role, Mapping[Kind, Mapping[Verb, Reach]]] = {
    Role.STUDENT: {
        Kind.CLASS: {_SEE: _OWN},
        Kind.POLICY: {_SEE: _OWN},
        Kind.STUDENT: {_SEE: _OWN, _DELETE: _OWN, _TAKE_OUT: _OWN},
        Kind.TALK: {_SEE: _OWN, _ADD: _OWN},
        Kind.LEARNER_MODEL: {_SEE: _OWN, _CHANGE: _OWN},
        Kind.ALERT: {_ADD: _OWN},
        Kind.READS: {_SEE: _OWN},
        Kind.LESSON: {_SEE: _ANY},
    },
    Role.TEACHER: {
        Kind.CLASS: {_SEE: _OWN, _ADD: _OWN, _CHANGE: _OWN, _DELETE: _OWN},
        Kind.ROSTER: {_SEE: _OWN},
        Kind.CODE: {_CHANGE: _OWN},
        Kind.POLICY: {_SEE: _OWN, _CHANGE: _OWN},
        Kind.STUDENT: {_SEE: _OWN, _CHANGE: _OWN, _DELETE: _OWN, _TAKE_OUT: _READABLE},
        Kind.TALK: {_SEE: _READABLE},
        Kind.LEARNER_MODEL: {_SEE: _OWN, _CHANGE: _OWN},
        Kind.ALERT: {_SEE: _OWN, _CHANGE: _OWN},
        Kind.READS: {_SEE: _OWN},
        Kind.PERSON: {_SEE: _OWN},
        Kind.LESSON: {_SEE: _ANY, _ADD: _ANY, _CHANGE: _ANY},
    },
    Role.RESEARCHER: {
        Kind.PERSON: {_SEE: _OWN},
        Kind.LESSON: {_SEE: _ANY},
        Kind.STUDY: {_SEE: _ANY, _ADD: _ANY, _TAKE_OUT: _ANY},
    },
    Role.ADMINISTRATOR: {
        Kind.CLASS: _ALL,
        Kind.ROSTER: {_SEE: _ANY},
        Kind.CODE: {_CHANGE: _ANY},
        Kind.POLICY: {_SEE: _ANY, _CHANGE: _ANY},
        Kind.STUDENT: {_SEE: _ANY, _CHANGE: _ANY, _DELETE: _ANY, _TAKE_OUT: _ANY},
        Kind.ALERT: {_SEE: _ANY, _CHANGE: _ANY},
        Kind.READS: {_SEE: _ANY},
        Kind.PERSON: _ALL,
        Kind.LESSON: _ALL,
        Kind.STUDY: {_SEE: _ANY},
        Kind.HEALTH: {_SEE: _ANY, _CHANGE: _ANY},
    },
}


def authorize(actor: Actor | None, verb: Verb, thing: Thing) -> None:
    """Let pass whoever may do this.

    Raises:
        NotAllowedError: nobody is signed in, or the table does not have it.
    """
    if actor is None or not is_allowed(actor, verb, thing):
        role = "nobody" if actor is None else actor.role.value
        raise NotAllowedError(
            f"{thing.kind.value}: a {role} may not {verb.value} it, or it is not there. "
            "Sign in as someone who may."
        )


def is_allowed(actor: Actor, verb: Verb, thing: Thing) -> bool:
    """Tell whether the table lets this person do this."""
    reach = TABLE.get(actor.role, {}).get(thing.kind, {}).get(verb)
    if reach is Reach.ANY:
        return True
    if reach is Reach.OWN:
        return _owns(actor, thing)
    return reach is Reach.READABLE and _owns(actor, thing) and thing.readable


def _owns(actor: Actor, thing: Thing) -> bool:
    if thing.kind is Kind.PERSON:
        return thing.person == actor.id
    if actor.role is Role.TEACHER:
        return thing.teacher == actor.id
    if actor.role is Role.STUDENT and thing.kind in (Kind.CLASS, Kind.POLICY):
        return thing.class_id in actor.classes
    return actor.role is Role.STUDENT and thing.student == actor.id
