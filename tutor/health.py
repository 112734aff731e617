"""The state of the program, for its administrators: looked at without asking any other machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tutor.classroom.access import authorize
from tutor.content import is_source_pack, load_source_pack
from tutor.core.people import Actor, Kind, Thing, Verb
from tutor.engines.opening import open_model, set_limits
from tutor.engines.probing import Finding, try_model
from tutor.errors import TutorError
from tutor.library import Library
from tutor.settings import Settings, is_silent
from tutor.storage.schema import Schema, read_schema
from tutor.storage.transactions import Transactions

_PASSWORD = re.compile(r"(?<=://)([^/@:\s]*):[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class PackState:
    """A folder of lessons, and what is wrong with it."""

    name: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What is set up here."""

    version: str
    schema: Schema
    packs: tuple[PackState, ...]
    index: str
    """`lexical`, or the embedding whose vectors are searched too."""
    model: str
    """Its name; empty where the embedded engine answers."""
    where: str
    """The address of the model's server."""
    fault: str
    """Why the model cannot be asked; empty where it can."""
    silent: bool
    """The parts were told to send no usage statistics."""
    traced: bool
    """Another program's tracing may see what students write."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment and its value; what is secret is not told."""

    name: str
    value: str
    secret: bool = False


class Watch:
    """Looks after the program for those who may. Threads may share it."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        database: Callable[[], Transactions],
        clock: Callable[[], datetime],
        version: str,
    ) -> None:
        """Watch what the settings have set up.

        Args:
            settings: of the program.
            library: its material.
            database: gives the open database.
            clock: gives the time.
            version: of the program.
        """
        self._settings, self._library = settings, library
        self._database, self._clock, self._version = database, clock, version

    def look(self, actor: Actor | None) -> Health:
        """Say what is set up here. No other machine is asked, but for the database.

        Raises:
            NotAllowedError: this is for administrators.
            StorageError: the database cannot be used.
        """
        authorize(actor, Verb.SEE, Thing(Kind.HEALTH))
        settings, (model, where, fault) = self._settings, self._model()
        vectors = settings.index == "hybrid" and settings.embedding != "none"
        return Health(
            version=self._version,
            schema=read_schema(self._database()),
            packs=tuple(self._packs()),
            index=settings.embedding if vectors else "lexical",
            model=model,
            where=where,
            fault=fault,
            silent=is_silent(),
            traced=settings.tracing == "on",
        )

    def ask_model(self, actor: Actor | None) -> tuple[Finding, ...]:
        """Try the model with a few short questions, which cost some hundred tokens.

        Raises:
            NotAllowedError: this is for administrators.
            SettingsError: the settings name no model that could be asked.
        """
        authorize(actor, Verb.CHANGE, Thing(Kind.HEALTH))
        model = open_model(self._settings, lambda: self._clock().date())
        if model is None:
            return ()
        try:
            return tuple(try_model(model, set_limits(self._settings).first_s))
        finally:
            model.close()

    def settings(self, actor: Actor | None) -> tuple[Setting, ...]:
        """Give the settings, each with the name of its variable; secrets only as set or not."""
        authorize(actor, Verb.SEE, Thing(Kind.HEALTH))
        return tuple(
            Setting(name, "set" if secret and value else "" if secret else _tellable(value), secret)
            for name, value, secret in self._settings.listed()
        )

    def _packs(self) -> Iterator[PackState]:
        for path in sorted(self._library.settings.lessons_dir.glob("*/pack.yaml")):
            folder = path.parent
            try:
                if is_source_pack(folder):
                    load_source_pack(folder)
                else:
                    self._library.pack(str(folder))
            except TutorError as error:
                yield PackState(folder.name, str(error))
            else:
                yield PackState(folder.name)

    def _model(self) -> tuple[str, str, str]:
        try:
            model = open_model(self._settings, lambda: self._clock().date())
        except TutorError as error:
            return self._settings.model, "", str(error)
        if model is None:
            return "", "", ""
        name, where = model.name, model.endpoint.base_url
        model.close()
        return name, _tellable(where), ""


def _tellable(value: str) -> str:
    """Give a setting without the password that an address can hold."""
    return _PASSWORD.sub(r"\1:***@", value)
