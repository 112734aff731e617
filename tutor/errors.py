"""The errors of Living History Tutor.

    TutorError
    ├── SettingsError        a setting is wrong (the message names the variable)
    ├── ContentError         a pack or persona cannot be used
    │   ├── NotFoundError    no such pack, persona, question or student
    │   └── InvalidPackError the files have problems; `problems` lists every one
    ├── ClassroomError       the classroom does not do what was asked
    │   ├── NotAllowedError  this person may not do this, or there is no such thing
    │   ├── RefusedError     a code, name, key, password or link opens nothing
    │   ├── WaitError        too many wrong tries; `wait_s` says how long to wait
    │   ├── NicknameError    a name cannot be used; `fault` says why
    │   ├── OutOfRangeError  a value that nobody can be given
    │   └── InUseError       a class with students, or the last administrator, is needed
    ├── AttemptsError        a log of attempts, or coefficients, cannot be used
    ├── StorageError         the database cannot be read or written
    │   ├── PlaceTakenError  another exchange took this place in the session
    │   └── DamagedError     the database file is damaged
    ├── IndexUnusableError   the vector index is missing or damaged (recovered from, never shown)
    └── EmbeddingError       an embedding model did not answer as it should (recovered from)

A message says where, what and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal


class TutorError(Exception):
    """Anything that this program reports to the person who runs it."""


class SettingsError(TutorError):
    """A setting has a value that cannot be used."""


class ContentError(TutorError):
    """A pack or persona cannot be used."""


class NotFoundError(ContentError):
    """No pack, persona, question or student has this name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in an authored file: where it is, what it is and how to mend it."""

    path: str
    line: int
    message: str
    remedy: str = ""
    severity: Literal["error", "warning", "note"] = "error"
    """A note is nothing to mend: it says what was accepted and why."""

    def __str__(self) -> str:
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.path}:{self.line}: {self.severity}: {self.message}{remedy}"


class InvalidPackError(ContentError):
    """A pack or persona has problems; all of them are in `problems`."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        errors = [str(p) for p in problems if p.severity == "error"]
        super().__init__(f"{name}: {len(errors)} problem(s).\n" + "\n".join(errors))


class AttemptsError(TutorError):
    """A log of attempts, or a file of coefficients, cannot be used."""


class StorageError(TutorError):
    """The database cannot be read or written."""


class PlaceTakenError(StorageError):
    """Another exchange has this place in the session or in the student's log."""


class DamagedError(StorageError):
    """The database file is damaged."""


class IndexUnusableError(TutorError):
    """The vector index is missing or damaged; the lexical index carries on without it."""


class EmbeddingError(TutorError):
    """An embedding model did not answer, or not as it should; words alone carry on without it."""


class ClassroomError(TutorError):
    """The classroom does not do what was asked."""


class NotAllowedError(ClassroomError):
    """This person may not do this. Whether the thing is there at all is not told."""


class RefusedError(ClassroomError):
    """A code, name, key, password or link opens nothing. Which of them is wrong is not told."""


class WaitError(ClassroomError):
    """There were too many wrong tries here."""

    def __init__(self, wait_s: float) -> None:
        self.wait_s = wait_s
        super().__init__(
            f"the door: too many wrong tries. Wait {ceil(wait_s)} second(s) and try again."
        )


class NicknameError(ClassroomError):
    """A name cannot be used."""

    def __init__(self, name: str, fault: str) -> None:
        self.fault = fault
        """A fault of `core.nicknames`, or `taken`."""
        super().__init__(f"'{name}': this name cannot be used ({fault}). Choose another one.")


class OutOfRangeError(ClassroomError):
    """A value lies outside what there is."""


class InUseError(ClassroomError):
    """A class with students cannot be removed, nor the last administrator."""
