"""What one exchange puts on record: the only truth besides authored files and settings."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tutor.core.classes import Help
from tutor.core.rules import Rules
from tutor.core.safety.concern import Concern
from tutor.core.sitting import Sitting
from tutor.core.terms import (
    Depth,
    Language,
    Level,
    Mood,
    Move,
    Person,
    Presentation,
    SegmentKind,
    SpeechAct,
    Voice,
)


class Fact(BaseModel):
    """A recorded value: frozen, closed, and unchanged by a trip through JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(Fact):
    """What a message says about itself, before anything is graded."""

    act: SpeechAct
    reason: str
    language: Language
    """To reply in."""
    written: Language = "en"
    """Of the message itself."""
    switched: bool = False
    """The student has changed language, and the reply follows."""
    mixed: bool = False
    concepts: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    presentation: Presentation | None = None
    wants_language: Language | None = None
    refused: Language | None = None
    """The language that the reply would be in, had the talk not to keep to another."""
    premise: str | None = None
    """The misconception that a question takes for granted."""
    near_premise: str | None = None
    """The one that it may take for granted: told where nothing answers the question."""
    topic: str | None = None
    """What only the guide may answer (`restricted:ID`, `accountability:ID`, `anachronism:ID`,
    `dispute:ID`, `term:WORD`) or what the talk itself is about (`program`, `sources`, `quiz`,
    `no_quiz`, `likes`, `bored`); None for the subject."""
    mood: Mood | None = None
    """What the student shows besides: being stuck or bored."""
    lix: float | None = None
    words: int = 0


class Evidence(Fact):
    """One observation about one expectation, the input of the learner model."""

    concept: str
    expectation: str
    question: str
    outcome: float = Field(ge=0.0, le=1.0)
    confidence: float = Field(ge=0.0, le=1.0)
    assisted: bool
    misconception: str | None = None
    difficulty: float = 0.0


class Pending(Fact):
    """The question left open, and how far the student has come with it."""

    question: str
    expectation: str | None
    covered: dict[str, float] = {}
    """Expectation to the best score so far (0..1), cumulative over turns."""
    rungs: dict[str, int] = {}
    """Expectation to the help given: 0 none, 1 pump, 2 hint, 3 prompt, 4 assertion."""
    attempts: int = 0
    assisted: tuple[str, ...] = ()
    restate: bool = False
    """The answer was told; the student is asked to say it in their own words."""
    misconception: str | None = None
    said: tuple[str, ...] = ()
    """Half answers so far, the last ones, for a later one to complete."""


class DialogueState(Fact):
    """The state of the dialogue after an exchange. Bounded by the size of the pack."""

    pending: Pending | None = None
    closed: tuple[str, ...] = ()
    """Questions asked and done with in this session, in order."""
    explained: int = 0
    """Exchanges spent explaining since a question was last closed."""
    shown: dict[str, Depth] = {}
    """Passage to the depth it has been told to."""
    topic: tuple[str, ...] = ()
    """Passages that the last explanation rested on."""
    query: str = ""
    """The last question of the student's that was answered."""
    level: Level | None = None
    """The level of the last explanation; a reply moves one level at a time."""
    depth: Depth = "fact"
    """The depth of the last explanation."""
    last_move: Move | None = None
    aside: int = 0
    """Turns in a row that left the open question aside."""
    stuck: int = 0
    """Turns in a row without progress on the pending question."""
    quiet: bool = False
    """The student wants no questions for now."""
    foreign: int = 0
    """Turns in a row in another language than the standing one."""


class Decision(Fact):
    """The next move of the tutor and why."""

    move: Move
    reason: str
    question: str | None = None
    expectation: str | None = None
    misconception: str | None = None
    topic: str | None = None
    ask: str | None = None
    """A main question to put at the end of this reply."""
    praise: tuple[str, ...] = ()
    """Expectations that the answer just covered."""


class Plan(Fact):
    """How the reply is to be worded: everything that an engine may not decide."""

    move: Move
    reason: str
    language: Language
    reading_level: float
    """US school grade."""
    level: Level
    depth: Depth
    focus: tuple[str, ...]
    presentation: Presentation
    person: Person
    max_sentences: int
    interests: tuple[str, ...] = ()
    gloss: bool = False
    """Gloss one key term in the other language."""
    help_limit: Help = "assert"
    """How far the tutor helps with an open question."""
    notes: tuple[str, ...] = ()
    """One readable line for each thing fitted to this student."""


class Segment(Fact):
    """One piece of an answer, with the passages it rests on."""

    voice: Voice
    text: str
    support: tuple[str, ...] = ()
    kind: SegmentKind = "none"


class Retrieved(Fact):
    """A passage found, with its fused score and the share of the question it covers."""

    id: str
    score: float
    coverage: float


class Versions(Fact):
    """What made this exchange, for replay."""

    app: str
    pack: str
    persona: str
    policy: str
    grader: str
    learner: str
    index: str


class ModelCall(Fact):
    """One call to a language model. Request and raw response are kept by their SHA-256."""

    request: str
    response: str
    requests: int
    """HTTP requests made."""
    failure: str | None = None
    prompt_tokens: int | None = None
    output_tokens: int | None = None
    first_ms: float | None = None
    total_ms: float = 0.0
    rung: str = ""
    """How structured output was asked for; empty for plain text."""


class Wording(Fact):
    """How a language model took part in wording a reply."""

    model: str
    outcome: Literal["worded", "mixed", "embedded"]
    """All that could be worded was shown as the model put it; some of it; none of it."""
    calls: tuple[ModelCall, ...] = ()
    rejected: tuple[str, ...] = ()
    """What was wrong with what was not shown, one line each."""


class Citation(Fact):
    """A passage as it was shown beside an answer."""

    id: str
    title: str
    source: str
    text: str
    cited: tuple[str, ...] = ()
    """The sentences of `text` that the answer rests on."""


class Exchange(Fact):
    """One turn: what the student wrote, what was made of it and what was said."""

    id: str
    student: str
    session: str
    position: int = Field(ge=0)
    """Place in the session, from 0 (the greeting)."""
    ordinal: int = Field(ge=0)
    """Place in the student's whole log, from 0."""
    at: datetime
    pack: str
    persona: str
    message: str | None
    """None for the greeting."""
    heard_grade: float | None = None
    """US school grade of the reply that the message responds to."""
    declared_grade: float | None = None
    """US school grade that a teacher or the student has declared, as it stood at this exchange."""
    rules: Rules = Rules()
    """What the talk had to keep to."""
    sitting: Sitting | None = None
    """How long and how fast the student has used the tutor."""
    screened: Literal["none", "support", "declined"] = "none"
    """What the screen answered in place of the tutor."""
    concerns: tuple[Concern, ...] = ()
    """What the screen found in the message, the gravest first."""
    reading: Reading | None = None
    evidence: tuple[Evidence, ...] = ()
    decision: Decision
    plan: Plan
    retrieved: tuple[Retrieved, ...] = ()
    segments: tuple[Segment, ...] = ()
    citations: tuple[Citation, ...] = ()
    state: DialogueState = DialogueState()
    engine: str = "embedded"
    wording: Wording | None = None
    """None where no model was asked."""
    versions: Versions
    timings_ms: dict[str, float] = {}


class Assessment(Fact):
    """A language model's second reading of an answer that the embedded grader was unsure of."""

    id: str
    exchange: str
    """The exchange whose message it assesses."""
    student: str
    ordinal: int = Field(ge=0)
    """Place in the student's whole log, counted together with the exchanges."""
    at: datetime
    pack: str
    model: str
    call: ModelCall
    outcome: Literal["added", "agreed", "unusable"]
    """Whether it adds evidence, adds nothing, or could not be read."""
    evidence: tuple[Evidence, ...] = ()
    """Observations that it adds to those of the exchange; never of a teacher's exemplar."""
    versions: Versions


Event = Exchange | Assessment
"""What a student's log is made of, in the order of `ordinal`."""


def calls_of(event: Event) -> tuple[ModelCall, ...]:
    """Give the calls to a language model that an event puts on record."""
    if isinstance(event, Assessment):
        return (event.call,)
    return event.wording.calls if event.wording else ()
