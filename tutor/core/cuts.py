"""Where a raw score parts right from wrong: by the number of references, and by a pack's samples.

Many references push scores up and one keeps them down, so the cut follows their number. What a pack
asks for moves it further: the samples that its authors give say by how much, each scored against
the references that are left without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from tutor.core.mastery import sigmoid

ACCEPTED = 0.6
"""A score from here on counts as right."""
HELD_BACK = 0.45
"""An outcome that something speaks against goes no higher: the tutor asks back."""
_CAUTION = 0.15
"""Share of the way from the cut to certainty that an answer must go: a wrong answer let pass
teaches something wrong, a right one not taken costs one more question."""
_FEW, _MANY = 0.9, 8
"""How many logits one reference scores lower than so many."""
_FAR = 2.0
"""Logits beyond which a sample says no more about the cut."""
_DOUBT = 8
"""Samples of each kind that it takes to move a cut half of the way."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How a text of a key fares against the other references."""

    expectation: str
    counts: bool
    """Whether its author accepts it."""
    student: bool
    """Whether it is given as a student's answer, and not as a reference."""
    raw: float
    """Raw score, 0..1."""
    references: int
    """How many references it was scored against."""
    held_back: bool
    """Whether something speaks against it, whatever its words."""

    @property
    def margin(self) -> float:
        """Give the logits that it scores above the default cut."""
        return logit(self.raw) - logit(default_cut(self.references))

    def score(self, shift: float) -> float:
        """Give its score, right from 0.6, under a cut that is moved by so many logits."""
        score = through_cut(self.raw, move_cut(default_cut(self.references), shift))
        return min(score, HELD_BACK) if self.held_back else score


@dataclass(frozen=True, slots=True)
class Separation:
    """How well a cut parts the students' answers in a key, each left out of the references."""

    shift: float
    accepted: tuple[int, int]
    """Accepted samples above the cut, of so many."""
    rejected: tuple[int, int]
    """Rejected samples below it, of so many."""
    area: float
    """Chance that an accepted sample scores above a rejected one (AUC)."""


def logit(share: float) -> float:
    """Give the log odds of a share, which is kept off 0 and 1."""
    share = min(max(share, 1e-4), 1.0 - 1e-4)
    return log(share / (1.0 - share))


def default_cut(references: int) -> float:
    """Give the raw score from which an answer is right by so many references."""
    return sigmoid(-_FEW * max(0.0, 1.0 - log(max(1, references)) / log(_MANY)))


def fit_shift(samples: Iterable[Sample]) -> float:
    """Give by how many logits samples move the cut: half-way between right and wrong ones.

    Few samples move it little; samples that are held back say nothing about it.
    """
    rights: list[float] = []
    wrongs: list[float] = []
    for sample in samples:
        if not sample.held_back:
            margin = min(_FAR, max(-_FAR, sample.margin))
            (rights if sample.counts else wrongs).append(margin)
    fewer = min(len(rights), len(wrongs))
    if not fewer:
        return 0.0
    middle = (sum(rights) / len(rights) + sum(wrongs) / len(wrongs)) / 2
    return middle * fewer / (fewer + _DOUBT)


def separate(samples: Iterable[Sample], shift: float) -> Separation:
    """Tell how well a cut parts the students' answers among some samples."""
    given = [sample for sample in samples if sample.student]
    rights = [sample.score(shift) for sample in given if sample.counts]
    wrongs = [sample.score(shift) for sample in given if not sample.counts]
    above = sum(score >= ACCEPTED for score in rights)
    below = sum(score < ACCEPTED for score in wrongs)
    area = area_under_curve(rights, wrongs)
    return Separation(shift, (above, len(rights)), (below, len(wrongs)), area)


def area_under_curve(rights: Sequence[float], wrongs: Sequence[float]) -> float:
    """Give the chance that a right answer scores above a wrong one; 0.5 without either."""
    pairs = len(rights) * len(wrongs)
    if not pairs:
        return 0.5
    return sum((r > w) + 0.5 * (r == w) for r in rights for w in wrongs) / pairs


def move_cut(cut: float, shift: float) -> float:
    """Move a cut by so many logits."""
    return sigmoid(logit(cut) + shift)


def through_cut(raw: float, cut: float) -> float:
    """Stretch a raw score so that its cut, with the caution above it, lies at 0.6."""
    cut += _CAUTION * (1.0 - cut)
    if raw >= cut:
        return ACCEPTED + (1.0 - ACCEPTED) * (raw - cut) / (1.0 - cut)
    return ACCEPTED * raw / cut
