"""Fit how much each clue speaks for each speech act, on messages with their acts.

    python -m tests.benchmarks.fit_reading [--held-out]

Learns from `data/train.*.yaml` (acts and their messages), the development sets, the answers that
the grader was fitted on and the ways students ask in the shipped pack; writes
`tutor/core/speech_acts/weights.tsv`. With `--held-out` the development sets are left out and
scored instead, and nothing is written.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml

from tests.benchmarks.grading import read_set as read_answers
from tests.benchmarks.reading import HERE, Item, Stage, open_stage, read_set, state_for
from tutor.core.events import DialogueState, Pending
from tutor.core.reading import moment_of
from tutor.core.speech_acts.book import ACTS, WEIGHTS, load_book
from tutor.core.speech_acts.clues import find_clues
from tutor.core.speech_acts.spelling import spell
from tutor.core.terms import LANGUAGES

SEED = 7
NEEDS_QUESTION = frozenset({"answer", "request_answer", "dont_know"})
SHARES = {
    "question": 90, "answer": 80, "clarification": 24, "request_simpler": 22, "request_deeper": 24,
    "request_answer": 20, "dont_know": 24, "preference": 22, "social": 22, "off_topic": 18,
}  # fmt: skip
"""How often each act is expected, in relation to the others."""
OWN_SIGN = 1.2
"""What a sign speaks for its own act before anything is learnt."""
LIKE_ANSWER = 2.0
"""What words like the expected answer speak for an answer, likewise."""
RIDGE = 0.5
RATE, STEPS = 0.05, 200
SMALL = 0.03
"""Weights below this are left out of the file."""
WRITTEN = HERE.parents[1] / "tutor" / "core" / "speech_acts" / WEIGHTS


class Example(NamedTuple):
    """One message in its moment, with what it is worth."""

    item: Item
    state: DialogueState
    worth: float = 1.0


def examples(stage: Stage, *, with_dev: bool) -> Iterator[Example]:
    """Give every message to learn from."""
    dice = random.Random(SEED)
    questions = [q.id for q in stage.lesson.pack.questions]

    def opened(question: str | None = None) -> DialogueState:
        return DialogueState(
            pending=Pending(question=question or dice.choice(questions), expectation=None)
        )

    for lang in LANGUAGES:
        kept = yaml.safe_load((HERE / "data" / f"train.{lang}.yaml").read_text("utf-8"))
        for act, lines in kept.items():
            for text in lines.splitlines():
                item = Item(text, lang, None, act)
                yield Example(item, opened())
                if act not in NEEDS_QUESTION:
                    yield Example(item, DialogueState())
        for text, question in sample_answers(lang, dice):
            yield Example(Item(text, lang, None, "answer"), opened(question), 0.5)
        asks = [a for p in stage.lesson.pack.passages for a in p.variant(lang).asks]
        for ask in dice.sample(asks, min(150, len(asks))):
            state = opened() if dice.random() < 0.5 else DialogueState()
            yield Example(Item(ask, lang, None, "question"), state, 0.5)
        if with_dev:
            yield from (Example(i, state_for(stage, i.pending), 1.5) for i in dev_set(lang))


def sample_answers(lang: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Give answers with the question each is to, "porque" also as children part it."""
    answers = list(read_answers(HERE / "data" / f"answers.{lang}.yaml"))
    for answer in dice.sample(answers, min(150, len(answers))):
        yield answer.answer, answer.question
        if answer.answer.startswith("porque "):
            yield answer.answer.replace("porque ", "por que ", 1), answer.question


def dev_set(lang: str) -> list[Item]:
    """Read the development messages of a language."""
    return read_set(HERE / "data" / f"messages.dev.{lang}.yaml")


def clues_of(stage: Stage, example: Example) -> dict[str, float]:
    """Give the clues of an example as the reader sees them."""
    item = example.item
    moment = moment_of(
        item.text, stage.lesson, example.state, "es" if item.language == "es" else "en"
    )
    return find_clues(item.text, spell(item.text), moment)


def fill(found: Sequence[dict[str, float]], place: dict[str, int]) -> np.ndarray:
    """Give the clues as a matrix (messages, clues)."""
    rows = np.zeros((len(found), len(place)), dtype=np.float32)
    for row, clues in enumerate(found):
        for clue, strength in clues.items():
            if clue in place:
                rows[row, place[clue]] = strength
    return rows


def prior_weights(place: dict[str, int]) -> np.ndarray:
    """Give what the signs speak for before anything is learnt (clues, acts)."""
    prior = np.zeros((len(place), len(ACTS)), dtype=np.float32)
    for act, name in load_book().signs:
        prior[place[f"sign {act}: {name}"], ACTS.index(act)] = OWN_SIGN
    for clue in ("resembles", "resembles in few words"):
        prior[place[clue], ACTS.index("answer")] = LIKE_ANSWER
    return prior


def worths(chosen: Sequence[Example]) -> np.ndarray:
    """Weigh the examples so that each act counts as often as it is expected."""
    totals: dict[str, float] = defaultdict(float)
    for example in chosen:
        totals[example.item.act] += example.worth
    scale = len(chosen) / sum(SHARES.values())
    return np.array(
        [e.worth * SHARES[e.item.act] / totals[e.item.act] * scale for e in chosen],
        dtype=np.float32,
    )


def fit(rows: np.ndarray, acts: np.ndarray, free: np.ndarray, worth: np.ndarray,
        prior: np.ndarray) -> np.ndarray:  # fmt: skip
    """Fit a softmax regression, shrunk towards the prior, by Adam; gives (clues, acts)."""
    weights = prior.copy()
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    target = np.eye(len(ACTS), dtype=np.float32)[acts]
    barred = np.outer(free, [act in NEEDS_QUESTION for act in ACTS])
    for step in range(1, STEPS + 1):
        sums = np.where(barred, -1e9, rows @ weights)
        guess = np.exp(sums - sums.max(axis=1, keepdims=True))
        guess /= guess.sum(axis=1, keepdims=True)
        slope = (rows.T @ ((guess - target) * worth[:, None]) + RIDGE * (weights - prior)) / len(
            rows
        )
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def write(place: dict[str, int], weights: np.ndarray, path: Path) -> None:
    """Write the weights, clue by clue."""
    lines = ["\t".join(("clue", *ACTS))]
    for clue in sorted(place):
        row = weights[place[clue]]
        if np.abs(row).max() >= SMALL:
            lines.append("\t".join((clue, *(f"{w:.2f}" if abs(w) >= SMALL else "" for w in row))))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Fit on everything and write; or fit without the development sets and score those."""
    held_out = "--held-out" in sys.argv
    stage = open_stage()
    chosen = list(examples(stage, with_dev=not held_out))
    found = [clues_of(stage, example) for example in chosen]
    counts = Counter(clue for clues in found for clue in clues)
    signs = [f"sign {act}: {name}" for act, name in load_book().signs]
    kept = sorted({*signs, *(clue for clue, count in counts.items() if count >= 4)})
    place = {clue: index for index, clue in enumerate(kept)}
    acts = np.array([ACTS.index(example.item.act) for example in chosen])
    free = np.array([example.state.pending is None for example in chosen])
    rows = fill(found, place)
    weights = fit(rows, acts, free, worths(chosen), prior_weights(place))
    print(f"{len(chosen)} examples, {len(place)} clues")
    if not held_out:
        write(place, weights, WRITTEN)
        return
    for lang in LANGUAGES:
        items = dev_set(lang)
        tested = [Example(item, state_for(stage, item.pending)) for item in items]
        asked = fill([clues_of(stage, example) for example in tested], place)
        sums = asked @ weights
        for row, example in enumerate(tested):
            if example.state.pending is None:
                sums[row, [act in NEEDS_QUESTION for act in ACTS]] = -np.inf
        heard = [ACTS[i] for i in sums.argmax(axis=1)]
        for half in (0, 1):
            right = [h == i.act for h, i in zip(heard, items, strict=True)][half::2]
            print(f"{lang}, half {half}: {np.mean(right):.3f} of {len(right)}")


if __name__ == "__main__":
    main()
