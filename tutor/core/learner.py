"""The learner model: a fold over a student's exchanges and the assessments of them.

`update(model, event)` is pure and costs the same on day 1 and day 1,000; folding it over the
log rebuilds the model bit for bit. Each belief names the exchanges it rests on. Name, age and
origin never enter it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import PlainSerializer

from tutor.core.events import Assessment, Event, Evidence, Exchange, Fact
from tutor.core.mastery import (
    DEFAULT_PARAMETERS,
    Contribution,
    MasteryParameters,
    Tally,
    Terms,
    contributions,
    evidence_weight,
    expected_by_elo,
    fade_left,
    hours_between,
    logit_of,
    mastery_terms,
    move_tally,
    sigmoid,
    uncertainty,
)
from tutor.core.reading_level import ReadingLevel, declare_grade, move_reading_level
from tutor.core.schedule import ReviewCard, review
from tutor.core.terms import DEPTHS, LANGUAGES, Depth, Language, Presentation

LEARNER_VERSION = "elo-recency-2"
REFERENCES_KEPT = 5
INTERESTS_KEPT = 12
MENTIONED, STATED = 0.3, 0.6
"""How far an interest grows by being touched, and by being told."""
KEPT = 0.98
"""What is left of an interest when another is touched: a lesson's questions touch many."""
MASTERED = 0.7
"""A concept counts as mastered from this probability..."""
SHOWN_ALONE = 2
"""...and when it was shown this often without help."""


def _name_fields(tally: Tally) -> dict[str, float]:
    return tally._asdict()


NamedTally = Annotated[Tally, PlainSerializer(_name_fields)]
"""A tally whose numbers keep their names in JSON."""


class Reference(Fact):
    """An exchange that a belief rests on."""

    exchange: str
    at: datetime
    outcome: float
    assisted: bool


class ConceptModel(Fact):
    """What is believed of one concept."""

    tally: NamedTally = Tally()
    opportunities: int = 0
    unassisted: int = 0
    assisted: int = 0
    last_seen: datetime | None = None
    faded: float = 0.0
    """Hours of fading until `last_seen` that no success has made good."""
    card: ReviewCard | None = None
    depth: Depth = "fact"
    references: tuple[Reference, ...] = ()


class MisconceptionModel(Fact):
    """What is believed of one misconception."""

    concept: str
    status: Literal["held", "wavering", "resolved"]
    times: int = 1
    exchanges: tuple[str, ...] = ()


class LearnerModel(Fact):
    """Everything the tutor believes of a student. Bounded by the size of the packs."""

    exchanges: int = 0
    """Messages answered."""
    ordinal: int = 0
    """Length of the log that this model is folded from."""
    overall: NamedTally = Tally()
    concepts: dict[str, ConceptModel] = {}
    """By `PACK/CONCEPT`."""
    misconceptions: dict[str, MisconceptionModel] = {}
    """By `PACK/MISCONCEPTION`."""
    reading: dict[Language, ReadingLevel] = {}
    language: Language | None = None
    interests: dict[str, float] = {}
    presentation: Presentation = "story"
    presentation_chosen: bool = False
    pace: float = 0.5
    """Recent share of graded answers that brought the student on, 0..1."""
    last_at: datetime | None = None

    def reading_level(self, language: Language) -> ReadingLevel:
        """Give the reading level in a language; the prior where nothing is known."""
        return self.reading.get(language, ReadingLevel())

    def mastery(self, key: str, at: datetime | None = None) -> float:
        """Give the probability that a question on `PACK/CONCEPT` is answered rightly, 0..1.

        At any one moment a right answer on the concept never lowers it, and a wrong one never
        raises it. Without `at` it stands as when the concept was last practised.
        """
        return sigmoid(logit_of(self._mastery_terms(key, at), DEFAULT_PARAMETERS.coefficients))

    def explain_mastery(self, key: str, at: datetime | None = None) -> tuple[Contribution, ...]:
        """Give what each term adds to the mastery of `PACK/CONCEPT`, in logits."""
        return contributions(self._mastery_terms(key, at), DEFAULT_PARAMETERS.coefficients)

    def _mastery_terms(self, key: str, at: datetime | None) -> Terms:
        concept = self.concepts.get(key, ConceptModel())
        hours = hours_between(concept.last_seen, at) if at else 0.0
        return mastery_terms(self.overall, concept.tally, hours + concept.faded)

    def mastery_uncertainty(self, key: str) -> float:
        """Give one standard deviation of the mastery estimate."""
        concept = self.concepts.get(key, ConceptModel())
        return uncertainty(self.mastery(key), concept.tally.weight)

    def mastered(self, key: str) -> bool:
        """Tell whether the concept counts as mastered: likely, and shown without help."""
        concept = self.concepts.get(key)
        alone = concept.unassisted if concept else 0
        return alone >= SHOWN_ALONE and self.mastery(key) >= MASTERED

    def due(self, pack: str, at: datetime) -> tuple[str, ...]:
        """Give the concept ids of a pack that are due for review, the longest due first."""
        prefix = f"{pack}/"
        due = [
            (model.card.due, key.removeprefix(prefix))
            for key, model in self.concepts.items()
            if key.startswith(prefix) and model.card is not None and model.card.due <= at
        ]
        return tuple(concept for _, concept in sorted(due))


def update(
    model: LearnerModel, event: Event, parameters: MasteryParameters = DEFAULT_PARAMETERS
) -> LearnerModel:
    """Fold one exchange or assessment into the learner model."""
    if isinstance(event, Assessment):
        return _add_assessment(model, event, parameters)
    return _add_exchange(model, event, parameters)


def _add_exchange(
    model: LearnerModel, exchange: Exchange, parameters: MasteryParameters
) -> LearnerModel:
    model = declare(model, exchange.declared_grade)
    if exchange.message is None or exchange.screened != "none":
        counted = model.exchanges + (exchange.message is not None)
        return model.model_copy(update={"ordinal": exchange.ordinal + 1, "exchanges": counted})
    for evidence in exchange.evidence:
        model = _add_evidence(model, exchange, evidence, parameters)
    return model.model_copy(
        update={
            "ordinal": exchange.ordinal + 1,
            "exchanges": model.exchanges + 1,
            "concepts": _note_depth(model.concepts, exchange),
            "misconceptions": _note_misconceptions(model.misconceptions, exchange),
            "reading": _move_reading(model, exchange),
            "language": exchange.plan.language,
            "interests": _note_interests(model.interests, exchange),
            "presentation": _presentation(model, exchange),
            "presentation_chosen": model.presentation_chosen
            or bool(exchange.reading and exchange.reading.presentation),
            "pace": _pace(model.pace, exchange),
            "last_at": exchange.at,
        }
    )


def declare(model: LearnerModel, grade: float | None) -> LearnerModel:
    """Let the reading levels start from a US school grade; None changes nothing."""
    if grade is None:
        return model
    declared = {tongue: declare_grade(model.reading_level(tongue), grade) for tongue in LANGUAGES}
    return model.model_copy(update={"reading": model.reading | declared})


def replay(
    events: Iterable[Event], parameters: MasteryParameters = DEFAULT_PARAMETERS
) -> LearnerModel:
    """Rebuild a learner model from a student's log, in the log's order."""
    model = LearnerModel()
    for event in events:
        model = update(model, event, parameters)
    return model


def _add_evidence(
    model: LearnerModel, exchange: Exchange, evidence: Evidence, parameters: MasteryParameters
) -> LearnerModel:
    key = f"{exchange.pack}/{evidence.concept}"
    concept = model.concepts.get(key, ConceptModel())
    moved = _observe(model, concept, evidence, exchange.at, parameters)
    moved = moved.model_copy(
        update={
            "opportunities": concept.opportunities + 1,
            "unassisted": concept.unassisted + (not evidence.assisted and evidence.outcome >= 0.6),
            "assisted": concept.assisted + evidence.assisted,
            "last_seen": exchange.at,
            "card": review(concept.card, evidence.outcome, exchange.at, assisted=evidence.assisted),
            "references": _refer(concept, exchange.id, exchange.at, evidence),
        }
    )
    return _put(model, key, moved, evidence, parameters)


def _add_assessment(
    model: LearnerModel, assessment: Assessment, parameters: MasteryParameters
) -> LearnerModel:
    """Move what is believed of the concepts, and nothing else.

    The answer was given when its exchange was made: no time passes for its concept. A model's
    word counts no opportunity and no success shown alone, so that it never makes a concept count
    as mastered; it schedules no review and holds no misconception against anyone.
    """
    for evidence in assessment.evidence:
        key = f"{assessment.pack}/{evidence.concept}"
        concept = model.concepts.get(key, ConceptModel())
        at = concept.last_seen or assessment.at
        moved = _observe(model, concept, evidence, at, parameters)
        if assessment.exchange not in {reference.exchange for reference in concept.references}:
            references = _refer(concept, assessment.exchange, at, evidence)
            moved = moved.model_copy(update={"references": references})
        model = _put(model, key, moved, evidence, parameters)
    return model.model_copy(update={"ordinal": assessment.ordinal + 1})


def _observe(
    model: LearnerModel, concept: ConceptModel, evidence: Evidence, at: datetime,
    parameters: MasteryParameters,
) -> ConceptModel:  # fmt: skip
    """Move the tally of a concept, and what time has taken from it, by one observation."""
    weight = _weigh(evidence, parameters)
    decay = parameters.concept_decay
    surprise = _surprise(model, concept, evidence)
    tally = move_tally(concept.tally, surprise, evidence.outcome, weight, decay, parameters)
    faded = hours_between(concept.last_seen, at) + concept.faded
    left = fade_left(faded, evidence.outcome, weight)
    return concept.model_copy(update={"tally": tally, "faded": left})


def _put(
    model: LearnerModel, key: str, moved: ConceptModel, evidence: Evidence,
    parameters: MasteryParameters,
) -> LearnerModel:  # fmt: skip
    """Move the tally over all concepts by the observation that moved one of them."""
    surprise = _surprise(model, model.concepts.get(key, ConceptModel()), evidence)
    weight, decay = _weigh(evidence, parameters), parameters.all_decay
    overall = move_tally(model.overall, surprise, evidence.outcome, weight, decay, parameters)
    return model.model_copy(update={"overall": overall, "concepts": model.concepts | {key: moved}})


def _weigh(evidence: Evidence, parameters: MasteryParameters) -> float:
    return evidence_weight(
        evidence.outcome, evidence.confidence, parameters, assisted=evidence.assisted
    )


def _surprise(model: LearnerModel, concept: ConceptModel, evidence: Evidence) -> float:
    """Give the outcome less what the ratings expected."""
    return evidence.outcome - expected_by_elo(model.overall, concept.tally, evidence.difficulty)


def _refer(
    concept: ConceptModel, exchange: str, at: datetime, evidence: Evidence
) -> tuple[Reference, ...]:
    """Give the exchanges that a belief rests on, with one more."""
    reference = Reference(
        exchange=exchange, at=at, outcome=evidence.outcome, assisted=evidence.assisted
    )
    return (*concept.references, reference)[-REFERENCES_KEPT:]


def _note_depth(concepts: dict[str, ConceptModel], exchange: Exchange) -> dict[str, ConceptModel]:
    if exchange.plan.move not in ("explain", "refute"):
        return concepts
    changed = dict(concepts)
    for concept_id in exchange.plan.focus[:1]:
        key = f"{exchange.pack}/{concept_id}"
        concept = changed.get(key, ConceptModel())
        if DEPTHS.index(exchange.plan.depth) > DEPTHS.index(concept.depth):
            concept = concept.model_copy(update={"depth": exchange.plan.depth})
        changed[key] = concept
    return changed


def _note_misconceptions(
    known: dict[str, MisconceptionModel], exchange: Exchange
) -> dict[str, MisconceptionModel]:
    changed = dict(known)
    for evidence in exchange.evidence:
        if evidence.misconception:
            key = f"{exchange.pack}/{evidence.misconception}"
            before = changed.get(key)
            changed[key] = MisconceptionModel(
                concept=evidence.concept,
                status="held",
                times=before.times + 1 if before else 1,
                exchanges=((*before.exchanges, exchange.id) if before else (exchange.id,))[-3:],
            )
        elif evidence.outcome >= 0.6:
            _soften(changed, exchange, evidence)
    return changed


def _soften(known: dict[str, MisconceptionModel], exchange: Exchange, evidence: Evidence) -> None:
    """A right answer on the same concept lets a misconception waver, one alone resolves it."""
    for key, belief in known.items():
        if belief.concept != evidence.concept or not key.startswith(f"{exchange.pack}/"):
            continue
        if belief.status != "resolved":
            status = "wavering" if evidence.assisted else "resolved"
            known[key] = belief.model_copy(
                update={"status": status, "exchanges": (*belief.exchanges, exchange.id)[-3:]}
            )


def _move_reading(model: LearnerModel, exchange: Exchange) -> dict[Language, ReadingLevel]:
    language = exchange.plan.language
    level = model.reading_level(language)
    return model.reading | {language: move_reading_level(level, exchange)}


def _note_interests(interests: dict[str, float], exchange: Exchange) -> dict[str, float]:
    shown = exchange.reading.interests if exchange.reading else ()
    if not shown:
        return interests
    step = STATED if exchange.reading and exchange.reading.topic == "likes" else MENTIONED
    moved = {tag: round(weight * KEPT, 4) for tag, weight in interests.items()}
    for tag in shown:
        moved[tag] = round(moved.get(tag, 0.0) + step * (1.0 - moved.get(tag, 0.0)), 4)
    kept = sorted(moved.items(), key=lambda item: (-item[1], item[0]))[:INTERESTS_KEPT]
    return dict(kept)


def _presentation(model: LearnerModel, exchange: Exchange) -> Presentation:
    chosen = exchange.reading.presentation if exchange.reading else None
    return chosen or model.presentation


def _pace(pace: float, exchange: Exchange) -> float:
    if not exchange.evidence:
        return pace
    best = max(evidence.outcome for evidence in exchange.evidence)
    return round(0.8 * pace + 0.2 * best, 4)
