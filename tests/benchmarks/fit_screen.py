"""Fit the linear screen on messages with what they are.

    python -m tests.benchmarks.fit_screen [--without WRITER] [--journals FILE]

Learns from `data/safety/train.*.yaml`, from the examples of the reviewed rules, from half of what a
second author wrote, from the development sets (`data/safety/[a-d].*.jsonl`) and from what is
ordinary: all texts and asks of the shipped packs, the messages of the other sets, and sentences of
the expedition's journals where a file of them is given (one JSON object with a `text` a line). With
`--without` the sets of one writer are left out and scored, rules and weights together, and nothing
is written.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import yaml

from tests.benchmarks.safety import HEADER, score_writer
from tutor.core.safety import weighing
from tutor.core.safety.book import (
    find_labels,
    load_book,
    load_conduct,
    load_patterns,
    sentences_of,
)
from tutor.core.safety.clues import BUCKETS, Buckets
from tutor.core.safety.conduct import KIND_OF
from tutor.core.safety.normalise import fold_text
from tutor.core.safety.weighing import HEARD, WEIGHTS, Heard, clues_of
from tutor.core.terms import LANGUAGES, Language

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WRITTEN = ROOT / "tutor" / "core" / "safety" / WEIGHTS
SEED = 11
ORDINARY: Heard = "ordinary"
WORTH = {"near": 3.0, "hard_history": 3.0, "crisis_near": 3.0}
"""How much a message that is easily mistaken is worth; others 1, plain text less."""
SECOND_AUTHOR: dict[str, Heard] = {"self": "self_harm", "friend": "self_harm", "abuse": "abuse"}
MAY_BE_CONDUCT = frozenset({"request_answer", "social", "off_topic"})
"""Acts whose messages may be homework to be done, companionship or jailbreak."""
ORDINARY_SETS = ("messages.dev", "asked", "dev-1", "dev-2", "dev-3", "dev-4")
PLAIN, MINED = 6_000, 4_000
"""Ordinary texts to begin with, and those that the first fit took for something else."""
STEPS, RATE, RIDGE = 110, 0.15, 2e-6
WRITERS = ("a", "b", "c", "d")
LOUDEST = 127
"""The largest whole number that a weight is kept as."""
Array = npt.NDArray[np.float32]


class Example(NamedTuple):
    """One message, what it is and what it is worth."""

    text: str
    heard: Heard
    worth: float = 1.0


def examples(writers: Sequence[str]) -> Iterator[Example]:
    """Give every message whose kind is known, of the labelled sets those of these writers."""
    dice = random.Random(SEED)
    for language in LANGUAGES:
        found = [*_written(language), *_reviewed(language), *_second_author(language)]
        found += [one for writer in writers for one in _developed(writer, language)]
        for example in found:
            yield example
            if example.heard != ORDINARY or dice.random() < 0.5:
                yield Example(misspell(example.text, dice), example.heard, 0.5 * example.worth)


def _written(language: Language) -> Iterator[Example]:
    kept = yaml.safe_load((HERE / "data" / "safety" / f"train.{language}.yaml").read_text("utf-8"))
    for label, lines in kept.items():
        for text in lines.splitlines():
            yield Example(text, _heard(label), WORTH.get(label, 1.0))


def _heard(label: str) -> Heard:
    return next((heard for heard in HEARD if heard == label), ORDINARY)


def _reviewed(language: Language) -> Iterator[Example]:
    for rule in load_book(language).rules:
        for text in rule.examples:
            yield Example(text, rule.category)
    for other in load_conduct(language).rules:
        for text in other.examples:
            yield Example(text, _heard(KIND_OF[other.category]))


def _second_author(language: Language) -> Iterator[Example]:
    """Give the half that may be learnt from; violence is left out, it may be threat or abuse."""
    path = ROOT / "tests" / "data" / "crisis" / f"second_author.a.{language}.yaml"
    held = yaml.safe_load(path.read_text("utf-8"))
    for line in held["positives"]:
        if line["category"] in SECOND_AUTHOR:
            yield Example(line["text"], SECOND_AUTHOR[line["category"]])
    for text in held["near_misses"]:
        yield Example(text, ORDINARY, WORTH["near"])
    near = (ROOT / "tests" / "data" / "safety" / f"near_miss.{language}.txt").read_text("utf-8")
    for text in near.splitlines():
        yield Example(text, ORDINARY, WORTH["near"])


def _developed(writer: str, language: Language) -> Iterator[Example]:
    """Give a writer's development set; which crisis it is, the nearest label says."""
    path = HERE / "data" / "safety" / f"{writer}.{language}.jsonl"
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if row["label"] != "crisis":
            yield Example(row["text"], _heard(row["label"]), WORTH.get(row["label"], 1.0))
        else:
            yield Example(row["text"], _category(row["text"]))


def _category(text: str) -> Heard:
    """Guess the category of a crisis by its plainest words; alarms are alike for all of them."""
    if re.search(
        r"gun|rifle|pistol|knife|nife|blow|navaja|nabaja|salon|recreo|laugh|school t", text
    ):
        return "threat"
    adult = r"dad|step|uncle|coach|mom|papa|pap|padrastro|tio|entrenador|guy|man |señor|casa|home"
    return "abuse" if re.search(adult, text) else "self_harm"


def misspell(text: str, dice: random.Random) -> str:
    """Write a message as in haste: a letter lost, doubled or swapped in some words."""
    return " ".join(_slip(word, dice) for word in text.split())


def _slip(word: str, dice: random.Random) -> str:
    if len(word) < 4 or dice.random() < 0.6:
        return word
    at = dice.randrange(1, len(word) - 1)
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
        word[0] + re.sub("[aeiou]", "", word[1:-1]) + word[-1],
    )
    return dice.choice(ways)


def plain_texts(journals: Path | None) -> list[str]:
    """Give ordinary text of every kind, shuffled."""
    found = list(_pack_lines())
    if journals is not None:
        entries = (json.loads(line)["text"] for line in journals.read_text("utf-8").splitlines())
        found += [part for entry in entries for part in re.split(r"(?<=[.!?])\s+", entry)]
    kept = [text.strip() for text in dict.fromkeys(found) if len(text.split()) > 1]
    random.Random(SEED).shuffle(kept)
    return kept


def _pack_lines() -> Iterator[str]:
    for path in sorted((ROOT / "lessons").rglob("*")):
        if path.suffix in {".md", ".yaml"}:
            for line in path.read_text("utf-8").splitlines():
                yield line.strip(" -\"'")


def _messages() -> Iterator[str]:
    """Give the messages that reading is fitted on."""
    for language in LANGUAGES:
        kept = yaml.safe_load((HERE / "data" / f"train.{language}.yaml").read_text("utf-8"))
        for act, lines in kept.items():
            for text in lines.splitlines():
                if act not in MAY_BE_CONDUCT or not _is_conduct(text):
                    yield text
        for name in ORDINARY_SETS:
            path = HERE / "data" / f"{name}.{language}.yaml"
            yield from _strings(yaml.safe_load(path.read_text("utf-8")))


def _is_conduct(text: str) -> bool:
    """Tell whether a reviewed wording of conduct occurs, whatever the linear model says."""
    folded = fold_text(text)
    return any(
        find_labels(sentence, load_patterns(language).conduct)
        for language in LANGUAGES
        for sentence in sentences_of(folded, language)
    )


def _strings(held: object) -> Iterator[str]:
    """Give every text of a set, however it is nested, without those that may be conduct."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        if held.get("act") not in MAY_BE_CONDUCT:
            for value in held.values():
                yield from _strings(value)
    elif isinstance(held, list):
        for value in held:
            yield from _strings(value)


def fit(found: Sequence[tuple[Buckets, Heard, float]]) -> tuple[Array, Array]:
    """Fit a softmax over the clues by gradient descent with momentum; the same on every run."""
    counts = np.array([len(clues) for clues, _, _ in found])
    used, place = np.unique(np.concatenate([clues for clues, _, _ in found]), return_inverse=True)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    rows = np.repeat(np.arange(len(found)), counts)
    value = (1 / np.sqrt(np.repeat(counts, counts))).astype(np.float32)[:, None]
    is_so = np.eye(len(HEARD), dtype=np.float32)[[HEARD.index(heard) for _, heard, _ in found]]
    worth = np.array([worth for *_, worth in found], np.float32)[:, None]
    worth /= worth.sum()
    weights = np.zeros((len(used) + 1, len(HEARD)), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        sums = np.add.reduceat(weights[place] * value, starts, axis=0) + weights[-1]
        grown = np.exp(sums - sums.max(axis=1, keepdims=True))
        wrong = (grown / grown.sum(axis=1, keepdims=True) - is_so) * worth
        slope = RIDGE * weights
        spreading = wrong[rows] * value
        for column in range(len(HEARD)):
            slope[:-1, column] += np.bincount(place, spreading[:, column], len(used))
        slope[-1] = wrong.sum(axis=0)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        pace = RATE * min(1.0, (STEPS - step) / (0.3 * STEPS))
        weights -= pace * mean / (1 - 0.9**step) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-9)
    whole = np.zeros((BUCKETS, len(HEARD)), np.float32)
    whole[used] = weights[:-1]
    return whole, weights[-1]


def prepare(found: Iterable[Example]) -> list[tuple[Buckets, Heard, float]]:
    """Count the clues of every message; one without any is left out."""
    counted = ((clues_of(fold_text(text)), heard, worth) for text, heard, worth in found)
    return [(clues, heard, worth) for clues, heard, worth in counted if len(clues)]


def shares_of(clues: Buckets, weights: Array, begin: Array) -> Array:
    """Give how likely each thing is, by weights that are not written yet."""
    sums = weights[clues].sum(axis=0) / np.sqrt(len(clues)) + begin
    grown = np.exp(sums - sums.max())
    shares: Array = grown / grown.sum()
    return shares


def write(weights: Array, begin: Array) -> None:
    """Keep the weights as whole numbers of one step; rows that are all nought are left out."""
    whole, step = _rounded(weights)
    rows = np.flatnonzero(whole.any(axis=1)).astype(np.uint32)
    np.savez_compressed(
        WRITTEN, rows=rows, of_clue=whole[rows], step=np.float32(step), of_any=begin
    )
    print(f"{WRITTEN.name}: {len(rows):,} rows, {WRITTEN.stat().st_size / 1024:.0f} KiB")


def _rounded(weights: Array) -> tuple[npt.NDArray[np.int8], float]:
    step = float(np.abs(weights).max()) / LOUDEST
    return np.rint(weights / step).astype(np.int8), step


def main() -> None:
    """Fit, look for ordinary texts that are mistaken, fit again, and write or score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", choices=WRITERS)
    parser.add_argument("--journals", type=Path)
    given = parser.parse_args()
    known = prepare(examples([writer for writer in WRITERS if writer != given.without]))
    known += prepare(Example(text, ORDINARY) for text in dict.fromkeys(_messages()))
    plain = prepare(Example(text, ORDINARY, 0.7) for text in plain_texts(given.journals))
    print(f"{len(known):,} messages, {len(plain):,} ordinary texts", flush=True)
    weights, begin = fit([*known, *plain[:PLAIN]])
    rest = plain[PLAIN:]
    rest.sort(key=lambda one: float(shares_of(one[0], weights, begin)[-1]))
    weights, begin = fit([*known, *plain[:PLAIN], *rest[:MINED]])
    if given.without is None:
        write(weights, begin)
        return
    listen_with(weights, begin)
    print(HEADER)
    for language in LANGUAGES:
        score_writer(given.without, language)


def listen_with(weights: Array, begin: Array) -> None:
    """Let the screen weigh with weights that are not written, rounded as they would be."""
    whole, step = _rounded(weights)
    held = weighing.Weights(whole.astype(np.float32) * np.float32(step), begin)
    weighing.load_weights = lambda: held  # type: ignore[assignment]
    weighing.weigh.cache_clear()


if __name__ == "__main__":
    main()
