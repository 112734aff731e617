"""What a language model is asked: pure texts; ids, marks and canary come in as arguments."""

from tutor.core.prompting.answer import (
    AnswerRequest,
    Failed,
    Marks,
    Occasion,
    ask_again,
    ask_for_words,
)
from tutor.core.prompting.size import estimate_tokens

__all__ = [
    "AnswerRequest",
    "Failed",
    "Marks",
    "Occasion",
    "ask_again",
    "ask_for_words",
    "estimate_tokens",
]
