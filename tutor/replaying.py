"""A turn made again from what is on record: the same decisions, and the same words of a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tutor.core.events import Exchange, Versions
from tutor.core.learner import LearnerModel, declare, update
from tutor.core.lesson import LessonPack
from tutor.core.place import Place
from tutor.core.prepared import PreparedLesson
from tutor.core.rules import Rules
from tutor.dialogue import Parts, exchange, greet
from tutor.engines.recorded import RecordedCall, RecordedModel
from tutor.errors import NotFoundError
from tutor.model import ChatModel
from tutor.ports import Engine, ExchangeLog

EMBEDDED = "embedded"
COMPARED = (
    "message", "screened", "reading", "evidence", "decision", "plan", "retrieved", "segments",
    "citations", "state", "engine",
)  # fmt: skip
"""What must come out the same, byte for byte, where pack and program are the same."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What making a turn again has shown."""

    exchange: Exchange
    """As it is on record."""
    again: Exchange
    """As it comes out now."""
    differing: tuple[str, ...]
    """Fields that came out otherwise."""
    changed: tuple[str, ...]
    """Parts of the program or the material that have changed since."""
    missed: int
    """Requests made now that are not on record."""
    unused: int
    """Calls on record that were not asked for."""

    @property
    def same(self) -> bool:
        """Tell whether everything came out the same."""
        return not (self.differing or self.missed or self.unused)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a turn is made with."""

    log: ExchangeLog
    lesson: Callable[[Exchange], PreparedLesson]
    """Gives the material of an exchange, as it was."""
    parts: Callable[[PreparedLesson, Rules], Parts]
    engine: Callable[[ChatModel | None], Engine]
    """Gives the engine over a model, or the embedded one; its clock must stand still."""
    versions: Callable[[PreparedLesson, Rules], Versions]
    history: int
    """Exchanges of the talk that a turn looks back on."""
    names: Callable[[str], frozenset[str]]
    """Gives the names of a student's class as they are now."""


def kept_pack(log: ExchangeLog, made: Exchange) -> LessonPack:
    """Give the pack that an exchange was made from, as it was.

    Raises:
        NotFoundError: the log has not kept it.
    """
    content = log.pack_content(made.pack, made.versions.pack)
    if content is None:
        raise NotFoundError(
            f"the log holds no pack '{made.pack}' of version '{made.versions.pack}'. "
            "The turn cannot be made again without its material."
        )
    return LessonPack.model_validate_json(content)


def replay_exchange(exchange_id: str, shop: Workshop) -> Replayed:
    """Make a turn again, with a model that says what it said.

    Raises:
        NotFoundError: the log has no such exchange, or not its pack.
    """
    made = shop.log.exchange(exchange_id)
    if made is None:
        raise NotFoundError(f"the log has no exchange '{exchange_id}'. Check the id.")
    lesson = shop.lesson(made)
    place = _place(made, shop)
    tries = [_again(made, place, lesson, shop, follow=follow) for follow in (True, False)]
    return min(tries, key=lambda tried: len(tried.differing))


def _again(
    made: Exchange, place: Place, lesson: PreparedLesson, shop: Workshop, *, follow: bool
) -> Replayed:
    """Make the turn; whether the student had fixed a language is not on record."""
    model = _recorded(made, shop.log)
    parts = replace(shop.parts(lesson, made.rules), engine=shop.engine(model))
    place = replace(place, follow=follow)
    if made.message is None:
        again = greet(place, parts, _unseen).exchange
    else:
        again = exchange(place, parts, made.message, _unseen).exchange
    before, after = made.model_dump(mode="json"), again.model_dump(mode="json")
    now, then = shop.versions(lesson, made.rules), made.versions
    changed = (name for name, stamp in then if getattr(now, name) != stamp)
    return Replayed(
        made,
        again,
        tuple(name for name in COMPARED if before[name] != after[name]),
        tuple(changed),
        model.missed if model else 0,
        model.unused if model else 0,
    )


def _recorded(made: Exchange, log: ExchangeLog) -> RecordedModel | None:
    """Give the model of an exchange as it stands on record, or None for the embedded engine."""
    if made.wording is None:
        return None if made.engine == EMBEDDED else RecordedModel(made.engine, ())
    calls = [
        RecordedCall(call, log.raw_text(call.request) or "", log.raw_text(call.response) or "")
        for call in made.wording.calls
    ]
    return RecordedModel(made.wording.model, calls)


def _place(made: Exchange, shop: Workshop) -> Place:
    """Give where the exchange stood: the talk so far, and what was believed then."""
    model, talk = LearnerModel(), list[Exchange]()
    for event in shop.log.events(made.student):
        if event.ordinal >= made.ordinal:
            break
        model = update(model, event)
        if isinstance(event, Exchange) and event.session == made.session:
            talk = [*talk, event][-shop.history :]
    return Place(
        exchange_id=made.id,
        student=made.student,
        session=made.session,
        position=made.position,
        ordinal=made.ordinal,
        at=made.at,
        versions=made.versions,
        model=declare(model, made.declared_grade),
        standing=made.rules.permit(talk[-1].plan.language if talk else made.plan.language),
        history=tuple(talk),
        declared_grade=made.declared_grade,
        names=shop.names(made.student),
        rules=made.rules,
        sitting=made.sitting,
    )


def _unseen(_segment: object) -> None:
    """Show a segment to nobody."""
