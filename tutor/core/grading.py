"""Grading a free-text answer against expectations and misconceptions, in either language.

The measure is lexical: accent-free stems with rarity weights, characters, word order of the people
named, negation and quantities, joined in one logistic. It stands level with small embedding models
on the public short-answer sets (SemEval-2013 task 7) at a thousandth of their cost. Cuts do not
travel between questions, so each expectation's cut is set by its own accepted and rejected samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Literal

from rapidfuzz.fuzz import token_set_ratio

from tutor.core.events import Fact
from tutor.core.lesson import Expectation, LocalisedList, Misconception, Person, Question
from tutor.core.mastery import sigmoid
from tutor.core.matching import alike
from tutor.core.quantities import contradicts
from tutor.core.roles import People, acts_on, know_people, swaps_roles
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import content_stems, fold, has_negation, words

GRADER_VERSION = "lexical-1"
ACCEPTED = 0.6
"""An outcome from here on counts as right."""

Zone = Literal["accept", "ask", "hint"]

_OPPOSITES = {
    one: other
    for pair in (
        "before after", "first last", "alone together", "friend enemy", "friendly hostile",
        "peace war", "buy sell", "bought sold", "give take", "gave took", "find lose",
        "found lost", "save lose", "saved lost", "win lose", "more less", "many few", "big small",
        "rich poor", "easy hard", "free enslaved", "alive dead", "born died", "east west",
        "north south", "happy sad", "same different", "help hurt", "safe dangerous", "always never",
        "everything nothing", "everyone nobody", "antes despues", "primero ultimo", "sola juntos",
        "amigo enemigo", "amistoso hostil", "paz guerra", "comprar vender", "compro vendio",
        "dar quitar", "dio quito", "encontrar perder", "encontro perdio", "salvar perder",
        "salvo perdio", "mas menos", "muchos pocos", "grande pequeno", "rico pobre",
        "facil dificil", "libre esclavizado", "vivo muerto", "nacio murio", "este oeste",
        "norte sur", "feliz triste", "mismo diferente", "ayudar danar", "todos nadie",
    )
    for one, other in (pair.split(), pair.split()[::-1])
}  # fmt: skip


class Weights(Fact):
    """The logistic's weights, in logits per unit of each feature."""

    bias: float = -4.2
    coverage: float = 4.6
    precision: float = 1.6
    characters: float = 2.2
    tokens: float = 1.4
    wrong: float = -3.4
    negation: float = -1.6
    swap: float = -3.0
    quantity: float = -2.0
    opposite: float = -1.8


DEFAULT_WEIGHTS = Weights()


class Grade(Fact):
    """What an answer shows. Scores are 0..1 and count as right from 0.6."""

    outcome: float
    expectations: dict[str, float]
    misconceptions: dict[str, float]
    zone: Zone
    confidence: float
    language: Language
    reasons: tuple[str, ...] = ()

    @property
    def misconception(self) -> str | None:
        """Name the misconception that the answer shows, if it shows one."""
        likely = max(self.misconceptions.items(), key=lambda item: item[1], default=("", 0.0))
        return likely[0] if likely[1] >= ACCEPTED else None


@dataclass(frozen=True, slots=True)
class _Said:
    """A text prepared for comparison."""

    text: str
    stems: tuple[str, ...]
    grams: Counter[str]
    norm: float
    negated: bool
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Target:
    """An idea to listen for, in one language: ways to put it, and ways to miss it."""

    id: str
    right: tuple[_Said, ...]
    wrong: tuple[_Said, ...]
    pairs: frozenset[tuple[str, str]]
    cut: float


class PreparedQuestion:
    """A question whose key has been stemmed and whose cuts have been set."""

    def __init__(
        self,
        question: Question,
        people: Sequence[Person] = (),
        weights: Weights = DEFAULT_WEIGHTS,
    ) -> None:
        self.question = question
        self._weights = weights
        everything = [text for e in question.expectations for text in e.says.all]
        self._people = know_people(people, everything)
        self._asked = {
            language: frozenset(content_stems(question.main.get(language), language))
            for language in LANGUAGES
        }
        self._rarity = {language: self._weigh_words(language) for language in LANGUAGES}
        self._expectations = {
            language: self._expectation_targets(language) for language in LANGUAGES
        }
        self._misconceptions = {
            language: self._misconception_targets(language) for language in LANGUAGES
        }

    def grade(self, answer: str, language: Language) -> Grade:
        """Grade one answer. Both languages are tried: the language of an answer earns no credit."""
        graded = [
            self._grade_in(answer, tongue)
            for tongue in LANGUAGES
            if self._expectations[tongue]
        ]
        graded.sort(key=lambda grade: (-grade.outcome, grade.language != language))
        if not graded:
            return Grade(outcome=0.0, expectations={}, misconceptions={}, zone="hint",
                         confidence=0.0, language=language)
        best = graded[0]
        misconceptions = {
            key: max(grade.misconceptions.get(key, 0.0) for grade in graded)
            for key in best.misconceptions
        }
        return best.model_copy(update={"misconceptions": misconceptions})

    def resembles(self, text: str, language: Language) -> float:
        """Tell how close a text comes to any right or wrong answer, 0..1."""
        grade = self.grade(text, language)
        return max([grade.outcome, *grade.misconceptions.values()], default=0.0)

    def cuts(self, language: Language) -> dict[str, float]:
        """Give each expectation's cut on the raw score."""
        return {target.id: target.cut for target in self._expectations[language]}

    def raw_scores(self, answer: str, language: Language) -> dict[str, float]:
        """Give each expectation's uncut score, 0..1, for calibration."""
        said = self._say(answer, language)
        return {
            target.id: self._score(said, target, language)[0]
            for target in self._expectations[language]
        }

    def _grade_in(self, answer: str, language: Language) -> Grade:
        said = self._say(answer, language)
        scores: dict[str, float] = {}
        reasons: dict[str, tuple[str, ...]] = {}
        for target in self._expectations[language]:
            raw, why = self._score(said, target, language)
            scores[target.id] = round(_through_cut(raw, target.cut), 4)
            reasons[target.id] = why
        wrongs = {
            target.id: round(_through_cut(self._score(said, target, language)[0], target.cut), 4)
            for target in self._misconceptions[language]
        }
        best_id = max(scores, key=lambda key: scores[key])
        outcome, wrong = scores[best_id], max(wrongs.values(), default=0.0)
        if wrong >= ACCEPTED and wrong > outcome:
            outcome = min(outcome, round(ACCEPTED - 0.2 * wrong, 4))
            scores = {key: min(score, outcome) for key, score in scores.items()}
        elif wrong >= ACCEPTED:
            wrongs = {key: min(score, ACCEPTED - 0.01) for key, score in wrongs.items()}
        zone = _zone(outcome, reasons[best_id])
        return Grade(
            outcome=outcome, expectations=scores, misconceptions=wrongs, zone=zone,
            confidence=_confidence(max(outcome, wrong), zone), language=language,
            reasons=reasons[best_id],
        )  # fmt: skip

    def _say(self, text: str, language: Language) -> _Said:
        grams = _grams(text)
        return _Said(
            text=fold(text),
            stems=tuple(content_stems(text, language)),
            grams=grams,
            norm=sqrt(sum(count * count for count in grams.values())) or 1.0,
            negated=has_negation(text, language),
            pairs=acts_on(text, language, self._people),
        )

    def _expectation_targets(self, language: Language) -> tuple[_Target, ...]:
        targets = []
        for expectation in self.question.expectations:
            right = _right_texts(expectation, language)
            if not right:
                continue
            wrong = [*_wrong_texts(expectation, language), *self._mistakes(language)]
            targets.append(self._target(expectation.id, right, wrong, language))
        return tuple(targets)

    def _misconception_targets(self, language: Language) -> tuple[_Target, ...]:
        right_answers = [
            text for e in self.question.expectations for text in e.says.get(language)
        ]
        return tuple(
            self._target(m.id, _mistake_texts(m, language), right_answers, language, cut=0.5)
            for m in self.question.misconceptions
            if m.says.get(language)
        )

    def _mistakes(self, language: Language) -> list[str]:
        return [
            text for m in self.question.misconceptions for text in _mistake_texts(m, language)
        ]

    def _target(self, target_id: str, right: Sequence[str], wrong: Sequence[str],
                language: Language, cut: float | None = None) -> _Target:  # fmt: skip
        rights = tuple(self._say(text, language) for text in right)
        wrongs = tuple(self._say(text, language) for text in wrong)
        pairs = frozenset(pair for said in rights for pair in said.pairs)
        target = _Target(target_id, rights, wrongs, pairs, cut if cut is not None else 0.5)
        if cut is not None:
            return target
        return _Target(target_id, rights, wrongs, pairs, self._set_cut(target, language))

    def _set_cut(self, target: _Target, language: Language) -> float:
        """Put the cut between the samples, each scored as if it were not in the key."""
        rights = [
            self._score(said, _without(target, said), language)[0] for said in target.right
        ]
        wrongs = [
            self._score(said, _without(target, said), language)[0] for said in target.wrong
        ]
        return place_cut(rights, wrongs)

    def _weigh_words(self, language: Language) -> dict[str, float]:
        texts = [
            set(content_stems(text, language))
            for e in self.question.expectations
            for text in (*e.says.get(language), *e.accepted.get(language))
        ]
        texts += [
            set(content_stems(text, language)) for text in self._mistakes(language)
        ]
        counts = Counter(stem for text in texts for stem in text)
        weights = {
            stem: 0.3 + log(1.0 + len(texts) / count) for stem, count in counts.items()
        }
        for stem in self._asked[language]:
            if stem in weights:
                weights[stem] *= 0.4
        return weights

    def _score(self, said: _Said, target: _Target, language: Language) -> tuple[float, tuple[str, ...]]:
        """Score an answer against one target: a probability and what spoke against it."""
        if not said.stems or not target.right:
            return 0.0, ()
        weights, reasons = self._weights, []
        likeness = max((self._likeness(said, right, language) for right in target.right),
                       key=lambda features: weights.coverage * features.coverage
                       + weights.precision * features.precision
                       + weights.characters * features.characters)  # fmt: skip
        wrong = max(
            (self._likeness(said, other, language).both for other in target.wrong), default=0.0
        )
        logit = (
            weights.bias
            + weights.coverage * likeness.coverage
            + weights.precision * likeness.precision
            + weights.characters * likeness.characters
            + weights.tokens * likeness.tokens
            + weights.wrong * max(0.0, wrong - 0.6 * likeness.both)
        )
        if said.negated != likeness.reference.negated:
            logit += weights.negation
            reasons.append("negation")
        if swaps_roles(said.pairs, target.pairs):
            logit += weights.swap
            reasons.append("swapped roles")
        if contradicts(said.text, [right.text for right in target.right]):
            logit += weights.quantity
            reasons.append("another number")
        if _opposes(said.text, likeness.reference.text):
            logit += weights.opposite
            reasons.append("an opposite word")
        return sigmoid(logit), tuple(reasons)

    def _likeness(self, said: _Said, reference: _Said, language: Language) -> "_Likeness":
        rarity = self._rarity[language]
        held = [s for s in set(reference.stems) if any(alike(s, own) for own in said.stems)]
        shared = [s for s in set(said.stems) if any(alike(s, theirs) for theirs in reference.stems)]
        coverage = _share(held, set(reference.stems), rarity)
        precision = _share(shared, set(said.stems), rarity)
        dot = sum(count * reference.grams[gram] for gram, count in said.grams.items())
        return _Likeness(
            reference=reference,
            coverage=coverage,
            precision=precision,
            characters=dot / (said.norm * reference.norm),
            tokens=token_set_ratio(said.text, reference.text) / 100.0,
        )


@dataclass(frozen=True, slots=True)
class _Likeness:
    reference: _Said
    coverage: float
    precision: float
    characters: float
    tokens: float

    @property
    def both(self) -> float:
        """Give the harmonic mean of coverage and precision."""
        total = self.coverage + self.precision
        return 2 * self.coverage * self.precision / total if total else 0.0


def prepare_question(question: Question, people: Sequence[Person] = ()) -> PreparedQuestion:
    """Prepare a question for grading; keep the result, it costs a few milliseconds."""
    return PreparedQuestion(question, people)


@lru_cache(maxsize=256)
def _prepared(question: Question) -> PreparedQuestion:
    return prepare_question(question)


def grade(answer: str, question: Question, language: Language = "en") -> Grade:
    """Grade one answer to a question.

    Args:
        answer: the student's words, in either language or both.
        question: main question with its expectations and misconceptions (see `core.lesson`).
        language: of the student; it decides only between equal grades.

    Returns:
        Scores 0..1 for each expectation and misconception, right from 0.6; `outcome` is the best
        expectation's, lowered where a misconception fits better.
    """
    return _prepared(question).grade(answer, language)


def place_cut(rights: Sequence[float], wrongs: Sequence[float]) -> float:
    """Put a cut where it parts right from wrong samples best, 0.2..0.8 (0.5 without samples)."""
    if not rights or not wrongs:
        return 0.5
    edges = sorted({*rights, *wrongs})
    middles = [(a + b) / 2 for a, b in zip(edges, edges[1:], strict=False)] or [0.5]

    def goodness(cut: float) -> tuple[float, float]:
        right = sum(score >= cut for score in rights) / len(rights)
        wrong = sum(score < cut for score in wrongs) / len(wrongs)
        return (right + wrong, -abs(cut - 0.5))

    best = max(middles, key=goodness)
    return min(0.8, max(0.2, 0.5 * best + 0.25))


def _without(target: _Target, said: _Said) -> _Target:
    """Leave a sample out of the key it is to be scored against."""
    return _Target(
        target.id,
        tuple(right for right in target.right if right is not said),
        tuple(wrong for wrong in target.wrong if wrong is not said),
        frozenset(p for right in target.right if right is not said for p in right.pairs),
        target.cut,
    )


def _right_texts(expectation: Expectation, language: Language) -> list[str]:
    exemplars = [e.text for e in expectation.exemplars if e.counts and e.language == language]
    says = (*expectation.says.get(language), *expectation.accepted.get(language))
    return [*says, *exemplars]


def _wrong_texts(expectation: Expectation, language: Language) -> list[str]:
    exemplars = [e.text for e in expectation.exemplars if not e.counts and e.language == language]
    return [*expectation.rejected.get(language), *exemplars]


def _mistake_texts(misconception: Misconception, language: Language) -> list[str]:
    exemplars = [e.text for e in misconception.exemplars if e.counts and e.language == language]
    return [*misconception.says.get(language), *exemplars]


def _through_cut(raw: float, cut: float) -> float:
    """Stretch a raw score so that its cut lies at 0.6."""
    if raw >= cut:
        return ACCEPTED + (1.0 - ACCEPTED) * (raw - cut) / (1.0 - cut)
    return ACCEPTED * raw / cut


def _zone(outcome: float, reasons: Sequence[str]) -> Zone:
    if outcome >= ACCEPTED:
        return "accept"
    return "ask" if outcome >= 0.42 or ("negation" in reasons and outcome >= 0.25) else "hint"


def _confidence(strength: float, zone: Zone) -> float:
    """Clear accepts and rejects are trusted; what lies between counts for little."""
    if zone == "ask":
        return 0.2
    return round(min(0.95, 0.55 + abs(strength - ACCEPTED)), 3)


def _share(held: Iterable[str], whole: Iterable[str], rarity: dict[str, float]) -> float:
    total = sum(rarity.get(stem, 1.0) for stem in whole)
    return sum(rarity.get(stem, 1.0) for stem in held) / total if total else 0.0


def _grams(text: str) -> Counter[str]:
    flat = f" {' '.join(words(text))} "
    return Counter(flat[i : i + n] for n in (3, 4) for i in range(len(flat) - n + 1))


def _opposes(answer: str, reference: str) -> bool:
    """Tell whether an answer has the opposite of a word of the reference, and not the word."""
    said, known = set(words(answer)), set(words(reference))
    return any(_OPPOSITES[word] in said and word not in said for word in known & _OPPOSITES.keys())
