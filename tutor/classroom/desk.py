"""The teacher's desk: what is read of a class and its students, each let pass by `authorize`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutor.classroom.access import authorize, is_allowed
from tutor.classroom.overview import ClassView, Pupil, find_clusters, view_class
from tutor.classroom.ports import Stores
from tutor.classroom.things import of_class, of_seat
from tutor.core.alerts import Read
from tutor.core.classes import Class, Member
from tutor.core.events import Exchange
from tutor.core.learner import LearnerModel
from tutor.core.lesson import LessonPack
from tutor.core.people import Actor, Kind, Thing, Verb
from tutor.core.progress import Progress, show_progress
from tutor.core.terms import Language
from tutor.errors import NotFoundError
from tutor.ports import ExchangeLog

RECENT = 8
"""Events at the end of a student's log that tell how the lesson goes."""
PAGE = 20
"""Exchanges of a transcript that are read at once."""
SITTING = timedelta(minutes=10)
"""Looking again within it is the same reading: a page is drawn at every click."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A part of a student's talks."""

    exchanges: tuple[Exchange, ...]
    """Oldest first."""
    earlier: int | None
    """The place before which there is more, or None."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a student said, word for word."""

    member: Member
    words: str


class Desk:
    """Reads for whoever teaches. Threads may share it."""

    def __init__(self, stores: Stores, log: ExchangeLog, clock: Callable[[], datetime]) -> None:
        """Sit down before stores and log."""
        self._stores, self._log, self._clock = stores, log, clock

    def overview(self, actor: Actor | None, class_id: str, pack: LessonPack | None) -> ClassView:
        """Give a class as far as an actor may see it: learner models are the teacher's alone.

        Its queries are as many for 35 students as for one.
        """
        found = self._class(actor, Kind.ROSTER, class_id)
        self._class(actor, Kind.ALERT, class_id)
        modelled = _may(actor, of_class(Kind.LEARNER_MODEL, found))
        pupils = tuple(self._pupils(class_id, modelled=modelled))
        alerts = self._stores.alerts.alerts(class_id=class_id)
        return view_class(found, pupils, alerts, pack, self._clock())

    def words_of(
        self, actor: Actor | None, class_id: str, misconception: str, pack: LessonPack
    ) -> tuple[Said, ...]:
        """Give the words in which a cluster voiced its misconception. Noted as a reading of each.

        Raises:
            NotAllowedError: the class's policy shows summaries only, too.
        """
        self._class(actor, Kind.TALK, class_id)
        pupils = tuple(self._pupils(class_id, modelled=True))
        clusters = [c for c in find_clusters(pupils, pack) if c.misconception == misconception]
        if not clusters:
            return ()
        said = self._log.messages(clusters[0].exchanges)
        pairs = zip(clusters[0].members, clusters[0].exchanges, strict=True)
        spoken = tuple(Said(member, said[where]) for member, where in pairs if where in said)
        for one in spoken:
            self._note(actor, one.member.student, "words")
        return spoken

    def transcript(
        self, actor: Actor | None, student: str, before: int | None = None
    ) -> Transcript:
        """Give the last exchanges of a student, or those before a place. It is noted."""
        self._seat(actor, Kind.TALK, student)
        self._note(actor, student, "talk")
        read = self._stores.talks.before(student, before, PAGE + 1)
        more = len(read) > PAGE
        return Transcript(read[-PAGE:], read[-PAGE].ordinal if more else None)

    def progress(
        self, actor: Actor | None, student: str, pack: LessonPack, language: Language
    ) -> Progress:
        """Give what is believed of a student and why; the words where the talks may be read."""
        member, found = self._seat(actor, Kind.LEARNER_MODEL, student)
        model = self._log.learner(student)
        said: Mapping[str, str] = {}
        if _may(actor, of_seat(Kind.TALK, member, found)):
            ids = [r.exchange for concept in model.concepts.values() for r in concept.references]
            said = self._log.messages(tuple(dict.fromkeys(ids)))
            if said:
                self._note(actor, student, "evidence")
        return show_progress(model, pack, language, self._clock(), said)

    def _pupils(self, class_id: str, *, modelled: bool) -> list[Pupil]:
        members = self._stores.classes.members(class_id)
        talks = self._stores.talks
        activity = talks.activity(class_id)
        if not modelled:
            return [Pupil(m, activity=activity.get(m.student)) for m in members]
        models, recent = talks.models(class_id), talks.recent(class_id, RECENT)
        return [
            Pupil(
                member=m,
                model=self._model(m.student, models, has_spoken=m.student in activity),
                activity=activity.get(m.student),
                recent=recent.get(m.student, ()),
            )
            for m in members
        ]

    def _model(
        self, student: str, models: Mapping[str, LearnerModel], *, has_spoken: bool
    ) -> LearnerModel:
        """Give a stored model; one that cannot be read is derived from the log again."""
        stored = models.get(student)
        if stored is not None:
            return stored
        return self._log.learner(student) if has_spoken else LearnerModel()

    def _class(self, actor: Actor | None, kind: Kind, class_id: str) -> Class:
        found = self._stores.classes.find(class_id)
        authorize(actor, Verb.SEE, of_class(kind, found))
        if found is None:
            raise NotFoundError(f"class '{class_id}': is not there. Look at the list again.")
        return found

    def _seat(self, actor: Actor | None, kind: Kind, student: str) -> tuple[Member, Class]:
        member = self._stores.classes.member(student)
        found = self._stores.classes.find(member.class_id) if member else None
        authorize(actor, Verb.SEE, of_seat(kind, member, found))
        if member is None or found is None:
            raise NotFoundError(f"student '{student}': is in no class. Look at the list again.")
        return member, found

    def _note(self, actor: Actor | None, student: str, what: str) -> None:
        if actor is not None and actor.id != student:
            at = self._clock()
            self._stores.alerts.note_read_once(Read(student, actor.id, what, at), at - SITTING)


def _may(actor: Actor | None, thing: Thing) -> bool:
    return actor is not None and is_allowed(actor, Verb.SEE, thing)
