"""What indexing and searching cost in large packs.

    python -m tests.benchmarks.retrieval_scale [PASSAGES ...]

Makes packs of 240, 10,000 and 100,000 passages (or as many as named) in one language, and prints
CPU seconds to index one, and again after a passage has changed; memory; and CPU ms a question,
median and 95th percentile: as written, with slips, and with slips and both filters (kind and
horizon). Each size is measured in a process of its own. Below 2,000 passages it prints too
what Chroma takes with a made embedder: CPU seconds to build, and after one change.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from tests.benchmarks.encyclopedia import make_pack, misspell
from tests.benchmarks.made_text import make_entries
from tutor.core.lesson import LessonPack
from tutor.ports import Query
from tutor.retrieval import HashedEmbedder, LexicalIndex
from tutor.retrieval.chroma import open_chroma

SIZES = (240, 10_000, 100_000)
WITH_CHROMA = 2_000
QUESTIONS = 200
SEED = 7


def make(count: int) -> LessonPack:
    """Make a pack of journals and studies of the years 1800 to 1809."""
    pack = make_pack(make_entries(count, ("en",), SEED))
    passages = tuple(
        passage.model_copy(
            update={
                "kind": "journal" if place % 2 else "scholarship",
                "when": str(1800 + place % 10),
            }
        )
        for place, passage in enumerate(pack.passages)
    )
    manifest = pack.manifest.model_copy(update={"languages": ("en",)})
    return pack.model_copy(update={"passages": passages, "manifest": manifest})


def change_one(pack: LessonPack) -> LessonPack:
    """Give the pack with another first passage."""
    first, second = pack.passages[0], pack.passages[1]
    changed = first.model_copy(update={"variants": second.variants})
    return pack.model_copy(update={"passages": (changed, *pack.passages[1:]), "version": "next"})


def make_questions(pack: LessonPack, *, slips: bool) -> list[Query]:
    """Ask with some words in a row of some passage."""
    dice = random.Random(SEED)
    found = []
    for passage in dice.choices(pack.passages, k=QUESTIONS):
        line = dice.choice(passage.variants["en"].sections["standard"][0].sentences)
        text = "what did " + " ".join(line.rstrip(".").lower().split()[: dice.randint(4, 9)])
        found.append(Query(misspell(text, dice) if slips else text, "en"))
    return found


def measure(index: LexicalIndex, questions: Sequence[Query]) -> str:
    """Ask every question; gives CPU ms, median and 95th percentile, and wall ms."""
    spent, waited = [], []
    for question in questions:
        started, began = process_time(), perf_counter()
        index.find(question)
        spent.append(1000.0 * (process_time() - started))
        waited.append(1000.0 * (perf_counter() - began))
    return (
        f"{np.median(spent):6.1f} {np.percentile(spent, 95):6.1f} ms CPU"
        f"  ({np.median(waited):.1f} {np.percentile(waited, 95):.1f} wall)"
    )


def measure_size(count: int) -> None:
    """Print the table of one size."""
    pack = make(count)
    LexicalIndex(pack.model_copy(update={"passages": pack.passages[:10]}))  # loads word lists
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = process_time()
    index = LexicalIndex(pack)
    built = process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count} passages")
    print(f"  index                {built:6.1f} s CPU")
    print(f"  memory               {index.size_bytes / 1e6:6.1f} MB in postings")
    print(f"  process at its peak  {peak / 1024:6.0f} MB ({before / 1024:.0f} before)")
    slips = make_questions(pack, slips=True)
    filtered = [replace(q, until="1804", kinds=frozenset({"journal"})) for q in slips]
    print(f"  as written           {measure(index, make_questions(pack, slips=False))}")
    print(f"  with slips           {measure(index, slips)}")
    print(f"  slips and filters    {measure(index, filtered)}")
    started = process_time()
    LexicalIndex(change_one(pack))
    print(f"  after one change     {process_time() - started:6.1f} s CPU", flush=True)
    if count < WITH_CHROMA:
        measure_chroma(pack)


def measure_chroma(pack: LessonPack) -> None:
    """Print what the vectors cost, embedded without a model."""
    with tempfile.TemporaryDirectory() as root:
        for title, version in (("vectors", pack), ("vectors, one change", change_one(pack))):
            started = process_time()
            open_chroma(Path(root), version, HashedEmbedder()).close()
            print(f"  {title:<20} {process_time() - started:6.1f} s CPU", flush=True)


def main() -> None:
    """Measure each size in a process of its own."""
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    if len(sizes) == 1:
        measure_size(sizes[0])
        return
    for size in sizes:
        subprocess.run([sys.executable, "-m", __spec__.name, str(size)], check=True)


if __name__ == "__main__":
    main()
