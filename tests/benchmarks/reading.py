"""How well messages are read: speech act, language, both languages in one message.

    python -m tests.benchmarks.reading [SET.yaml ...] [--errors]

Reads lists of {text, pending, act, language} (named `messages.*`) or {text, language} (named
`language.*`) by writers who have not seen the rules. A pending question of a set is put to the
reader as the question of the shipped pack nearest to it. Languages are read with each of the two
as the student's standing language; a figure is the mean of both. Times are of the processor.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import thread_time
from typing import NamedTuple

import yaml

from tutor.content import load_pack, load_persona
from tutor.core.events import DialogueState, Pending
from tutor.core.language import read_language
from tutor.core.matching import PhraseIndex
from tutor.core.prepared import PreparedLesson, prepare_lesson
from tutor.core.reading import read_message
from tutor.core.terms import LANGUAGES, Language
from tutor.core.text import words

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class Item(NamedTuple):
    """One labelled message; `act` is empty in a set about languages alone."""

    text: str
    language: str
    pending: str | None = None
    act: str = ""


class Stage(NamedTuple):
    """The shipped lesson, and its questions to find the nearest one by."""

    lesson: PreparedLesson
    questions: PhraseIndex


class LanguageScore(NamedTuple):
    """Counts over both standing languages; a single language is judged from three words on."""

    judged: int
    right: int
    mixed: int
    found: int
    pure: int
    false: int


def read_set(path: Path) -> list[Item]:
    """Read a set of messages."""
    return [Item(**row) for row in yaml.safe_load(path.read_text("utf-8"))]


def open_stage() -> Stage:
    """Prepare the shipped pack and figure."""
    pack = load_pack(ROOT / "lessons" / "bird-woman")
    lesson = prepare_lesson(pack, load_persona(ROOT / "personas" / "sacajawea.yaml"))
    asked = [(q.id, lang, q.main.get(lang)) for q in pack.questions for lang in LANGUAGES]
    return Stage(lesson, PhraseIndex(asked))


def state_for(stage: Stage, pending: str | None) -> DialogueState:
    """Open the pack's question that is nearest to a set's."""
    if pending is None:
        return DialogueState()
    found = [m for lang in LANGUAGES if (m := stage.questions.best(pending, lang))]
    best = max(found, key=lambda match: match.score, default=None)
    question = best.key if best else stage.lesson.pack.questions[0].id
    return DialogueState(pending=Pending(question=question, expectation=None))


def standing_for(path: Path) -> Language:
    """Give the language of the students of a set from its name."""
    return "es" if path.stem.endswith(".es") else "en"


def score_acts(stage: Stage, path: Path, *, errors: bool) -> None:
    """Print how many acts are read right, and each act's recall and precision."""
    items, standing = [i for i in read_set(path) if i.act], standing_for(path)
    if not items:
        return
    pairs: Counter[tuple[str, str]] = Counter()
    times = []
    for item in items:
        state = state_for(stage, item.pending)
        read_message(f"{item.text} .", stage.lesson, state, standing)
        started = thread_time()
        reading = read_message(item.text, stage.lesson, state, standing)
        times.append((thread_time() - started) * 1000)
        pairs[item.act, reading.act] += 1
        if errors and reading.act != item.act:
            where = "pending" if item.pending else "free"
            print(f"  {item.act} read as {reading.act} ({where}): {item.text} | {reading.reason}")
    right = sum(count for (said, heard), count in pairs.items() if said == heard)
    print(f"{path.stem}: acts {right / len(items):.3f} of {len(items)}, {median(times):.2f} ms")
    for act in sorted({said for said, _ in pairs}):
        hit = pairs[act, act]
        said = sum(count for (one, _), count in pairs.items() if one == act)
        heard = sum(count for (_, one), count in pairs.items() if one == act)
        print(f"  {act:16} {said:4}  recall {hit / said:.2f}  precision {hit / max(1, heard):.2f}")


def count_languages(stage: Stage, items: Sequence[Item], *, errors: bool) -> LanguageScore:
    """Count right languages and mixed messages found, with each language standing."""
    tally = [0] * 6
    for item in items:
        for standing in LANGUAGES:
            heard = read_language(item.text, standing, stage.lesson.names)
            wrong = False
            if item.language == "mixed":
                tally[2] += 1
                tally[3] += heard.mixed
                wrong = not heard.mixed
            else:
                tally[4] += 1
                tally[5] += heard.mixed
                wrong = heard.mixed
                if len(words(item.text)) >= 3:
                    tally[0] += 1
                    tally[1] += heard.language == item.language
                    wrong = wrong or heard.language != item.language
            if errors and wrong:
                print(f"  {item.language} read as {heard} ({standing} standing): {item.text}")
    return LanguageScore(*tally)


def score_languages(stage: Stage, path: Path, *, errors: bool) -> None:
    """Print how many languages are read right and how many mixed messages are found."""
    score = count_languages(stage, read_set(path), errors=errors)
    found = f"{score.found / score.mixed:.3f} of {score.mixed // 2}" if score.mixed else "-"
    print(
        f"{path.stem}: language {score.right / score.judged:.3f} of {score.judged // 2}, "
        f"mixed found {found}, false {score.false / score.pure:.4f} of {score.pure // 2}"
    )


def main() -> None:
    """Score the sets named on the command line, or all."""
    named = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    kept = sorted((HERE / "data").glob("*.yaml"))
    paths = named or [p for p in kept if p.stem.startswith(("messages.", "language."))]
    errors = "--errors" in sys.argv
    stage = open_stage()
    for path in paths:
        score_acts(stage, path, errors=errors)
        score_languages(stage, path, errors=errors)


if __name__ == "__main__":
    main()
