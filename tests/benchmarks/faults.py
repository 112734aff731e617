"""What a student sees when the model fails: every fault, in whole turns of the tutor.

    python -m tests.benchmarks.faults [FAULT ...]

The fault server plays each fault of the wire, and each text that a model may say amiss, to a tutor
with its usual deadlines: a question, and an answer that the embedded grader is unsure of, in
English and, for the texts, in Spanish. Each reply is laid beside that of the embedded engine: the
same decisions, every passage told, nothing technical, in time, after so few requests, with one
exchange and one assessment on record. Then: turns with the circuit open, what a turn costs, and 60
students at once with a model of two seconds to the first word. Ends with 1 where a bound is passed.
What a plain chain does with the same faults is printed by `tests.benchmarks.wire`.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.messages import PREGUNTAS, QUESTIONS
from tests.benchmarks.wire import FAULTS, ONCE, Server, named, serving
from tests.benchmarks.wire import make as make_model
from tests.engines.model_texts import TEXTS
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.assessing import find_doubt
from tutor.core.events import Assessment, Segment
from tutor.core.grounding import check_segment
from tutor.core.terms import LANGUAGES, Language
from tutor.core.turn import Turn
from tutor.model import Call, Limits, Message, TextStream
from tutor.settings import Settings

ASKED: dict[Language, tuple[str, str, str]] = {
    "en": ("why did they hire you", "quiz me on how you were hired", "something with words"),
    "es": (
        "por qué te contrataron",
        "hazme una pregunta sobre cómo te contrataron",
        "por las voces",
    ),
}
"""A question, a wish for a question, and an answer that leaves doubts."""
FIRST_S, WHOLE_S, OPEN_S = 8.0, 20.0, 1.0
SLACK_S = 0.5
STUDENTS, THINKS_S, MOST_EXTRA_S = 60, 2.0, 3.0
MOST_CPU_MS = 60.0
TECHNICAL = re.compile(
    r"traceback|error|exception|http|json|model|token|timeout|\bapi\b|</|\[\w{2,5}\]|FIGURE|GUIDE",
    re.IGNORECASE,
)
DECIDED = {"speech_act", "move", "language", "reading_level", "depth", "focus", "pending"}


@dataclass(frozen=True)
class Seen:
    """A turn as the student had it."""

    turn: Turn
    first_s: float
    whole_s: float


@dataclass(frozen=True)
class Plainly:
    """The embedded engine's replies, and how many answers left it in doubt."""

    turns: list[Turn]
    doubts: int


@dataclass(frozen=True)
class Outcome:
    """What a fault came to."""

    seen: Seen
    requests: int
    problems: tuple[str, ...]


def say(talk: Conversation, text: str) -> Seen:
    """Say something, and watch the clock."""
    started, first = time.monotonic(), [0.0]

    def show(_segment: Segment) -> None:
        first[0] = first[0] or time.monotonic() - started

    turn = talk.reply(text, show=show)
    return Seen(turn, first[0], time.monotonic() - started)


def begin(tutor: Tutor, language: Language, student: str = "ana") -> Conversation:
    """Open a talk."""
    talk = tutor.open(student=student, pack="bird-woman", persona="sacajawea", language=language)
    talk.greet()
    return talk


class Switch:
    """A chat model that is another one for each fault, so that one tutor meets them all."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._model = make_model(server, "ok")

    @property
    def name(self) -> str:
        return self._model.name

    def turn_to(self, fault: str) -> None:
        """Fail so from now on."""
        self._model.close()
        self._model = make_model(self._server, fault)

    def stream(
        self, messages: Sequence[Message], limits: Limits, *, account: str = ""
    ) -> TextStream:
        return self._model.stream(messages, limits, account=account)

    def fill(
        self,
        messages: Sequence[Message],
        schema: dict[str, object],
        limits: Limits,
        *,
        account: str = "",
    ) -> Call:
        return self._model.fill(messages, schema, limits, account=account)


@contextmanager
def teaching(model: Switch | None) -> Iterator[Tutor]:
    """Make a tutor who asks this model, with its usual deadlines."""
    with tempfile.TemporaryDirectory() as folder:
        tutor = Tutor(Settings(data_dir=Path(folder)), chat_model=model)
        tutor.warm()
        yield tutor
        tutor.close()


def judge(tutor: Tutor, talk: Conversation, seen: Seen, plain: Turn) -> list[str]:
    """Say what is wrong with a reply beside that of the embedded engine."""
    turn, problems = seen.turn, []
    if turn.model_dump(include=DECIDED) != plain.model_dump(include=DECIDED):
        problems.append("decides otherwise")
    told, due = ({p for s in t.segments for p in s.support} for t in (turn, plain))
    if not due <= told:
        problems.append("not complete")
    said = " ".join(segment.text for segment in turn.segments)
    if len(said) < 0.5 * sum(len(segment.text) for segment in plain.segments):
        problems.append("too short")
    if TECHNICAL.search(said):
        problems.append("technical words")
    made = tutor.log.recent(talk.session_id, 1)[0]
    for segment in turn.segments:
        problems += check_segment(segment, turn.citations, talk.pack, talk.persona, made.plan)
    if seen.first_s > FIRST_S + SLACK_S or seen.whole_s > WHOLE_S + SLACK_S:
        problems.append("too late")
    return problems


def play(
    tutor: Tutor, switch: Switch, server: Server, fault: str, language: Language, plain: Plainly
) -> Outcome:
    """Play one fault to a tutor."""
    who = f"{language}-{fault}"
    name = f"{named(fault, who)}&language={language}"
    switch.turn_to(name)
    talk = begin(tutor, language, who)
    seen = [say(talk, text) for text in ASKED[language][:1]]
    requests = 0 if fault == "refused" else server.asked(name)[0]
    seen += [say(talk, text) for text in ASKED[language][1:]]
    tutor.settle(60.0)
    pairs = zip(seen, plain.turns, strict=True)
    problems = [p for said, due in pairs for p in judge(tutor, talk, said, due)]
    events = list(tutor.log.events(tutor.log.student(who, tutor.clock()).id))
    read = sum(isinstance(event, Assessment) for event in events)
    if (len(events) - read, read) != (len(seen) + 1, plain.doubts):
        problems.append(f"{len(events) - read} exchanges and {read} assessments on record")
    if requests > (1 if fault in ONCE else 2):
        problems.append("too many requests")
    return Outcome(seen[0], requests, tuple(dict.fromkeys(problems)))


def listen_plainly(language: Language) -> Plainly:
    """Give the embedded engine's replies."""
    turns, doubts = [], 0
    with teaching(None) as tutor:
        talk = begin(tutor, language)
        for text in ASKED[language]:
            before = tutor.log.recent(talk.session_id, 1)[0].state
            turns.append(talk.reply(text))
            made = tutor.log.recent(talk.session_id, 1)[0]
            doubts += find_doubt(made, before, talk.lesson) is not None
    return Plainly(turns, doubts)


def compare(tutor: Tutor, switch: Switch, server: Server, faults: list[str]) -> int:
    """Print the table; gives the number of faults that pass a bound."""
    missed = 0
    print("| fault | language | shown | first s | whole s | requests | |")
    print("|---|---|---|---|---|---|---|")
    for language in LANGUAGES:
        plain = listen_plainly(language)
        for fault in faults if language == "en" else [f for f in faults if f in TEXTS]:
            found = play(tutor, switch, server, fault, language, plain)
            worded = found.seen.turn.engine != "embedded"
            missed += bool(found.problems)
            print(
                f"| {fault} | {language} | {'the model' if worded else 'the author'}'s words |"
                f" {found.seen.first_s:.2f} | {found.seen.whole_s:.2f} | {found.requests} |"
                f" {'; '.join(found.problems)} |",
                flush=True,
            )
    return missed


def measure_open(tutor: Tutor, switch: Switch, server: Server) -> int:
    """Print a turn with the circuit open; gives the number of bounds passed."""
    switch.turn_to("500?who=open")
    for number in range(5):
        say(begin(tutor, "en", f"early {number}"), ASKED["en"][0])
    before = server.asked("500?who=open")[0]
    seen = say(begin(tutor, "en", "late"), ASKED["en"][0])
    asked = server.asked("500?who=open")[0] - before
    print(f"circuit open: whole turn {seen.whole_s:.2f} s (at most {OPEN_S:.0f}), {asked} requests")
    return seen.whole_s > OPEN_S


def measure_cost(tutor: Tutor, switch: Switch) -> int:
    """Print the processor time of a turn that the model words; gives the bounds passed."""
    missed = 0
    for language, questions in (("en", QUESTIONS), ("es", PREGUNTAS)):
        switch.turn_to(f"faithful?who=cost-{language}&language={language}")
        talk, spent = begin(tutor, language, f"cost {language}"), []
        for question in questions:
            before = time.process_time()
            worded = talk.reply(question).engine != "embedded"
            spent += [(time.process_time() - before) * 1e3] if worded else []
        median = statistics.median(spent)
        missed += median > MOST_CPU_MS
        print(
            f"{language}: {len(spent)} turns in the model's words, {median:.0f} CPU-ms each"
            f" (median; at most {MOST_CPU_MS:.0f}), worst {max(spent):.0f}"
        )
    return missed


def measure_crowd(tutor: Tutor, switch: Switch) -> int:
    """Print how long the last of many waits; gives the number of bounds passed."""
    switch.turn_to(f"slow_start?s={THINKS_S}")
    talks = [begin(tutor, "en", f"student {number}") for number in range(STUDENTS)]
    started = time.monotonic()
    with ThreadPoolExecutor(STUDENTS) as pool:
        seen = list(pool.map(lambda talk: say(talk, ASKED["en"][0]), talks))
    extra = time.monotonic() - started - THINKS_S
    worst = max(each.whole_s for each in seen)
    print(
        f"{STUDENTS} students at once, {THINKS_S:.0f} s to the first word: the last reply stands"
        f" {extra:.2f} s after that (at most {MOST_EXTRA_S:.0f}), the longest turn {worst:.2f} s"
    )
    return extra > MOST_EXTRA_S


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", default=[*FAULTS, *TEXTS], metavar="FAULT")
    given = parser.parse_args()
    with serving() as server:
        switch = Switch(server)
        with teaching(switch) as tutor:
            missed = compare(tutor, switch, server, given.faults)
            print(f"\n{missed} faults pass a bound")
            missed += measure_open(tutor, switch, server) + measure_cost(tutor, switch)
            missed += measure_crowd(tutor, switch)
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
