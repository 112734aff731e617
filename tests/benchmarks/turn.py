"""How long a whole turn takes, from the message to the stored exchange.

    python -m tests.benchmarks.turn [--repeats 8]

Embedded engine, shipped pack, index warm, SQLite with synchronous=FULL in a temporary
folder. Prints the median and the 95th percentile of 600 varied turns in wall and processor time,
and what a turn costs at turns 991-1010 of one student against turns 5-24: the log is copied at
both places, and the same 20 questions are measured again and again on fresh copies, by turns, so
that a busy machine slows both alike. Questions, because what else a message is depends on whether
a question is open: an answer that is graded costs half of a question that is searched for.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from tests.benchmarks.messages import PREGUNTAS, QUESTIONS, talk
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.settings import Settings

TURNS = 600
EARLY, LATE, MEASURED = 4, 990, 20
TARGET_MEDIAN_MS, TARGET_P95_MS, TARGET_RATIO = 60.0, 150.0, 1.2
Times = list[tuple[float, float]]


def take(conversation: Conversation, messages: Sequence[str]) -> Times:
    """Say the messages; gives wall and processor milliseconds of each turn."""
    times = []
    for message in messages:
        wall, spent = perf_counter(), process_time()
        conversation.reply(message)
        times.append(((perf_counter() - wall) * 1e3, (process_time() - spent) * 1e3))
    return times


def begin(tutor: Tutor, student: str) -> Conversation:
    """Open a talk about the shipped pack."""
    conversation = tutor.open(student=student, pack="bird-woman", persona="sacajawea")
    conversation.greet()
    return conversation


def percentile(values: list[float], share: float) -> float:
    """Give the value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure_turns(folder: Path) -> tuple[float, float]:
    """Print the times of varied turns of five students; gives median and p95 in ms."""
    tutor = Tutor(Settings(data_dir=folder))
    tutor.warm()
    take(begin(tutor, "warm"), list(islice(talk(), 40)))
    gc.collect()
    gc.freeze()
    times: Times = []
    for student in range(5):
        messages = list(islice(talk(), student * 7, student * 7 + TURNS // 5))
        times += take(begin(tutor, f"student {student}"), messages)
    tutor.close()
    wall, spent = ([pair[column] for pair in times] for column in (0, 1))
    for name, values in (("wall", wall), ("cpu", spent)):
        print(
            f"{len(values)} turns, {name}: median {statistics.median(values):.1f} ms,"
            f" p95 {percentile(values, 0.95):.1f} ms, max {max(values):.1f} ms"
        )
    return statistics.median(wall), percentile(wall, 0.95)


def grow(folder: Path, turns: int) -> Path:
    """Make a data folder in which one student has had this many turns."""
    tutor = Tutor(Settings(data_dir=folder))
    take(begin(tutor, "ana"), list(islice(talk(), turns)))
    tutor.close()
    return folder


def measure_ratio(folder: Path, repeats: int) -> float:
    """Print the cost of late turns against early ones; gives the ratio of wall medians."""
    grown = {name: grow(folder / name, turns) for name, turns in (("early", EARLY), ("late", LATE))}
    messages = (QUESTIONS + PREGUNTAS)[:MEASURED]
    times: dict[str, Times] = {"early": [], "late": []}
    for repeat in range(repeats):
        order = ("early", "late") if repeat % 2 else ("late", "early")
        for name in order:
            copy = folder / f"{name}-{repeat}"
            shutil.copytree(grown[name], copy)
            times[name] += _measure_copy(copy, messages)
            shutil.rmtree(copy)
    ratios = []
    for column, kind in enumerate(("wall", "cpu")):
        early, late = (
            _median_of_best([pair[column] for pair in times[name]]) for name in ("early", "late")
        )
        ratios.append(late / early)
        print(
            f"{kind}: turns {LATE + 1}-{LATE + MEASURED} {late:.1f} ms, turns {EARLY + 1}-"
            f"{EARLY + MEASURED} {early:.1f} ms, ratio {late / early:.2f} ({repeats} repeats)"
        )
    return ratios[0]


def _median_of_best(values: list[float]) -> float:
    """Give the median over the questions of each one's best repeat: noise only ever adds."""
    return statistics.median(min(values[place::MEASURED]) for place in range(MEASURED))


def _measure_copy(copy: Path, messages: Sequence[str]) -> Times:
    tutor = Tutor(Settings(data_dir=copy))
    tutor.warm()
    (talked,) = tutor.sessions("ana")
    conversation = tutor.resume(talked.id, student="ana")
    assert conversation is not None
    gc.collect()
    times = take(conversation, messages)
    tutor.close()
    return times


def main() -> None:
    """Measure, and end with 1 where a target is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=8)
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory() as folder:
        median, p95 = measure_turns(Path(folder) / "turns")
        ratio = measure_ratio(Path(folder), repeats)
    met = median <= TARGET_MEDIAN_MS and p95 <= TARGET_P95_MS and ratio <= TARGET_RATIO
    print(
        f"targets: median <= {TARGET_MEDIAN_MS:.0f} ms, p95 <= {TARGET_P95_MS:.0f} ms,"
        f" ratio <= {TARGET_RATIO}: {'met' if met else 'MISSED'}"
    )
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
