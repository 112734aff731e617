"""Answers given in pieces: a half answer is kept, and a later one may complete it.

Kept is only what came near and what nothing speaks against, so that a guess does not ripen.
"""

from __future__ import annotations

from tutor.core.grading import ACCEPTED, Grade, PreparedQuestion

_HALF = 0.2
"""Outcome from which an answer is half of one."""
_KEPT, _LONGEST = 2, 300
"""How many half answers are kept, and how many characters of each."""
_STEP = 0.1
"""How much further the pieces must come together than the better of them alone."""


def keep_half(said: tuple[str, ...], message: str, grade: Grade) -> tuple[str, ...]:
    """Give the half answers to keep after one more answer."""
    half = _HALF <= grade.outcome < ACCEPTED and not grade.reasons and not grade.misconception
    if not half or message in said:
        return said
    return (*said, message[:_LONGEST])[-_KEPT:]


def complete(
    grade: Grade, message: str, said: tuple[str, ...], grader: PreparedQuestion
) -> Grade:  # fmt: skip
    """Grade an answer together with the half answers before it.

    What the pieces say together counts where neither says it alone and nothing speaks against it.
    """
    if not said or grade.reasons or grade.misconception or grade.outcome < _HALF:
        return grade
    whole = grader.grade(". ".join((*said, message)), grade.language)
    if whole.reasons or whole.misconception:
        return grade
    gained = {
        key: score
        for key, score in whole.expectations.items()
        if score >= ACCEPTED > grade.expectations.get(key, 0.0)
        and score >= grade.expectations.get(key, 0.0) + _STEP
    }
    if not gained:
        return grade
    outcome = max(grade.outcome, *gained.values())
    update = {"outcome": outcome, "expectations": grade.expectations | gained, "zone": "accept"}
    return grade.model_copy(update=update | {"confidence": whole.confidence})
