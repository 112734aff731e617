"""Whether drafted answers and help do what they are for, as the embedded grader sees them."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.drafting.values import HelpDraft, IdeaDraft
from tutor.core.grading import ACCEPTED, grade, plain_question
from tutor.core.terms import Language

GAP = "..."


def check_samples(draft: IdeaDraft) -> tuple[str, ...]:
    """Report ways of an idea that are too few, and wrong answers that hold the idea."""
    problems = []
    if len(draft.says) < 2:
        problems.append("the idea is said in fewer than two ways")
    problems += [
        f"the wrong answer '{text}' holds the idea"
        for text in draft.rejected
        if _score(text, "", draft.says, draft.language) >= ACCEPTED
    ]
    return tuple(problems)


def check_help(draft: HelpDraft, question: str, says: Sequence[str]) -> tuple[str, ...]:
    """Report help that gives the answer away, or that does not give it where it should."""
    problems = []
    for name, text in (("hint", draft.hint), ("prompt", draft.prompt)):
        if _score(text, question, says, draft.language) >= ACCEPTED:
            problems.append(f"the {name} gives the answer away")
    if GAP not in draft.prompt.replace("…", GAP):
        problems.append("the prompt has no gap (...)")
    if _score(draft.assertion, question, says, draft.language) < ACCEPTED:
        problems.append("the assertion does not say the idea")
    return tuple(problems)


def _score(text: str, question: str, says: Sequence[str], language: Language) -> float:
    return grade(text, plain_question(question, says, language=language), language).outcome
