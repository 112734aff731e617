"""Living History Tutor: students talk with a historical figure who teaches from cited material."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.app import Tutor
    from tutor.content import load_pack, load_persona
    from tutor.conversation import Conversation
    from tutor.core.grading import Grade, grade
    from tutor.core.learner import LearnerModel, replay, update
    from tutor.core.lesson import LessonPack
    from tutor.core.persona import Persona
    from tutor.core.turn import Turn
    from tutor.errors import TutorError
    from tutor.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Conversation",
    "Grade",
    "LearnerModel",
    "LessonPack",
    "Persona",
    "Settings",
    "Turn",
    "Tutor",
    "TutorError",
    "__version__",
    "grade",
    "load_pack",
    "load_persona",
    "replay",
    "update",
]

_HOMES = {
    "Conversation": "tutor.conversation",
    "Grade": "tutor.core.grading",
    "LearnerModel": "tutor.core.learner",
    "LessonPack": "tutor.core.lesson",
    "Persona": "tutor.core.persona",
    "Settings": "tutor.settings",
    "Turn": "tutor.core.turn",
    "Tutor": "tutor.app",
    "TutorError": "tutor.errors",
    "grade": "tutor.core.grading",
    "load_pack": "tutor.content",
    "load_persona": "tutor.content",
    "replay": "tutor.core.learner",
    "update": "tutor.core.learner",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that `import tutor` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tutor' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
